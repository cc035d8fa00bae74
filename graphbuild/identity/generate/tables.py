"""The files that reference facts are made from: two public-domain ones, and tables kept by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

Row = Mapping[str, str]


def hand_table(path: Path) -> list[Row]:
    """Read a table of fields separated by `|`, named in its first line; lines that start with `#` are comments."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="|", quoting=csv.QUOTE_NONE, restval="")
    return [{key: value.strip() for key, value in row.items() if key} for row in rows]


def country_codes(path: Path) -> dict[str, Row]:
    """Read the Open Knowledge table of country codes: rows by ISO 3166-1 alpha-2."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["ISO3166-1-Alpha-2"]: row for row in csv.DictReader(file)}


def factbook(path: Path) -> dict[str, dict[str, object]]:
    """Read the extract of the CIA World Factbook: facts by GEC code (upper case)."""
    facts: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return {str(entry.get("gec") or code).upper(): entry for code, entry in facts.items()}


def listed(cell: str) -> list[str]:
    """Split a cell of values separated by `;`."""
    return [part.strip() for part in cell.split(";") if part.strip()]
