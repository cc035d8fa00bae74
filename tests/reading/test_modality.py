import pytest
from spacy.tokens import Doc

from graphbuild.reading.modality import marks

from .scenes import scene
from .trees import tree


@pytest.mark.parametrize(
    ("doc", "anchor", "expected"),
    [
        (tree("Ghana/PROPN/2/nsubj met/VERB/0/root"), 1, ()),
        (tree("Ghana/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod agree/VERB/0/root"), 3, ("not",)),
        (tree("Ghana/PROPN/3/nsubj may/AUX/3/aux meet/VERB/0/root"), 2, ("modal",)),
        (
            tree("Ghana/PROPN/2/nsubj refused/VERB/0/root/l=refuse to/PART/4/mark sign/VERB/2/xcomp"),
            3,
            ("infinitive", "refuse"),
        ),
        (
            tree("Ghana/PROPN/2/nsubj plans/VERB/0/root/l=plan to/PART/4/mark meet/VERB/2/xcomp"),
            3,
            ("infinitive", "plan"),
        ),
        (tree("No/DET/2/det deal/NOUN/3/nsubj:pass reached/VERB/0/root"), 1, ("not",)),
        (tree("upcoming/ADJ/2/amod talks/NOUN/0/root/l=talk"), 1, ("later",)),
        (
            tree("Ghana/PROPN/3/nsubj will/AUX/3/aux hold/VERB/0/root talks/NOUN/3/obj/l=talk"),
            3,
            ("modal",),
        ),
        (
            tree("It/PRON/5/nsubj could/AUX/5/aux not/PART/5/advmod have/AUX/5/aux begun/VERB/0/root"),
            4,
            ("could-have", "not"),
        ),
    ],
)
def test_marks(doc: Doc, anchor: int, expected: tuple[str, ...]) -> None:
    assert marks(scene(doc), anchor) == expected
