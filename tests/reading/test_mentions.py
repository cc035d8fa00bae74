import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from graphbuild.model import ActorKind
from graphbuild.reading.mentions import Form

from .casts import actor, at, cast, named, texts
from .trees import tree


def test_an_adjective_names_its_country() -> None:
    doc = tree("Ghanaian/ADJ/2/amod airstrikes/NOUN/3/nsubj/t=NNS/l=airstrike hit/VERB/0/root Togo/PROPN/3/obj/LOC")
    assert [(one.form, one.id) for one in named(doc)] == [(Form.ADJECTIVE, "country/GH"), (Form.NAME, "country/TG")]
    assert at(doc, "airstrikes") == ("country/GH",)


def test_a_seat_stands_for_its_government_unless_something_happens_there() -> None:
    acting = tree("Accra/PROPN/2/nsubj/LOC thanked/VERB/0/root/l=thank Lomé/PROPN/2/obj/LOC")
    place = tree("They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Accra/PROPN/2/obl/LOC")
    assert at(acting, "Accra") == ("country/GH",)
    assert at(place, "Accra") == ("group/accra",)


@pytest.mark.parametrize(
    ("doc", "identity", "name"),
    [
        (
            tree(
                "The/DET/4/det Ghanaian/ADJ/4/amod foreign/ADJ/4/amod ministry/NOUN/5/nsubj spoke/VERB/0/root/l=speak"
            ),
            "organization/foreign-ministry-of-gh",
            "Ghanaian foreign ministry",
        ),
        (
            tree(
                "The/DET/2/det Ministry/PROPN/8/nsubj of/ADP/5/case Foreign/ADJ/5/amod Affairs/PROPN/2/nmod of/ADP/7/case Ghana/PROPN/5/nmod/LOC spoke/VERB/0/root"
            ),
            "organization/foreign-ministry-of-gh",
            "Ministry of Foreign Affairs of Ghana",
        ),
        (
            tree(
                "Togo/PROPN/3/nmod:poss/LOC 's/PART/1/case parliament/NOUN/4/nsubj voted/VERB/0/root the/DET/6/det law/NOUN/4/obj"
            ),
            "organization/parliament-of-tg",
            "Togo's parliament",
        ),
    ],
)
def test_a_body_belongs_to_its_country_however_it_is_written(doc: Doc, identity: str, name: str) -> None:
    body = actor(doc, identity)
    assert (body.name, body.kind) == (name, ActorKind.ORGANIZATION)
    assert body.country == identity[-2:].upper().join(["country/", ""])


def test_the_country_inside_the_name_of_its_body_is_named_too() -> None:
    doc = tree("The/DET/3/det Kenyan/PROPN/3/compound Navy/PROPN/4/nsubj left/VERB/0/root/l=leave")
    assert at(doc, "Navy") == ("organization/kenya-navy",)
    assert at(doc, "Kenyan") == ("country/KE",)


def test_a_namesake_in_another_country_is_another_body() -> None:
    doc = tree(
        "The/DET/4/det Togolese/ADJ/4/amod Unity/PROPN/4/compound Party/PROPN/5/nsubj won/VERB/0/root/l=win Togo/PROPN/5/obj"
    )
    assert at(doc, "Party") == ("organization/togolese-unity-party",)


def test_groups_and_things_keep_the_words_that_describe_them() -> None:
    doc = tree(
        "Two/NUM/2/nummod thousand/NUM/3/nummod rebels/NOUN/4/nsubj/t=NNS/l=rebel freed/VERB/0/root/l=free the/DET/6/det owner/NOUN/4/obj "
        "of/ADP/9/case a/DET/9/det mine/NOUN/6/nmod and/CCONJ/13/cc two/NUM/13/nummod oil/NOUN/13/compound tankers/NOUN/6/conj/t=NNS/l=tanker"
    )
    assert at(doc, "rebels") == ("group/two-thousand-rebels",)
    assert at(doc, "owner") == ("person/owner-of-a-mine", "group/two-oil-tankers")


@pytest.mark.parametrize("noun", ["treaty", "weather", "authority"])
def test_nouns_that_cannot_act_are_nobody(noun: str) -> None:
    assert at(tree(f"The/DET/3/det full/ADJ/3/amod {noun}/NOUN/4/nsubj ended/VERB/0/root"), noun) == ()


def test_the_west_is_a_group_by_name_and_adjective() -> None:
    doc = tree(
        "The/DET/2/det West/PROPN/3/nsubj praised/VERB/0/root/l=praise Western/ADJ/5/amod policy/NOUN/3/obj ./PUNCT/3/punct"
    )
    assert at(doc, "West") == at(doc, "policy") == ("group/west",)


def test_an_unknown_name_that_acts_is_somebody() -> None:
    doc = tree("On/ADP/2/case Monday/PROPN/4/obl Zontro/PROPN/4/nsubj sued/VERB/0/root/l=sue Ghana/PROPN/4/obj/LOC")
    assert at(doc, "Zontro") == ("organization/zontro",)
    assert at(doc, "Monday") == ()


def test_entities_lose_titles_articles_and_marks() -> None:
    doc = tree(
        "“/PUNCT/4/punct/PER President/PROPN/3/nmod:desc/+PER Annor/PROPN/4/nsubj/+PER 's/PART/3/case/+PER left/VERB/0/root"
    )
    assert texts(actor(doc, "person/annor")) == {"Annor"}


_WORDS = st.sampled_from(
    ["Ghana", "Togolese", "president", "the", "of", "rebels", "its", "“", ",", "Annor", "army", "two", "said"]
)
_POS = st.sampled_from(["NOUN", "PROPN", "ADJ", "VERB", "DET", "PRON", "PUNCT", "ADP"])
_DEPS = st.sampled_from(["nsubj", "obj", "nmod:poss", "conj", "case", "appos", "flat", "amod", "acl:relcl", "ccomp"])


@st.composite
def _trees(draw: st.DrawFn) -> Doc:
    rows = draw(st.lists(st.tuples(_WORDS, _POS, _DEPS), min_size=1, max_size=25))
    heads = [0, *(draw(st.integers(1, k)) for k in range(1, len(rows)))]
    return tree(" ".join(f"{w}/{pos}/{head}/{dep}" for (w, pos, dep), head in zip(rows, heads, strict=True)))


@given(_trees())
def test_no_tree_however_wrong_breaks_the_reading(doc: Doc) -> None:
    for one in cast(doc).actors:
        for mention in one.mentions:
            assert doc.text[mention.span.start : mention.span.end] == mention.text


def test_places_of_the_lexicon_stand_for_governments() -> None:
    doc = tree("Foggy/PROPN/2/compound Bottom/PROPN/3/nsubj thanked/VERB/0/root/l=thank Togo/PROPN/3/obj")
    assert at(doc, "Bottom") == ("country/US",)


def test_a_water_keeps_its_whole_name() -> None:
    doc = tree(
        "Togo/PROPN/2/nsubj closed/VERB/0/root/l=close the/DET/4/det Strait/PROPN/2/obj/LOC of/ADP/6/case Zontro/PROPN/4/nmod"
    )
    assert at(doc, "Strait") == ("group/strait-of-zontro",)


def test_what_something_is_like_or_where_it_is_from_is_nobody() -> None:
    doc = tree(
        "Togo/PROPN/2/nsubj/LOC bought/VERB/0/root/l=buy Ghanaian/ADJ/5/amod -/PUNCT/5/punct made/VERB/6/amod drones/NOUN/2/obj/t=NNS "
        "from/ADP/10/case Benin/PROPN/10/amod -/PUNCT/10/punct backed/VERB/11/amod rebels/NOUN/2/obl/t=NNS"
    )
    assert {"country/GH", "country/BJ"} & {one.id for one in named(doc)} == {"country/BJ"}
