"""The examples are what they say they are: articles that load, a script and a notebook that run."""

import datetime as dt
import re
import runpy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from rdflib import Graph

from graphbuild import annotated
from graphbuild.model import ActKind, Article
from graphbuild.sources import load, origins

EXAMPLES = Path(__file__).parents[1] / "examples"
ANNOTATED = sorted((EXAMPLES / "annotated").glob("*.txt"))
ARTICLES = list(load([EXAMPLES / "articles"]))


def test_there_are_enough_and_none_is_a_copy_of_another() -> None:
    assert len(ARTICLES) >= 10
    assert len({article.id for article in ARTICLES}) == len(ARTICLES)
    assert not [article.title for article, origin in origins(ARTICLES) if origin]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.url.rpartition("/")[2])
def test_an_article_is_short_dated_and_ours(article: Article) -> None:
    assert article.title
    assert article.published
    assert article.publisher == "graphbuild examples"
    assert article.url
    assert article.url.startswith("https://example.org/articles/")
    assert 150 <= len(article.text.split()) <= 350


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.url.rpartition("/")[2])
def test_the_dateline_is_the_date(article: Article) -> None:
    assert article.published
    dateline = re.match(r"[A-Z ]+,.*?([A-Z][a-z]+)\.? (\d+), (\d{4}) — ", article.text[article.body.start :])
    assert dateline
    assert article.published.strftime("%B").startswith(dateline[1])
    assert (article.published.day, article.published.year) == (int(dateline[2]), int(dateline[3]))


def test_the_script_runs_and_shows_what_it_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = runpy.run_path(str(EXAMPLES / "analyse_examples.py"))
    script["main"](tmp_path)
    printed = capsys.readouterr().out
    assert re.search(r"^ +\d+  accusation$", printed, re.MULTILINE)
    assert re.search(r"^  \S.* -> \S.*: [2-9] articles$", printed, re.MULTILINE)
    assert "In the middle, by betweenness" in printed
    assert "graph.html" in printed
    assert len(Graph().parse(tmp_path / "graph.ttl")) > 1000
    assert "<html" in (tmp_path / "graph.html").read_text(encoding="utf-8")


def test_the_notebook_runs(tmp_path: Path) -> None:
    notebook = nbformat.read(EXAMPLES / "tour.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without its outputs"
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    printed = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()))
    assert "Kennedy orders naval quarantine" in printed
    assert "calls on" in printed


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_annotated_texts_are_read_and_name_only_what_stands_in_them(path: Path) -> None:
    texts = annotated.load(path)
    assert len({text.id for text in texts}) == len(texts)
    assert all(dt.date(1945, 1, 1) <= text.published for text in texts)
    assert f"`{path.name}`" in (path.parent / "README.md").read_text(encoding="utf-8")


def test_annotated_texts_have_acts_of_every_kind_and_texts_without_any() -> None:
    texts = [text for path in ANNOTATED for text in annotated.load(path)]
    assert {act.kind for text in texts for act in text.acts} == set(ActKind)
    assert any(not text.acts for text in texts)
    assert any(act.negated for text in texts for act in text.acts)
    assert any(act.via for text in texts for act in text.acts)
