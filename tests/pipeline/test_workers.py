"""Reading in several processes: the same graph, and what happens when one of them dies."""

import os
import signal
import textwrap
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from graphbuild import pipeline
from graphbuild.errors import LanguageError, SourceError
from graphbuild.model import Article, Provenance, Reading
from graphbuild.pipeline.attempts import attempt, pieces
from graphbuild.pipeline.settings import ReadyReader
from graphbuild.pipeline.workers import Workers

from .conftest import Write, quads, record

ODD_READERS = """
    import os, signal
    from graphbuild.model import Provenance, Reading
    from graphbuild.pipeline.settings import ReadyReader

    MADE_BY = Provenance("odd", "1")

    def make():
        return ReadyReader(read, MADE_BY)

    def make_none():
        os._exit(7)

    def read(articles):
        for article in articles:
            if "deadly" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "odd" in article.text:
                raise IndexError("no such word")
            yield Reading(article, (), (), MADE_BY)
"""

Make = Callable[[], ReadyReader]


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Make]]:
    """Readers in a module that every process can import: one that dies and fails at certain words, one that cannot be made."""
    (tmp_path / "oddreaders.py").write_text(textwrap.dedent(ODD_READERS), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    import oddreaders  # type: ignore[import-not-found]

    yield {"reads": oddreaders.make, "dies": oddreaders.make_none}
    assert not active_children()


def articles(*texts: str) -> list[Article]:
    return [Article.of(text, source=f"line {number}") for number, text in enumerate(texts, 1)]


def test_one_and_two_processes_give_the_same_bytes(tmp_path: Path, write: Write) -> None:
    source = write(map(record, range(30)))
    graphs = [pipeline.build(source, into=tmp_path / str(number), workers=number) for number in (1, 2)]
    one, two = (quads(graph, tmp_path) for graph in graphs)
    assert one == two
    assert b"accuses" in one


def test_outcomes_come_in_order(odd: dict[str, Make]) -> None:
    given = articles(*(f"Text {number}." for number in range(100)))
    pool = Workers(odd["reads"], 2)
    found = [outcome.article for outcome in pool.read(given) if isinstance(outcome, Reading)]
    pool.close()
    assert found == given
    assert pool.made_by == Provenance("odd", "1")


def test_an_article_that_kills_its_process_is_named_and_the_rest_goes_on(odd: dict[str, Make]) -> None:
    given = articles("One.", "Two.", "A deadly text.", "Four.", "An odd text.", "Six.")
    pool = Workers(odd["reads"], 2)
    found = list(pool.read(given))
    pool.close()
    told = [outcome for outcome in found if isinstance(outcome, SourceError)]
    assert [isinstance(outcome, Reading) for outcome in found] == [True, True, False, True, False, True]
    assert [error.where for error in told] == ["line 3", "line 5"]
    assert "signal 9" in told[0].problem
    assert "no such word" in told[1].problem


def test_a_process_killed_by_chance_costs_no_article(tmp_path: Path, write: Write) -> None:
    source = write(map(record, range(64)))
    killed = []

    def kill(_: object) -> None:
        if not killed:
            killed.append(active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    plain = pipeline.build(source, into=tmp_path / "plain")
    hurt = pipeline.build(source, into=tmp_path / "hurt", workers=2, seen=kill)
    assert killed  # at the first articles stored, while others were being read
    assert quads(plain, tmp_path) == quads(hurt, tmp_path)


def test_a_process_that_cannot_start_is_said(odd: dict[str, Make]) -> None:
    with pytest.raises(LanguageError, match="exit code 7"):
        Workers(odd["dies"], 2)


def test_processes_end_with_whoever_uses_them(odd: dict[str, Make]) -> None:
    pool = Workers(odd["reads"], 2)
    found = pool.read(articles(*(f"Text {number}." for number in range(200))))
    next(found)
    found.close()
    assert not active_children()


def failing(bad: int, seen: list[int], given: tuple[Article, ...]) -> Iterator[Reading]:
    """A reader that looks ahead: it fails before it gives anything, whichever article is at fault."""
    for article in given:
        seen.append(len(article.text))
        if len(article.text) == bad:
            raise RecursionError("too deep")
    yield from (Reading(article, (), (), Provenance("ahead", "1")) for article in given)


def test_the_article_at_fault_is_found_though_the_reader_looks_ahead() -> None:
    given = articles("a", "bb", "ccc", "dddd")
    found = list(attempt(partial(failing, 3, []), given))
    assert [isinstance(outcome, Reading) for outcome in found] == [True, True, False, True]


def test_a_reader_that_gives_too_few_readings_is_at_fault() -> None:
    [found] = attempt(lambda _: iter(()), articles("a"))
    assert isinstance(found, SourceError)


def test_pieces_hold_every_article_once_in_order() -> None:
    given = articles(*("word " * (number * 900) + "." for number in range(40)))
    cut = list(pieces(given))
    assert [article for piece in cut for article in piece] == given
    assert max(map(len, cut)) <= 8
    assert all(sum(len(article.text) for article in piece[:-1]) <= 40_000 for piece in cut)
