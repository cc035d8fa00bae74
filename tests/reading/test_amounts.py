from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from graphbuild.model import Amount
from graphbuild.reading.amounts import amount, number

from .scenes import scene
from .trees import tree


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (tree("20,000/NUM/2/nummod troops/NOUN/0/root"), Amount(Decimal(20000), "troops")),
        (tree("two/NUM/3/nummod army/NOUN/3/compound bases/NOUN/0/root"), Amount(Decimal(2), "army bases")),
        (tree("$/SYM/0/root 4/NUM/3/compound billion/NUM/1/nummod"), Amount(Decimal(4_000_000_000), "USD")),
        (tree("a/DET/3/det 19%/NUM/3/nummod tariff/NOUN/0/root"), Amount(Decimal(19), "percent")),
        (tree("some/DET/2/det troops/NOUN/0/root"), None),
    ],
)
def test_an_amount(doc: Doc, expected: Amount | None) -> None:
    assert amount(scene(doc), 0, len(doc) - 1) == expected


@given(st.text())
def test_any_words_give_a_number_or_none(words: str) -> None:
    found = number(words)
    assert found is None or found >= 0
