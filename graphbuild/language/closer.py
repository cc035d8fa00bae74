"""The closer look: the sentence of some cues is read once more with the cues marked, to tell what they evoke, who and what fills their roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from graphbuild.language.decoding import Name, Scores, sigmoid, softmax
from graphbuild.language.roles import Phrase, phrases

Place = tuple[int, int]
"""The words `start` to `end` of a window."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of one cue: the probability of each of `labels.CUES`, and the phrases that fill its roles."""

    kinds: Scores
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What was read of the words of a window that begins at word `start` of its text.

    `sentences` numbers each word's sentence, in order; `names` and `places`, those of the cues, count from `start`.
    `embedded` has a row for every word piece, one before them and one behind; `first` and `last` are the rows of each word's.
    `sights` keeps what was seen on a closer look.
    """

    start: int
    texts: Sequence[str]
    sentences: NDArray[np.int64]
    names: Sequence[Name]
    places: Sequence[Place]
    embedded: NDArray[np.float16]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    sights: dict[Place, Sight] = field(default_factory=dict)


class Session(Protocol):
    """What is run: a session of onnxruntime, but for tests."""

    def run(self, outputs: None, inputs: dict[str, NDArray[np.generic]], /) -> Sequence[Scores]:
        """Return `kind` (cues, kinds) and `roles` (roles, cues, words of the sentence); for the inputs see `_feed`."""


class Closer:
    """Runs over the sentences of cues, one sentence at a time, so that each is seen the same whatever stands beside it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_file(cls, path: Path, options: onnxruntime.SessionOptions) -> Closer:
        """Read `closer.onnx`."""
        return cls(onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]))

    def look(self, window: Window) -> dict[Place, Sight]:
        """Look at all cues of a window."""

        def sentence(place: Place) -> int:
            return int(window.sentences[place[0]])

        for _, places in groupby(sorted(set(window.places)), key=sentence):
            window.sights.update(self._sentence(window, list(places)))
        return window.sights

    def look_at(self, window: Window, place: Place) -> Sight:
        """Look at words, which nobody need have taken for a cue, among the cues of their sentence."""
        if place not in window.sights:
            number = window.sentences[place[0]]
            beside = {other for other in window.places if window.sentences[other[0]] == number}
            window.sights[place] = self._sentence(window, sorted(beside | {place}))[place]
        return window.sights[place]

    def _sentence(self, window: Window, places: Sequence[Place]) -> Mapping[Place, Sight]:
        start, end = _extent(window, places[0][0])
        kinds, roles = self.session.run(None, _feed(window, places, start, end))
        shares = sigmoid(roles)
        return dict(zip(places, _sights(window, places, softmax(kinds), (start, shares)), strict=True))


def _sights(window: Window, places: Sequence[Place], kinds: Scores, found: tuple[int, Scores]) -> Iterator[Sight]:
    start, shares = found
    for k, (first, end) in enumerate(places):
        rows = np.zeros((len(shares), len(window.texts)), np.float32)
        rows[:, start : start + shares.shape[2]] = shares[:, k]
        rows[:, first:end] = 0.0
        yield Sight(kinds[k], phrases(rows, window.texts, window.names))


def _extent(window: Window, word: int) -> Place:
    """Return the words of the sentence that holds a word."""
    number = window.sentences[word]
    start, end = np.searchsorted(window.sentences, [number, number + 1])
    return int(start), int(end)


def _feed(window: Window, places: Sequence[Place], start: int, end: int) -> dict[str, NDArray[np.generic]]:
    """Lay out a sentence, between the first and the last row of its window, and the cues in it."""
    low, high = window.first[start], window.last[end - 1] + 1
    rows = np.empty((high - low + 2, window.embedded.shape[1]), np.float32)
    rows[0], rows[1:-1], rows[-1] = window.embedded[0], window.embedded[low:high], window.embedded[-1]
    first, last = window.first[start:end] - low + 1, window.last[start:end] - low + 1
    pool = np.zeros((len(places), end - start), np.float32)
    marks = np.zeros((1, len(rows), 1), np.float32)
    for k, (a, b) in enumerate(places):
        words = range(a - start, min(b, end) - start)
        pool[k, words] = 1 / len(words)
        marks[0, first[words[0]] : last[words[-1]] + 1] = 1
    return {"embedded": rows[None], "marks": marks, "first": first, "last": last, "pool": pool}


def window_of(windows: Sequence[Window], word: int) -> Window:
    """Return the window that holds a word of the text; `windows` are in order."""
    starts: NDArray[np.int64] = np.array([window.start for window in windows])
    return windows[int(np.searchsorted(starts, word, side="right")) - 1]
