import time

import pytest
from spacy.tokens import Doc

from graphbuild.reading import attribution

from .casts import WORDS, actor, at, cast, texts
from .trees import tree

THANKS = tree(
    "Ghana/PROPN/4/nmod:poss/LOC 's/PART/1/case Foreign/ADJ/4/amod Minister/NOUN/5/nmod:desc Ama/PROPN/7/nsubj/PER "
    "Mensah/PROPN/5/flat/+PER thanked/VERB/0/root/l=thank Togo/PROPN/7/obj/LOC ./PUNCT/7/punct",
    "The/DET/3/det Ghanaian/ADJ/3/amod minister/NOUN/4/nsubj praised/VERB/0/root/l=praise its/PRON/6/nmod:poss harbour/NOUN/4/obj ./PUNCT/4/punct",
    "Mensah/PROPN/2/nsubj/PER said/VERB/0/root/l=say she/PRON/4/nsubj hoped/VERB/2/ccomp ./PUNCT/2/punct",
)


def test_the_minister_the_short_name_and_she_are_one_person() -> None:
    mensah = ("person/ama-mensah",)
    assert at(THANKS, "minister") == at(THANKS, "Mensah", 1) == at(THANKS, "she") == mensah
    assert texts(actor(THANKS, mensah[0])) == {"Ama Mensah", "Ghanaian minister", "Mensah"}


def test_a_pronoun_is_a_mention_of_the_cluster_and_no_name() -> None:
    she = next(token.i for token in THANKS if token.text == "she")
    assert (she, she + 1) in cast(THANKS).clusters["person/ama-mensah"]


@pytest.mark.parametrize(
    "preposition",
    ["from", "of"],
)
def test_those_who_come_from_countries_stand_for_them(preposition: str) -> None:
    doc = tree(
        f"Leaders/NOUN/7/nsubj/t=NNS/l=leader {preposition}/ADP/3/case Ghana/PROPN/1/nmod/LOC ,/PUNCT/5/punct Togo/PROPN/3/conj/LOC "
        "and/CCONJ/7/cc Benin/PROPN/3/conj/LOC met/VERB/0/root"
    )
    assert at(doc, "Leaders") == ("country/GH", "country/TG", "country/BJ")


def test_conjoined_names_count_from_the_first_and_alone_from_the_second() -> None:
    doc = tree("Ghana/PROPN/4/nsubj/LOC and/CCONJ/3/cc Togo/PROPN/1/conj/LOC met/VERB/0/root")
    assert at(doc, "Ghana") == ("country/GH", "country/TG")
    assert at(doc, "Togo") == ("country/TG",)


def test_the_two_countries_are_the_pair_before() -> None:
    doc = tree(
        "Ghana/PROPN/4/nsubj/LOC and/CCONJ/3/cc Togo/PROPN/1/conj/LOC signed/VERB/0/root/l=sign",
        "The/DET/3/det two/NUM/3/nummod countries/NOUN/4/nsubj/t=NNS/l=country waited/VERB/0/root/l=wait",
    )
    assert at(doc, "countries") == ("country/GH", "country/TG")


def test_two_of_three_countries_are_nobody() -> None:
    doc = tree(
        "Ghana/PROPN/6/nsubj/LOC ,/PUNCT/3/punct Togo/PROPN/1/conj/LOC and/CCONJ/5/cc Benin/PROPN/1/conj/LOC signed/VERB/0/root/l=sign",
        "Both/DET/2/det countries/NOUN/3/nsubj/t=NNS/l=country waited/VERB/0/root/l=wait",
    )
    assert at(doc, "countries") == ()


def test_brackets_introduce_an_acronym() -> None:
    doc = tree(
        "The/DET/3/det River/PROPN/3/compound/ORG Front/PROPN/7/nsubj/+ORG (/PUNCT/5/punct RPF/PROPN/3/appos/ORG )/PUNCT/5/punct left/VERB/0/root/l=leave",
        "The/DET/2/det RPF/PROPN/3/nsubj/ORG returned/VERB/0/root/l=return",
    )
    assert at(doc, "RPF", 1) == ("organization/river-front",)


def test_initials_make_an_acronym() -> None:
    doc = tree(
        "The/DET/4/det River/PROPN/4/compound/ORG Peace/PROPN/4/compound/+ORG Front/PROPN/5/nsubj/+ORG left/VERB/0/root/l=leave",
        "RPF/PROPN/3/compound/ORG men/NOUN/3/nsubj/t=NNS/l=man returned/VERB/0/root/l=return",
    )
    assert at(doc, "RPF") == ("organization/river-peace-front",)


HARM = "Togo/PROPN/2/nsubj/LOC says/VERB/0/root/l=say Benin/PROPN/4/nsubj/LOC {verb}/VERB/2/ccomp/l={lemma} its/PRON/6/nmod:poss embassy/NOUN/4/obj"


@pytest.mark.parametrize(("verb", "lemma", "owner"), [("closed", "close", "bj"), ("attacked", "attack", "tg")])
def test_what_is_harmed_is_somebody_elses(verb: str, lemma: str, owner: str) -> None:
    doc = tree(HARM.format(verb=verb, lemma=lemma))
    assert at(doc, "its") == (f"country/{owner.upper()}",)
    assert at(doc, "embassy") == (f"organization/embassy-of-{owner}",)


def test_nobody_is_made_up_for_a_pronoun() -> None:
    assert at(tree("It/PRON/2/nsubj rained/VERB/0/root/l=rain"), "It") == ()
    assert at(tree("She/PRON/2/nsubj left/VERB/0/root/l=leave"), "She") == ()


def test_a_pronoun_tells_the_sex_for_what_follows() -> None:
    doc = tree(
        "Ama/PROPN/2/nsubj/PER said/VERB/0/root/l=say she/PRON/4/nsubj left/VERB/2/ccomp/l=leave",
        "Ama/PROPN/2/nsubj/PER met/VERB/0/root/l=meet Kofi/PROPN/2/obj/PER",
        "He/PRON/2/nsubj waited/VERB/0/root/l=wait",
    )
    assert at(doc, "He") == ("person/kofi",)


def test_who_stands_for_the_noun_before_it() -> None:
    doc = tree(
        "Protesters/NOUN/6/nsubj/t=NNS/l=protester who/PRON/3/nsubj/t=WP blocked/VERB/1/acl:relcl/l=block the/DET/5/det port/NOUN/3/obj left/VERB/0/root"
    )
    assert at(doc, "who") == at(doc, "Protesters") == ("group/protesters",)


def test_we_in_a_quote_are_whoever_is_quoted() -> None:
    doc = tree(
        "“/PUNCT/4/punct We/PRON/4/nsubj will/AUX/4/aux answer/VERB/8/ccomp ,/PUNCT/4/punct ”/PUNCT/4/punct Annor/PROPN/8/nsubj/PER said/VERB/0/root/l=say"
    )
    assert at(doc, "We") == ("person/annor",)


def test_an_organisations_leaders_stand_for_it_and_a_countrys_do_not() -> None:
    doc = tree(
        "Zontro/PROPN/2/compound/ORG leaders/NOUN/3/nsubj/t=NNS/l=leader met/VERB/0/root/l=meet Ghanaian/ADJ/5/amod leaders/NOUN/3/obj/t=NNS/l=leader"
    )
    assert at(doc, "leaders") == ("organization/zontro",)
    assert at(doc, "leaders", 1) == ("group/ghanaian-leaders",)


def _long(sentences: int) -> Doc:
    person = "Ghana/PROPN/3/nmod:poss/LOC 's/PART/1/case minister/NOUN/4/nmod:desc Ama/PROPN/6/nsubj/PER Mensah/PROPN/4/flat/+PER said/VERB/0/root/l=say she/PRON/8/nsubj left/VERB/6/ccomp/l=leave"
    pointer = "The/DET/2/det minister/NOUN/3/nsubj told/VERB/0/root/l=tell “/PUNCT/3/punct Mensah/PROPN/3/obj/PER ”/PUNCT/5/punct"
    return tree(*[person, pointer] * (sentences // 2))


def _seconds(doc: Doc) -> float:
    start = time.process_time()
    attribution.find(doc, cast(doc), WORDS)
    return time.process_time() - start


def test_time_grows_no_faster_than_the_text() -> None:
    short, long = _long(800), _long(6400)
    _seconds(short)
    assert _seconds(long) < 3 * 8 * _seconds(short)


def test_a_sentence_of_five_thousand_words_is_read() -> None:
    names = " ".join(f"Togo/PROPN/1/conj/LOC ,/PUNCT/{2 * k + 2}/punct" for k in range(2500))
    doc = tree(f"Ghana/PROPN/5002/nsubj/LOC {names} met/VERB/0/root")
    assert at(doc, "Ghana") == ("country/GH", "country/TG")


def test_the_country_that_somebody_visits_is_not_their_own() -> None:
    doc = tree(
        "Benin/PROPN/2/nsubj/LOC thanked/VERB/0/root/l=thank Ghana/PROPN/2/obj/LOC after/SCONJ/9/mark Togo/PROPN/7/nmod:poss/LOC 's/PART/5/case "
        "president/NOUN/9/nsubj had/AUX/9/aux visited/VERB/2/advcl/l=visit the/DET/11/det country/NOUN/9/obj"
    )
    assert at(doc, "country") == ("country/BJ",)
    assert at(doc, "president") == ("person/president-of-tg",)


def test_the_country_is_that_of_whoever_keeps_others_out() -> None:
    doc = tree(
        "Ghana/PROPN/2/nsubj/LOC barred/VERB/0/root/l=bar Togolese/ADJ/4/amod officials/NOUN/2/obj/t=NNS/l=official from/SCONJ/6/mark "
        "entering/VERB/2/advcl/l=enter the/DET/8/det country/NOUN/6/obj"
    )
    assert at(doc, "country") == ("country/GH",)


def test_they_are_all_who_are_joined_in_the_subject() -> None:
    doc = tree(
        "Ghana/PROPN/4/nsubj/LOC and/CCONJ/3/cc Togo/PROPN/1/conj/LOC said/VERB/0/root/l=say they/PRON/6/nsubj agreed/VERB/4/ccomp/l=agree"
    )
    assert at(doc, "they") == ("country/GH", "country/TG")


def test_they_are_the_two_who_met() -> None:
    doc = tree(
        "President/PROPN/2/nmod:desc Annor/PROPN/3/nsubj/PER met/VERB/0/root/l=meet Minister/PROPN/5/nmod:desc Mensah/PROPN/3/obj/PER",
        "They/PRON/2/nsubj agreed/VERB/0/root/l=agree",
    )
    assert at(doc, "They") == ("person/annor", "person/mensah")


def test_he_in_a_quote_is_not_the_one_who_speaks() -> None:
    doc = tree(
        "Kofi/PROPN/2/nsubj/PER left/VERB/0/root/l=leave",
        "“/PUNCT/3/punct He/PRON/3/nsubj lied/VERB/6/ccomp/l=lie ,/PUNCT/3/punct ”/PUNCT/3/punct said/VERB/0/root/l=say Annor/PROPN/6/nsubj/PER",
    )
    assert at(doc, "He") == ("person/kofi",)


def test_the_minister_may_be_any_minister_but_a_prime_minister() -> None:
    doc = tree(
        "Togo/PROPN/4/nmod:poss/LOC 's/PART/1/case prime/ADJ/4/amod minister/NOUN/5/nmod:desc Kofi/PROPN/6/nsubj/PER met/VERB/0/root/l=meet "
        "Togo/PROPN/10/nmod:poss/LOC 's/PART/7/case port/NOUN/10/compound minister/NOUN/11/nmod:desc Ama/PROPN/6/obj/PER",
        "The/DET/2/det minister/NOUN/3/nsubj agreed/VERB/0/root/l=agree",
        "The/DET/3/det prime/ADJ/3/amod minister/NOUN/4/nsubj waited/VERB/0/root/l=wait",
    )
    assert at(doc, "minister", 2) == ("person/ama",)
    assert at(doc, "minister", 3) == ("person/kofi",)


def test_who_is_only_described_is_told_apart_from_who_is_named() -> None:
    doc = tree("Ghana/PROPN/2/nsubj/LOC freed/VERB/0/root/l=free two/NUM/4/nummod rebels/NOUN/2/obj/t=NNS/l=rebel")
    assert cast(doc).described == {"group/two-rebels"}


def test_her_majesty_is_no_pronoun() -> None:
    doc = tree("Ama/PROPN/2/nsubj/PER met/VERB/0/root/l=meet Her/PRON/4/nmod:poss Majesty/NOUN/2/obj")
    assert at(doc, "Her") == ()


def test_its_ambassador_is_that_of_its_country() -> None:
    doc = tree(
        "Togo/PROPN/2/nsubj/LOC recalled/VERB/0/root/l=recall its/PRON/4/nmod:poss ambassador/NOUN/2/obj to/ADP/6/case Benin/PROPN/4/nmod/LOC"
    )
    assert at(doc, "ambassador") == ("person/ambassador-of-tg",)
    assert actor(doc, "person/ambassador-of-tg").offices[0].country == "country/TG"


def test_named_parties_are_themselves() -> None:
    doc = tree(
        "The/DET/5/det Zontro/PROPN/5/compound/ORG and/CCONJ/4/cc Volka/PROPN/2/conj/ORG parties/NOUN/6/nsubj/t=NNS/l=party won/VERB/0/root/l=win"
    )
    assert at(doc, "parties") == ("organization/zontro", "organization/volka")


GROUP_THEN = "Zontro/PROPN/2/nsubj/ORG left/VERB/0/root/l=leave Togo/PROPN/2/obj/LOC"


@pytest.mark.parametrize(
    ("noun", "who"), [("group", ("organization/zontro",)), ("parliament", ("organization/parliament",))]
)
def test_the_group_is_the_last_body_named_and_the_parliament_needs_its_own_word(
    noun: str, who: tuple[str, ...]
) -> None:
    doc = tree(GROUP_THEN, f"The/DET/2/det {noun}/NOUN/3/nsubj waited/VERB/0/root/l=wait")
    assert at(doc, noun) == who


def test_the_party_is_the_one_whose_name_says_so() -> None:
    doc = tree(
        "Kenya/PROPN/4/nmod:poss/LOC 's/PART/1/case Unity/PROPN/4/compound Party/PROPN/5/nsubj left/VERB/0/root/l=leave Zontro/PROPN/5/obj/ORG",
        "The/DET/2/det party/NOUN/3/nsubj waited/VERB/0/root/l=wait",
    )
    assert at(doc, "party") == ("organization/unity-party-kenya",)


def test_the_woman_is_the_last_person_who_may_be_one() -> None:
    doc = tree(
        "Ama/PROPN/2/nsubj/PER met/VERB/0/root/l=meet Mr/NOUN/4/nmod:desc Kofi/PROPN/2/obj/PER",
        "The/DET/2/det woman/NOUN/3/nsubj waited/VERB/0/root/l=wait",
    )
    assert at(doc, "woman") == ("person/ama",)


def test_both_sides_are_whoever_was_spoken_of_last() -> None:
    doc = tree(
        "Zontro/PROPN/2/nsubj/ORG fought/VERB/0/root/l=fight Togo/PROPN/2/obj/LOC",
        "Both/DET/2/det sides/NOUN/3/nsubj/t=NNS/l=side waited/VERB/0/root/l=wait",
    )
    assert at(doc, "sides") == ("country/TG", "organization/zontro")


def test_a_person_may_be_spoken_of_before_being_named() -> None:
    doc = tree(
        "In/ADP/3/case her/PRON/3/nmod:poss speech/NOUN/6/obl ,/PUNCT/3/punct Ama/PROPN/6/nsubj/PER thanked/VERB/0/root/l=thank Togo/PROPN/6/obj/LOC"
    )
    assert at(doc, "her") == ("person/ama",)


def test_a_surname_that_was_taken_for_a_place_is_the_person() -> None:
    doc = tree(
        "Ama/PROPN/3/nsubj/PER Volta/PROPN/1/flat/+PER left/VERB/0/root/l=leave",
        "Volta/PROPN/2/nsubj/LOC returned/VERB/0/root/l=return",
    )
    assert at(doc, "Volta", 1) == ("person/ama-volta",)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ama von der Volta", "Von der Volta"),
        ("Kofi Mensah Adjei", "Mensah"),
        ("Kofi Mensah Adjei", "Kofi Mensah"),
        ("Kofi B. Mensah Adjei", "Mensah Adjei"),
        ("Kofi Mensah Adjei", "Kofi"),
    ],
)
def test_a_piece_of_a_full_name_is_the_person(full: str, short: str) -> None:
    doc = tree(sentence(full), sentence(short))
    (one,) = cast(doc).actors
    assert texts(one) == {full, short}


def test_a_word_inside_two_names_is_neither_of_them() -> None:
    doc = tree(sentence("Kofi Mensah Adjei"), sentence("Ama Mensah Volta"), sentence("Mensah"))
    assert at(doc, "Mensah", 2) == ("person/mensah",)


def test_the_end_of_two_names_is_the_one_named_last() -> None:
    doc = tree(sentence("Ama von der Volta"), sentence("Kofi von der Volta"), sentence("Von der Volta"))
    assert at(doc, "Von") == ("person/kofi-von-der-volta",)


def sentence(name: str) -> str:
    """A sentence, written as `tree` reads it, of somebody with this name who left."""
    first, *others = name.split()
    verb = len(others) + 2
    rest = " ".join(f"{word}/PROPN/1/flat/+PER" for word in others)
    return f"{first}/PROPN/{verb}/nsubj/PER {rest} left/VERB/0/root/l=leave"


MINISTERS = (
    "Ghanaian/ADJ/2/amod ministers/NOUN/3/nsubj/t=NNS/l=minister met/VERB/0/root in/ADP/5/case Accra/PROPN/3/obl/LOC"
)
AGAIN = "The/DET/2/det ministers/NOUN/3/nsubj/t=NNS/l=minister thanked/VERB/0/root/l=thank Togo/PROPN/3/obj/LOC"


def test_the_ministers_are_those_of_whom_more_was_told() -> None:
    assert at(tree(MINISTERS, AGAIN), "ministers", 1) == ("group/ghanaian-ministers",)


def test_the_ministers_are_none_of_two_groups_of_ministers() -> None:
    others = "Togolese/ADJ/2/amod ministers/NOUN/3/nsubj/t=NNS/l=minister left/VERB/0/root/l=leave"
    assert at(tree(MINISTERS, others, AGAIN), "ministers", 2) == ("group/ministers",)


@pytest.mark.parametrize(("number", "found"), [("three", 3), ("four", 0)])
def test_the_three_leaders_are_those_joined_before(number: str, found: int) -> None:
    doc = tree(
        "Ama/PROPN/6/nsubj/PER ,/PUNCT/3/punct Kofi/PROPN/1/conj/PER and/CCONJ/5/cc Esi/PROPN/1/conj/PER met/VERB/0/root Yao/PROPN/6/obj/PER",
        f"The/DET/3/det {number}/NUM/3/nummod leaders/NOUN/4/nsubj/t=NNS/l=leader left/VERB/0/root/l=leave",
    )
    assert at(doc, "leaders") == (("person/ama", "person/esi", "person/kofi") if found else ("group/leaders",))
