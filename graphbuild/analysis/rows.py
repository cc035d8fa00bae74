"""A table: what a query answers and what a measure finds, in plain Python values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import Field, astuple, dataclass, fields
from typing import Any, ClassVar, Protocol, TypeVar

Value = str | int | float | bool | dt.date | dt.datetime | None
"""A cell. IRIs and words are str; decimals are float; None is nothing."""

Row = tuple[Value, ...]


class IsDataclass(Protocol):
    """Any dataclass; `Any` because the standard library types its fields so."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Finding = TypeVar("Finding", bound=IsDataclass)


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: the names of its columns, and its rows in the query's order.

    ASK gives one row with the column "answer"; CONSTRUCT and DESCRIBE give "subject", "predicate", "object".
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dict from column to value."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


def as_rows(kind: type[Finding], findings: Sequence[Finding]) -> Rows:
    """Return dataclass values of one kind as a table: a column for each field."""
    return Rows(tuple(field.name for field in fields(kind)), tuple(astuple(finding) for finding in findings))
