"""The commands about who is who, as a user runs them."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphbuild import cli, rdf
from tests.pipeline.hands import told

FULL, SHORT = "person/john-mensah", "person/j-mensah"


def run(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    place = tmp_path / "graph"
    dataset = rdf.open_graph(place)
    rdf.put_all(dataset, [told("John Mensah", "accused", "Norland"), told("J. Mensah", "accused", "Norland")])
    dataset.close()
    return place


def fill(table: Path, answer: str) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][0] = answer
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def accusers(graph: Path) -> set[str]:
    rows = json.loads(run("query", graph, "who-accuses-whom", "--format", "json").stdout)
    return {row["actor_name"] for row in rows}


def test_from_candidates_to_one_node_and_back(graph: Path, tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    shown = run("duplicates", graph, "--out", table)
    assert shown.exit_code == 0
    assert "1 candidate duplicates" in shown.stdout
    assert run("decide", graph, table, "--author", "A. Reviewer").exit_code == 0
    assert accusers(graph) == {"John Mensah", "J. Mensah"}
    fill(table, "same")
    done = run("decide", graph, table, "--author", "A. Reviewer", "--on", "2026-02-03")
    assert (done.exit_code, "1 recorded" in done.stdout) == (0, True)
    assert "0 recorded, 1 held already" in run("decide", graph, table, "--author", "A. Reviewer").stdout
    assert accusers(graph) == {"John Mensah"}
    [row] = json.loads(run("query", graph, "decisions", "--format", "json").stdout)
    assert (row["author"], row["day"], row["says"]) == ("A. Reviewer", "2026-02-03", "SameAs")
    assert run("check", graph).exit_code == 0
    one = "decision/" + row["decision"].rpartition("/")[2]
    assert run("decide", graph, "--undo", one).exit_code == 0
    assert accusers(graph) == {"John Mensah", "J. Mensah"}


def test_who_is_kept_apart_is_said(graph: Path, tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    run("duplicates", graph, "--out", table)
    fill(table, "different")
    assert run("decide", graph, table, "--author", "x", "--on", "2026-02-03").exit_code == 0
    fill(table, "same")
    told_apart = run("decide", graph, table, "--author", "x", "--on", "2026-02-03")
    assert told_apart.exit_code == 0
    assert accusers(graph) == {"John Mensah", "J. Mensah"}
    assert "1 recorded" in told_apart.stdout
    assert f"{SHORT} is not taken for {FULL}" in told_apart.stderr


def test_an_export_may_be_as_decided(graph: Path, tmp_path: Path) -> None:
    table, file = tmp_path / "review.csv", tmp_path / "graph.nq"
    run("duplicates", graph, "--out", table)
    fill(table, "same")
    run("decide", graph, table, "--author", "x")
    run("export", graph, "--out", file)
    assert f"{SHORT}> <https://w3id.org/graphbuild/ontology#accuses>" in file.read_text(encoding="utf-8")
    run("export", graph, "--out", file, "--decided")
    assert f"{SHORT}> <https://w3id.org/graphbuild/ontology#accuses>" not in file.read_text(encoding="utf-8")
    assert f"{FULL}> <https://w3id.org/graphbuild/ontology#accuses>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [(), ("review.csv",), ("review.csv", "--author", " "), ("review.csv", "--author", "x", "--undo", "y")]
)
def test_half_a_decision_is_misuse(graph: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "review.csv").write_text("decision,left,right\n", encoding="utf-8")
    given = [tmp_path / word if word.endswith(".csv") else word for word in words]
    ended = run("decide", graph, *given)
    assert (ended.exit_code, "decide needs a table and --author" in ended.stderr) == (2, True)


def test_gather_says_what_several_articles_tell_of(graph: Path) -> None:
    dataset = rdf.open_graph(graph)
    words = "of arming the northern rebels with stolen rifles"
    for publisher, more in (("A", ""), ("B", " again")):
        rdf.put(dataset, told("Ama Owusu", "accused", "Sudmark", words + more, day=4, publisher=publisher))
    dataset.close()
    shown = run("gather", graph)
    assert (shown.exit_code, "1 acts told by several articles, in 2 reports" in shown.stdout) == (0, True)
    assert "Ama Owusu" in shown.stdout
    [row] = json.loads(run("query", graph, "events", "--format", "json").stdout)
    assert (row["articles"], row["origins"]) == (2, 2)
