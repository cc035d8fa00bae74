"""The shipped reference facts, files of users, and the index kept between runs."""

import datetime as dt
import itertools
import json
import os
import sys
from pathlib import Path

import pytest

from graphbuild.errors import ReferenceFactError
from graphbuild.identity import facts
from graphbuild.identity.generate.__main__ import make
from graphbuild.identity.index import Index
from graphbuild.identity.reference import Reference, load
from graphbuild.model import ActorKind, Gazetteer, NameForm, Office
from graphbuild.vocab import ontologies

FILES = sorted((ontologies() / "reference").glob("*.ttl"))
FACTS = facts.read(FILES)
HEAD = """
@prefix gb: <https://w3id.org/graphbuild/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/graphbuild/id/> .
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    return tmp_path / "cache"


def file(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "mine.ttl"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_a_reference_is_a_gazetteer() -> None:
    gazetteer: Gazetteer = load()
    assert [m.candidates[0].id for m in gazetteer.matches(["Ghana"])] == ["country/GH"]


def test_every_file_says_where_it_comes_from() -> None:
    for path in FILES:
        head = path.read_text(encoding="utf-8").split("@prefix")[0]
        assert all(word in head for word in ("Sources:", "public domain", "January 2026", "Made by:")), path


def test_the_shipped_files_are_what_the_generator_makes(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "reference"
    make(source / "factbook_facts_2026-01.json", source / "country-codes.csv", tmp_path)
    for path in FILES:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), (
            f"run python -m graphbuild.identity.generate: {path.name}"
        )


def test_every_country_of_the_codes_is_there_with_its_names() -> None:
    countries = {k.id: k for k in FACTS.known if k.kind is ActorKind.COUNTRY}
    with_code = [identifier for identifier in countries if len(identifier.partition("/")[2]) == 2]
    assert len(with_code) >= 250
    linked = [k for k in countries.values() if k.same_as]
    assert len(linked) >= 250
    led = {office.country for office in FACTS.offices if office.leads}
    adjectives = {identifier for identifier, _, form in FACTS.names if form is NameForm.ADJECTIVE}
    members = {member for member, whole in FACTS.members if whole == "organization/united-nations"}
    assert len(members) == 193
    assert members <= set(countries)
    assert members - adjectives == set()
    assert members - led <= {"country/SM"}  # San Marino has two heads, for half a year


def test_organisations_and_offices_are_many_and_dated() -> None:
    assert sum(k.kind is ActorKind.ORGANIZATION for k in FACTS.known) >= 150
    assert sum(t.since is not None for t in FACTS.tenures) >= 0.98 * len(FACTS.tenures)


def test_nobody_holds_an_office_of_one_at_another_s_time() -> None:
    """Tenures of one office follow each other; the day of handing over belongs to both."""
    shared = set()
    for office in FACTS.offices:
        stays = sorted(
            (t for t in FACTS.tenures if t.office == office.id and t.since), key=lambda t: t.since or dt.date.min
        )
        for earlier, later in itertools.pairwise(stays):
            if earlier.until is None or later.since is None or earlier.until > later.since:
                shared.add((office.id, earlier.holder, later.holder))
    assert shared == set()


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("office/prime-minister-of-gb", "2022-10-01", "Liz Truss"),
        ("office/chancellor-of-de", "2015-01-01", "Angela Merkel"),
        ("office/president-of-eg", "2025-09-16", "Abdel Fattah al-Sisi"),
        ("office/secretary-general-of-united-nations", "2016-12-31", "Ban Ki-moon"),
        ("office/president-of-fr", "2017-05-13", "François Hollande"),
        ("office/prime-minister-of-ws", "2026-01-31", None),
    ],
)
def test_holders_of_a_day(office: str, day: str, holder: str | None) -> None:
    names = [known.name for known in load().holders(office, dt.date.fromisoformat(day))]
    assert names[-1:] == ([holder] if holder else names[-1:])


def test_a_user_s_file_is_used(tmp_path: Path, cache: Path) -> None:
    mine = file(
        tmp_path,
        """
        <person/ama-mensah> a gb:Leader ; rdfs:label "Ama Mensah"@en ; skos:altLabel "Ama S. Mensah"@en ; skos:hiddenLabel "Mensah"@en .
        <office/mayor-of-tema> a gb:Office ; rdfs:label "Mayor of Tema"@en ; gb:officeTitle "mayor"@en ; gb:officeOf <country/GH> .
        <tenure/x> a gb:Tenure ; gb:holder <person/ama-mensah> ; gb:office <office/mayor-of-tema> ; gb:from "2020-01-01"^^xsd:date .
        """,
    )
    reference = load([mine])
    (bearer,) = reference.bearers("Ama S. Mensah")
    assert (bearer.known.id, bearer.known.country) == ("person/ama-mensah", "country/GH")
    assert [k.id for k in reference.called("Mensah")] == ["person/ama-mensah"]
    assert (
        reference.office(Office("office/mayor-of-gh", "mayor", "country/GH"))
        == reference.offices("person/ama-mensah", dt.date(2021, 1, 1))[0]
    )
    assert reference.version != load().version


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<a> a gb:Country", r"mine\.ttl: not Turtle"),
        ("<person/a> a gb:Leader .", r"person/a: has no .*label"),
        ('[] a gb:Country ; rdfs:label "X" .', "a blank node; give it an IRI"),
        ("<tenure/t> a gb:Tenure ; gb:office <office/o> .", r"tenure/t: has no gb:holder"),
        ("<tenure/t> a gb:Tenure ; gb:office <office/o> ; gb:holder <person/p> .", "is described nowhere"),
        (
            '<person/p> a gb:Leader ; rdfs:label "P" . <tenure/t> a gb:Tenure ; gb:office <office/o> ; gb:holder <person/p> .',
            "office/o: is held by person/p, and is described nowhere",
        ),
        (
            '<tenure/t> a gb:Tenure ; gb:office <office/o> ; gb:holder <person/p> ; gb:from "soon" .',
            "'soon' is no day",
        ),
        (
            '<tenure/t> a gb:Tenure ; gb:office <office/o> ; gb:holder <person/p> ; gb:from "2020-01-02" ; gb:until "2020-01-01" .',
            "ends on 2020-01-01, before it begins",
        ),
        (
            '<tenure/t> a gb:Tenure ; gb:office <office/o> ; gb:holder <person/p> ; gb:from "2020-01-02", "2020-01-01" .',
            "make two tenures of it",
        ),
    ],
)
def test_bad_files_are_named_with_the_remedy(tmp_path: Path, cache: Path, body: str, message: str) -> None:
    with pytest.raises(ReferenceFactError, match=message):
        load([file(tmp_path, body)])


def test_a_missing_file_is_named(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(ReferenceFactError, match=r"nowhere\.ttl: cannot be read"):
        load([tmp_path / "nowhere.ttl"])
    with pytest.raises(ReferenceFactError, match=r"nowhere\.ttl: cannot be read"):
        facts.read([tmp_path / "nowhere.ttl"])


def kept(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.json"))


def same(one: Reference, other: Reference) -> bool:
    words = ["the", "Egyptian", "president", "in", "Congo", ",", "Georgia", "and", "Washington"]
    return list(one.matches(words)) == list(other.matches(words)) and one.version == other.version


def test_the_index_is_kept_and_read_again(cache: Path) -> None:
    first = load()
    (index,) = kept(cache)
    made = index.stat().st_mtime_ns
    assert same(first, load())
    assert index.stat().st_mtime_ns == made


@pytest.mark.parametrize(
    "broken", [b"", b"[]", b'{"known": 3}', b"\xff\xfe", b'{"known": [], "names": [["x", [[7, 0]]]]}']
)
def test_a_broken_index_is_made_again(cache: Path, broken: bytes) -> None:
    first = load()
    (index,) = kept(cache)
    index.write_bytes(broken)
    assert same(first, load())
    assert Index.from_json(json.loads(index.read_bytes())).known


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_cache_that_cannot_be_written_is_done_without(cache: Path) -> None:
    cache.parent.mkdir(exist_ok=True)
    cache.write_text("a file where a folder is expected")
    assert load().known("country/GH")
    assert os.path.isfile(cache)  # noqa: PTH113 - nothing was put in its place


def test_the_index_survives_json() -> None:
    index = Index.of(FACTS, ["Gulf of Mexico"])
    assert Index.from_json(json.loads(json.dumps(index.to_json()))) == index


def test_states_that_are_no_more_have_days_and_successors() -> None:
    states = {state.country: state for state in FACTS.states}
    assert {"country/soviet-union", "country/yugoslavia", "country/czechoslovakia", "country/zaire"} <= states.keys()
    known = {k.id for k in FACTS.known if k.kind is ActorKind.COUNTRY}
    assert states.keys() <= known
    assert all(state.since < state.until for state in states.values())
    after = {t.subject.value: t.object.value for path in FILES for t in facts._parsed(path)
             if t.predicate.value.endswith("succeededBy")}  # fmt: skip
    assert {name.rpartition("/id/")[2] for name in after} == states.keys()
    assert {name.rpartition("/id/")[2] for name in after.values()} <= known


def test_one_name_meant_one_state_on_a_day() -> None:
    for one, other in itertools.combinations(FACTS.states, 2):
        apart = one.until <= other.since or other.until <= one.since
        assert apart or not set(one.then) & set(other.then), (one, other)


def test_a_state_that_never_began_is_refused(tmp_path: Path, cache: Path) -> None:
    mine = file(
        tmp_path,
        '<country/x> a gb:Country ; rdfs:label "X"@en ; gb:existedFrom "once" ; gb:existedUntil "1990-01-01" .',
    )
    with pytest.raises(ReferenceFactError, match="'once' is no day"):
        load([mine])
