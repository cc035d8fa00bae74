"""Cutting a text into windows short enough for the network, so that no sentence is torn where it can be helped."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.language.words import Spacing

CLOSERS = frozenset("\"'”’)]»")
STOPS = frozenset(".!?…")


def breaks(words: Sequence[str], spacings: Sequence[int]) -> list[int]:
    """Return how good a place to cut stands before each word: 3 a blank line, 2 a line, 1 a full stop, 0 none.

    The tokenizer keeps the stop of an abbreviation with its word, so that a stop on its own all but always ends a sentence.
    """
    found = []
    stopped = False
    for word, gap in zip(words, spacings, strict=True):
        apart = gap != Spacing.GLUED
        found.append(max(gap - 1, int(stopped)) if apart else 0)
        stopped = word in STOPS or (stopped and not apart and word in CLOSERS)
    return found


def cut(sizes: Sequence[int], places: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Cut words into windows of at most `limit` pieces: as late as possible, at the best place of the window's latter half.

    `sizes` holds each word's number of pieces (none above `limit`), `places` what `breaks` returned. Returns half-open
    ranges of words, in order, without gaps.

    >>> cut([1, 1, 1, 1, 1], [3, 0, 0, 1, 0], limit=4)
    [(0, 3), (3, 5)]
    """
    windows = []
    start = total = 0
    for i, size in enumerate(sizes):
        total += size
        while total > limit:
            end = _best(places, start, i)
            windows.append((start, end))
            total = sum(sizes[end : i + 1])
            start = end
    if start < len(sizes):
        windows.append((start, len(sizes)))
    return windows


def _best(places: Sequence[int], start: int, end: int) -> int:
    candidates = range(max(start + 1, (start + end + 1) // 2), end + 1)
    place = max(candidates, key=lambda i: (places[i] > 0, places[i], i), default=end)
    if places[place] > 0:
        return place
    earlier = [i for i in range(start + 1, end + 1) if places[i] > 0]
    return earlier[-1] if earlier else end
