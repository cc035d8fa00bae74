"""Tables as Parquet, which keeps days, numbers and lists what they are; needs pyarrow, the extra `parquet`."""

from __future__ import annotations

import importlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphbuild.errors import ExportError

SUFFIX = ".parquet"


def written(columns: Sequence[str], rows: Sequence[Sequence[object]], path: Path) -> bytes:
    """Return a table as a Parquet file's bytes; `path` names it in the ExportError raised when pyarrow is missing."""
    arrow, writer = _library("pyarrow", path), _library("pyarrow.parquet", path)
    table = arrow.table({name: [_plain(row[at]) for row in rows] for at, name in enumerate(columns)})
    data = io.BytesIO()
    writer.write_table(table, data)
    return data.getvalue()


def _plain(cell: object) -> object:
    if isinstance(cell, (tuple, list)):
        return [str(part) for part in cell]
    return str(cell) if isinstance(cell, str) else cell  # kinds and the like are words


def _library(name: str, path: Path) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise ExportError(
            f'{path}: Parquet needs pyarrow; install it with: pip install "graphbuild[parquet]"'
        ) from None
