"""Who is who across articles, end to end in a real store: proposed, decided, applied when read, undone."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Dataset

import graphbuild
from graphbuild import pipeline, rdf
from graphbuild.analysis import queries
from graphbuild.errors import StoreError
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.model import ActKind
from graphbuild.pipeline import identities
from tests.pipeline.hands import told

FULL, SHORT, OTHER = "person/john-mensah", "person/j-mensah", "person/jon-mensah"


def same(stays: str, goes: str, day: int = 1) -> Decision:
    return Decision(Judgement.SAME, stays, goes, "an editor", dt.date(2026, 2, day), "the same speech")


def different(one: str, other: str, day: int = 1) -> Decision:
    return Decision(Judgement.DIFFERENT, one, other, "an editor", dt.date(2026, 2, day), "two brothers")


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph directory in which John Mensah, J. Mensah and Jon Mensah speak."""
    place = tmp_path / "graph"
    dataset = rdf.open_graph(place)
    rdf.put_all(
        dataset,
        [
            told("John Mensah", "accused", "Norland", "of arming the rebels", day=1),
            told("J. Mensah", "accused", "Norland", "of hiding the rebels", day=2),
            told("Jon Mensah", "warned", "Sudmark", kind=ActKind.WARNING, day=3),
        ],
    )
    dataset.close()
    return place


def write(graph: Path, *decisions: Decision) -> identities.Recorded:
    dataset = rdf.open_graph(graph)
    done = identities.decide(dataset, decisions)
    dataset.close()
    return done


def people(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    network = pipeline.project(dataset)
    found = {node: has for node, has in network.nodes(data=True) if "/person/" in node}
    return {has["label"]: has["aliases"] for has in found.values()}


def stored(graph: Path) -> list[str]:
    dataset = rdf.open_graph(graph, read_only=True)
    return sorted(str(quad) for quad in rdf.store_of(dataset) if "graph/decisions" not in str(quad.graph_name))


def test_candidates_come_with_reasons_and_sentences(graph: Path) -> None:
    found = identities.duplicates(pipeline.open_graph(graph))
    assert {(one.left.id, one.right.id) for one in found} == {(SHORT, FULL), (FULL, OTHER), (SHORT, OTHER)}
    for one in found:
        assert one.left.evidence.startswith(one.left.names[0])
        assert one.reasons[0]


def test_a_decision_makes_one_node_of_two_until_it_is_undone(graph: Path) -> None:
    before = stored(graph)
    assert people(pipeline.open_graph(graph)) == {"John Mensah": (), "J. Mensah": (), "Jon Mensah": ()}
    [name] = write(graph, same(FULL, SHORT)).fresh
    assert people(pipeline.open_graph(graph)) == {"John Mensah": ("J. Mensah",), "Jon Mensah": ()}
    assert stored(graph) == before
    dataset = rdf.open_graph(graph)
    identities.undo(dataset, [name])
    dataset.close()
    assert people(pipeline.open_graph(graph)) == {"John Mensah": (), "J. Mensah": (), "Jon Mensah": ()}
    assert stored(graph) == before


def test_the_named_queries_see_one_actor(graph: Path) -> None:
    write(graph, same(FULL, SHORT))
    dataset = pipeline.open_graph(graph)
    by_name = [queries.ask(dataset, "acts-of", actor=name).rows for name in ("John Mensah", "J. Mensah", FULL)]
    assert by_name[0] == by_name[1] == by_name[2]
    assert len(by_name[0]) == 2
    [dyad] = [row for row in queries.ask(dataset, "dyads").dicts() if row["target_name"] == "Norland"]
    assert (dyad["actor_name"], dyad["acts"], dyad["articles"]) == ("John Mensah", 2, 2)
    accused = queries.ask(dataset, "who-accuses-whom", actor="John Mensah")
    assert len(accused) == 2
    [row] = queries.ask(dataset, "decisions").dicts()
    assert (row["one"].rpartition("/")[2], row["other"].rpartition("/")[2]) == ("john-mensah", "j-mensah")


def test_every_named_query_answers_a_graph_with_decisions(graph: Path) -> None:
    write(graph, same(FULL, SHORT), different(FULL, OTHER))
    dataset = pipeline.open_graph(graph)
    for name in queries.names():
        asked = queries.describe(name).parameters
        given = {p.name: {"actor": FULL, "text": "rebels"}[p.type] for p in asked if p.default is None}
        assert not any(SHORT in str(row) for row in queries.ask(dataset, name, **given) if name != "decisions"), name


def test_the_picture_and_the_measures_see_one_node(graph: Path, tmp_path: Path) -> None:
    write(graph, same(FULL, SHORT))
    built = rdf.open_graph(graph)
    graphbuild.draw(built, tmp_path / "page.html")
    assert "person/j-mensah" not in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert people(built) == {"John Mensah": ("J. Mensah",), "Jon Mensah": ()}


def test_what_is_kept_apart_is_not_joined_by_a_chain(graph: Path) -> None:
    done = write(graph, same(FULL, SHORT, 1), different(FULL, OTHER, 2), same(SHORT, OTHER, 3))
    assert [one.pair for one in done.blocked.values()] == [tuple(sorted((SHORT, OTHER)))]
    assert people(pipeline.open_graph(graph)) == {"John Mensah": ("J. Mensah",), "Jon Mensah": ()}


def test_deciding_again_records_nothing_and_asks_nothing(graph: Path) -> None:
    first = write(graph, same(FULL, SHORT), different(OTHER, FULL))
    again = write(graph, same(FULL, SHORT, 9), different(FULL, OTHER, 9))
    assert (len(first.fresh), len(again.fresh), len(again.known)) == (2, 0, 2)
    assert identities.duplicates(pipeline.open_graph(graph)) == []
    other_way = write(graph, same(SHORT, FULL, 10))
    assert len(other_way.fresh) == 1
    assert "J. Mensah" in people(pipeline.open_graph(graph))


def test_undoing_what_is_not_there_deletes_nothing(graph: Path) -> None:
    [name] = write(graph, same(FULL, SHORT)).fresh
    dataset = rdf.open_graph(graph)
    with pytest.raises(StoreError, match="decision/none: no such decision"):
        identities.undo(dataset, [name, "decision/none"])
    assert set(identities.recorded(dataset)) == {name}


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq"])
def test_an_export_carries_the_decisions(graph: Path, tmp_path: Path, suffix: str) -> None:
    write(graph, same(FULL, SHORT))
    file = tmp_path / f"graph.{suffix}"
    rdf.save(pipeline.open_graph(graph, as_stored=True), file)
    assert "J. Mensah" in people(pipeline.open_graph(file))["John Mensah"]
    assert sorted(people(pipeline.open_graph(file, as_stored=True))) == ["John Mensah", "Jon Mensah"]
    assert len(queries.ask(pipeline.open_graph(file, as_stored=True), "acts-of", actor=SHORT)) == 1


def test_records_are_valid(graph: Path) -> None:
    write(graph, same(FULL, SHORT), different(FULL, OTHER))
    assert rdf.check(pipeline.open_graph(graph, as_stored=True)) == []


def test_another_store_is_asked_as_it_is() -> None:
    dataset = Dataset(default_union=True)
    assert identities.decided(dataset) is dataset


def test_who_is_only_named_is_shown_by_the_line_that_names_him(tmp_path: Path) -> None:
    silent = told("Kim Min-seok", "left", "Norland")
    dataset = rdf.open_graph()
    rdf.put_all(dataset, [replace(silent, acts=()), told("Kim Minseok", "accused", "Norland")])
    [one] = identities.duplicates(dataset)
    assert {one.left.evidence, one.right.evidence} == {"Kim Min-seok left Norland.", "Kim Minseok accused Norland."}
