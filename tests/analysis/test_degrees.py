from graphbuild.analysis.degrees import accused, degrees

from .networks import network

QUARREL = """
    A accusation C 2020-01-01
    A accusation C 2020-01-02 @paper
    B accusation C 2020-01-03 @paper
    C accusation A 2020-01-04
    C accusation B 2020-01-05 not
    A pledge B 2020-01-06
    B denial - 2020-01-07
"""


def test_degrees_by_kind_by_hand() -> None:
    found = {(one.name, one.kind): (one.done, one.received, one.others) for one in degrees(network(QUARREL))}
    assert found == {
        ("A", "accusation"): (2, 1, 1),
        ("B", "accusation"): (1, 0, 1),
        ("C", "accusation"): (1, 3, 2),
        ("A", "pledge"): (1, 0, 1),
        ("B", "pledge"): (0, 1, 1),
        ("B", "denial"): (1, 0, 0),
    }


def test_who_is_accused_most_and_by_whom() -> None:
    first, second = accused(network(QUARREL))
    assert (first.name, first.accusations, first.articles, first.accusers, first.by) == ("C", 3, 2, 2, "A (2), B (1)")
    assert (second.name, second.accusations, second.by) == ("A", 1, "C (1)")


def test_one_act_against_two_is_one_act_of_its_actor() -> None:
    graph = network("A accusation B -\nA accusation C -", act="act/0")
    assert next((one.name, one.done, one.others) for one in degrees(graph)) == ("A", 1, 2)
    assert [one.accusations for one in accused(graph)] == [1, 1]
