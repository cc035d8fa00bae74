import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import Dataset, Graph

from graphbuild.errors import StoreError
from graphbuild.model import Actor, Article, Reading
from graphbuild.rdf import articles, encode, open_graph, put, put_all, put_graph, reading_of, retract, settle, store_of
from graphbuild.rdf.terms import term
from graphbuild.vocab import ACTORS_GRAPH, REFERENCE_GRAPH, iri

often = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def content(dataset: Dataset) -> set[Quad]:
    return set(store_of(dataset))


def graph_of(*readings: Reading) -> Dataset:
    dataset = open_graph()
    for reading in readings:
        put(dataset, reading)
    return dataset


def again(reading: Reading) -> Reading:
    """Return another reading of the same article, one that found less."""
    return dataclasses.replace(reading, acts=reading.acts[1:], actors=tuple(rename(a) for a in reading.actors))


def rename(actor: Actor) -> Actor:
    return dataclasses.replace(actor, name=actor.name + "?", offices=(), country=None)


@often
@given(data=st.data())
def test_what_is_put_is_there_and_nothing_else(data: st.DataObject, few: st.SearchStrategy[list[Reading]]) -> None:
    several = data.draw(few)
    dataset = open_graph()
    assert put_all(dataset, several) == len(several)
    assert content(dataset) == {quad for reading in several for quad in encode(reading)}
    assert articles(dataset) == sorted(reading.article.id for reading in several)
    for reading in several:
        assert reading_of(dataset, reading.article.id) == reading


@often
@given(data=st.data())
def test_merging_is_set_union(data: st.DataObject, few: st.SearchStrategy[list[Reading]]) -> None:
    several = data.draw(few)
    together = {quad for reading in several for quad in encode(reading)}
    shuffled = data.draw(st.permutations(several + several))
    assert content(graph_of(*shuffled)) == together
    cut = data.draw(st.integers(0, len(several)))
    left, right = open_graph(), open_graph()
    put_all(left, several[:cut])
    put_all(right, several[cut:])
    assert content(left) | content(right) == together


@often
@given(data=st.data())
def test_reading_again_replaces(data: st.DataObject, few: st.SearchStrategy[list[Reading]]) -> None:
    several = data.draw(few)
    anew = [again(reading) for reading in several]
    assert content(graph_of(*several, *anew)) == content(graph_of(*anew))


@often
@given(data=st.data())
def test_retracting_leaves_nothing_behind(data: st.DataObject, few: st.SearchStrategy[list[Reading]]) -> None:
    several = data.draw(few)
    dataset = graph_of(*several)
    gone = data.draw(st.lists(st.sampled_from(several), unique_by=id)) if several else []
    left = [reading for reading in several if reading not in gone]
    assert all(retract(dataset, reading.article.id) for reading in gone)
    assert content(dataset) == content(graph_of(*left))
    assert set(store_of(dataset).named_graphs()) == set(store_of(graph_of(*left)).named_graphs())


def test_putting_the_same_again_writes_nothing(row: Reading) -> None:
    dataset = graph_of(row)
    before = content(dataset)
    put(dataset, row)
    assert content(dataset) == before


def test_of_two_readings_of_an_article_put_together_the_later_counts(row: Reading) -> None:
    dataset = open_graph()
    assert put_all(dataset, [row, again(row)]) == 1
    assert reading_of(dataset, row.article.id) == again(row)


def test_retracting_what_is_not_there_changes_nothing(row: Reading) -> None:
    dataset = graph_of(row)
    before = content(dataset)
    assert not retract(dataset, "0" * 16)
    assert content(dataset) == before


def test_a_missing_article_is_named() -> None:
    with pytest.raises(StoreError, match=r"article 0123.* is not in this graph"):
        reading_of(open_graph(), "0123456789abcdef")


def test_a_dataset_on_another_store_is_refused(row: Reading) -> None:
    with pytest.raises(StoreError, match="can be asked and nothing else"):
        put(Dataset(), row)


# ------------------------------------------------------------------ what the reference facts know


def fact(subject: str, name: str, value: str) -> Triple:
    return Triple(NamedNode(iri(subject)), term(name), Literal(value, language="en"))


def norland() -> list[Triple]:
    node = NamedNode(iri("country/NL0"))
    return [
        Triple(node, term("rdf:type"), term("gb:Country")),
        Triple(node, term("rdfs:label"), Literal("Norland", language="en")),
        Triple(node, term("owl:sameAs"), NamedNode("http://www.wikidata.org/entity/Q0")),
    ]


def rows_for_norland(dataset: Dataset) -> int:
    query = f"SELECT ?label WHERE {{ <{iri('country/NL0')}> rdfs:label ?label }}"
    return len(list(dataset.query(query)))


def test_a_label_gives_one_row_however_many_articles_share_it(row: Reading) -> None:
    article = Article.of(row.article.text, url="https://news.example/copy")
    copy = dataclasses.replace(row, article=dataclasses.replace(article, text=row.article.text))
    dataset = graph_of(row, copy)
    assert rows_for_norland(dataset) == 1
    put_graph(dataset, REFERENCE_GRAPH, norland())
    assert rows_for_norland(dataset) == 1


def test_the_order_of_reference_facts_and_articles_does_not_matter(row: Reading) -> None:
    before, after = open_graph(), graph_of(row)
    put_graph(before, REFERENCE_GRAPH, norland())
    put(before, row)
    put_graph(after, REFERENCE_GRAPH, norland())
    assert content(before) == content(after)
    assert reading_of(before, row.article.id) == row


def test_facts_that_the_reference_forgets_come_back(row: Reading) -> None:
    dataset = graph_of(row)
    before = content(dataset)
    put_graph(dataset, REFERENCE_GRAPH, norland())
    put_graph(dataset, REFERENCE_GRAPH, [])
    assert content(dataset) == before


def test_a_graph_of_no_article_is_replaced_whole() -> None:
    dataset = open_graph()
    put_graph(dataset, "graph/decisions", [fact("decision/1", "gb:reason", "a"), fact("decision/2", "gb:reason", "b")])
    put_graph(dataset, "graph/decisions", [fact("decision/2", "gb:reason", "c")])
    put_graph(dataset, "graph/decisions", [fact("decision/2", "gb:reason", "c")])
    graph = NamedNode(iri("graph/decisions"))
    assert content(dataset) == {
        Quad(t.subject, t.predicate, t.object, graph) for t in [fact("decision/2", "gb:reason", "c")]
    }


@often
@given(data=st.data())
def test_settling_changes_nothing_that_put_and_retract_left(
    data: st.DataObject, few: st.SearchStrategy[list[Reading]]
) -> None:
    several = data.draw(few)
    dataset = graph_of(*several)
    put_graph(dataset, REFERENCE_GRAPH, norland())
    for reading in several[1:]:
        put(dataset, again(reading))
    if several:
        retract(dataset, several[0].article.id)
    before = content(dataset)
    settle(dataset)
    assert content(dataset) == before


def test_settling_restores_the_graph_of_actors(row: Reading) -> None:
    dataset = graph_of(row)
    before = content(dataset)
    store_of(dataset).remove_graph(NamedNode(iri(ACTORS_GRAPH)))
    store_of(dataset).add(
        Quad(NamedNode(iri("person/nobody")), term("rdf:type"), term("gb:Person"), NamedNode(iri(ACTORS_GRAPH)))
    )
    settle(dataset)
    assert content(dataset) == before


# ------------------------------------------------------------------ failures

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from graphbuild import rdf
from graphbuild.errors import StoreError
from graphbuild.model import Article, Provenance, Reading

def reading(number, words):
    return Reading(Article.of(f"{number} " + "words " * words, url=f"https://news.example/{number}"), (), (), Provenance("r", "1"))

dataset = rdf.open_graph(Path(sys.argv[1]))
rdf.put(dataset, reading(1, 100))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    rdf.put_all(dataset, [reading(1, 10), reading(2, 500_000)])
except StoreError as problem:
    print(problem)
    sys.exit(3)
"""


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """No file may grow beyond 200 kB, which fails a write as a full disk does."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "graph")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert "could not be written and is as it was" in done.stdout
    dataset = open_graph(tmp_path / "graph")
    assert len(articles(dataset)) == 1
    assert reading_of(dataset, articles(dataset)[0]).article.text.count("words") == 100


KILLED = """
import os, sys
from pathlib import Path
from graphbuild import rdf
from graphbuild.model import Article, Provenance, Reading

dataset = rdf.open_graph(Path(sys.argv[1]))
for number in range(3):
    body = "words " * 1000 + str(number)
    rdf.put(dataset, Reading(Article.of(body, url="https://news.example/1"), (), (), Provenance("r", "1")))
os.kill(os.getpid(), 9)
"""


def test_a_killed_writer_loses_nothing_that_it_put(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "graph")], check=False)
    dataset = open_graph(tmp_path / "graph")
    assert reading_of(dataset, articles(dataset)[0]).article.text.endswith("2")


def test_writing_to_a_reader_fails_in_one_line(tmp_path: Path, row: Reading) -> None:
    writer = open_graph(tmp_path / "graph")
    put(writer, row)
    reader = open_graph(tmp_path / "graph", read_only=True)
    with pytest.raises(StoreError, match="read-only"):
        retract(reader, row.article.id)
    assert articles(writer) == [row.article.id]


def test_rdflib_sees_what_was_put(row: Reading) -> None:
    dataset = graph_of(row)
    graph: Graph = dataset.graph(iri(f"article/{row.article.id}"))
    assert len(graph) == len([q for q in encode(row) if q.graph_name.value == iri(f"article/{row.article.id}")])
    asked = dataset.query("SELECT ?who ?whom WHERE { ?who gb:accuses ?whom }")
    assert [tuple(map(str, found)) for found in asked] == [(iri("person/marisol-vega"), iri("country/NL0"))]
