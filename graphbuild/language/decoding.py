"""From the network's scores to names and cues. Every index is a word of the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graphbuild.language.labels import CUES, ENTITIES, ENTITY_TAGS

Scores = NDArray[np.float32]

CUE_FLOOR = 0.1
"""The least probability of a kind at which words count as a cue that may evoke it; who reads on weighs them."""
CLOSER = 0.65
"""What the closer look at a cue counts beside the first: it reads the gold for training best; 0.5 and 0.8 cost 0.003 F1."""
CUE_BODY = 0.3
"""The probability of its kind that keeps a word in a cue where another word of it has as much."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name: words `start` to `end`, of a kind of `labels.ENTITIES`."""

    start: int
    end: int
    kind: str

    def moved(self, by: int) -> Name:
        """Return the same name, `by` words further on."""
        return Name(self.start + by, self.end + by, self.kind)


@dataclass(frozen=True, slots=True)
class Evoked:
    """Words `start` to `end` that evoke a kind of act, with its probability there, and those of the two flags.

    `glance` is the kind's greatest probability at first sight, `score` what it is after a closer look.
    """

    kind: str
    start: int
    end: int
    score: float
    negated: float
    future: float
    glance: float = 0.0

    def moved(self, by: int) -> Evoked:
        """Return the same cue, `by` words further on."""
        return replace(self, start=self.start + by, end=self.end + by)


def softmax(scores: Scores) -> Scores:
    """Turn each row of scores into probabilities."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def sigmoid(scores: Scores) -> Scores:
    """Turn scores into probabilities, each on its own."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)


def names(scores: Scores, starts: NDArray[np.bool_]) -> list[Name]:
    """Return the names in order; the best sequence of tags in which each name begins before it goes on.

    `starts` marks the words that begin a sentence: no name goes on across them.
    """
    tags = scores.argmax(1)
    before = np.concatenate([[0], tags[:-1]])
    if not _FOLLOWS[before, tags].all():
        tags = _best_tags(scores)
    found: list[Name] = []
    for i in np.flatnonzero(tags).tolist():
        tag = int(tags[i])
        if tag % 2 or starts[i]:
            found.append(Name(i, i + 1, ENTITIES[(tag - 1) // 2]))
        else:
            found[-1] = Name(found[-1].start, i + 1, found[-1].kind)
    return found


def _may_follow() -> NDArray[np.bool_]:
    table = np.ones((len(ENTITY_TAGS), len(ENTITY_TAGS)), bool)
    for inside in range(2, len(ENTITY_TAGS), 2):
        table[:, inside] = False
        table[[inside - 1, inside], inside] = True
    return table


_FOLLOWS = _may_follow()


def _best_tags(scores: Scores) -> NDArray[np.int64]:
    """Viterbi over the tags that may follow each other."""
    penalty = np.where(_FOLLOWS, 0.0, -1e6)
    best = scores[0] + penalty[0]
    back = []
    for row in scores[1:]:
        ways = best[:, None] + penalty
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return np.array(tags[::-1])


def cues(scores: Scores, flags: Scores, sentence: NDArray[np.int64]) -> Iterator[Evoked]:
    """Yield each run of words of one sentence that may evoke a kind of act, kind by kind; words may evoke several.

    `flags` scores each word as denied and as only to come; `sentence` numbers each word's sentence, from 1.
    """
    shares = softmax(scores)
    for kind in np.flatnonzero((shares >= CUE_FLOOR).any(0)).tolist():
        share = shares[:, kind]
        for low, high in runs(np.where(share >= CUE_FLOOR, sentence, 0)) if kind else ():
            body = np.flatnonzero(share[low:high] >= CUE_BODY).tolist()
            start, end = (low + body[0], low + body[-1] + 1) if body else (low, high)
            negated, future = sigmoid(flags[start:end]).mean(0).tolist()
            score = float(share[start:end].max())
            yield Evoked(CUES[kind], start, end, score, negated, future, score)


def judged(found: Sequence[Evoked], looks: Mapping[tuple[int, int], Scores]) -> Iterator[Evoked]:
    """Yield the cues of a window, weighing what was seen at first sight and on a closer look.

    `looks` holds what the words of each cue evoke on the closer look. Kinds that only this one shows are cues too.
    """
    known: dict[tuple[int, int], set[str]] = {}
    for cue in found:
        known.setdefault((cue.start, cue.end), set()).add(cue.kind)
        closer = float(looks[cue.start, cue.end][CUES.index(cue.kind)])
        yield replace(cue, score=(1 - CLOSER) * cue.glance + CLOSER * closer)
    for place, kinds in known.items():
        one = next(cue for cue in found if (cue.start, cue.end) == place)
        for k in np.flatnonzero(CLOSER * looks[place] >= CUE_FLOOR).tolist():
            if k and CUES[k] not in kinds:
                yield replace(one, kind=CUES[k], glance=0.0, score=CLOSER * float(looks[place][k]))


def runs(labels: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the ranges in which one label other than 0 goes on.

    >>> runs(np.array([0, 2, 2, 3, 0, 3]))
    [(1, 3), (3, 4), (5, 6)]
    """
    if not labels.any():
        return []
    edges = np.flatnonzero(np.diff(labels, prepend=0, append=0)).tolist()
    return [(a, b) for a, b in pairwise(edges) if labels[a]]
