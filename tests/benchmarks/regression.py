"""Logistic regression over traits, in numpy: what is learned are the weights that reading adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
_STEPS, _MEMORY = 80, 8  # of L-BFGS (Nocedal and Wright 2006, algorithm 7.4)


@dataclass(frozen=True, slots=True)
class Example:
    """What was seen, of a candidate for an act of which kind, whether the answer is yes, and the item it is of."""

    traits: tuple[str, ...]
    kind: str
    answer: bool
    item: str


Table = dict[str, dict[str, float]]
"""Weights of traits by kind of act, "" standing for every kind."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples as sparse rows of ones: the row and the column of each."""

    rows: Indices
    columns: Indices
    height: int
    width: int

    def sums(self, weights: Floats) -> Floats:
        return np.bincount(self.rows, weights[self.columns], minlength=self.height)

    def columns_of(self, errors: Floats) -> Floats:
        return np.bincount(self.columns, errors[self.rows], minlength=self.width)


def learn(examples: Sequence[Example], penalty: float, rare: int, apart: float = 1.0) -> Table:
    """Return the weights that make the answers likeliest, less `penalty` / 2 times the sum of their squares.

    A trait weighs for acts of every kind and, besides, for those of the example's own, there with `apart` times the
    penalty; one that is seen in fewer than `rare` examples weighs nothing.
    """
    counts = Counter(key for example in examples for key in _keys(example))
    columns = {key: k for k, key in enumerate(sorted(k for k, n in counts.items() if n >= rare))}
    pairs = [(k, columns[key]) for k, example in enumerate(examples) for key in _keys(example) if key in columns]
    rows, places = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    x = Rows(rows, places, len(examples), len(columns))
    y = np.array([example.answer for example in examples], dtype=float)
    prices = penalty * np.array([apart if kind else 1.0 for kind, _ in columns])

    def loss(weights: Floats) -> tuple[float, Floats]:
        totals = np.clip(x.sums(weights), -30, 30)
        slopes = x.columns_of(_logistic(totals) - y) + prices * weights
        return float((np.logaddexp(0, totals) - y * totals).sum() + weights @ (prices * weights) / 2), slopes

    weights = least(loss, np.zeros(len(columns)))
    table: Table = {}
    for (kind, trait), k in columns.items():
        table.setdefault(kind, {})[trait] = float(weights[k])
    return table


def _keys(example: Example) -> set[tuple[str, str]]:
    return {(place, trait) for trait in example.traits for place in ("", example.kind)}


def _logistic(totals: Floats) -> Floats:
    shares: Floats = 1 / (1 + np.exp(-np.clip(totals, -30, 30)))
    return shares


def least(loss: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """Return where a smooth convex function, given with its gradient, is least."""
    place, (value, slope) = start, loss(start)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(_STEPS):
        step = -_curved(slope, moves)
        length, downhill = 1.0, slope @ step
        while (found := loss(place + length * step))[0] > value + 1e-4 * length * downhill and length > 1e-6:
            length /= 2
        moves = [*moves, (length * step, found[1] - slope)][-_MEMORY:]
        settled = abs(value - found[0]) < 1e-5 * abs(value)
        place, (value, slope) = place + length * step, found
        if settled:
            break
    return place


def _curved(slope: Floats, moves: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the slope times the inverse curvature that the last moves tell of."""
    direction, shares = slope.copy(), []
    for move, bend in reversed(moves):
        share = (move @ direction) / max(bend @ move, 1e-12)
        shares.append(share)
        direction -= share * bend
    direction *= (moves[-1][0] @ moves[-1][1]) / max(moves[-1][1] @ moves[-1][1], 1e-12) if moves else 1e-3
    for (move, bend), share in zip(moves, reversed(shares), strict=True):
        direction += move * (share - (bend @ direction) / max(bend @ move, 1e-12))
    return direction
