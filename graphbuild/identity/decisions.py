"""Decisions about who is the same: records with author, day and reason, applied together, undone by leaving one out.

A different-from record wins over every same-as record, and over every chain of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Judgement(StrEnum):
    """What a decision says. The values are the local names of the classes in `ontologies/graphbuild.ttl`."""

    SAME = "SameAs"
    DIFFERENT = "DifferentFrom"


@dataclass(frozen=True, slots=True)
class Decision:
    """That two ids name one actor, or two. Of a same-as decision, `alias` gives way to `canonical`.

    `author` is a person's or a program's name; `reason` says why, in a sentence.
    """

    judgement: Judgement
    canonical: str
    alias: str
    author: str
    day: dt.date
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, in order."""
        return (self.canonical, self.alias) if self.canonical <= self.alias else (self.alias, self.canonical)


@dataclass(frozen=True, slots=True)
class Identities:
    """What decisions amount to: for each id that gives way, the id that stays; and the decisions that were not followed.

    `blocked` are same-as decisions that would have joined, directly or by a chain, what another decision keeps apart.
    """

    canonical: Mapping[str, str]
    blocked: tuple[Decision, ...] = ()

    def of(self, identifier: str) -> str:
        """Return the id that stands for this one."""
        return self.canonical.get(identifier, identifier)


def resolve(decisions: Iterable[Decision]) -> Identities:
    """Work out who is who from all decisions; the order in which they are given does not matter.

    Of decisions about one pair, the last day's holds; on one day different-from does. Same-as decisions are followed
    from the earliest on, each unless it would join two ids that are kept apart.
    """
    held = last_words(decisions).values()
    clusters = _Clusters(d.pair for d in held if d.judgement is Judgement.DIFFERENT)
    same = sorted((d for d in held if d.judgement is Judgement.SAME), key=lambda d: (d.day, d.pair, d.canonical))
    blocked = tuple(decision for decision in same if not clusters.join(decision.canonical, decision.alias))
    return Identities(clusters.canonical(), blocked)


def last_words(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Return the decision that holds for each pair of ids; one of an id with itself says nothing."""
    order = sorted(
        set(decisions), key=lambda d: (d.day, d.judgement is Judgement.DIFFERENT, d.canonical, d.author, d.reason)
    )
    return {decision.pair: decision for decision in order if decision.canonical != decision.alias}


class _Clusters:
    """Ids that are one actor, under the ids that they must not be joined with."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self._home: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def join(self, stays: str, gives_way: str) -> bool:
        """Put two clusters together under the home of the first; tell whether that was allowed."""
        home, other = self._home.get(stays, stays), self._home.get(gives_way, gives_way)
        if home == other:
            return True
        mine, theirs = self._members.get(home, {home}), self._members.get(other, {other})
        small, large = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
        if any(not large.isdisjoint(self._apart.get(one, ())) for one in small):
            return False
        self._members[home] = mine | theirs
        self._members.pop(other, None)
        self._home.update(dict.fromkeys(theirs, home))
        return True

    def canonical(self) -> dict[str, str]:
        return {one: home for one, home in sorted(self._home.items()) if one != home}
