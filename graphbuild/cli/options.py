"""What several commands share: their options, their progress, and how they report what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from graphbuild.errors import SourceError

PROBLEM = 1
"""Exit code: something could not be read, or does not hold; the rest is done."""
MISUSE = 2
"""Exit code: the command was used wrongly."""

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="Files, folders, URLs, or - for standard input.", show_default=False),
]
Graph = Annotated[
    Path, typer.Argument(metavar="GRAPH", help="A graph directory, or a file that `export` wrote.", show_default=False)
]
Lexicons = Annotated[
    list[Path], typer.Option("--lexicon", help="Your own words (TOML), added to ours.", show_default=False)
]
References = Annotated[
    list[Path], typer.Option("--reference", help="Your own facts (Turtle), added to ours.", show_default=False)
]
Language = Annotated[
    str | None, typer.Option(help="Another spaCy pipeline with UD labels, by name or path.", show_default="ours")
]
MinScore = Annotated[float, typer.Option(min=0, max=1, help="Leave out acts scored below this.")]
Threads = Annotated[int, typer.Option(min=1, help="Threads of the language model.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]


class Problems:
    """Reports each unreadable source on standard error as it comes, and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: SourceError) -> None:
        """Print one line and count it."""
        self.count += 1
        typer.echo(f"graphbuild: {error}", err=True)

    def close(self) -> None:
        """End the command with exit code 1 when something could not be read."""
        if self.count:
            raise typer.Exit(PROBLEM)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """Give a progress bar on a terminal's standard error, and nothing in a pipe or when quiet."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        yield bar
