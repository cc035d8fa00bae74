"""Who matters: how much each actor does and is done to, and where it stands between the others."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from graphbuild.analysis import swift
from graphbuild.analysis.ties import label, ties, told

SAMPLE = 200
"""Above so many actors betweenness is estimated from so many starting points, chosen with a fixed seed."""


@dataclass(frozen=True, slots=True)
class Rank:
    """An actor's place. `acts` and `targeted` count distinct acts done and received; `friendly` and `hostile` those done of either sign.

    `pagerank` (0 to 1, all together 1) is high for those whom busy actors act upon; `betweenness` (0 to 1) is the share
    of shortest ways between two others, whichever way acts point, that lead through the actor.
    """

    actor: str
    name: str
    kind: str
    acts: int
    targeted: int
    friendly: int
    hostile: int
    pagerank: float
    betweenness: float


def ranking(graph: nx.MultiDiGraph) -> list[Rank]:
    """Return all actors, the busiest first.

    Sources: Brin and Page, "The Anatomy of a Large-Scale Hypertextual Web Search Engine" (1998); Freeman, "A Set of
    Measures of Centrality Based on Betweenness" (1977); Brandes and Pich, "Centrality Estimation in Large Networks"
    (2007) for the sampling.
    """
    tied = ties(graph)
    rank, between = pagerank(tied), betweenness(tied)
    done: dict[str, set[str]] = {node: set() for node in graph}
    signs: dict[str, dict[str, float]] = {node: {} for node in graph}
    received: dict[str, set[str]] = {node: set() for node in graph}
    for one in told(graph):
        if one.negated:
            continue
        done[one.actor].add(one.act)
        signs[one.actor][one.act] = one.goldstein
        if one.target is not None:
            received[one.target].add(one.act)
    ranks = [
        Rank(
            actor=node,
            name=label(graph, node),
            kind=str(graph.nodes[node].get("kind") or ""),
            acts=len(done[node]),
            targeted=len(received[node]),
            friendly=sum(weight > 0 for weight in signs[node].values()),
            hostile=sum(weight < 0 for weight in signs[node].values()),
            pagerank=round(rank[node], 6),
            betweenness=round(between[node], 6),
        )
        for node in graph
    ]
    return sorted(ranks, key=lambda one: (-one.acts - one.targeted, one.name, one.actor))


def pagerank(tied: nx.DiGraph, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """Return the PageRank of each node, by power iteration on numpy alone (networkx's needs SciPy), to about 1e-8."""
    nodes = list(tied)
    if not nodes:
        return {}
    place = {node: index for index, node in enumerate(nodes)}
    source = np.array([place[a] for a, _ in tied.edges()], dtype=np.intp)
    target = np.array([place[b] for _, b in tied.edges()], dtype=np.intp)
    weight = np.array([w for _, _, w in tied.edges(data="weight")], dtype=np.float64)
    out = np.bincount(source, weight, minlength=len(nodes))
    share = weight / out[source] if len(source) else weight
    rank = np.full(len(nodes), 1 / len(nodes))
    for _ in range(rounds):
        passed = np.bincount(target, rank[source] * share, minlength=len(nodes)) + rank[out == 0].sum() / len(nodes)
        fresh = damping * passed + (1 - damping) / len(nodes)
        if np.abs(fresh - rank).sum() < 1e-9:
            break
        rank = fresh
    return dict(zip(nodes, rank.tolist(), strict=True))


def betweenness(tied: nx.DiGraph) -> dict[str, float]:
    """Return the betweenness of each node in the undirected network; estimated above SAMPLE nodes."""
    undirected = nx.Graph()
    undirected.add_nodes_from(tied)
    undirected.add_edges_from(tied.edges())
    sample = SAMPLE if len(undirected) > SAMPLE else None
    if swift.library():
        return swift.betweenness(undirected, sample, seed=7)
    between: dict[str, float] = nx.betweenness_centrality(undirected, k=sample, seed=7)
    return between
