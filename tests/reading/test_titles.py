import pytest
from spacy.tokens import Doc

from graphbuild.model import ActorKind, Office

from .casts import actor, at, cast
from .trees import tree

BEFORE = tree(
    "Ghana/PROPN/4/nmod:poss/LOC 's/PART/1/case Foreign/ADJ/4/amod Minister/NOUN/5/nmod:desc Ama/PROPN/8/nsubj/PER "
    "Mensah/PROPN/5/flat/+PER has/AUX/8/aux thanked/VERB/0/root/l=thank Togo/PROPN/8/obj/LOC ./PUNCT/8/punct"
)
BESIDE = tree(
    "Ama/PROPN/10/nsubj/PER Mensah/PROPN/1/flat/+PER ,/PUNCT/4/punct minister/NOUN/1/appos of/ADP/7/case foreign/ADJ/7/amod "
    "affairs/NOUN/4/nmod/t=NNS of/ADP/9/case Ghana/PROPN/4/nmod/LOC waited/VERB/0/root/l=wait ./PUNCT/10/punct"
)
AFTER_COMMA = tree(
    "The/DET/4/det Ghanaian/ADJ/4/amod foreign/ADJ/4/amod minister/NOUN/8/nsubj ,/PUNCT/4/punct Ama/PROPN/4/appos/PER "
    "Mensah/PROPN/6/flat/+PER waited/VERB/0/root/l=wait ./PUNCT/8/punct"
)
BEFORE_COMMA = tree(
    "Ghana/PROPN/4/nmod:poss/LOC 's/PART/1/case foreign/ADJ/4/amod minister/NOUN/6/nmod:desc ,/PUNCT/6/punct Ama/PROPN/8/nsubj/PER "
    "Mensah/PROPN/6/flat/+PER waited/VERB/0/root/l=wait ./PUNCT/8/punct"
)
FOREIGN_MINISTER = Office("office/foreign-minister-of-gh", "foreign minister of GH", "country/GH")


@pytest.mark.parametrize("doc", [BEFORE, BEFORE_COMMA, BESIDE, AFTER_COMMA])
def test_titles_and_appositions_give_the_same_office(doc: Doc) -> None:
    mensah = actor(doc, "person/ama-mensah")
    assert (mensah.kind, mensah.country, mensah.offices) == (ActorKind.LEADER, "country/GH", (FOREIGN_MINISTER,))


def test_a_title_stands_for_its_holder_and_its_country_for_itself() -> None:
    assert at(BEFORE, "Minister") == ("person/ama-mensah",)
    assert at(BEFORE, "Ghana") == ("country/GH",)


def test_an_office_without_a_name_is_a_person_of_its_own() -> None:
    doc = tree(
        "The/DET/3/det Togolese/ADJ/3/amod president/NOUN/4/nsubj met/VERB/0/root the/DET/7/det former/ADJ/7/amod president/NOUN/4/obj "
        "of/ADP/9/case Benin/PROPN/7/nmod/LOC"
    )
    holder = actor(doc, "person/president-of-tg")
    assert holder.name == "Togolese president"
    assert holder.offices[0].leads
    assert at(doc, "president", 1) == ("person/former-president-of-bj",)


@pytest.mark.parametrize(
    "text",
    [
        "Ama/PROPN/2/nsubj/PER resigned/VERB/0/root as/ADP/4/case president/NOUN/2/obl of/ADP/6/case Togo/PROPN/4/nmod/LOC",
        "Ama/PROPN/4/nsubj/PER is/AUX/4/cop the/DET/4/det president/NOUN/0/root of/ADP/6/case Togo/PROPN/4/nmod/LOC",
    ],
)
def test_an_office_that_is_only_said_of_somebody_is_nobody(text: str) -> None:
    assert "person/president-of-tg" not in {one.id for one in cast(tree(text)).actors}


def test_a_spokesman_is_a_person_and_his_office_belongs_to_the_body() -> None:
    doc = tree(
        "Kenyan/PROPN/2/compound Navy/PROPN/3/compound spokesman/NOUN/4/nmod:desc Otieno/PROPN/5/nsubj/PER waited/VERB/0/root"
    )
    otieno = actor(doc, "person/otieno")
    assert otieno.kind is ActorKind.PERSON
    assert otieno.offices[0].country == "organization/kenya-navy"


def test_a_commander_in_chief_keeps_his_whole_title() -> None:
    doc = tree(
        "Togo/PROPN/7/nmod:poss/LOC 's/PART/1/case commander/NOUN/7/compound -/PUNCT/3/punct in/ADP/7/case -/PUNCT/7/punct chief/NOUN/8/nsubj waited/VERB/0/root"
    )
    assert at(doc, "chief") == ("person/commander-in-chief-of-tg",)


def test_the_head_of_something_unnamed_heads_no_country() -> None:
    doc = tree(
        "The/DET/2/det head/NOUN/9/nsubj of/ADP/5/case the/DET/5/det agency/NOUN/2/nmod ,/PUNCT/2/punct Ama/PROPN/2/appos/PER "
        "Mensah/PROPN/7/flat/+PER thanked/VERB/0/root/l=thank Ghana/PROPN/9/obj/LOC"
    )
    assert actor(doc, "person/ama-mensah").offices == ()


def test_a_secretary_general_is_no_secretary_and_may_hang_on_what_he_serves() -> None:
    doc = tree(
        "The/DET/4/det Secretary/PROPN/4/compound -/PUNCT/2/punct General/PROPN/10/nsubj of/ADP/6/case Ghana/PROPN/4/nmod/LOC "
        ",/PUNCT/8/punct Ama/PROPN/6/appos/PER Mensah/PROPN/8/flat/+PER waited/VERB/0/root/l=wait"
    )
    persons = {one.id: one for one in cast(doc).actors if one.id.startswith("person/")}
    assert list(persons) == ["person/ama-mensah"]
    assert [office.label for office in persons["person/ama-mensah"].offices] == ["secretary-general of GH"]


def test_an_age_is_no_part_of_a_title() -> None:
    doc = tree(
        "The/DET/7/det 64/NUM/4/nummod -/PUNCT/4/punct year/NOUN/6/obl -/PUNCT/6/punct old/ADJ/7/amod president/NOUN/10/nsubj "
        "of/ADP/9/case Ghana/PROPN/7/nmod/LOC waited/VERB/0/root/l=wait"
    )
    assert at(doc, "president") == ("person/president-of-gh",)
