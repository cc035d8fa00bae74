"""Decisions: applied together, undone one by one; what is kept apart stays apart."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.identity.decisions import Decision, Judgement, resolve


def same(stays: str, gives_way: str, day: int = 1) -> Decision:
    return Decision(Judgement.SAME, stays, gives_way, "an editor", dt.date(2026, 1, day), "the same speech")


def different(one: str, other: str, day: int = 1) -> Decision:
    return Decision(Judgement.DIFFERENT, one, other, "an editor", dt.date(2026, 1, day), "father and son")


def test_an_alias_gives_way() -> None:
    found = resolve([same("a", "b")])
    assert (found.of("a"), found.of("b"), found.of("c")) == ("a", "a", "c")


def test_a_chain_leads_to_the_id_that_stays() -> None:
    found = resolve([same("a", "b", 1), same("b", "c", 2), same("c", "d", 3)])
    assert {found.of(one) for one in "abcd"} == {"a"}


def test_leaving_a_record_out_undoes_it() -> None:
    records = [same("a", "b", 1), same("b", "c", 2)]
    assert resolve(records[:1]).of("c") == "c"
    assert resolve([]).canonical == {}


def test_never_merge_wins_over_a_chain() -> None:
    found = resolve([same("a", "b", 1), same("b", "c", 2), different("a", "c", 3)])
    assert (found.of("b"), found.of("c")) == ("a", "c")
    assert [decision.pair for decision in found.blocked] == [("b", "c")]


def test_never_merge_wins_over_two_clusters() -> None:
    records = [same("a", "b", 1), same("c", "d", 1), different("b", "d", 1), same("a", "c", 2)]
    assert resolve(records).of("c") == "c"


def test_the_last_word_about_a_pair_holds() -> None:
    assert resolve([different("a", "b", 1), same("b", "a", 2)]).of("a") == "b"
    assert resolve([same("a", "b", 1), different("b", "a", 2)]).of("b") == "b"
    assert resolve([same("a", "b", 1), different("a", "b", 1)]).of("b") == "b"


def test_nobody_is_decided_about_with_himself() -> None:
    assert resolve([same("a", "a"), different("a", "a"), same("a", "b")]).of("b") == "a"


ids = st.sampled_from("abcdefg")
records = st.builds(
    Decision,
    st.sampled_from(Judgement),
    ids,
    ids,
    st.just("x"),
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9)),
    st.just("y"),
)


@given(st.lists(records, max_size=15), st.randoms())
def test_order_does_not_matter_and_nothing_kept_apart_is_joined(chosen: list[Decision], random: object) -> None:
    found = resolve(chosen)
    shuffled = list(chosen)
    random.shuffle(shuffled)
    assert resolve(shuffled) == found
    assert all(found.of(found.of(one)) == found.of(one) for one in "abcdefg")
    last = {}
    for record in sorted(chosen, key=lambda d: (d.day, d.judgement is Judgement.DIFFERENT)):
        last[record.pair] = record
    for (one, other), record in last.items():
        if record.judgement is Judgement.DIFFERENT and one != other:
            assert found.of(one) != found.of(other)


@pytest.mark.parametrize("size", [20_000])
def test_many_decisions_take_no_long(size: int) -> None:
    found = resolve([same("a", f"b{n}") for n in range(size)])
    assert len(found.canonical) == size
