from spacy.tokens import Doc

from graphbuild.reading import frames
from graphbuild.reading.syntax import Syntax

from .scenes import LEXICON
from .trees import tree


def fitting(doc: Doc) -> dict[str, str]:
    return {f.entry.name: " ".join(doc[k].text for k in f.cue) for f in frames.find(Syntax.of(doc), LEXICON)}


def test_a_verb_with_its_preposition() -> None:
    doc = tree("Ghana/PROPN/2/nsubj called/VERB/0/root/l=call for/ADP/4/case talks/NOUN/2/obl/l=talk")
    found = fitting(doc)
    assert found["call.verb.call for"] == "called for"
    assert found["consultation.noun.talk"] == "talks"


def test_a_verb_with_its_object() -> None:
    doc = tree("Ghana/PROPN/2/nsubj imposed/VERB/0/root/l=impose harsh/ADJ/4/amod sanctions/NOUN/2/obj/l=sanction")
    assert fitting(doc)["sanction.verb.impose sanction"] == "imposed sanctions"


def test_a_passive_verb_with_its_subject() -> None:
    doc = tree("Sanctions/NOUN/3/nsubj:pass/l=sanction were/AUX/3/aux:pass imposed/VERB/0/root/t=VBN/l=impose")
    assert "sanction.verb.impose sanction" in fitting(doc)


def test_words_that_must_stand_beside() -> None:
    shipped = tree("Ghana/PROPN/2/nsubj sent/VERB/0/root/l=send troops/NOUN/2/obj/l=troop")
    posted = tree("Ghana/PROPN/2/nsubj sent/VERB/0/root/l=send flowers/NOUN/2/obj/l=flower")
    assert "mobilization.verb.send" in fitting(shipped)
    assert "mobilization.verb.send" not in fitting(posted)


def test_a_phrase_with_alternatives() -> None:
    doc = tree(
        "It/PRON/5/nsubj could/AUX/5/aux not/PART/5/advmod have/AUX/5/aux happened/VERB/0/root/l=happen without/ADP/7/case Ghana/PROPN/5/obl"
    )
    assert "could not have happened without" in fitting(doc).values()


def test_a_phrase_with_a_gap() -> None:
    doc = tree("held/VERB/0/root with/ADP/5/case tacit/ADJ/5/amod Ghanaian/ADJ/5/amod backing/NOUN/1/obl")
    assert "with tacit Ghanaian backing" in fitting(doc).values()


def test_a_phrase_cut_off_by_the_end_of_the_text_does_not_fit() -> None:
    assert not fitting(tree("with/ADP/2/case tacit/ADJ/0/root"))
