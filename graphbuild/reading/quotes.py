"""Quotes: what stands between quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from graphbuild.model import Span

_OPENING = {"“": "”", "„": "”", "«": "»", "``": "''"}
_PLAIN = frozenset({'"'})
_CLOSING = frozenset({"”", "»", "''"})


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens `start` to `end` between two marks, the marks left out."""

    start: int
    end: int

    def span(self, doc: Doc) -> Span:
        """The characters between the marks."""
        return Span(doc[self.start].idx, doc[self.end - 1].idx + len(doc[self.end - 1]))


def find(doc: Doc) -> tuple[Quote, ...]:
    """Return the quotes of a text, in order, none inside another.

    A quote that is not closed ends with its paragraph, as newspapers print quotes that go on in the next one.
    """
    return tuple(quote for quote in _pairs(doc) if quote.start < quote.end)


def _pairs(doc: Doc) -> Iterator[Quote]:
    opened, mark = -1, ""
    for token in doc:
        text = token.text
        if (opened >= 0 and "\n" in text) or (
            opened >= 0 and (text == mark or (text in _CLOSING and mark in _CLOSING))
        ):
            yield Quote(opened, token.i)
            opened = -1
        elif text in _OPENING:
            opened, mark = token.i + 1, _OPENING[text]
        elif text in _PLAIN and opened < 0:
            opened, mark = token.i + 1, text
    if opened >= 0:
        yield Quote(opened, len(doc))


class Quotes:
    """The quotes of one text, found by token."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.all = find(doc)
        self._starts = [quote.start for quote in self.all]

    def at(self, token: int) -> Quote | None:
        """Return the quote that a token stands in."""
        k = bisect_right(self._starts, token) - 1
        return self.all[k] if k >= 0 and token < self.all[k].end else None

    def numbers(self, start: int, end: int) -> range:
        """Return the indices in `all` of the quotes that share a token with the tokens `start` to `end`."""
        first = max(0, bisect_right(self._starts, start) - 1)
        if first < len(self.all) and self.all[first].end <= start:
            first += 1
        return range(first, bisect_left(self._starts, end))

    def within(self, start: int, end: int) -> Iterator[Quote]:
        """Yield the quotes that share a token with the tokens `start` to `end`."""
        return (self.all[k] for k in self.numbers(start, end))

    def after(self, token: int) -> int:
        """Return the end of the quote that begins within three tokens of this one, or the token itself."""
        k = bisect_right(self._starts, token + 3) - 1
        return self.all[k].end if k >= 0 and self.all[k].start > token else token
