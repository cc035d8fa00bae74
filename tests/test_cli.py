"""The command line as a user runs it: real reading, a real store, real files; what it prints and how it ends."""

import csv
import io
import json
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from graphbuild import cli
from graphbuild.analysis import measures

ARTICLE = """Minister accuses Kenya of spying

Uganda's Foreign Minister Grace Okello accused Kenya of spying on Tuesday. Kenya denied the accusation.
President Yoweri Museveni promised 500 troops to Somalia.
"""


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["graphbuild", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    (folder / "kenya.txt").write_text(ARTICLE, encoding="utf-8")
    record = {
        "id": "two",
        "text": "France condemned the attack on Kenya.",
        "date": "2024-05-02",
        "url": "https://example.org/2",
    }
    (folder / "wire.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from graphbuild import pipeline

    into = tmp_path_factory.mktemp("graph") / "graph"
    pipeline.build([news], into=into)
    return into


def test_version_and_help(run: Run) -> None:
    assert run("--version").out.startswith("graphbuild 0.")
    shown = run("--help").out
    for command in cli.app.registered_commands:
        assert str(command.name or command.callback.__name__) in shown


@pytest.mark.parametrize("command", [c.callback.__name__ for c in cli.app.registered_commands if c.callback])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.code == 0
    assert f"graphbuild {command}" in " ".join(shown.out.split())


def test_extract_prints_one_record_an_article_by_the_contract(run: Run, news: Path) -> None:
    ended = run("extract", news, "--format", "jsonl")
    first, second = (json.loads(line) for line in ended.out.splitlines())
    text = first["article"]["title"]
    assert ended.code == 0
    assert second["article"]["source"].endswith("two")
    assert second["article"]["published"] == "2024-05-02"
    accusation = next(act for act in first["acts"] if act["kind"] == "accusation")
    assert accusation["plover"] == "ACCUSE"
    assert {"country/KE"} == set(accusation["targets"])
    assert text is None or isinstance(text, str)
    assert set(accusation) >= {
        "id",
        "kind",
        "actors",
        "targets",
        "via",
        "cue",
        "content",
        "quote",
        "evidence",
        "negated",
        "future",
        "date",
        "score",
    }


def test_extract_shows_people_the_article_and_its_acts(run: Run, news: Path) -> None:
    shown = run("extract", news / "kenya.txt")
    assert "accusation" in shown.out
    assert "country/KE" in shown.out


def test_build_says_how_many_articles_there_are(run: Run, news: Path, tmp_path: Path) -> None:
    ended = run("build", news, "--into", tmp_path / "g")
    assert (ended.code, ended.out) == (0, "")
    assert "2 articles" in ended.err
    again = run("build", news, "--into", tmp_path / "g")
    assert "2 articles" in again.err
    assert run("build", news, "--into", tmp_path / "g", "--quiet").err == ""


def test_query_by_name_by_file_and_by_text_give_the_same_rows(run: Run, graph: Path, tmp_path: Path) -> None:
    sparql = "SELECT DISTINCT ?act WHERE { ?act a gb:Accusation } ORDER BY ?act"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    assert run("query", graph, tmp_path / "q.rq").out == run("query", graph, sparql).out
    rows = json.loads(run("query", graph, "who-accuses-whom", "--format", "json").out)
    assert len(rows) >= 1
    header, *lines = csv.reader(io.StringIO(run("query", graph, "who-accuses-whom", "--format", "csv").out))
    assert list(rows[0]) == header
    assert len(lines) == len(rows)


def test_query_lists_the_named_ones(run: Run, graph: Path) -> None:
    assert "who-accuses-whom" in run("query", graph).out


def test_accusations_are_the_same_in_the_store_in_rdflib_and_in_oxigraph(run: Run, graph: Path, tmp_path: Path) -> None:
    turtle = tmp_path / "graph.ttl"
    assert run("export", graph, "--out", turtle).code == 0
    question = "PREFIX gb: <https://w3id.org/graphbuild/ontology#> SELECT ?who ?whom WHERE { ?who gb:accuses ?whom } ORDER BY ?who ?whom"
    direct = json.loads(run("query", graph, question, "--format", "json").out)
    pairs = sorted({(row["who"], row["whom"]) for row in direct})
    assert pairs
    plain = rdflib.Graph().parse(turtle)
    assert sorted((str(row[0]), str(row[1])) for row in plain.query(question)) == pairs  # type: ignore[index, union-attr]
    store = pyoxigraph.Store()
    store.load(path=turtle, format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(question)
    assert sorted((row["who"].value, row["whom"].value) for row in found) == pairs  # type: ignore[union-attr, index]


def test_a_file_that_export_wrote_can_be_asked(run: Run, graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq.gz"
    run("export", graph, "--out", file)
    assert run("query", file, "kinds", "--format", "csv").out == run("query", graph, "kinds", "--format", "csv").out


def test_export_gives_the_same_bytes_whatever_the_order(run: Run, news: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run("build", news / "kenya.txt", news / "wire.jsonl", "--into", one)
    run("build", news / "wire.jsonl", news / "kenya.txt", "--into", two)
    for suffix in ("ttl", "trig", "nq", "jsonld"):
        files = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
        run("export", one, "--out", files[0])
        run("export", two, "--out", files[1])
        assert files[0].read_bytes() == files[1].read_bytes()


def test_draw_check_and_info(run: Run, graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("draw", graph, "--out", page).code == 0
    assert "Kenya" in page.read_text(encoding="utf-8")
    assert run("check", graph).code == 0
    shown = run("info", graph).out
    assert "2 articles" in shown
    assert "accusation" in shown.lower()


def test_retract_leaves_nothing_of_the_article(run: Run, news: Path, tmp_path: Path) -> None:
    into = tmp_path / "g"
    run("build", news, "--into", into)
    rows = json.loads(run("query", into, "articles", "--format", "json").out)
    target = next(row["article"] for row in rows if "example.org" in str(row.get("url")))
    assert run("retract", into, target.rpartition("/")[2]).code == 0
    left = tmp_path / "left.nq"
    run("export", into, "--out", left)
    assert "condemned the attack" not in left.read_text(encoding="utf-8")
    assert run("retract", into, "0" * 16).code == 1


def empty(folder: Path) -> list[object]:
    path = folder / "empty.txt"
    path.write_bytes(b"")
    return [path]


def binary(folder: Path) -> list[object]:
    path = folder / "picture.txt"
    path.write_bytes(bytes(range(256)) * 20)
    return [path]


def wrong_encoding(folder: Path) -> list[object]:
    path = folder / "note.txt"
    path.write_bytes(b"\xff\xfe" + "France thanked Kenya.".encode("utf-16-le") + b"\xd8")  # half a character at the end
    return [path]


def broken_line(folder: Path) -> list[object]:
    path = folder / "record.jsonl"
    path.write_text('{"text": "France thanked Kenya."}\n{"text": \n', encoding="utf-8")
    return [path]


def missing(folder: Path) -> list[object]:
    return [folder / "nowhere.txt"]


def no_articles(folder: Path) -> list[object]:
    (folder / "sub").mkdir()
    return [folder / "sub"]


@pytest.mark.parametrize("make", [empty, binary, broken_line, wrong_encoding, missing, no_articles])
def test_bad_input_gives_one_clear_line_and_leaves_the_store_as_it_was(
    run: Run, graph: Path, tmp_path: Path, make: Callable[[Path], list[object]]
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    bad = tmp_path / "bad"
    bad.mkdir()
    into = tmp_path / "g"
    sources = make(bad)
    assert run("build", good, "--into", into, "--quiet").code == 0
    before = exported(run, into, tmp_path / "before.nq")
    ended = run("build", *sources, "--into", into, "--quiet")
    lines = ended.err.splitlines()
    assert ended.code == 1
    assert len(lines) == 1
    assert lines[0].startswith("graphbuild: ")
    assert str(bad) in lines[0]
    assert set(before) <= set(exported(run, into, tmp_path / "after.nq"))


def test_the_rest_goes_on_after_a_bad_source(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    ended = run("extract", tmp_path / "nowhere.txt", good, "--format", "jsonl")
    assert ended.code == 1
    assert len(ended.out.splitlines()) == 1


def exported(run: Run, graph: Path, to: Path) -> list[str]:
    run("export", graph, "--out", to)
    return to.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["SELECT * WHERE { ?s ?p }"], "line 1"),
        (["no-such-query"], "who-accuses-whom"),
        (["who-accuses-whom", "-p", "actor"], "NAME=VALUE"),
    ],
)
def test_a_wrong_query_is_misuse(run: Run, graph: Path, words: list[str], says: str) -> None:
    ended = run("query", graph, *words)
    assert ended.code == 2
    assert says in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_missing_query_file_is_misuse(run: Run, graph: Path, tmp_path: Path) -> None:
    ended = run("query", graph, tmp_path / "none.rq")
    assert ended.code == 2
    assert "none.rq" in ended.err


def test_an_unknown_format_is_misuse(run: Run, graph: Path, tmp_path: Path) -> None:
    ended = run("export", graph, "--out", tmp_path / "graph.docx")
    assert ended.code == 2
    assert ".ttl" in ended.err


def test_a_missing_graph_and_a_graph_of_another_version(run: Run, graph: Path, tmp_path: Path) -> None:
    assert run("info", tmp_path / "none").code == 1
    (tmp_path / "graphbuild.json").write_text('{"version": 99}', encoding="utf-8")
    ended = run("info", tmp_path)
    assert ended.code == 1
    assert "version" in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.fixture
def full_disk() -> Path:
    path = Path("/dev/full")
    if not path.exists():
        pytest.skip("no /dev/full on this system")
    return path


def test_a_full_disk_on_export_is_said_and_nothing_is_left(
    run: Run, graph: Path, tmp_path: Path, full_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuild.rdf.files.uuid4", lambda: uuid.UUID(int=0))
    link = tmp_path / f".graph.nq.{uuid.UUID(int=0).hex}.part"
    link.symlink_to(full_disk)
    ended = run("export", graph, "--out", tmp_path / "graph.nq")
    assert ended.code == 2
    assert "No space" in ended.err
    assert not (tmp_path / "graph.nq").exists()


def test_a_query_may_use_the_prefixes_of_the_graph(run: Run, graph: Path) -> None:
    asked = run("query", graph, "SELECT DISTINCT ?who WHERE { ?who gb:accuses country:KE }", "--format", "csv")
    assert asked.code == 0
    assert "person/grace-okello" in asked.out


def test_analyse_lists_its_measures_and_takes_each(run: Run, graph: Path) -> None:
    listed = run("analyse", graph).out
    for name in measures.MEASURES:
        assert name in listed
        assert run("analyse", graph, name, "--format", "json").code == 0
    ranked = json.loads(run("analyse", graph, "ranking", "--format", "json").out)
    assert "Kenya" in {value for row in ranked for value in row.values()}
    assert run("analyse", graph, "rankin").code == 2


def test_report_and_the_page_of_an_article(run: Run, graph: Path, tmp_path: Path) -> None:
    assert run("report", graph, "--out", tmp_path / "report.html").code == 0
    assert "Kenya" in (tmp_path / "report.html").read_text(encoding="utf-8")
    rows = json.loads(run("query", graph, "articles", "--format", "json").out)
    article = rows[0]["article"].rpartition("/")[2]
    assert run("draw", graph, "--out", tmp_path / "article.html", "--article", article).code == 0
    assert "Kenya" in (tmp_path / "article.html").read_text(encoding="utf-8")
    missing = run("draw", graph, "--out", tmp_path / "none.html", "--article", "0" * 16)
    assert missing.code == 1
    assert "0000000000000000" in missing.err


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf", "graph.cyjs"])
def test_export_hands_the_network_to_other_tools(run: Run, graph: Path, tmp_path: Path, name: str) -> None:
    assert run("export", graph, "--out", tmp_path / name).code == 0
    assert "Kenya" in (tmp_path / name).read_text(encoding="utf-8")


def test_score_measures_reading_against_gold(run: Run, tmp_path: Path) -> None:
    act = {"kind": "accusation", "cue": "accused", "actors": ["France"], "targets": ["Kenya"], "content": "spying"}
    items = [{"id": "one", "text": "France accused Kenya of spying.", "date": "2024-05-02"}]
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "one", "acts": [act]}) + "\n", encoding="utf-8")
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    shown = run("score", tmp_path / "gold.jsonl", tmp_path / "items.json", "--kinds")
    assert shown.code == 0
    triples = next(line.split() for line in shown.out.splitlines() if line.startswith("triples"))
    assert triples[3] == "1.000"
