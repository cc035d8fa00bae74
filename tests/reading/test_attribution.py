import pytest
from spacy.tokens import Doc

from graphbuild.reading import attribution
from graphbuild.reading.attribution import Attribution, Speech

from .casts import WORDS, cast
from .trees import tree


def found(*sentences: str) -> tuple[Doc, tuple[Attribution, ...]]:
    doc = tree(*sentences)
    return doc, attribution.find(doc, cast(doc), WORDS)


def told(doc: Doc, one: Attribution) -> tuple[tuple[str, ...], str, str]:
    return one.sources, doc.text[one.cue.start : one.cue.end], doc.text[one.content.start : one.content.end]


SAID_THAT = "Ghana/PROPN/2/nsubj/LOC said/VERB/0/root/l=say that/SCONJ/5/mark Togo/PROPN/5/nsubj/LOC waited/VERB/2/ccomp/l=wait ./PUNCT/2/punct"
INVERTED = "Togo/PROPN/2/nsubj/LOC waited/VERB/0/root/l=wait ,/PUNCT/5/punct Ghana/PROPN/5/nsubj/LOC said/VERB/2/parataxis/l=say ./PUNCT/2/punct"
ACCORDING = "According/VERB/3/case/l=accord to/ADP/1/fixed Ghana/PROPN/6/obl/LOC ,/PUNCT/3/punct Togo/PROPN/6/nsubj/LOC waited/VERB/0/root/l=wait ./PUNCT/6/punct"
AS_SAID = "As/SCONJ/3/mark Ghana/PROPN/3/nsubj/LOC said/VERB/6/advcl/l=say ,/PUNCT/3/punct Togo/PROPN/6/nsubj/LOC waited/VERB/0/root/l=wait ./PUNCT/6/punct"
CLAIM = "Ghana/PROPN/3/nmod:poss/LOC 's/PART/1/case claim/NOUN/7/nsubj that/SCONJ/6/mark Togo/PROPN/6/nsubj/LOC waited/VERB/3/acl/l=wait spread/VERB/0/root"
WHAT = "Ghana/PROPN/2/nsubj/LOC explained/VERB/0/root/l=explain what/PRON/2/obj Togo/PROPN/5/nsubj/LOC wants/VERB/3/acl:relcl/l=want"
CONCERNED = "Ghana/PROPN/3/nsubj/LOC is/AUX/3/cop concerned/ADJ/0/root that/SCONJ/6/mark Togo/PROPN/6/nsubj/LOC waited/VERB/3/ccomp/l=wait"
COLON = "Ghana/PROPN/2/nsubj/LOC said/VERB/0/root/l=say :/PUNCT/5/punct Togo/PROPN/5/nsubj/LOC waited/VERB/2/parataxis/l=wait"
HEADLINE = "Ghana/PROPN/0/root/LOC :/PUNCT/1/punct Togo/PROPN/5/nsubj/LOC has/AUX/5/aux waited/VERB/1/parataxis/l=wait long/ADV/5/advmod"


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        (SAID_THAT, "said", "Togo waited"),
        (INVERTED, "said", "Togo waited"),
        (ACCORDING, "According to", "Togo waited."),
        (AS_SAID, "said", "Togo waited."),
        (CLAIM, "claim", "Togo waited"),
        (WHAT, "explained", "what Togo wants"),
        (CONCERNED, "concerned", "Togo waited"),
        (COLON, "said", "Togo waited"),
        (HEADLINE, "Ghana", "Togo has waited long"),
    ],
)
def test_source_cue_and_content_are_found_in_every_order(sentence: str, cue: str, content: str) -> None:
    doc, ones = found(sentence)
    assert [told(doc, one) for one in ones] == [(("country/GH",), cue, content)]
    assert ones[0].speech is Speech.INDIRECT


def test_a_quote_is_direct_and_goes_on_after_its_cue() -> None:
    doc, ones = found(
        "“/PUNCT/3/punct Togo/PROPN/3/nsubj/LOC waits/VERB/7/ccomp/l=wait ,/PUNCT/3/punct ”/PUNCT/3/punct Annor/PROPN/7/nsubj/PER said/VERB/0/root/l=say ./PUNCT/7/punct",
        "“/PUNCT/5/punct Nobody/PRON/5/nsubj should/AUX/5/aux ever/ADV/5/advmod doubt/VERB/0/root us/PRON/5/obj ./PUNCT/5/punct ”/PUNCT/5/punct",
    )
    assert [told(doc, one) for one in ones] == [
        (("person/annor",), "said", "Togo waits"),
        (("person/annor",), "said", "Nobody should ever doubt us."),
    ]
    assert {one.speech for one in ones} == {Speech.DIRECT}


def test_a_word_between_marks_makes_a_mixed_quote() -> None:
    doc, (one,) = found(
        "Ghana/PROPN/2/nsubj/LOC said/VERB/0/root/l=say Togo/PROPN/6/nsubj/LOC was/AUX/6/cop “/PUNCT/6/punct unwise/ADJ/2/ccomp ”/PUNCT/6/punct"
    )
    assert one.speech is Speech.MIXED
    assert one.quote is not None
    assert doc.text[one.quote.start : one.quote.end] == "unwise"


def test_a_source_inside_what_another_says_has_that_one_before_it() -> None:
    _, ones = found(
        "Ghana/PROPN/2/nsubj/LOC said/VERB/0/root/l=say Togo/PROPN/4/nsubj/LOC claimed/VERB/2/ccomp/l=claim that/SCONJ/7/mark Benin/PROPN/7/nsubj/LOC waited/VERB/4/ccomp/l=wait"
    )
    outer, inner = ones
    assert (outer.sources, outer.via) == (("country/GH",), ())
    assert (inner.sources, inner.via) == (("country/TG",), ("country/GH",))


def test_a_participle_speaks_for_the_subject_of_its_verb() -> None:
    _, ones = found(
        "Ghana/PROPN/2/nsubj/LOC left/VERB/0/root/l=leave ,/PUNCT/4/punct adding/VERB/2/advcl/l=add that/SCONJ/7/mark Togo/PROPN/7/nsubj/LOC waited/VERB/4/ccomp/l=wait"
    )
    assert ones[0].sources == ("country/GH",)


def test_a_passive_has_its_agent_or_nobody_for_source() -> None:
    by = "Togo/PROPN/3/nsubj:pass/LOC was/AUX/3/aux:pass said/VERB/0/root/l=say/t=VBN by/ADP/5/case Ghana/PROPN/3/obl:agent/LOC to/PART/7/mark wait/VERB/3/xcomp"
    nobody = "It/PRON/3/expl was/AUX/3/aux:pass said/VERB/0/root/l=say/t=VBN that/SCONJ/6/mark Togo/PROPN/6/nsubj/LOC waited/VERB/3/ccomp/l=wait"
    assert found(by)[1][0].sources == ("country/GH",)
    assert found(nobody)[1][0].source is None


def test_unnamed_sources_are_kept() -> None:
    _, (one,) = found(
        "Officials/NOUN/2/nsubj/t=NNS/l=official said/VERB/0/root/l=say Togo/PROPN/4/nsubj/LOC waited/VERB/2/ccomp/l=wait"
    )
    assert one.sources == ("group/officials",)


def test_the_reporters_own_voice_is_nobodys() -> None:
    assert (
        found("Togo/PROPN/2/nsubj/LOC waited/VERB/0/root/l=wait for/ADP/4/case Ghana/PROPN/2/obl/LOC ./PUNCT/2/punct")[
            1
        ]
        == ()
    )


def test_a_credit_names_who_made_the_picture() -> None:
    doc, (one,) = found(
        "Ships/NOUN/2/nsubj wait/VERB/0/root off/ADP/4/case Lomé/PROPN/2/obl/LOC",
        "Photo/NOUN/0/root :/PUNCT/1/punct Ama/PROPN/1/appos/PER Mensah/PROPN/3/flat/+PER ./PUNCT/1/punct",
    )
    assert told(doc, one) == (("person/ama-mensah",), "Photo", "Ships wait off Lomé")


def test_a_quote_is_signed_after_a_dash() -> None:
    doc, (one,) = found(
        "“/PUNCT/5/punct Togo/PROPN/5/nsubj/LOC should/AUX/5/aux simply/ADV/5/advmod wait/VERB/0/root ”/PUNCT/5/punct —/PUNCT/8/punct Annor/PROPN/5/parataxis/PER"
    )
    assert told(doc, one) == (("person/annor",), "Annor", "Togo should simply wait")


def test_whoever_can_speak_adds_what_is_added() -> None:
    _, ones = found(
        "Annor/PROPN/2/nsubj/PER said/VERB/0/root/l=say talks/NOUN/4/nsubj/t=NNS failed/VERB/2/ccomp/l=fail ,/PUNCT/6/punct "
        "adding/VERB/4/advcl/l=add that/SCONJ/9/mark Togo/PROPN/9/nsubj/LOC waited/VERB/6/ccomp/l=wait"
    )
    assert {one.sources for one in ones} == {("person/annor",)}


def test_a_clause_that_reaches_back_to_the_first_word_is_no_stumbling_block() -> None:
    crossing = "Yesterday/NOUN/5/obl Ghana/PROPN/3/nsubj/LOC said/VERB/0/root/l=say Togo/PROPN/5/nsubj/LOC waited/VERB/3/parataxis/l=wait"
    found(crossing)
