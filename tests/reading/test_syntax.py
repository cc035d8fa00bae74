import pytest
from spacy.tokens import Doc

from graphbuild.reading.syntax import Syntax

from .trees import tree


def find(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


def word(doc: Doc, token: int | None) -> str | None:
    return None if token is None else doc[token].text


ACTIVE = tree("Ghana/PROPN/2/nsubj shelled/VERB/0/root Togo/PROPN/2/obj")
PASSIVE = tree(
    "Togo/PROPN/3/nsubj:pass was/AUX/3/aux:pass shelled/VERB/0/root/t=VBN by/ADP/5/case Ghana/PROPN/3/obl:agent"
)
PARTICIPLE = tree(
    "rebels/NOUN/5/nsubj backed/VERB/1/acl/t=VBN by/ADP/4/case Ghana/PROPN/2/obl entered/VERB/0/root Togo/PROPN/5/obj"
)
RELATIVE = tree("rebels/NOUN/4/nsubj who/PRON/3/nsubj attacked/VERB/1/acl:relcl fled/VERB/0/root")
CONTROL = tree(
    "Ghana/PROPN/2/nsubj agreed/VERB/0/root to/PART/4/mark send/VERB/2/xcomp/t=VB and/CCONJ/6/cc arm/VERB/4/conj/t=VB troops/NOUN/6/obj"
)
OBJECT_CONTROL = tree("Ghana/PROPN/2/nsubj urged/VERB/0/root Togo/PROPN/2/obj to/PART/5/mark leave/VERB/2/xcomp/t=VB")
PLANS = tree(
    "Ghana/PROPN/2/nsubj announced/VERB/0/root plans/NOUN/2/obj to/PART/5/mark bomb/VERB/3/acl/t=VB Togo/PROPN/5/obj"
)


@pytest.mark.parametrize(
    ("doc", "verb", "doer", "undergoer"),
    [
        (ACTIVE, "shelled", "Ghana", "Togo"),
        (PASSIVE, "shelled", "Ghana", "Togo"),
        (PARTICIPLE, "backed", "Ghana", "rebels"),
        (RELATIVE, "attacked", "rebels", None),
        (CONTROL, "send", "Ghana", None),
        (CONTROL, "arm", "Ghana", "troops"),
        (OBJECT_CONTROL, "leave", "Togo", None),
        (PLANS, "bomb", "Ghana", "Togo"),
    ],
)
def test_who_does_it_to_whom(doc: Doc, verb: str, doer: str | None, undergoer: str | None) -> None:
    syntax = Syntax.of(doc)
    assert word(doc, syntax.doer(find(doc, verb))) == doer
    assert word(doc, syntax.undergoer(find(doc, verb))) == undergoer


def test_what_stands_behind_a_preposition() -> None:
    doc = tree("Ghana/PROPN/2/nsubj protested/VERB/0/root against/ADP/4/case Togo/PROPN/2/obl")
    syntax = Syntax.of(doc)
    assert list(syntax.governed(1, "against")) == [3]
    assert list(syntax.governed(1, "for")) == []


def test_companions_are_objects_particles_and_prepositions() -> None:
    doc = tree(
        "Ghana/PROPN/2/nsubj imposed/VERB/0/root/l=impose new/ADJ/4/amod sanctions/NOUN/2/obj/l=sanction on/ADP/6/case Togo/PROPN/2/obl"
    )
    assert {"sanction", "on", "new"} <= Syntax.of(doc).companions(1).keys()


def test_a_long_chain_of_conjunctions_is_climbed_only_a_little() -> None:
    words = ["Ghana/PROPN/2/nsubj", "w1/VERB/0/root/t=VBN"]
    words += [f"w{k}/VERB/{k}/conj/t=VBN" for k in range(2, 4000)]
    syntax = Syntax.of(tree(" ".join(words)))
    assert syntax.subject(3999 - 1) is None
    assert not syntax.passive(3998)
