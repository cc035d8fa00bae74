import json
import subprocess
import sys
from pathlib import Path

import pytest

from graphbuild.errors import StoreError
from graphbuild.model import Reading
from graphbuild.rdf import articles, open_graph, put, reading_of, store_of
from graphbuild.vocab import PREFIXES


def test_a_graph_in_memory_is_empty_and_its_own() -> None:
    one, two = open_graph(), open_graph()
    store_of(one).update("INSERT DATA { <http://a> <http://b> <http://c> }")
    assert len(one) == 1
    assert len(two) == 0


def test_a_graph_on_disk_is_there_when_opened_again(tmp_path: Path, row: Reading) -> None:
    path = tmp_path / "deep" / "graph"
    dataset = open_graph(path)
    put(dataset, row)
    dataset.close()
    del dataset
    assert reading_of(open_graph(path), row.article.id) == row


def test_a_path_may_be_a_string_and_the_directory_may_be_there(tmp_path: Path, row: Reading) -> None:
    put(open_graph(str(tmp_path)), row)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graphbuild.json", "quads"]


def test_the_prefixes_are_known_to_queries() -> None:
    dataset = open_graph()
    bound = {prefix: str(namespace) for prefix, namespace in dataset.namespaces()}
    assert bound.items() >= {**PREFIXES, "person": "https://w3id.org/graphbuild/id/person/"}.items()
    assert list(dataset.query("SELECT ?who WHERE { ?who gb:accuses country:US }")) == []


def test_the_prefixes_of_instances_follow_the_base(row: Reading) -> None:
    dataset = open_graph(base="https://example.org/kb/")
    put(dataset, row, "https://example.org/kb/")
    assert len(list(dataset.query("SELECT ?who WHERE { ?who gb:accuses country:NL0 }"))) == 1


def test_the_default_graph_is_the_union(row: Reading) -> None:
    dataset = open_graph()
    put(dataset, row)
    [asked] = dataset.query("SELECT (COUNT(?act) AS ?acts) WHERE { ?act gb:evidence ?sentence }")
    assert int(asked.acts) == len(row.acts)


def test_a_reader_beside_a_writer_sees_what_was_there_when_it_opened(tmp_path: Path, row: Reading) -> None:
    writer = open_graph(tmp_path / "graph")
    put(writer, row)
    reader = open_graph(tmp_path / "graph", read_only=True)
    assert articles(reader) == [row.article.id]


BUSY = "import sys, time; from graphbuild import rdf; d = rdf.open_graph(sys.argv[1]); print('open', flush=True); time.sleep(60)"


def test_a_busy_graph_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with subprocess.Popen([sys.executable, "-c", BUSY, path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=r"graph: another process is writing.* open the graph read-only$"):
            open_graph(path)
        assert articles(open_graph(path, read_only=True)) == []
        writer.kill()


def test_a_file_is_no_graph_directory(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("")
    with pytest.raises(StoreError, match=r"graph\.ttl: is a file"):
        open_graph(tmp_path / "graph.ttl")


def test_a_directory_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(StoreError, match="holds other files and no graph"):
        open_graph(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_reading_needs_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph is there: build it first"):
        open_graph(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_reading_needs_quads(tmp_path: Path) -> None:
    (tmp_path / "graphbuild.json").write_text('{"version": 1}')
    with pytest.raises(StoreError, match="nothing was written there yet"):
        open_graph(tmp_path, read_only=True)


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_a_graph_of_another_version_is_refused(tmp_path: Path, version: object) -> None:
    (tmp_path / "graphbuild.json").write_text(json.dumps({"version": version}))
    with pytest.raises(StoreError, match=r"is a graph of version .* and this graphbuild reads version 1: use the"):
        open_graph(tmp_path)
    assert not (tmp_path / "quads").exists()


@pytest.mark.parametrize("mark", ["", "[]", "{}", "\udcff", "1"])
def test_a_foreign_mark_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / "graphbuild.json").write_bytes(mark.encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError, match=r"graphbuild\.json is not graphbuild's"):
        open_graph(tmp_path)


def test_a_directory_whose_making_was_interrupted_is_made(tmp_path: Path) -> None:
    (tmp_path / ".graphbuild.json.part").write_text('{"vers')
    open_graph(tmp_path).close()
    assert {file.name for file in tmp_path.iterdir()} == {"graphbuild.json", "quads"}


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    dataset = open_graph(tmp_path)
    dataset.close()
    del dataset
    (tmp_path / "quads" / "CURRENT").write_text("garbage")
    with pytest.raises(StoreError, match=r"cannot be opened .* restore it from an export"):
        open_graph(tmp_path)


def test_a_place_where_nothing_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/graph: the directory cannot be made or written \(Not a directory\)"):
        open_graph(tmp_path / "file" / "graph")
