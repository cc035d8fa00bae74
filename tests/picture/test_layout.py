import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.picture.layout import CORE, layout


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[float], list[tuple[int, int, float]]]:
    count = draw(st.integers(0, 25))
    ends = st.integers(0, max(count - 1, 0))
    pairs = (
        draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), max_size=40)) if count > 1 else []
    )
    return draw(st.lists(st.floats(5, 40), min_size=count, max_size=count)), [(a, b, 1.0) for a, b in pairs]


@settings(deadline=None, max_examples=40)
@given(networks())
def test_everyone_has_a_place_and_it_is_the_same_every_time(
    network: tuple[list[float], list[tuple[int, int, float]]],
) -> None:
    sizes, links = network
    points = layout(sizes, links)
    assert points.shape == (len(sizes), 2)
    assert np.isfinite(points).all()
    assert (points == layout(sizes, links)).all()


def test_no_two_stand_on_each_other() -> None:
    sizes = [20.0] * 60
    points = layout(sizes, [(a, (a * 7 + 1) % 60, 1.0) for a in range(60) if a != (a * 7 + 1) % 60])
    apart = np.sqrt(((points[:, None] - points[None, :]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 40


def test_friends_stand_nearer_than_strangers() -> None:
    camps = [(a, b, 5.0) for base in (0, 6) for a in range(base, base + 6) for b in range(a + 1, base + 6)]
    points = layout([10.0] * 12, [*camps, (0, 6, 1.0)])
    inside = np.mean([np.linalg.norm(points[a] - points[b]) for a, b, _ in camps])
    across = np.mean([np.linalg.norm(points[a] - points[b]) for a in range(6) for b in range(6, 12)])
    assert inside < across / 1.5


def test_beyond_the_core_everyone_stands_by_a_neighbour() -> None:
    count = CORE + 50
    points = layout([8.0] * count, [(index % 20, index, 1.0) for index in range(20, count)])
    late = range(CORE, count)
    own = np.mean([np.linalg.norm(points[index] - points[index % 20]) for index in late])
    other = np.mean([np.linalg.norm(points[index] - points[(index + 7) % 20]) for index in late])
    assert own < other / 2
