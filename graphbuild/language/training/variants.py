"""Sentences like others, for a teacher to look at: some words stand in for words that are used alike.

Source: Jiao et al., "TinyBERT: distilling BERT for natural language understanding" (2020), whose student learns most from
texts varied so.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.lang.en.stop_words import STOP_WORDS
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from graphbuild.language.training.batches import Window
from graphbuild.language.words import Vocabulary, shape

RATE = 0.2
"""The part of a sentence's words, stop words aside, that others stand in for."""
NEAREST = 12
"""How many words may stand in for one that the table of pieces knows whole."""
ENDING = 2
"""Another word is written alike when it has the same shape and as many of the last letters in common."""


class Alike:
    """Finds words that are used like others among the words of some sentences.

    A word that the vocabulary knows whole has neighbours in `table`, a row of numbers for each piece; half of the time,
    and always for a word that it does not know whole, any word that is written alike stands in for it.
    """

    def __init__(self, found: Iterable[Window], table: Tensor) -> None:
        whole: dict[str, int] = {}
        written: dict[tuple[int, str], list[str]] = defaultdict(list)
        for window in found:
            for word, pieces in zip(window.passage.words, window.pieces, strict=True):
                if changeable(word):
                    written[_look(word)].append(word)
                    if len(pieces) == 1:
                        whole[word.lower()] = pieces[0]
        self._written = written
        words = sorted(whole)
        vectors = F.normalize(table[[whole[word] for word in words]].float(), dim=1)
        self._near = {
            word: [words[i] for i in row[1:]]
            for rows, start in ((vectors[k : k + 1024], k) for k in range(0, len(words), 1024))
            for word, row in zip(
                words[start:], (rows @ vectors.T).topk(min(NEAREST + 1, len(words))).indices.tolist(), strict=False
            )
        }

    def other(self, word: str, chance: random.Random) -> str:
        """Return a word that may stand in for a word, in its letter case."""
        near = self._near.get(word.lower())
        if near and chance.random() < 0.5:
            drawn = chance.choice(near)
            return drawn.upper() if word.isupper() else drawn.capitalize() if word[0].isupper() else drawn
        return chance.choice(self._written.get(_look(word), [word]))


def varied(found: Sequence[Window], alike: Alike, vocabulary: Vocabulary, chance: random.Random) -> Iterator[Window]:
    """Yield each sentence with some other words; its cues stand where they stood."""
    for window in found:
        words = [
            alike.other(word, chance) if changeable(word) and chance.random() < RATE else word
            for word in window.passage.words
        ]
        pieces = vocabulary.pieces(words)
        yield Window(replace(window.passage, words=words), pieces, sum(map(len, pieces)) + 2)


def changeable(word: str) -> bool:
    """Whether another word may stand in for a word: not for stop words, numbers and signs."""
    return word.isalpha() and word.lower() not in STOP_WORDS


def _look(word: str) -> tuple[int, str]:
    return shape(word), word[-ENDING:].lower()
