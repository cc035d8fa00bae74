"""Who and what fills the roles of a cue: the role head of the network, on the words of one window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphbuild.language.decoding import Name, Scores, runs, sigmoid
from graphbuild.language.labels import ROLES

FLOOR = 0.3
"""The least probability at which a word counts as part of a phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `start` to `end` in a role of a cue, with the greatest of their probabilities."""

    role: str
    start: int
    end: int
    score: float

    def moved(self, by: int) -> Phrase:
        """Return the same phrase, `by` words further on."""
        return Phrase(self.role, self.start + by, self.end + by, self.score)


@dataclass(frozen=True, slots=True)
class Window:
    """What the network said of the words of a window that begins at word `start`; `names` count from there."""

    start: int
    predicate: Scores
    argument: Scores
    names: Sequence[Name]


class RoleHead:
    """Scores every word of a window for every role of a cue: a bilinear form a role over the two projections."""

    def __init__(self, tables: Scores, bias: Scores) -> None:
        self.tables, self.bias = tables, bias

    @classmethod
    def from_file(cls, path: Path) -> RoleHead:
        """Read `roles.npz`."""
        with np.load(path) as arrays:
            return cls(arrays["roles"], arrays["bias"])

    def fill(self, window: Window, places: Sequence[tuple[int, int]]) -> list[tuple[Phrase, ...]]:
        """Return the phrases of the cues at the given words of the window, role by role and in order."""
        pooled = np.stack([window.predicate[start:end].mean(0) for start, end in places])
        shares = sigmoid(np.einsum("kd,rde->kre", pooled, self.tables) @ window.argument.T + self.bias[:, None])
        for (start, end), rows in zip(places, shares, strict=True):
            rows[:, start:end] = 0.0
        return [tuple(_phrases(rows, window.names)) for rows in shares]


def _phrases(rows: Scores, names: Sequence[Name]) -> Iterator[Phrase]:
    for role, row in zip(ROLES, rows, strict=True):
        found: dict[tuple[int, int], float] = {}
        for start, end in runs((row >= FLOOR).astype(np.int64)):
            place = (start, end) if role == "content" else _whole(start, end, names)
            found[place] = max(found.get(place, 0.0), float(row[start:end].max()))
        yield from (Phrase(role, start, end, score) for (start, end), score in sorted(found.items()))


def _whole(start: int, end: int, names: Sequence[Name]) -> tuple[int, int]:
    """Widen a range of words to the whole of the names that it cuts."""
    cut = [name for name in names if name.start < end and start < name.end]
    return min([start, *(name.start for name in cut)]), max([end, *(name.end for name in cut)])


def window_of(windows: Sequence[Window], word: int) -> Window:
    """Return the window that holds a word of the text; `windows` are in order."""
    starts: NDArray[np.int64] = np.array([window.start for window in windows])
    return windows[int(np.searchsorted(starts, word, side="right")) - 1]
