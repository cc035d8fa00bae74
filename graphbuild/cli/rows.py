"""Rows as the commands print them: a table for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from graphbuild import show


class Rows(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


RowFormat = Annotated[Rows, typer.Option("--format", "-f", help="How rows are printed.")]


def print_rows(columns: Sequence[str], values: Sequence[Sequence[object]], form: Rows) -> None:
    """Print rows for people, as CSV or as JSON."""
    if form is Rows.TABLE:
        Console().print(show.rows(columns, values))
    elif form is Rows.JSON:
        typer.echo(
            json.dumps(
                [dict(zip(columns, row, strict=True)) for row in values], ensure_ascii=False, default=str, indent=2
            )
        )
    else:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows((columns, *values))
