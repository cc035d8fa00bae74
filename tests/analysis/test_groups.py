from graphbuild.analysis.groups import balanced_share, brokers, communities, friendly, partition, triads

from .networks import network

TWO_CAMPS = """
    A pledge B -
    B aid C -
    C support A -
    D pledge E -
    E aid F -
    F support D -
    C consultation X -
    X consultation D -
    A assault F -
"""


def test_two_camps_are_two_communities() -> None:
    camps = partition(network(TWO_CAMPS))
    assert any({"A", "B"} <= set(camp) for camp in camps)
    assert any({"E", "F"} <= set(camp) for camp in camps)
    assert not any({"A", "F"} <= set(camp) for camp in camps)
    assert camps == partition(network(TWO_CAMPS))


def test_hostility_makes_no_friends() -> None:
    assert not friendly(network(TWO_CAMPS)).has_edge("A", "F")
    assert partition(network("A assault B -")) == []
    assert {member.name for member in communities(network(TWO_CAMPS))} == set("ABCDEFX")


def test_the_one_between_the_camps_is_a_broker() -> None:
    found = {broker.name: broker for broker in brokers(network("A aid X -\nX aid B -"))}
    assert (found["X"].pairs, found["X"].partners) == (1, 2)
    assert "A" not in found
    # C has A, B and X for partners; A and B are friends themselves, so X makes the two pairs that C alone connects.
    assert {b.name: b.pairs for b in brokers(network(TWO_CAMPS))} == {"C": 2, "D": 2, "X": 1}


def test_enemies_do_not_need_a_broker() -> None:
    assert brokers(network("A aid X -\nX aid B -\nA threat B -")) == []


def test_triads_by_hand() -> None:
    (one,) = triads(network("A aid B -\nB aid C -\nA threat C -"))
    assert (one.signs, one.balanced, one.strength) == ("++-", False, 6.0)
    (two,) = triads(network("A aid B -\nB threat C -\nC threat A -"))
    assert (two.signs, two.balanced) == ("+--", True)
    assert balanced_share(network("A aid B -\nB aid C -\nA threat C -")) == 0.0
    assert balanced_share(network("A aid B -")) is None


def test_acts_both_ways_make_one_sign() -> None:
    # 7 - 6 = 1: still friendly.
    (triad,) = triads(network("A aid B -\nB threat A -\nB aid C -\nA aid C -"))
    assert (triad.signs, triad.strength) == ("+++", 1.0)
