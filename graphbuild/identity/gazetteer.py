"""Finds reference names in words: the longest match at each place, whatever the tokeniser did to points and hyphens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.identity.names import Key, pieces
from graphbuild.model import Known, NameForm, NameMatch


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor that bears a name, and in which form the name is its own."""

    known: Known
    form: NameForm


class NameIndex:
    """All reference names by their keys. A name whose bearers are empty means something else ("Gulf of Mexico")."""

    def __init__(self, names: Iterable[tuple[Key, tuple[Bearer, ...]]]) -> None:
        self._bearers: Mapping[Key, tuple[Bearer, ...]] = dict(names)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._bearers:
            self._lengths[key[0]].add(len(key))
        self._longest_first = {first: sorted(lengths, reverse=True) for first, lengths in self._lengths.items()}

    def bearers(self, key: Key) -> tuple[Bearer, ...]:
        """Return who bears exactly this name, the likeliest first."""
        return self._bearers.get(key, ())

    def matches(self, words: Sequence[str]) -> Iterator[NameMatch]:
        """Yield the longest matches, left to right, none overlapping; a match covers whole words."""
        stream = [(piece, index) for index, word in enumerate(words) for piece in pieces(word)]
        texts = tuple(piece for piece, _ in stream)
        at = 0
        while at < len(stream):
            length = self._length_at(texts, stream, at)
            if length:
                yield from self._match(texts[at : at + length], stream[at][1], stream[at + length - 1][1] + 1)
            at += length or 1

    def _length_at(self, texts: Key, stream: Sequence[tuple[str, int]], at: int) -> int:
        if texts[at] not in self._longest_first or (at and stream[at - 1][1] == stream[at][1]):
            return 0
        for length in self._longest_first[texts[at]]:
            end = at + length
            if end <= len(texts) and texts[at:end] in self._bearers and _ends_word(stream, end):
                return length
        return 0

    def _match(self, key: Key, start: int, end: int) -> Iterator[NameMatch]:
        if bearers := self._bearers[key]:
            candidates = tuple(dict.fromkeys(bearer.known for bearer in bearers))
            yield NameMatch(start, end, bearers[0].form, candidates)


def _ends_word(stream: Sequence[tuple[str, int]], after: int) -> bool:
    """Tell whether a match may end before piece `after`: at a word's end, or before its possessive."""
    if after == len(stream) or stream[after][1] != stream[after - 1][1]:
        return True
    last_of_word = after + 1 == len(stream) or stream[after + 1][1] != stream[after][1]
    return stream[after][0] == "s" and last_of_word
