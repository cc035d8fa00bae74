"""Which act is which, end to end: gathered from the articles, derived anew, dropped with what it tells of."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Dataset

from graphbuild import pipeline, rdf
from graphbuild.analysis import queries
from graphbuild.model import Reading
from graphbuild.pipeline import gathering, identities
from tests.pipeline.hands import told
from tests.pipeline.test_identities import FULL, SHORT, same

WORDS = "of arming the northern rebels with stolen rifles"


def reports() -> list[Reading]:
    return [
        told("John Mensah", "accused", "Norland", WORDS, day=2, url="https://a.example/1", publisher="A"),
        told("John Mensah", "accused", "Norland", f"again {WORDS} today", day=3, url="https://b.example/2"),
        told("Ama Owusu", "accused", "Sudmark", "of closing the harbour", day=3, url="https://c.example/3"),
    ]


@pytest.fixture
def dataset() -> Dataset:
    graph = rdf.open_graph()
    rdf.put_all(graph, reports())
    return graph


def gathered_quads(dataset: Dataset) -> list[str]:
    return sorted(str(q) for q in rdf.store_of(dataset) if str(q.graph_name).endswith("graph/acts>"))


def test_two_reports_of_one_act_are_one_event(dataset: Dataset) -> None:
    [event] = gathering.gather(dataset)
    [row] = queries.ask(dataset, "events").dicts()
    first = reports()[0]
    assert row == {
        "date": first.article.published,
        "actor_names": "John Mensah",
        "kind": "accusation",
        "target_names": "Norland",
        "articles": 2,
        "origins": 2,
        "reports": 2,
        "sentence": first.article.text,
        "event": row["event"],
    }
    told_by = list(queries.ask(dataset, "reports", event=event.id).dicts())
    assert [(one["publisher"], one["first"]) for one in told_by] == [("A", True), (None, False)]
    assert list(queries.ask(dataset, "events", actor="Ama Owusu")) == []
    assert list(queries.ask(dataset, "events", origins=3)) == []
    assert rdf.check(dataset) == []


def test_the_reports_stay_as_they_are_and_so_does_the_graph_when_gathered_again(dataset: Dataset) -> None:
    before = sorted(str(quad) for quad in rdf.store_of(dataset))
    gathering.gather(dataset)
    made = gathered_quads(dataset)
    assert sorted({str(quad) for quad in rdf.store_of(dataset)} - set(made)) == before
    gathering.gather(dataset)
    assert gathered_quads(dataset) == made
    other = rdf.open_graph()
    for reading in reversed(reports()):
        rdf.put(other, reading)
    gathering.gather(other)
    assert gathered_quads(other) == made


def test_copies_are_articles_and_no_origins(dataset: Dataset) -> None:
    first = reports()[0]
    copy = told("John Mensah", "accused", "Norland", WORDS, day=2, url="https://copy.example/1")
    rdf.put(dataset, replace(copy, actors=(), acts=(), copy_of=first.article.id))
    [event] = gathering.gather(dataset)
    assert (event.articles, event.origins, len(event.reports)) == (3, 2, 2)


def test_the_very_same_text_elsewhere_is_no_origin(dataset: Dataset) -> None:
    rdf.put(dataset, told("John Mensah", "accused", "Norland", WORDS, day=2, url="https://copy.example/1"))
    [event] = gathering.gather(dataset)
    assert (event.articles, event.origins, len(event.reports)) == (3, 2, 3)


def test_actors_are_who_the_decisions_say(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    dataset = rdf.open_graph(place)
    rdf.put_all(dataset, [reports()[0], told("J. Mensah", "accused", "Norland", f"again {WORDS}", day=3)])
    assert gathering.gather(dataset) == []
    identities.decide(dataset, [same(FULL, SHORT)])
    [event] = gathering.gather(dataset)
    assert event.actors == {FULL}
    dataset.close()
    [row] = queries.ask(pipeline.open_graph(place), "events", actor="J. Mensah").dicts()
    assert row["actor_names"] == "John Mensah"


def test_an_event_goes_with_its_reports(dataset: Dataset) -> None:
    gathering.gather(dataset)
    rdf.put(dataset, reports()[1])
    assert gathered_quads(dataset)
    rdf.put(dataset, replace(reports()[1], acts=()))
    assert gathered_quads(dataset) == []
    rdf.put(dataset, reports()[1])
    gathering.gather(dataset)
    assert rdf.retract(dataset, reports()[0].article.id)
    assert gathered_quads(dataset) == []
    assert gathering.gather(dataset) == []


def test_an_act_of_no_day_is_left_out() -> None:
    graph = rdf.open_graph()
    undated = [replace(one, article=replace(one.article, published=None)) for one in reports()]
    rdf.put_all(graph, undated)
    assert gathering.gather(graph) == []
