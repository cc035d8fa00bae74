"""Commands that people look at: draw, report, analyse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graphbuild import picture, pipeline, rdf, show
from graphbuild.analysis import measures
from graphbuild.analysis.network import project
from graphbuild.analysis.scale import QUAD
from graphbuild.cli.options import Graph
from graphbuild.cli.rows import RowFormat, Rows, print_rows

IN_REPORT = ("ranking", "dyads", "pledges", "accusations", "disagreements")
REPORT_ROWS = 20

Page = Annotated[Path, typer.Option(help="The HTML file.", show_default=False)]
Title = Annotated[str, typer.Option(help="The page's heading.")]


def draw(
    graph: Graph,
    out: Page,
    title: Title = "Who does what to whom",
    article: Annotated[
        str | None,
        typer.Option(help="Draw one article instead, its names and acts marked: its 16 digits.", show_default=False),
    ] = None,
) -> None:
    """Draw the graph as one interactive page that needs no network.

    Example: `graphbuild draw out/graph --out out/graph.html`
    """
    if article is None:
        pipeline.draw(pipeline.open_graph(graph), out, title=title)
    else:
        stored = pipeline.open_graph(graph, as_stored=True)
        picture.draw_article(rdf.reading_of(stored, article), out, quads=QUAD)
    typer.echo(f"{out}", err=True)


def report(graph: Graph, out: Page, title: Title = "Who did what to whom") -> None:
    """Write a summary to print: the busiest actors, who deals with whom, pledges, accusations.

    Example: `graphbuild report out/graph --out out/report.html`
    """
    network = project(pipeline.open_graph(graph))
    sections = []
    for name in IN_REPORT:
        rows = measures.measure(network, name)
        sections.append(picture.Section(measures.MEASURES[name].title, rows.columns, rows.rows[:REPORT_ROWS]))
    picture.draw_report(network, out, title=title, sections=sections)
    typer.echo(f"{out}", err=True)


def analyse(
    graph: Graph,
    measure: Annotated[
        str, typer.Argument(metavar="[MEASURE]", help="What to measure; without it, the measures.", show_default=False)
    ] = "",
    form: RowFormat = Rows.TABLE,
) -> None:
    """Measure the network: who matters, who stands together, pledges, accusations and their answers.

    Example: `graphbuild analyse out/graph ranking`
    """
    if not measure:
        listed = [(known.name, known.title) for known in measures.MEASURES.values()]
        Console().print(show.rows(("measure", "what it tells"), listed))
        return
    rows = measures.measure(project(pipeline.open_graph(graph)), measure)
    print_rows(rows.columns, rows.rows, form)
