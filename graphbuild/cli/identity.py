"""Commands about who is who and which act is which across articles: duplicates, decide, gather."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rdflib import Dataset
from rich.console import Console

from graphbuild import pipeline, rdf, show
from graphbuild.analysis import queries
from graphbuild.cli.options import MISUSE, Graph
from graphbuild.identity import review
from graphbuild.pipeline import gathering, identities

SHOWN = 12

Directory = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph directory.", show_default=False)]


def duplicates(
    graph: Graph,
    out: Annotated[Path, typer.Option(help="The table to fill in (CSV).", show_default=False)],
) -> None:
    """List actors that may be one, with reasons and sentences, as a table to fill in for `decide`.

    Example: `graphbuild duplicates out/graph --out review.csv`
    """
    found = identities.duplicates(pipeline.open_graph(graph))
    review.write(found, out)
    shown = [
        (f"{one.score:.2f}", one.left.names[0], one.right.names[0], "; ".join(one.reasons)) for one in found[:SHOWN]
    ]
    title = f"{len(found)} candidate duplicates, the likeliest first" if found else "no candidate duplicates"
    Console().print(show.rows(("score", "one", "other", "why"), shown, title))
    typer.echo(f"{out}: write same or different in the first column, then graphbuild decide {graph} {out}", err=True)


def decide(
    graph: Directory,
    table: Annotated[
        Path | None,
        typer.Argument(metavar="[REVIEW]", help="What `duplicates` wrote, filled in.", show_default=False),
    ] = None,
    author: Annotated[str, typer.Option(help="Who decides.", show_default=False)] = "",
    day: Annotated[
        dt.datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the decisions.", show_default="today"),
    ] = None,
    undo: Annotated[
        list[str], typer.Option(help="Delete the decision of this id instead (see the query decisions).")
    ] = [],
) -> None:
    """Record who is the same and who is not, as a filled-in table says; or undo such a decision.

    The records apply whenever the graph is read; what articles say is not changed.

    Example: `graphbuild decide out/graph review.csv --author "A. Reviewer"`
    """
    if bool(undo) == (table is not None) or (table is not None and not author.strip()):
        typer.echo("graphbuild: decide needs a table and --author, or --undo and nothing else", err=True)
        raise typer.Exit(MISUSE)
    with closing(rdf.open_graph(graph)) as dataset:
        if table is None:
            identities.undo(dataset, undo)
            typer.echo(f"{graph}: {len(undo)} undone", err=True)
        else:
            _record(dataset, table, author.strip(), day.date() if day else dt.date.today())  # noqa: DTZ011 - the author's day


def _record(dataset: Dataset, table: Path, author: str, day: dt.date) -> None:
    done = identities.decide(dataset, review.read(table, author, day, identities.known_actors(dataset)))
    rows = [(name, one.judgement, one.canonical, one.alias, one.reason) for name, one in done.fresh.items()]
    title = f"{len(rows)} recorded, {len(done.known)} held already"
    Console().print(show.rows(("decision", "says", "one", "other", "reason"), rows, title))
    for name, one in done.blocked.items():
        typer.echo(
            f"graphbuild: {name}: {one.alias} is not taken for {one.canonical}, "
            "since another decision keeps them, or others already taken for them, apart",
            err=True,
        )


def gather(graph: Directory) -> None:
    """Gather the acts that several articles tell of, each under one node with its reports; the reports stay as they are.

    What was gathered before is made anew, from the articles and the decisions as they are now. Exports carry it.

    Example: `graphbuild gather out/graph`
    """
    with closing(rdf.open_graph(graph)) as dataset:
        found = gathering.gather(dataset)
        rows = queries.ask(dataset, "events", limit=SHOWN)
    columns = ("date", "actor_names", "kind", "target_names", "articles", "origins", "sentence")
    shown = [tuple(row[column] for column in columns) for row in rows.dicts()]
    reports = sum(len(event.reports) for event in found)
    title = f"{len(found)} acts told by several articles, in {reports} reports"
    Console().print(show.rows(columns, shown, title))
