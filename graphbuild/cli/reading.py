"""Commands that read articles: extract, build, score."""

from __future__ import annotations

import json
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graphbuild import evaluation, pipeline, rdf, records, show
from graphbuild.cli.options import Language, Lexicons, MinScore, Problems, Quiet, References, Sources, Threads, progress
from graphbuild.sources import load


class Format(StrEnum):
    """How `extract` prints readings."""

    TEXT = "text"
    JSONL = "jsonl"


def extract(
    sources: Sources,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="For people, or one JSON record a line.")
    ] = Format.TEXT,
    min_score: MinScore = 0.0,
    lexicon: Lexicons = [],
    reference: References = [],
    language: Language = None,
    threads: Threads = 1,
) -> None:
    """Read articles and print who does what to whom; nothing is stored.

    Example: `graphbuild extract examples/articles --format jsonl`
    """
    settings = _settings(language, lexicon, reference, threads, min_score)
    problems = Problems()
    console = Console()
    for reading in pipeline.read(load(sources, report=problems), settings):
        if form is Format.JSONL:
            typer.echo(json.dumps(records.record(reading), ensure_ascii=False))
        else:
            console.print(show.reading(reading))
    problems.close()


def build(
    sources: Sources,
    into: Annotated[
        Path, typer.Option(help="The graph directory: made if missing, added to if there.", show_default=False)
    ],
    min_score: MinScore = 0.0,
    lexicon: Lexicons = [],
    reference: References = [],
    language: Language = None,
    threads: Threads = 1,
    quiet: Quiet = False,
) -> None:
    """Read articles into a graph on disk, one named graph each; reading an article again replaces its graph.

    Example: `graphbuild build examples/articles --into out/graph`
    """
    settings = _settings(language, lexicon, reference, threads, min_score)
    problems = Problems()
    with progress(quiet) as bar:
        task = bar.add_task("articles read", total=None)
        graph = pipeline.build(sources, into=into, settings=settings, report=problems, seen=lambda _: bar.advance(task))
    with closing(graph):
        if not quiet:
            typer.echo(f"{into}: {len(rdf.articles(graph))} articles", err=True)
    problems.close()


def score(
    gold: Annotated[Path, typer.Argument(help="Annotated acts, one JSON record a line.", show_default=False)],
    items: Annotated[Path, typer.Argument(help="The texts: a JSON list of items.", show_default=False)],
    lexicon: Lexicons = [],
    reference: References = [],
    language: Language = None,
    kinds: Annotated[bool, typer.Option("--kinds", help="Also by kind of act.")] = False,
) -> None:
    """Measure reading against annotated acts: precision, recall and F1 of acts, actors and triples.

    Example: `graphbuild score my.gold.jsonl my.items.json --lexicon my-words.toml`
    """
    texts = evaluation.load_items(items)
    truth = evaluation.load_gold(gold, texts)
    settings = _settings(language, lexicon, reference)
    readings = dict(zip(texts, pipeline.read(texts.values(), settings), strict=True))
    Console().print(show.figures(evaluation.score(truth, readings), kinds=kinds))


def _settings(
    language: str | None, lexicons: list[Path], references: list[Path], threads: int = 1, min_score: float = 0.0
) -> pipeline.Settings:
    return pipeline.Settings(
        language=language,
        lexicons=tuple(lexicons),
        references=tuple(references),
        threads=threads,
        min_score=min_score,
    )
