"""What the measures count: acts told of, and how strongly two actors are tied by them.

An act said not to have happened ties nobody; neither does being merely named in what somebody says (role "about").
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Told:
    """One act from one actor to one target (None where it has none), as one article tells it. Actors are nodes of the network."""

    act: str
    kind: str
    actor: str
    target: str | None
    date: dt.date | None
    negated: bool
    future: bool
    score: float
    goldstein: float
    quad: str | None
    content: str | None
    sentence: str
    amount: float | None
    amount_of: str | None
    article: str
    publisher: str | None
    url: str | None


def told(graph: nx.MultiDiGraph) -> list[Told]:
    """Return every act of the network for each of its actors and targets, in order of date (undated last) and act."""
    return sorted(_told(graph), key=lambda one: (one.date or dt.date.max, one.act, one.actor, one.target or ""))


def _told(graph: nx.MultiDiGraph) -> Iterator[Told]:
    for actor, target, has in graph.edges(data=True):
        yield _from_attributes(actor, target if has["role"] == "target" else None, has)
    for actor, alone in graph.nodes(data="alone", default=()):
        for has in alone:
            yield _from_attributes(actor, None, has)


def _from_attributes(actor: str, target: str | None, has: dict[str, object]) -> Told:
    names = Told.__dataclass_fields__.keys() - {"actor", "target"}
    values = {name: has[name] for name in names}
    return Told(actor=actor, target=target, **values)  # type: ignore[arg-type]  # what project() wrote, by the same names


def ties(graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Return who acts on whom: an edge's `weight` is its number of acts, `goldstein` the sum of their weights."""
    acts: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for one in told(graph):
        if one.target is not None and not one.negated:
            acts[one.actor, one.target][one.act] = one.goldstein
    tied = nx.DiGraph()
    tied.add_nodes_from(sorted(graph))
    for (actor, target), weights in sorted(acts.items()):
        tied.add_edge(actor, target, weight=len(weights), goldstein=round(sum(weights.values()), 2))
    return tied


def label(graph: nx.MultiDiGraph, node: str) -> str:
    """Return the name of an actor."""
    return str(graph.nodes[node].get("label") or node)
