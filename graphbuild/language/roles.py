"""Who and what fills the roles of a cue: from the probability of each word to phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graphbuild.language.decoding import Name, Scores, runs
from graphbuild.language.labels import ROLES

FLOOR, FAINT = 0.3, 0.1
"""The least probabilities at which a word counts as part of a party to an act, and of a party that is possible at least."""
CONTENT_FLOOR = 0.15
"""The same for what is said: a lower one keeps clauses whole, and the mean over the clause then judges it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `start` to `end` in a role of a cue.

    `score` is the greatest of the words' probabilities; the mean of them where the role is the content.
    """

    role: str
    start: int
    end: int
    score: float

    def moved(self, by: int) -> Phrase:
        """Return the same phrase, `by` words further on."""
        return Phrase(self.role, self.start + by, self.end + by, self.score)


CONTENT = ROLES.index("content")


def phrases(rows: Scores, texts: Sequence[str], names: Sequence[Name]) -> tuple[Phrase, ...]:
    """Return the phrases of a cue, given each word's probability of filling each role: the parties role by role, then the content."""
    return (*_parties(rows, texts, names), *_contents(rows[CONTENT], texts))


def _parties(rows: Scores, texts: Sequence[str], names: Sequence[Name]) -> Iterator[Phrase]:
    for role, row in zip(ROLES, rows, strict=True):
        found: dict[tuple[int, int], float] = {}
        clear = (row >= FLOOR).astype(np.int64) + (row >= FAINT)
        for start, end in runs(clear) if role != "content" else ():
            place = _whole(*_spoken(start, end, texts), names)
            found[place] = max(found.get(place, 0.0), float(row[start:end].max()))
        yield from (Phrase(role, start, end, score) for (start, end), score in sorted(found.items()) if start < end)


def _contents(row: Scores, texts: Sequence[str]) -> Iterator[Phrase]:
    for run in runs((row >= CONTENT_FLOOR).astype(np.int64)):
        start, end = _spoken(*run, texts)
        if start < end and (score := float(row[start:end].mean())) >= FLOOR:
            yield Phrase("content", start, end, score)


def _spoken(start: int, end: int, texts: Sequence[str]) -> tuple[int, int]:
    """Take punctuation from both ends of a range of words."""
    words = [i for i in range(start, end) if any(map(str.isalnum, texts[i]))]
    return (words[0], words[-1] + 1) if words else (start, start)


def _whole(start: int, end: int, names: Sequence[Name]) -> tuple[int, int]:
    """Widen a range of words to the whole of the names that it cuts."""
    cut = [name for name in names if name.start < end and start < name.end]
    return min([start, *(name.start for name in cut)]), max([end, *(name.end for name in cut)])
