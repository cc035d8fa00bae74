"""igraph gives the same figures as networkx, and sound communities."""

import random
import sys

import networkx as nx
import pytest

from graphbuild.analysis import groups, ranking, swift
from graphbuild.errors import GraphbuildError

from .networks import network

igraph = pytest.mark.skipif(swift.library() is None, reason="the extra fast is not installed")


@pytest.fixture
def villages() -> nx.Graph:
    """Four villages where everybody knows everybody, in a ring."""
    graph = nx.relaxed_caveman_graph(4, 12, 0.02, seed=3)
    nx.set_edge_attributes(graph, 1, "weight")
    return graph


@igraph
@pytest.mark.parametrize("starts", [None, 20])
def test_betweenness_is_that_of_networkx(villages: nx.Graph, starts: int | None) -> None:
    assert swift.betweenness(villages, starts, seed=7) == pytest.approx(
        nx.betweenness_centrality(villages, k=starts, seed=7), rel=0.06
    )
    if starts is None:
        assert swift.betweenness(villages, None, 7) == pytest.approx(nx.betweenness_centrality(villages), abs=1e-12)


@igraph
def test_communities_are_the_villages_every_time(villages: nx.Graph) -> None:
    random.seed(1)
    found = swift.communities(villages, resolution=1.0, seed=7)
    assert sorted(map(sorted, found)) == [list(range(first, first + 12)) for first in range(0, 48, 12)]
    assert found == swift.communities(villages, resolution=1.0, seed=7)
    assert random.random() == random.Random(1).random()  # noqa: S311


@igraph
def test_a_small_network_has_the_same_measures_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = network("A pledge B 2020-01-01\nB agreement C 2020-01-02\nC threat D 2020-01-03")
    with_igraph = (ranking.ranking(graph), groups.partition(graph))
    monkeypatch.setattr(swift, "library", lambda: None)
    assert (ranking.ranking(graph), groups.partition(graph)) == with_igraph


def test_without_igraph_it_says_what_to_install(villages: nx.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(GraphbuildError, match=r"pip install \"graphbuild\[fast\]\""):
        swift.communities(villages, resolution=1.0, seed=7)
