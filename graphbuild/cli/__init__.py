"""One command a function, no logic: each parses its words, calls what a program would call, and shows what comes back.

Exit codes: 0 done; 1 something could not be read or does not hold, named on standard error, the rest done; 2 wrong use.
"""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from typing import Annotated

import typer

from graphbuild.cli import cluster, graphs, identity, reading, views
from graphbuild.cli.options import MISUSE, PROBLEM
from graphbuild.errors import ExportError, GraphbuildError, QueryError

app = typer.Typer(
    name="graphbuild",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="News articles to an RDF graph of political acts: who does what to whom, in whose words.",
)
for command in (
    reading.extract,
    reading.build,
    cluster.cluster,
    reading.score,
    graphs.query,
    graphs.info,
    views.analyse,
    views.draw,
    views.report,
    graphs.export,
    graphs.check,
    graphs.retract,
    identity.duplicates,
    identity.decide,
    identity.gather,
):
    app.command()(command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"graphbuild {installed_version('graphbuild')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; a foreseen failure is one line on standard error and an exit code."""
    try:
        app()
    except GraphbuildError as error:
        typer.echo(f"graphbuild: {error}", err=True)
        sys.exit(MISUSE if isinstance(error, QueryError | ExportError) else PROBLEM)
