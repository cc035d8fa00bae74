"""What several commands share: their options, their progress, and how they report what could not be read."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from graphbuild.errors import SourceError
from graphbuild.sources import Limits, Web

PROBLEM = 1
"""Exit code: something could not be read, or does not hold; the rest is done."""
MISUSE = 2
"""Exit code: the command was used wrongly."""
INTERRUPTED = 130
"""Exit code: somebody ended the command before it was done, as shells count Ctrl-C."""

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="Files, folders, URLs, or - for standard input.", show_default=False),
]
# Words, not a path: a path would make one slash of the two in an address.
Graph = Annotated[
    str,
    typer.Argument(
        metavar="GRAPH",
        help="A graph directory, a file that `export` wrote, or sparql+https://… for a server's.",
        show_default=False,
    ),
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

_LIMITS, _WEB = Limits(), Web()
_SIZES, _PAGES = "What is too much to read", "How pages are fetched"


def _bounds(
    max_article: Annotated[
        int, typer.Option(metavar="MB", min=1, rich_help_panel=_SIZES, help="Longest article, page, line or field.")
    ] = _LIMITS.text >> 20,
    max_whole: Annotated[
        int,
        typer.Option(
            metavar="MB", min=1, rich_help_panel=_SIZES, help="Longest JSON list, or archive within an archive."
        ),
    ] = _LIMITS.whole >> 20,
    max_expansion: Annotated[
        int,
        typer.Option(min=1, rich_help_panel=_SIZES, help="How many times its size a compressed file may unpack to."),
    ] = _LIMITS.expansion,
    max_depth: Annotated[
        int, typer.Option(min=0, rich_help_panel=_SIZES, help="How many archives may lie within each other.")
    ] = _LIMITS.depth,
    max_download: Annotated[
        int, typer.Option(metavar="MB", min=1, rich_help_panel=_PAGES, help="Longest page.")
    ] = _WEB.size >> 20,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, rich_help_panel=_PAGES, help="Longest wait for a whole page.")
    ] = _WEB.timeout,
    pause: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, rich_help_panel=_PAGES, help="Between two pages of one host.")
    ] = _WEB.pause,
    max_redirects: Annotated[
        int, typer.Option(min=0, rich_help_panel=_PAGES, help="How often a page may send elsewhere.")
    ] = _WEB.redirects,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", rich_help_panel=_PAGES, help="Also this machine's and the local network's."),
    ] = False,
    ignore_robots: Annotated[
        bool, typer.Option("--ignore-robots", rich_help_panel=_PAGES, help="Also what robots.txt forbids.")
    ] = False,
) -> tuple[Limits, Web]:
    """Return what the options say: how much is read, and how pages are fetched."""
    limits = Limits(max_article << 20, max_whole << 20, max_expansion, max_depth)
    return limits, Web(timeout, pause, max_download << 20, max_redirects, allow_private, not ignore_robots)


def bounded(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that bound its sources, and pass what they say as its `limits` and `web`."""
    own, bounds = signature(command, eval_str=True).parameters, signature(_bounds, eval_str=True).parameters
    options = [*(option for name, option in own.items() if name not in {"limits", "web"}), *bounds.values()]

    @wraps(command)
    def call(**given: object) -> None:
        limits, web = _bounds(**{name: given.pop(name) for name in bounds})  # type: ignore[arg-type] # typer has checked them
        command(**given, limits=limits, web=web)

    call.__annotations__ = {option.name: option.annotation for option in options}
    setattr(call, "__signature__", Signature(options))  # noqa: B010 (what inspect looks for is no attribute of a function's type)
    return call


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
def interruptible(message: str) -> Iterator[None]:
    """End the command with one line and exit code 130 on Ctrl-C, and on SIGTERM as on Ctrl-C."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"graphbuild: interrupted: {message}", err=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """Give a progress bar on a terminal's standard error, and nothing in a pipe or when quiet."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        yield bar
