import csv
import io
import json
import sys
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset

from graphbuild.analysis.exports import (
    EVENT_COLUMNS,
    FORMS,
    TABLES,
    cytoscape,
    export,
    gexf,
    graphml,
)
from graphbuild.analysis.network import project
from graphbuild.errors import ExportError

from .networks import network


@pytest.fixture(scope="module")
def graph(dataset: Dataset) -> nx.MultiDiGraph:
    return project(dataset)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_graphml_and_gexf_are_read_back_whole(graph: nx.MultiDiGraph) -> None:
    for text, read in (
        (graphml(graph), nx.parse_graphml),
        (gexf(graph), lambda text: nx.read_gexf(io.BytesIO(text.encode()))),
    ):
        again = read(text)
        assert set(again) == set(graph)
        assert sorted((a, b, has["kind"]) for a, b, has in again.edges(data=True)) == sorted(
            (a, b, kind) for a, b, kind in graph.edges(data="kind")
        )
        assert {has["sentence"] for _, _, has in again.edges(data=True)} == {
            has["sentence"] for _, _, has in graph.edges(data=True)
        }


def test_cytoscape_names_every_edge_once(graph: nx.MultiDiGraph) -> None:
    elements = json.loads(cytoscape(graph))["elements"]
    ids = [edge["data"]["id"] for edge in elements["edges"]]
    assert len(ids) == len(set(ids)) == graph.number_of_edges()
    assert {node["data"]["id"] for node in elements["nodes"]} == set(graph)


def test_tables_for_spreadsheets(graph: nx.MultiDiGraph) -> None:
    assert {row["label"]: row["kind"] for row in rows(FORMS["nodes"](graph))} == {
        "Arvania": "Country", "Belmark": "Country", "River Union": "Organization", "Ilsa Toren": "Leader",
    }  # fmt: skip
    edges = rows(FORMS["edges"](graph))
    assert len(edges) == graph.number_of_edges()
    assert {"source_label", "kind", "date", "sentence", "url"} <= set(edges[0])


def test_events_are_what_happened_in_order(graph: nx.MultiDiGraph) -> None:
    events = rows(FORMS["events"](graph))
    assert tuple(events[0]) == EVENT_COLUMNS
    assert [event["event_date"] for event in events] == sorted(event["event_date"] for event in events)
    assert {event["event_mode"] for event in events} == {"accusation", "pledge", "agreement"}
    pledge = next(event for event in events if event["event_mode"] == "pledge")
    assert (
        pledge["event_type"],
        pledge["cameo"],
        pledge["quad_code"],
        pledge["actor_country"],
        pledge["magnitude"],
    ) == ("AGREE", "03", "1", "Arvania", "40.0")


def test_words_of_articles_are_no_formulas_and_no_broken_xml() -> None:
    graph = network("A threat B 2020-01-01", sentence="=1+1\x00\x0b", title="<&>", publisher="\ud800")
    assert rows(FORMS["events"](graph))[0]["text"].startswith("'=1+1")
    assert nx.parse_graphml(graphml(graph)).number_of_edges() == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_same_network_gives_the_same_bytes(form: str, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    one, other = tmp_path / "one", tmp_path / "other"
    export(graph, one, form)
    export(shuffled, other, form)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_network_is_exported_too(form: str, tmp_path: Path) -> None:
    export(nx.MultiDiGraph(), tmp_path / "empty", form)
    assert (tmp_path / "empty").stat().st_size > 0


def test_the_suffix_tells_the_form_and_bad_ones_are_named(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    export(graph, tmp_path / "net.graphml")
    assert (tmp_path / "net.graphml").read_text(encoding="utf-8").startswith("<graphml")
    with pytest.raises(ExportError, match=r"no network format is called '.doc'; there are graphml, gexf"):
        export(graph, tmp_path / "net.doc")
    with pytest.raises(ExportError, match="cannot be written"):
        export(graph, tmp_path / "missing" / "net.gexf")


@pytest.mark.parametrize("form", TABLES)
def test_parquet_keeps_days_numbers_and_lists(form: str, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    path = tmp_path / "table.parquet"
    export(graph, path, form)
    table = pyarrow.read_table(path)
    columns, expected = TABLES[form](graph)
    assert table.column_names == list(columns)
    assert table.num_rows == len(expected)
    kept = {str(field.name): str(field.type) for field in table.schema}
    assert {
        "nodes": kept.get("aliases", "").startswith("list"),
        "edges": kept.get("date") == "date32[day]" and kept.get("score") == "double",
        "events": kept.get("event_date") == "date32[day]" and kept.get("quad_code") == "int64",
    }[form]


def test_parquet_is_for_tables(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="graphml is no table; only nodes, edges, events"):
        export(graph, tmp_path / "net.parquet", "graphml")


def test_without_pyarrow_parquet_says_what_to_install(
    graph: nx.MultiDiGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install \"graphbuild\[parquet\]\""):
        export(graph, tmp_path / "net.parquet")
    assert not (tmp_path / "net.parquet").exists()
