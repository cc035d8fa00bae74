"""Counts of acts by their kind: how often each actor does what and has it done to it, and who is accused by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import networkx as nx

from graphbuild.analysis.ties import Told, label, told


@dataclass(frozen=True, slots=True)
class Degree:
    """An actor's acts of one kind. `done` and `received` count distinct acts, `others` whom they tie it to."""

    actor: str
    name: str
    kind: str
    done: int
    received: int
    others: int


def degrees(graph: nx.MultiDiGraph) -> list[Degree]:
    """Return for each actor and kind of act how often it does it and how often it is its target, the most frequent first.

    Source: outdegree and indegree of a directed multigraph, as in Wasserman and Faust, "Social Network Analysis" (1994),
    section 4.3, taken for each relation by itself.
    """
    done: dict[tuple[str, str], set[str]] = defaultdict(set)
    received: dict[tuple[str, str], set[str]] = defaultdict(set)
    others: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in _real(graph):
        done[one.actor, one.kind].add(one.act)
        if one.target is not None:
            received[one.target, one.kind].add(one.act)
            others[one.actor, one.kind].add(one.target)
            others[one.target, one.kind].add(one.actor)
    found = [
        Degree(
            node, label(graph, node), kind, len(done[node, kind]), len(received[node, kind]), len(others[node, kind])
        )
        for node, kind in {*done, *received}
    ]
    return sorted(found, key=lambda one: (-one.done - one.received, one.name, one.kind, one.actor))


@dataclass(frozen=True, slots=True)
class Accused:
    """Somebody accused: by how many acts, articles and accusers, and the accusers by name, who does it most first."""

    actor: str
    name: str
    accusations: int
    articles: int
    accusers: int
    by: str


def accused(graph: nx.MultiDiGraph) -> list[Accused]:
    """Return who is accused most, and by whom: the indegree of the one relation, `accusation`, negated ones left out.

    Source: Wasserman and Faust, "Social Network Analysis" (1994), section 4.3. The named query `most-accused` says the same.
    """
    charges: dict[str, list[Told]] = defaultdict(list)
    for one in _real(graph):
        if one.kind == "accusation" and one.target is not None:
            charges[one.target].append(one)
    found = [_accused(graph, node, mine) for node, mine in charges.items()]
    return sorted(found, key=lambda one: (-one.accusations, -one.accusers, one.name, one.actor))


def _accused(graph: nx.MultiDiGraph, node: str, charges: list[Told]) -> Accused:
    by = Counter(label(graph, actor) for actor, _ in {(one.actor, one.act) for one in charges})
    return Accused(
        actor=node,
        name=label(graph, node),
        accusations=len({one.act for one in charges}),
        articles=len({one.article for one in charges}),
        accusers=len({one.actor for one in charges}),
        by=", ".join(f"{name} ({count})" for name, count in sorted(by.items(), key=lambda item: (-item[1], item[0]))),
    )


def _real(graph: nx.MultiDiGraph) -> list[Told]:
    return [one for one in told(graph) if not one.negated]
