import networkx as nx
import pytest

from graphbuild.analysis.ranking import betweenness, pagerank, ranking
from graphbuild.analysis.ties import ties

from .networks import network

STAR = """
    A threat B 2020-01-01
    A pledge C 2020-01-01
    B denial - 2020-01-02
    D accusation A 2020-01-03
    D accusation A 2020-01-04 not
"""


def test_acts_are_counted_by_sign_and_negated_ones_never() -> None:
    ranks = {rank.name: rank for rank in ranking(network(STAR))}
    assert [(ranks[n].acts, ranks[n].targeted, ranks[n].friendly, ranks[n].hostile) for n in "ABCD"] == [
        (2, 1, 1, 1), (1, 1, 0, 0), (0, 1, 0, 0), (1, 0, 0, 1),
    ]  # fmt: skip
    assert next(iter(ranking(network(STAR)))).name == "A"


def test_whoever_stands_between_all_pairs_has_betweenness_one() -> None:
    between = betweenness(ties(network(STAR)))
    assert between == {"A": 1.0, "B": 0.0, "C": 0.0, "D": 0.0}


def test_pagerank_of_two_who_answer_each_other_is_a_half_each() -> None:
    assert pagerank(ties(network("A threat B -\nB threat A -"))) == {"A": pytest.approx(0.5), "B": pytest.approx(0.5)}
    assert pagerank(nx.DiGraph()) == {}


def test_pagerank_by_hand() -> None:
    # A acts on B alone, B on nobody, so B's rank is spread evenly: b = .15/2 + .85 (a + b/2), a = .15/2 + .85 b/2, a + b = 1.
    rank = pagerank(ties(network("A threat B -")))
    assert rank["A"] == pytest.approx(0.5 / 1.425, abs=1e-6)
    assert sum(rank.values()) == pytest.approx(1)


def test_two_targets_of_one_act_are_one_act() -> None:
    graph = network("A threat B -\nA threat C -", act="act/0")
    assert ranking(graph)[0].acts == 1
