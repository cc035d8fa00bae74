"""Acts as they are compared: one form for those that are annotated and those that were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from graphbuild.model import Reading

_CUT = re.compile(r"(?<=[.!?”\"])\s+(?=[\"“A-Z])|\n+")


class _Flags(TypedDict, total=False):
    negated: bool
    future: bool


class GoldAct(_Flags):
    """An annotated act: names are strings of the text."""

    kind: str
    cue: str
    actors: list[str]
    targets: list[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """An act as it is compared: where its cue stands (sentences, from 0), and the names of each party.

    A party of the gold has one name, one that was read has all its mentions'. In a triple, `actor` and `target` are the
    parties compared, None for nobody.
    """

    kind: str
    places: frozenset[int]
    actors: tuple[frozenset[str], ...]
    targets: tuple[frozenset[str], ...]
    negated: bool
    future: bool
    score: float = 1.0
    actor: frozenset[str] | None = None
    target: frozenset[str] | None = None

    def triples(self) -> Iterator[Judged]:
        """Yield one triple for each actor and target; None stands for either when there is none."""
        for actor in self.actors or (None,):
            for target in self.targets or (None,):
                yield replace(self, actor=actor, target=target)


def annotated(act: GoldAct, text: str) -> Judged:
    """Return an annotated act of a text; its cue may stand wherever its words do."""
    starts = sentences(text)
    places = {_sentence(starts, match.start()) for match in re.finditer(re.escape(act["cue"]), text)}
    return Judged(
        kind=act["kind"],
        places=frozenset(places or {0}),
        actors=tuple(frozenset({name}) for name in act["actors"]),
        targets=tuple(frozenset({name}) for name in act["targets"]),
        negated=act.get("negated", False),
        future=act.get("future", False),
    )


def read(reading: Reading) -> Iterator[Judged]:
    """Yield the acts of a reading."""
    starts = sentences(reading.article.text)
    names = {
        actor.id: frozenset({actor.name, *(mention.text for mention in actor.mentions)}) for actor in reading.actors
    }
    for act in reading.acts:
        first, last = _sentence(starts, act.cue.span.start), _sentence(starts, act.cue.span.end - 1)
        yield Judged(
            kind=act.kind,
            places=frozenset(range(first, last + 1)),
            actors=tuple(names[name] for name in act.actors),
            targets=tuple(names[name] for name in act.targets),
            negated=act.negated,
            future=act.future,
            score=act.score,
        )


def sentences(text: str) -> list[int]:
    """Return where each sentence starts, roughly: enough to ask whether two cues stand in the same one."""
    return [0, *(match.end() for match in _CUT.finditer(text))]


def _sentence(starts: Sequence[int], offset: int) -> int:
    return max(k for k, start in enumerate(starts) if start <= offset)
