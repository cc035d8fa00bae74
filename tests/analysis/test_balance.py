import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.analysis.balance import dyads, months, reciprocity, turning_points

from .networks import network

QUARREL = """
    A pledge B 2020-01-01
    A threat B 2020-01-20
    B threat A 2020-02-01
    B statement A 2020-02-02
    B assault A 2020-02-03 not
    A aid C 2020-02-04
"""


def test_a_dyad_by_hand() -> None:
    first, second = dyads(network(QUARREL))
    assert (first.one, first.other, first.acts, first.friendly, first.hostile) == ("A", "B", 4, 1, 2)
    assert first.balance == pytest.approx(-1 / 3, abs=1e-3)
    assert first.goldstein == -2.0  # (4 - 6 - 6 + 0) / 4
    assert (first.there, first.back, first.reciprocity) == (-1.0, -3.0, 1.0)
    assert (second.one, second.other, second.balance, second.back, second.reciprocity) == ("A", "C", 1.0, None, 0.0)


def test_reciprocity_is_the_share_of_ties_that_are_answered() -> None:
    assert reciprocity(network(QUARREL)) == pytest.approx(2 / 3)
    assert reciprocity(network("A denial - 2020-01-01")) is None


def test_months_hold_what_fell_in_them() -> None:
    january, february = months(network(QUARREL))
    assert (january.month, january.acts, january.goldstein) == ("2020-01", 2, -1.0)
    assert (february.month, february.acts, february.friendly, february.hostile) == ("2020-02", 3, 1, 1)


def test_a_war_that_breaks_out_is_a_turning_point() -> None:
    peace = [f"A pledge B {dt.date(2020, month, 5)}" for month in range(1, 7)]
    war = [f"A assault B {dt.date(2020, month, 5)}" for month in range(7, 13)]
    turns = [month.month for month in months(network("\n".join(peace + war))) if month.turning_point]
    assert turns == ["2020-07"]


@pytest.mark.parametrize(
    ("means", "turns"),
    [
        ([], []),
        ([1, -1], []),
        ([3, 3, 3, 3, 3], []),
        ([1, -1, 1, -1, 1, -1, 1, -1], []),
        ([0, 0, 0, 0, 5, 5, 5, 5, 0, 0, 0, 0], [4, 8]),
        ([-9, 0, -2, 7], [1]),  # 1 and 3 cost the same
        ([-6, 3, 1, 10], [1]),
    ],
)
def test_turning_points_by_hand(means: list[float], turns: list[int]) -> None:
    assert turning_points(means) == turns


@given(st.lists(st.floats(-10, 10), max_size=25), st.floats(-5, 5))
def test_turning_points_do_not_depend_on_the_level(means: list[float], shift: float) -> None:
    turns = turning_points(means)
    assert turns == sorted(set(turns))
    assert all(0 < turn < len(means) for turn in turns)
    rounded = [round(x) for x in means]
    assert turning_points(rounded) == turning_points([x + 3 for x in rounded])
