"""Reports of one act: what is gathered, what stays apart, and that order does not matter."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.identity.gather import WINDOW, Event, Report, gather
from graphbuild.model import ActKind

DAY = dt.date(2025, 3, 4)


def report(article: str, content: str, *, day: int = 0, **changes: object) -> Report:
    base = Report(
        id=f"{article}#pledge-1-2",
        article=article,
        origin=f"text of {article}",
        kind=ActKind.PLEDGE,
        actors=frozenset({"country/GH"}),
        targets=frozenset({"country/TG"}),
        day=DAY + dt.timedelta(days=day),
        content=content,
        evidence=f"As {article} has it, Ghana promised Togo {content}.",
        published=DAY + dt.timedelta(days=day),
    )
    return replace(base, **changes)


GRAIN = report("article/a", "forty thousand tonnes of grain for the drought in the north")
SAME = report("article/b", "tonnes of grain to the north after the drought, forty thousand", day=1)


def test_two_articles_that_tell_of_one_act_make_one_event() -> None:
    (event,) = gather([SAME, GRAIN])
    assert [one.article for one in event.reports] == ["article/a", "article/b"]
    assert (event.kind, event.day, event.articles, event.origins) == (ActKind.PLEDGE, DAY, 2, 2)
    assert (event.actors, event.targets) == ({"country/GH"}, {"country/TG"})


@pytest.mark.parametrize(
    "other",
    [
        replace(SAME, kind=ActKind.THREAT),
        replace(SAME, actors=frozenset({"country/NG"})),
        replace(SAME, targets=frozenset({"country/BJ"})),
        replace(SAME, negated=True),
        replace(SAME, future=True),
        replace(SAME, day=DAY + dt.timedelta(days=WINDOW + 1)),
        replace(SAME, content="two patrol boats for the harbour of the capital"),
        replace(SAME, content="", evidence=""),
        replace(SAME, article=GRAIN.article),
    ],
    ids=[
        "kind",
        "actor",
        "target",
        "negated",
        "planned",
        "day",
        "content",
        "no words",
        "one article",
    ],
)
def test_what_differs_stays_apart(other: Report) -> None:
    assert gather([GRAIN, other]) == []


def test_a_chain_does_not_outgrow_the_window() -> None:
    chain = [replace(GRAIN, id=f"x{n}", article=f"x{n}", day=DAY + dt.timedelta(days=n)) for n in range(WINDOW * 3)]
    assert all(max(r.day for r in e.reports) - e.day <= dt.timedelta(days=WINDOW) for e in gather(chain))


def test_copies_of_one_text_are_one_origin() -> None:
    copy = replace(GRAIN, id="article/c#pledge-1-2", article="article/c", published=DAY + dt.timedelta(days=1))
    (event,) = gather([GRAIN, copy, replace(SAME, origin="")])
    assert (event.articles, event.origins) == (3, 2)


def test_the_first_report_names_the_event() -> None:
    (event,) = gather([GRAIN, SAME])
    third = report("article/c", "forty thousand tonnes of grain for the drought", day=1)
    (grown,) = gather([third, SAME, GRAIN])
    assert grown.id == event.id
    assert len(grown.reports) == 3


def test_what_is_done_day_after_day_is_not_one_act() -> None:
    strike = {"kind": ActKind.ASSAULT, "evidence": "Its artillery shelled the northern suburbs of the capital again."}
    first, second = report("article/a", "", **strike), report("article/b", "", day=1, **strike)
    assert gather([first, second]) == []
    assert len(gather([first, replace(second, day=DAY)])) == 1
    said = [replace(one, kind=ActKind.STATEMENT) for one in (GRAIN, SAME)]
    assert gather(said) == []


def test_other_numbers_are_another_act() -> None:
    one, other = (report(f"article/{n}", f"a tariff of {n} percent on steel from the islands") for n in (25, 34))
    assert gather([one, other]) == []


def test_articles_of_other_weeks_have_to_agree_more() -> None:
    alike = replace(SAME, content="tonnes of grain for the herders of the coast")
    late = {"published": DAY + dt.timedelta(days=WINDOW + 5)}
    assert len(gather([GRAIN, alike])) == 1
    assert gather([GRAIN, replace(alike, **late)]) == []
    assert len(gather([GRAIN, replace(SAME, content=GRAIN.content, **late)])) == 1


def test_what_names_other_things_is_another_act() -> None:
    one, other = (
        report(name, f"to order the withdrawal from the treaty called {name} at once") for name in ("Alda", "Berin")
    )
    assert gather([one, other]) == []
    assert len(gather([one, replace(other, content=one.content)])) == 1


def test_police_and_four_people_are_others_elsewhere() -> None:
    crowd = {"actors": frozenset({"group/police"}), "targets": frozenset({"group/perpetrator"})}
    assert gather([replace(GRAIN, **crowd), replace(SAME, **crowd)]) == []


words = st.lists(st.sampled_from(["grain", "drought", "north", "harbour", "patrol", "forty"]), min_size=1, max_size=5)
many = st.lists(
    st.builds(
        lambda n, w, day: report(f"article/{n}", " ".join(w), day=day), st.integers(0, 9), words, st.integers(0, 5)
    ),
    max_size=12,
)


@given(many, st.randoms())
def test_order_does_not_matter_and_a_report_is_in_one_event(reports: list[Report], dice: object) -> None:
    unique = list({one.id: one for one in reports}.values())
    events: list[Event] = gather(unique)
    shuffled = list(unique)
    dice.shuffle(shuffled)
    assert gather(shuffled) == events
    told = [one.id for event in events for one in event.reports]
    assert len(told) == len(set(told))
