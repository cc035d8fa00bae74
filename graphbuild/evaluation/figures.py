"""Figures: precision, recall and F1 of acts, actors and triples."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.evaluation.judged import Judged, read
from graphbuild.evaluation.names import same_name
from graphbuild.model import Reading

SURE = 0.8
"""The score from which an act counts as sure: of those at least four in five should be right."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of those given are right, and how many there are in the gold."""

    right: int
    given: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 when nothing was."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 when it holds nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.given + self.gold
        return 2 * self.right / both if both else 0.0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.right + other.right, self.given + other.given, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement on acts (kind and sentence), on actors, on triples, and on triples kind by kind.

    `flags` counts the acts that agree (`given`) and those of them whose negation and future agree too (`right`);
    `sure` counts only the acts that were scored SURE or more; `missing` the items of which there is no reading.
    """

    acts: Figure
    actor: Figure
    triples: Figure
    flags: Figure
    sure: Figure
    kinds: Mapping[str, Figure]
    missing: int


_NONE = Figure(0, 0, 0)


def score(gold: Mapping[str, Sequence[Judged]], readings: Mapping[str, Reading]) -> Figures:
    """Compare readings with the gold; both are by item id. A reading without gold does not count."""
    figures = Figures(_NONE, _NONE, _NONE, _NONE, _NONE, {}, 0)
    for name, acts in gold.items():
        found = list(read(readings[name])) if name in readings else []
        figures = _sum(figures, _compare(acts, found, missing=name not in readings))
    return figures


def _sum(a: Figures, b: Figures) -> Figures:
    kinds = {
        kind: a.kinds.get(kind, _NONE) + b.kinds.get(kind, _NONE) for kind in sorted(a.kinds.keys() | b.kinds.keys())
    }
    return Figures(
        a.acts + b.acts,
        a.actor + b.actor,
        a.triples + b.triples,
        a.flags + b.flags,
        a.sure + b.sure,
        kinds,
        a.missing + b.missing,
    )


def _compare(gold: Sequence[Judged], read: Sequence[Judged], *, missing: bool) -> Figures:
    gold_triples = [triple for act in gold for triple in act.triples()]
    read_triples = [triple for act in read for triple in act.triples()]
    seen = _pairs(gold, read, _seen)
    actor = _pairs(gold, read, _actor_right)
    right = _pairs(gold_triples, read_triples, _triple_right)
    flags = sum(g.negated == r.negated and g.future == r.future for g, r in seen)
    kinds = {t.kind for t in (*gold_triples, *read_triples)}
    return Figures(
        Figure(len(seen), len(read), len(gold)),
        Figure(len(actor), len(read), len(gold)),
        Figure(len(right), len(read_triples), len(gold_triples)),
        Figure(flags, len(seen), len(seen)),
        Figure(sum(r.score >= SURE for _, r in seen), sum(r.score >= SURE for r in read), len(gold)),
        {
            kind: Figure(_of(kind, (g for g, _ in right)), _of(kind, read_triples), _of(kind, gold_triples))
            for kind in kinds
        },
        int(missing),
    )


def _of(kind: str, acts: Iterable[Judged]) -> int:
    return sum(act.kind == kind for act in acts)


def _pairs(
    gold: Sequence[Judged], read: Sequence[Judged], good: Callable[[Judged, Judged], bool]
) -> list[tuple[Judged, Judged]]:
    left, pairs = list(gold), []
    for act in read:
        index = next((k for k, candidate in enumerate(left) if good(candidate, act)), None)
        if index is not None:
            pairs.append((left.pop(index), act))
    return pairs


def _seen(gold: Judged, read: Judged) -> bool:
    return gold.kind == read.kind and bool(gold.places & read.places)


def _actor_right(gold: Judged, read: Judged) -> bool:
    if not _seen(gold, read):
        return False
    if not gold.actors or not read.actors:
        return not gold.actors and not read.actors
    return any(_agree(g, r) for g in gold.actors for r in read.actors)


def _triple_right(gold: Judged, read: Judged) -> bool:
    return _seen(gold, read) and _agree(gold.actor, read.actor) and _agree(gold.target, read.target)


def _agree(gold: Collection[str] | None, read: Collection[str] | None) -> bool:
    if gold is None or read is None:
        return gold is read
    return any(same_name(name, read) for name in gold)
