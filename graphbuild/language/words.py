"""What the network sees of a word: its word pieces, its shape, and the white space before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from graphbuild.errors import LanguageError

MAX_PIECES = 12
"""Word pieces kept of one word: a longer word keeps its first and last halves, so that no word fills a window."""


class Shape(IntEnum):
    """How a word is written. The vocabulary is lower-cased, so that this is all the network learns of capitals."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    INITIAL = 3
    MIXED = 4
    DIGITS = 5
    OTHER = 6


class Spacing(IntEnum):
    """The white space that stands before a word."""

    GLUED = 0
    SPACE = 1
    LINE = 2
    BLANK_LINE = 3


@lru_cache(maxsize=65536)
def shape(word: str) -> Shape:
    """Classify how a word is written.

    >>> shape("Kenya").name, shape("UN").name, shape("McKay").name, shape("3.5m").name
    ('TITLE', 'UPPER', 'MIXED', 'DIGITS')
    """
    if any(c.isdigit() for c in word):
        return Shape.DIGITS
    if not any(c.isalpha() for c in word):
        return Shape.OTHER
    if word == word.lower():
        return Shape.LOWER
    if word == word.upper():
        return Shape.INITIAL if sum(c.isalpha() for c in word) == 1 else Shape.UPPER
    return Shape.TITLE if word[0].isupper() and word[1:] == word[1:].lower() else Shape.MIXED


def spacing(gap: str) -> Spacing:
    r"""Classify the characters between two words.

    >>> spacing("").name, spacing(" ").name, spacing(" \n").name, spacing("\n \n").name
    ('GLUED', 'SPACE', 'LINE', 'BLANK_LINE')
    """
    if not gap:
        return Spacing.GLUED
    return (Spacing.SPACE, Spacing.LINE, Spacing.BLANK_LINE)[min(gap.count("\n"), 2)]


class Vocabulary:
    """The word pieces of a lower-cased BERT vocabulary, remembered word by word.

    `path` is a `tokenizer.json` of the tokenizers library.
    """

    CACHE = 200_000

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pieces: dict[str, tuple[int, ...]] = {}
        self.start, self.end, self.unknown, self.mask = map(self._id, ("[CLS]", "[SEP]", "[UNK]", "[MASK]"))

    def pieces(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        """Return the ids of each word's pieces: at least one, at most MAX_PIECES."""
        words = list(words)
        fresh = {word for word in words if word not in self._pieces}
        if len(self._pieces) + len(fresh) > self.CACHE:
            self._pieces.clear()
            fresh = set(words)  # those that were known are not any more
        self._learn(fresh)
        return [self._pieces[word] for word in words]

    def _id(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise LanguageError(
                f"the vocabulary has no piece {piece}; reinstall graphbuild, or take a vocabulary of BERT's kind"
            )
        return number

    def _learn(self, words: set[str]) -> None:
        fresh: Sequence[str] = sorted(words)
        for word, encoding in zip(fresh, self._tokenizer.encode_batch(fresh, add_special_tokens=False), strict=True):
            self._pieces[word] = _shortened(tuple(encoding.ids)) or (self.unknown,)


def _shortened(ids: tuple[int, ...]) -> tuple[int, ...]:
    half = MAX_PIECES // 2
    return ids if len(ids) <= MAX_PIECES else ids[:half] + ids[-half:]
