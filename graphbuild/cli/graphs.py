"""Commands that ask, show, check and change a graph: query, info, export, check, retract."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from graphbuild import pipeline, rdf, show
from graphbuild.analysis import exports, queries
from graphbuild.analysis.network import project
from graphbuild.cli.options import PROBLEM, Graph
from graphbuild.cli.rows import RowFormat, Rows, print_rows
from graphbuild.errors import QueryError

INFO_ROWS = 12


def query(
    graph: Graph,
    question: Annotated[
        str, typer.Argument(metavar="[QUERY]", help="A named query, a .rq file, or SPARQL itself.", show_default=False)
    ] = "",
    parameter: Annotated[
        list[str],
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="What a query asks for.", show_default=False),
    ] = [],
    form: RowFormat = Rows.TABLE,
) -> None:
    """Ask the graph; without a query, list the named ones.

    Example: `graphbuild query out/graph who-accuses-whom --parameter actor=Egypt`
    """
    if not question:
        named = [queries.describe(name) for name in queries.names()]
        Console().print(show.catalogue(named))
        return
    given = dict(_parameter(text) for text in parameter)
    rows = queries.ask(pipeline.open_graph(graph), _text(question), **given)
    print_rows(rows.columns, rows.rows, form)


def info(graph: Graph) -> None:
    """Say what a graph holds: articles, actors and acts by kind, and who acts on whom most.

    Example: `graphbuild info out/graph`
    """
    dataset = pipeline.open_graph(graph)
    console = Console()
    console.print(Text(f"{graph}: {len(dataset)} triples in {len(rdf.articles(dataset))} articles"))
    for name in ("actor-kinds", "kinds", "dyads"):
        rows = queries.ask(dataset, name)
        console.print(show.rows(rows.columns, rows.rows[:INFO_ROWS], queries.describe(name).title))


def export(
    graph: Graph,
    out: Annotated[
        Path,
        typer.Option(
            help="The file: .ttl, .trig, .nq, .nt or .jsonld, each also with .gz; .graphml, .gexf or .cyjs.",
            show_default=False,
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", help=", ".join((*rdf.FORMATS, *exports.FORMS)), show_default="by suffix"),
    ] = None,
    all_facts: Annotated[
        bool, typer.Option("--all-facts", help="Also the reference facts about actors that no article names.")
    ] = False,
    decided: Annotated[
        bool, typer.Option("--decided", help="As the decisions say: one id for each actor. A network is always so.")
    ] = False,
    past: Annotated[
        bool, typer.Option("--past", help="Also the runs, and what articles were before they were corrected.")
    ] = False,
) -> None:
    """Write the graph to a file; the same graph gives the same bytes.

    It is written as it is stored, with the decisions and the gathered acts beside the articles; without the runs and the
    past versions, so that the same articles give the same bytes, however they came.

    Example: `graphbuild export out/graph --out out/graph.ttl`
    """
    if form in exports.FORMS or (form is None and out.suffix.lower() in exports.SUFFIXES):
        exports.export(project(pipeline.open_graph(graph)), out, form)
    else:
        rdf.save(pipeline.open_graph(graph, as_stored=not decided), out, form, all_facts=all_facts, past=past)
    typer.echo(f"{out}", err=True)


def check(graph: Graph) -> None:
    """Hold the graph against its SHACL shapes; exit code 1 when something does not conform.

    Example: `graphbuild check out/graph`
    """
    violations = rdf.check(pipeline.open_graph(graph, as_stored=True))
    for violation in violations:
        typer.echo(str(violation))
    typer.echo(f"{graph}: {len(violations)} violations" if violations else f"{graph}: conforms", err=True)
    if violations:
        raise typer.Exit(PROBLEM)


def retract(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph directory.", show_default=False)],
    article: Annotated[str, typer.Argument(help="The article's 16 hexadecimal digits.", show_default=False)],
    at: Annotated[dt.datetime | None, typer.Option(help="When, in UTC, it was taken out.", show_default="now")] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Keep no record of it either, nor of what it was before.")
    ] = False,
) -> None:
    """Take an article out of a graph; nothing that only it said stays behind.

    That it was there is recorded, with its headline, address and day, and what it was before it was corrected; the query
    history lists it.

    Example: `graphbuild retract out/graph 3f2a9c0d1b5e7788`
    """
    when = at.replace(tzinfo=dt.UTC) if at else dt.datetime.now(dt.UTC)
    with closing(rdf.open_graph(graph)) as dataset:
        there = rdf.retract(dataset, article, at=None if forget else when)
    if not there:
        typer.echo(
            f"graphbuild: {graph}: holds no article {article}; `graphbuild query {graph} articles` lists them", err=True
        )
        raise typer.Exit(PROBLEM)


def _text(question: str) -> str:
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{question}: cannot be read ({error}); name a file that holds SPARQL") from error


def _parameter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise QueryError(f"{text!r} is no parameter: write NAME=VALUE")
    return name, value
