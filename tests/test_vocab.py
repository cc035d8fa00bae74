import re

from hypothesis import given
from hypothesis import strategies as st

from graphbuild import vocab
from graphbuild.model import ActKind, ActorKind

SAFE = re.compile(r"[A-Za-z0-9%/#:._~=,-]+")
ANY_NAME = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY_NAME)
def test_every_name_makes_a_safe_iri(name: str) -> None:
    for kind in ActorKind:
        assert SAFE.fullmatch(vocab.iri(vocab.actor_id(kind, name)))


@given(ANY_NAME)
def test_an_arbitrary_id_makes_a_safe_iri(identifier: str) -> None:
    assert SAFE.fullmatch(vocab.iri(identifier))


@given(ANY_NAME)
def test_slug_is_stable_and_never_empty(name: str) -> None:
    assert vocab.slug(name)
    assert vocab.slug(vocab.slug(name)) == vocab.slug(name)


def test_spellings_with_and_without_marks_share_a_slug() -> None:
    assert vocab.slug("Erdoğan") == vocab.slug("ERDOGAN")
    assert vocab.slug("Mateusz Morawiecki—the PM") == "mateusz-morawiecki-the-pm"
    assert vocab.slug("Wałęsa") == "walesa"


def test_names_without_letters_keep_apart() -> None:
    assert vocab.slug("!!!") != vocab.slug("???")
    assert vocab.slug("a" * 200) != vocab.slug("a" * 201)


def test_every_kind_has_its_row_in_each_table() -> None:
    assert set(vocab.PLOVER_ROOT) == set(ActKind)
    assert set(vocab.DIRECT_PROPERTY) == set(ActKind)
    assert len(set(vocab.DIRECT_PROPERTY.values())) == len(ActKind)


def test_ontologies_are_found() -> None:
    assert (vocab.ontologies() / "graphbuild.ttl").is_file()
