"""Commands that read articles: extract, build, score."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graphbuild import evaluation, pipeline, rdf, records, show
from graphbuild.cli.options import (
    Language,
    Lexicons,
    MinScore,
    Problems,
    Quiet,
    References,
    Sources,
    Threads,
    bounded,
    interruptible,
    progress,
)
from graphbuild.sources import Limits, Web, load


class Format(StrEnum):
    """How `extract` prints readings."""

    TEXT = "text"
    JSONL = "jsonl"


@bounded
def extract(
    sources: Sources,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="For people, or one JSON record a line.")
    ] = Format.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also what was seen and not read: cues dropped, names unresolved.")
    ] = False,
    min_score: MinScore = 0.0,
    lexicon: Lexicons = [],
    reference: References = [],
    language: Language = None,
    threads: Threads = 1,
    *,
    limits: Limits,
    web: Web,
) -> None:
    """Read articles and print who does what to whom; nothing is stored.

    Example: `graphbuild extract examples/articles --format jsonl`
    """
    settings = _settings(language, lexicon, reference, threads, min_score)
    problems = Problems()
    console = Console()
    articles = load(sources, report=problems, limits=limits, web=web)
    if explain:
        for reading, why in pipeline.explain(articles, settings):
            if form is Format.JSONL:
                dropped = [(one.cue, one.kind, one.score, one.reason) for one in why.dropped]
                _print({**records.record(reading), **records.explanation(dropped, why.unresolved)})
            else:
                console.print(show.reading(reading), show.explanation(reading, why))
    else:
        for reading in pipeline.read(articles, settings):
            if form is Format.JSONL:
                _print(records.record(reading))
            else:
                console.print(show.reading(reading))
    problems.close()


def _print(record: dict[str, records.Json]) -> None:
    typer.echo(json.dumps(record, ensure_ascii=False))


@bounded
def build(
    sources: Sources,
    into: Annotated[
        Path, typer.Option(help="The graph directory: made if missing, added to if there.", show_default=False)
    ],
    workers: Annotated[int, typer.Option(min=1, help="Processes that read; the graph is the same.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Also read anew what has not changed.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; list what would be done with each article.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write what was read, and what failed and why, as JSON.", show_default=False)
    ] = None,
    min_score: MinScore = 0.0,
    lexicon: Lexicons = [],
    reference: References = [],
    language: Language = None,
    threads: Threads = 1,
    quiet: Quiet = False,
    *,
    limits: Limits,
    web: Web,
) -> None:
    """Read articles into a graph on disk, one named graph each.

    What is there already and has not changed is left alone, so a build that was interrupted is simply run again; what
    has changed replaces what was there; copies of one text are recorded as such and read once.

    Example: `graphbuild build examples/articles --into out/graph --workers 2`
    """
    settings = _settings(language, lexicon, reference, threads, min_score)
    problems = Problems()
    if dry_run:
        steps = pipeline.plan(
            sources, into=into, settings=settings, again=again, limits=limits, web=web, report=problems
        )
        _list(steps, problems, quiet=quiet)
        return
    runs: list[pipeline.Run] = []
    with (
        interruptible(f"what was finished is in {into}; give the same command again to go on"),
        progress(quiet) as bar,
    ):
        task = bar.add_task("articles", total=None)
        graph = pipeline.build(
            sources,
            into=into,
            settings=settings,
            workers=workers,
            again=again,
            limits=limits,
            web=web,
            report=problems,
            seen=lambda _: bar.advance(task),
            done=runs.append,
        )
    with closing(graph):
        if not quiet:
            number = len(rdf.articles(graph))
            typer.echo(f"{into}: {number} article{'' if number == 1 else 's'}", err=True)
            Console(stderr=True).print(show.run(runs[0]))
    if report:
        runs[0].save(report)
    problems.close()


def _list(steps: Iterator[pipeline.Step], problems: Problems, *, quiet: bool) -> None:
    """Print a line for every article, then how many there are of each sort."""
    counts: Counter[str] = Counter()
    for step in steps:
        counts[step.what] += 1
        whose = f" (of {step.origin})" if step.origin and step.what is pipeline.What.COPY else ""
        typer.echo(f"{step.what:9}  {step.article.id}  {step.article.source}{whose}")
    if not quiet:
        told = ", ".join(f"{counts[what]} {what}" for what in pipeline.What)
        typer.echo(f"{told}, {problems.count} unreadable; nothing was written", err=True)
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
