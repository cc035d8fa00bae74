"""Friend or foe: how cooperation and conflict balance between two actors, each way and over time."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from graphbuild.analysis.ties import Told, label, told


@dataclass(frozen=True, slots=True)
class Dyad:
    """What passes between two actors. `friendly` and `hostile` count acts by PLOVER's quad classes, both ways together.

    `balance` is (friendly - hostile) / (friendly + hostile), from -1 to 1, None without either. `goldstein` is the mean
    weight of all acts on the conflict-cooperation scale (-10 to 10). `there` and `back` are the means of the first
    actor's acts and of the second's; `reciprocity` is min / max of the two numbers of acts (0: one-sided, 1: even).
    """

    one: str
    other: str
    acts: int
    friendly: int
    hostile: int
    balance: float | None
    goldstein: float
    there: float | None
    back: float | None
    reciprocity: float


def dyads(graph: nx.MultiDiGraph) -> list[Dyad]:
    """Return every pair of actors between whom something passes, the busiest first.

    Sources: Goldstein (1992) for the scale (see `scale`); reciprocity as in Wasserman and Faust, "Social Network
    Analysis" (1994), section 13, on numbers of acts.
    """
    pairs: dict[tuple[str, str], dict[tuple[str, str], Told]] = defaultdict(dict)
    for one in told(graph):
        if one.target is not None and not one.negated:
            pairs[min(one.actor, one.target), max(one.actor, one.target)][one.act, one.actor] = one
    found = [_dyad(graph, a, b, list(acts.values())) for (a, b), acts in pairs.items()]
    return sorted(found, key=lambda dyad: (-dyad.acts, dyad.one, dyad.other))


def _dyad(graph: nx.MultiDiGraph, a: str, b: str, acts: list[Told]) -> Dyad:
    once = list({one.act: one for one in acts}.values())
    there = [one.goldstein for one in acts if one.actor == a]
    back = [one.goldstein for one in acts if one.actor == b]
    friendly = sum((one.quad or "").endswith("cooperation") for one in once)
    hostile = sum((one.quad or "").endswith("conflict") for one in once)
    return Dyad(
        one=label(graph, a),
        other=label(graph, b),
        acts=len(once),
        friendly=friendly,
        hostile=hostile,
        balance=round((friendly - hostile) / (friendly + hostile), 3) if friendly + hostile else None,
        goldstein=round(sum(one.goldstein for one in once) / len(once), 2),
        there=_mean(there),
        back=_mean(back),
        reciprocity=round(min(len(there), len(back)) / max(len(there), len(back)), 3),
    )


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None


def reciprocity(graph: nx.MultiDiGraph) -> float | None:
    """Return the share of ties that are answered: of all (actor, target) pairs, those whose reverse is there too; None without ties.

    Source: Wasserman and Faust, "Social Network Analysis" (1994), section 13.

    >>> graph = nx.MultiDiGraph()
    >>> reciprocity(graph) is None
    True
    """
    pairs = {(one.actor, one.target) for one in told(graph) if one.target is not None and not one.negated}
    return len([1 for a, b in pairs if (b, a) in pairs]) / len(pairs) if pairs else None


@dataclass(frozen=True, slots=True)
class Month:
    """One month: the number of acts, the mean of their weights (-10 to 10), and whether a new period begins with it."""

    month: str
    acts: int
    friendly: int
    hostile: int
    goldstein: float
    turning_point: bool


def months(graph: nx.MultiDiGraph) -> list[Month]:
    """Return the months that have acts, in order; turning points as `turning_points` finds them. Project two actors alone to see their course.

    Sources: monthly means on Goldstein's scale (see `scale`); for turning points see `turning_points`.
    """
    by_month: dict[str, dict[str, Told]] = defaultdict(dict)
    for one in told(graph):
        if one.date is not None and not one.negated:
            by_month[f"{one.date:%Y-%m}"][one.act] = one
    series = [(month, list(acts.values())) for month, acts in sorted(by_month.items())]
    means = [sum(one.goldstein for one in acts) / len(acts) for _, acts in series]
    turns = set(turning_points(means, [len(acts) for _, acts in series]))
    return [
        Month(
            month=month,
            acts=len(acts),
            friendly=sum((one.quad or "").endswith("cooperation") for one in acts),
            hostile=sum((one.quad or "").endswith("conflict") for one in acts),
            goldstein=round(means[index], 2),
            turning_point=index in turns,
        )
        for index, (month, acts) in enumerate(series)
    ]


_TIE = 1e-10
"""Costs no further apart than this are equal but for rounding: the longer run at the end is taken."""


def turning_points(means: list[float], weights: list[int] | None = None) -> list[int]:
    """Return the indices at which a new level begins: the split into runs of equal mean that costs least.

    The cost of a run is its weighted sum of squares around its mean, and each further run costs 2 σ² log n, σ² from the
    differences of neighbours (a half of their mean square). Source: optimal partitioning, Jackson et al., "An Algorithm for Optimal
    Partitioning of Data on an Interval", IEEE Signal Processing Letters 12 (2005); penalty of Schwarz (BIC).

    >>> turning_points([5, 5, 4, 5, -6, -5, -6, -6])
    [4]
    """
    n = len(means)
    if n < 3:
        return []
    w = [1.0] * n if weights is None else [x * n / sum(weights) for x in weights]
    noise = sum((a - b) ** 2 for a, b in pairwise(means)) / (2 * (n - 1))
    penalty = 2 * max(noise, 1e-9) * math.log(n)
    sums = [(0.0, 0.0, 0.0)]
    for x, k in zip(means, w, strict=True):
        total, first, second = sums[-1]
        sums.append((total + k, first + k * x, second + k * x * x))
    best, last = [-penalty], [0]
    for end in range(1, n + 1):
        costs = [best[start] + _spread(sums, start, end) + penalty for start in range(end)]
        least = min(costs)
        last.append(next(start for start, cost in enumerate(costs) if cost <= least + _TIE * (1 + abs(least))))
        best.append(costs[last[-1]])
    turns, end = [], n
    while end > 0:
        end = last[end]
        turns.append(end)
    return sorted(turns)[1:]


def _spread(sums: list[tuple[float, float, float]], start: int, end: int) -> float:
    k, x, xx = (sums[end][i] - sums[start][i] for i in range(3))
    return xx - x * x / k
