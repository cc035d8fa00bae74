"""What articles were: recorded when they are corrected or taken out, without a word that they said."""

import datetime as dt
from dataclasses import replace

import pytest
from rdflib import Dataset

from graphbuild import rdf
from graphbuild.analysis import queries
from graphbuild.model import Reading
from tests.pipeline.hands import told

URL = "https://news.example/rebels"
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def version(number: int, day: int | None = None) -> Reading:
    return told("John Mensah", "accused", "Norland", f"of arming {number} rebels", day=day or number, url=URL)


def past(dataset: Dataset) -> list[dict[str, object]]:
    return list(queries.ask(dataset, "history").dicts())


@pytest.fixture
def dataset() -> Dataset:
    graph = rdf.open_graph()
    rdf.put_all(graph, [version(1)], remember=True)
    return graph


def test_a_correction_leaves_what_the_article_was(dataset: Dataset) -> None:
    assert past(dataset) == []
    rdf.put_all(dataset, [version(2)], remember=True)
    [row] = past(dataset)
    assert (row["sha256"], row["published"]) == (version(1).article.sha256, version(1).article.published)
    assert (row["until"], row["still_there"]) == (dt.datetime(2026, 1, 2, tzinfo=dt.UTC), True)
    assert not [q for q in rdf.store_of(dataset) if "1 rebels" in str(q.object)]
    assert rdf.reading_of(dataset, version(2).article.id) == version(2)
    assert rdf.articles(dataset) == [version(1).article.id]
    assert rdf.check(dataset) == []


def test_versions_stand_in_a_row(dataset: Dataset) -> None:
    for number in (2, 3, 4):
        rdf.put_all(dataset, [version(number)], remember=True)
    rows = queries.run(dataset, "SELECT ?new ?old WHERE { ?new prov:wasRevisionOf ?old } ORDER BY ?old").rows
    ends = [tuple(str(one).rpartition(version(1).article.id)[2] for one in row) for row in rows]
    assert ends == [("/version/2", "/version/1"), ("/version/3", "/version/2"), ("", "/version/3")]
    assert rdf.check(dataset) == []


def test_reading_the_same_text_again_is_no_version(dataset: Dataset) -> None:
    rdf.put_all(dataset, [version(1)], remember=True)
    rdf.put_all(dataset, [replace(version(1), acts=())], remember=True)
    assert past(dataset) == []


def test_unasked_nothing_is_remembered(dataset: Dataset) -> None:
    rdf.put(dataset, version(2))
    assert past(dataset) == []


def test_what_is_taken_out_may_be_remembered_or_not(dataset: Dataset) -> None:
    rdf.put_all(dataset, [version(2)], remember=True)
    article = version(1).article.id
    assert rdf.retract(dataset, article, at=NOON)
    first, second = past(dataset)
    assert (first["until"], second["until"]) == (dt.datetime(2026, 1, 2, tzinfo=dt.UTC), NOON)
    assert {row["still_there"] for row in (first, second)} == {False}
    assert rdf.articles(dataset) == []
    assert rdf.retract(dataset, article)
    assert len(rdf.store_of(dataset)) == 0
    assert not rdf.retract(dataset, article)


def test_the_clock_is_not_asked() -> None:
    graphs = [rdf.open_graph(), rdf.open_graph()]
    for graph in graphs:
        for number in (1, 2):
            rdf.put_all(graph, [version(number)], remember=True)
    one, other = (sorted(map(str, rdf.store_of(graph))) for graph in graphs)
    assert one == other
