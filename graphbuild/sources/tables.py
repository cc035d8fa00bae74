"""Records: JSON, JSON Lines, CSV, TSV and Parquet, with the fields `{"id"?, "url"?, "title"?, "text", "date" | "published"?, "publisher"?}`."""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from graphbuild.errors import SourceError
from graphbuild.sources import records
from graphbuild.sources.item import Found, Item, Loader
from graphbuild.sources.jsonlists import entries
from graphbuild.sources.lines import numbered_lines


def json_file(item: Item) -> Iterator[Found]:
    """Read one record, or a list of records. Memory does not grow with the list."""
    number = 0
    for number, value in enumerate(entries(item), 1):
        yield _record(value, f"{item.where}, record {number}")
    if not number:
        raise SourceError(item.where, 'holds an empty list; a record looks like {"text": …}')


def json_lines(item: Item) -> Iterator[Found]:
    """Read one record a line; empty lines are passed over. Memory does not grow with the file."""
    empty = True
    for number, line in numbered_lines(item):
        where = f"{item.where}, line {number}"
        if isinstance(line, SourceError):
            empty = False
            yield line
        elif line.strip():
            empty = False
            yield _line_record(line, where)
    if empty:
        raise SourceError(item.where, 'holds no record; a line looks like {"text": …}')


def _line_record(line: str, where: str) -> Found:
    try:
        return _record(_parsed(line, where), where)
    except SourceError as error:
        return error


def _delimited(item: Item, delimiter: str) -> Iterator[Found]:
    lines = _TableLines(item)
    # The limit belongs to the module, not to a reader: raise it, never lower it for somebody else.
    csv.field_size_limit(max(csv.field_size_limit(), item.limits.text))
    rows = csv.reader(lines, delimiter=delimiter)
    names: list[str] = []
    empty = True
    for row in _rows(rows, item.where):
        yield from lines.errors()
        where = f"{item.where}, line {rows.line_num + lines.skipped}"
        if row and names:
            empty = False
            yield _row(names, row, where)
        elif row:
            names = _columns(row, where)
    if empty and not lines.skipped:
        raise SourceError(item.where, "holds no record below its first row")
    yield from lines.errors()


def _columns(row: list[str], where: str) -> list[str]:
    names = [name.strip().lower() for name in row]
    if "text" not in names:
        raise SourceError(where, f'the first row names no column "text" (it names {", ".join(names)[:80]!r})')
    return names


comma_separated: Loader = partial(_delimited, delimiter=",")
"""Read a CSV file; its first row names the columns. Memory does not grow with the file."""

tab_separated: Loader = partial(_delimited, delimiter="\t")
"""Read a TSV file; its first row names the columns. Memory does not grow with the file."""


class _TableLines:
    """Lines for `csv.reader`, which wants text only: the errors between them are kept aside."""

    def __init__(self, item: Item) -> None:
        self._lines = numbered_lines(item)
        self._errors: list[SourceError] = []
        self.skipped = 0

    def __iter__(self) -> Iterator[str]:
        for _, line in self._lines:
            if isinstance(line, SourceError):
                self._errors.append(line)
                self.skipped += 1
            else:
                yield line

    def errors(self) -> list[SourceError]:
        """Hand over the errors met since the last call."""
        errors, self._errors = self._errors, []
        return errors


def _rows(rows: Iterator[list[str]], where: str) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        # What follows an open quotation mark is one field to the end of the file: there is no next row.
        raise SourceError(where, f"is broken as a table ({error}); is a quotation mark left open?") from None


def _row(names: list[str], row: list[str], where: str) -> Found:
    if len(row) > len(names):
        return SourceError(
            where, f"has {len(row)} fields for {len(names)} columns; put quotation marks around texts with separators"
        )
    return records.found(dict(zip(names, row, strict=False)), where)


def parquet(item: Item) -> Iterator[Found]:
    """Read a Parquet file, some hundred rows at a time; needs the extra `parquet`."""
    library: Any = _library("pyarrow.parquet", item.where)  # Any: pyarrow is optional and ships no types
    try:
        table = library.ParquetFile(item.seekable())
    except ValueError as error:  # pyarrow.ArrowInvalid
        raise SourceError(item.where, f"is no Parquet file ({str(error).splitlines()[0][:80]})") from None
    columns = [name for name in table.schema_arrow.names if name in records.FIELDS]
    if "text" not in columns:
        raise SourceError(item.where, 'has no column "text"')
    number = 0
    for batch in table.iter_batches(batch_size=256, columns=columns):
        for row in batch.to_pylist():
            number += 1
            yield records.found(_with_written_dates(row), f"{item.where}, row {number}")


def _with_written_dates(row: Mapping[str, object]) -> dict[str, object]:
    written: Callable[[object], object] = lambda value: value.isoformat() if hasattr(value, "isoformat") else value  # noqa: E731
    return {name: written(value) for name, value in row.items()}


def _library(name: str, where: str) -> object:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise SourceError(where, 'Parquet needs pyarrow; install it with: pip install "graphbuild[parquet]"') from None


def _parsed(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(where, f"is broken JSON at column {error.colno} ({error.msg}); write it again") from None
    except RecursionError:
        raise SourceError(where, "is JSON nested too deeply; a record is flat") from None
    except ValueError as error:  # a number with thousands of digits
        raise SourceError(where, f"is JSON that cannot be read ({error})") from None


def _record(value: object, where: str) -> Found:
    if isinstance(value, dict):
        return records.found(value, where)
    return SourceError(where, f'is {_json_name(value)}, not a record such as {{"text": …}}')


def _json_name(value: object) -> str:
    return {str: "a string", bool: "true or false", list: "a list", type(None): "null"}.get(type(value), "a number")
