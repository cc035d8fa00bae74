"""Decisions as triples and back."""

import datetime as dt

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import StoreError
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.identity.records import decision_id, decisions, statements
from graphbuild.vocab import iri

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ids = words.map("person/{}".format)
made = st.builds(Decision, st.sampled_from(Judgement), ids, ids, words, st.dates(), words).filter(
    lambda one: one.canonical != one.alias
)


@given(st.lists(made, max_size=4))
def test_what_was_recorded_is_read_back(given_decisions: list[Decision]) -> None:
    kept = {decision_id(one): one for one in given_decisions}
    found = decisions(statements(kept))
    assert found.keys() == kept.keys()
    for name, one in kept.items():
        assert decision_id(found[name]) == name
        assert (found[name].pair, found[name].judgement) == (one.pair, one.judgement)
        if one.judgement is Judgement.SAME:
            assert found[name] == one


def test_who_is_kept_apart_has_no_order() -> None:
    day = dt.date(2026, 1, 1)
    one = Decision(Judgement.DIFFERENT, "person/a", "person/b", "x", day, "y")
    other = Decision(Judgement.DIFFERENT, "person/b", "person/a", "x", day, "y")
    assert decision_id(one) == decision_id(other)
    same = Decision(Judgement.SAME, "person/a", "person/b", "x", day, "y")
    swapped = Decision(Judgement.SAME, "person/b", "person/a", "x", day, "y")
    assert decision_id(same) != decision_id(swapped)


def test_half_a_record_is_named() -> None:
    one = Decision(Judgement.SAME, "person/a", "person/b", "x", dt.date(2026, 1, 1), "y")
    name = decision_id(one)
    for triple in statements({name: one}):
        rest = [other for other in statements({name: one}) if other != triple]
        with pytest.raises(StoreError, match=name):
            decisions(rest)
    node = ox.NamedNode(iri(name))
    wrong = ox.Triple(node, ox.NamedNode("https://w3id.org/graphbuild/ontology#decidedOn"), ox.Literal("soon"))
    rest = [other for other in statements({name: one}) if other.predicate != wrong.predicate]
    with pytest.raises(StoreError, match="no whole decision"):
        decisions([*rest, wrong])
