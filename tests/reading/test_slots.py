import pytest
from spacy.tokens import Doc

from graphbuild.reading import frames
from graphbuild.reading.slots import fillers

from .scenes import scene
from .trees import tree

IMPOSED = tree(
    "Ghana/PROPN/2/nsubj imposed/VERB/0/root/l=impose sanctions/NOUN/2/obj/l=sanction on/ADP/5/case Togo/PROPN/3/nmod"
)
VOICED = tree("Ghana/PROPN/2/nsubj voiced/VERB/0/root/l=voice support/NOUN/2/obj for/ADP/5/case Togo/PROPN/3/nmod")
ADJECTIVE = tree("Ghanaian/ADJ/2/amod airstrikes/NOUN/0/root/l=airstrike on/ADP/4/case Togo/PROPN/2/nmod")
BETWEEN = tree("talks/NOUN/0/root/l=talk between/ADP/3/case Ghana/PROPN/1/nmod and/CCONJ/5/cc Togo/PROPN/3/conj")
CALLED = tree(
    "Ghana/PROPN/2/nsubj called/VERB/0/root/l=call for/ADP/4/case Togo/PROPN/2/obl to/PART/6/mark leave/VERB/2/xcomp/t=VB"
)
SAID = tree("Ghana/PROPN/2/nsubj said/VERB/0/root/l=say that/SCONJ/5/mark Togo/PROPN/5/nsubj lied/VERB/2/ccomp")
CONSENT = tree(
    "It/PRON/3/nsubj:pass was/AUX/3/aux:pass done/VERB/0/root/t=VBN/l=do with/ADP/6/case the/DET/6/det consent/NOUN/3/obl of/ADP/8/case Togo/PROPN/6/nmod"
)
GIVEN = tree("Ghana/PROPN/2/nsubj promised/VERB/0/root/l=promise Togo/PROPN/2/iobj grain/NOUN/2/obj")
RESIGNATION = tree("resignation/NOUN/0/root of/ADP/3/case Togo/PROPN/1/nmod")


@pytest.mark.parametrize(
    ("doc", "entry", "slot", "words"),
    [
        (IMPOSED, "sanction.verb.impose sanction", "subject", ["Ghana"]),
        (IMPOSED, "sanction.verb.impose sanction", "object-on", ["Togo"]),
        (IMPOSED, "sanction.noun.sanction", "carrier", ["Ghana"]),
        (IMPOSED, "sanction.noun.sanction", "on", ["Togo"]),
        (VOICED, "support.verb.voice support", "object-for", ["Togo"]),
        (VOICED, "support.noun.support", "carrier", ["Ghana"]),
        (ADJECTIVE, "assault.noun.airstrike", "modifier", ["Ghanaian"]),
        (ADJECTIVE, "assault.noun.airstrike", "on", ["Togo"]),
        (BETWEEN, "consultation.noun.talk", "between", ["Ghana"]),
        (CALLED, "call.verb.call for", "for-subject", ["Togo"]),
        (CALLED, "call.verb.call for", "infinitive", ["leave"]),
        (SAID, "statement.verb.say", "clause", ["lied"]),
        (SAID, "accusation.verb.say", "clause-subject", ["Togo"]),
        (CONSENT, "accusation.noun.consent", "of", ["Togo"]),
        (GIVEN, "pledge.verb.promise", "indirect", ["Togo"]),
        (RESIGNATION, "retreat.noun.resignation", "of-actor", ["Togo"]),
        (RESIGNATION, "retreat.noun.resignation", "none", []),
        (RESIGNATION, "retreat.noun.resignation", "self", ["resignation"]),
    ],
)
def test_where_a_place_is(doc: Doc, entry: str, slot: str, words: list[str]) -> None:
    stage = scene(doc, "Ghana", "Togo", "Ghanaian")
    frame = next(f for f in frames.find(stage.syntax, stage.lexicon) if f.entry.name == entry)
    assert [doc[token].text for token in fillers(stage, frame, slot)] == words
