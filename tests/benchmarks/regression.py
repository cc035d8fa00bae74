"""Logistic regression over traits, in numpy: what is learned are the weights that reading adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
_STEPS, _MEMORY = 80, 8  # of L-BFGS (Nocedal and Wright 2006, algorithm 7.4)


@dataclass(slots=True)
class Examples:
    """What was seen of each example, whether the answer was yes, and which item it is of."""

    traits: list[tuple[str, ...]] = field(default_factory=list)
    answers: list[bool] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def add(self, traits: tuple[str, ...], answer: bool, item: str) -> None:
        self.traits.append(traits)
        self.answers.append(answer)
        self.items.append(item)

    def of(self, items: Collection[str]) -> Examples:
        """Return the examples of some items."""
        chosen = [k for k, item in enumerate(self.items) if item in items]
        return Examples(
            [self.traits[k] for k in chosen], [self.answers[k] for k in chosen], [self.items[k] for k in chosen]
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples as sparse rows of ones: the row and the column of each."""

    rows: Indices
    columns: Indices
    height: int
    width: int

    @classmethod
    def of(cls, traits: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Rows:
        pairs = [
            (k, columns[trait]) for k, row in enumerate(traits) for trait in dict.fromkeys(row) if trait in columns
        ]
        rows, places = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return cls(rows, places, len(traits), len(columns))

    def sums(self, weights: Floats) -> Floats:
        return np.bincount(self.rows, weights[self.columns], minlength=self.height)

    def columns_of(self, errors: Floats) -> Floats:
        return np.bincount(self.columns, errors[self.rows], minlength=self.width)


def learn(examples: Examples, penalty: float, rare: int) -> dict[str, float]:
    """Return the weight of each trait that is seen in `rare` examples or more: the likeliest, less `penalty` / 2 times the sum of squares."""
    counts = Counter(trait for row in examples.traits for trait in set(row))
    columns = {trait: k for k, trait in enumerate(sorted(t for t, n in counts.items() if n >= rare))}
    x, y = Rows.of(examples.traits, columns), np.array(examples.answers, dtype=float)

    def loss(weights: Floats) -> tuple[float, Floats]:
        totals = np.clip(x.sums(weights), -30, 30)
        slopes = x.columns_of(1 / (1 + np.exp(-totals)) - y) + penalty * weights
        return float((np.logaddexp(0, totals) - y * totals).sum() + penalty / 2 * weights @ weights), slopes

    weights = least(loss, np.zeros(len(columns)))
    return {trait: float(weights[k]) for trait, k in columns.items()}


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
