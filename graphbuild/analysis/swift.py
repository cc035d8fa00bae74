"""The same measures by igraph where it is installed (the extra `fast`; its licence, GPL-2.0, keeps it optional): betweenness tens of times faster.

Ratios are printed by `python tests/benchmarks/measures.py`.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Sequence
from typing import Any

import networkx as nx

from graphbuild.errors import GraphbuildError

MANY_TIES = 50_000
"""Above so many ties communities are found by Leiden's algorithm where igraph is installed; below, the gain is small and everybody gets the same."""


def library() -> Any | None:
    """Return igraph, or None where it is not installed."""
    try:
        return importlib.import_module("igraph")
    except ModuleNotFoundError:
        return None


def betweenness(graph: nx.Graph, starts: int | None, seed: int) -> dict[str, float]:
    """Return what `networkx.betweenness_centrality(graph, k=starts, seed=seed)` returns, from the same starting points.

    Raises GraphbuildError where igraph is not installed.
    """
    nodes = list(graph)
    drawn, place = _drawn(graph, nodes)
    sources = [place[node] for node in random.Random(seed).sample(nodes, starts)] if starts else None  # noqa: S311
    ways = drawn.betweenness(directed=False, sources=sources, targets=None)
    chosen = set(sources or ())
    others = len(nodes) - 2
    # A start is no way station of its own paths, so that it is passed by the paths of one start fewer (networkx 3.5).
    passed = {True: starts - 1, False: starts} if starts else dict.fromkeys((True, False), len(nodes) - 1)
    return {
        node: 2 * ways[at] / (max(passed[at in chosen], 1) * max(others, 1)) for at, node in enumerate(nodes)
    }  # fmt: skip


def communities(graph: nx.Graph, *, resolution: float, seed: int) -> list[set[str]]:
    """Return the communities that Leiden's algorithm finds: the same for the same seed, each connected in itself.

    `weight` of an edge is how strong it is. Raises GraphbuildError where igraph is not installed. Source: Traag, Waltman and van Eck, "From Louvain to Leiden:
    guaranteeing well-connected communities", Scientific Reports 9 (2019).
    """
    nodes = list(graph)
    drawn, _ = _drawn(graph, nodes)
    _igraph().set_random_number_generator(random.Random(seed))  # noqa: S311
    weights = [weight for _, _, weight in graph.edges(data="weight", default=1)]
    found = drawn.community_leiden(
        objective_function="modularity", weights=weights, resolution=resolution, n_iterations=-1
    )
    return [{nodes[at] for at in members} for members in found]


def _igraph() -> Any:
    found = library()
    if found is None:
        raise GraphbuildError('igraph is not installed; install it with: pip install "graphbuild[fast]"')
    return found


def _drawn(graph: nx.Graph, nodes: Sequence[str]) -> tuple[Any, dict[str, int]]:
    place = {node: at for at, node in enumerate(nodes)}
    return _igraph().Graph(n=len(nodes), edges=[(place[a], place[b]) for a, b in graph.edges()]), place
