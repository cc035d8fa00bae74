"""Candidate duplicates as a table that a person fills in, and the decisions that come back from it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from graphbuild.errors import ExportError, SourceError
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.identity.duplicates import Candidate

FIELDS = (
    "decision",
    "left",
    "right",
    "left_name",
    "right_name",
    "score",
    "why",
    "left_evidence",
    "right_evidence",
    "reason",
)
_ANSWERS = {"same": Judgement.SAME, "different": Judgement.DIFFERENT}


def write(candidates: Iterable[Candidate], path: Path) -> None:
    """Write one line for each candidate, with an empty first cell to put "same" or "different" in; `left` is the id that stays.

    Raises ExportError when the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, FIELDS)
            table.writeheader()
            table.writerows(_row(candidate) for candidate in candidates)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}); choose another place") from error


def _row(candidate: Candidate) -> dict[str, str]:
    return {
        "decision": "",
        "left": candidate.left.id,
        "right": candidate.right.id,
        "left_name": _inert(candidate.left.names[0]),
        "right_name": _inert(candidate.right.names[0]),
        "score": f"{candidate.score:.2f}",
        "why": _inert("; ".join(candidate.reasons)),
        "left_evidence": _inert(candidate.left.evidence),
        "right_evidence": _inert(candidate.right.evidence),
        "reason": "",
    }


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking words of an article for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def read(path: Path, author: str, day: dt.date) -> list[Decision]:
    """Read the decisions of a filled-in table; lines with an empty first cell are not decided.

    A line without a reason takes the one for which it was proposed. Raises SourceError, naming the line, when the file
    cannot be read, lacks a column, or holds another word than "same" or "different".
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), f"cannot be read as a CSV table ({error})") from error
    return [
        _decision(row, f"{path}:{line}", author, day)
        for line, row in enumerate(rows, 2)
        if (row.get("decision") or "").strip()
    ]


def _decision(row: dict[str, str], where: str, author: str, day: dt.date) -> Decision:
    answer = row["decision"].strip().lower()
    if answer not in _ANSWERS:
        raise SourceError(where, f"{row['decision']!r} is no decision; write same, different, or nothing")
    left, right = (row.get("left") or "").strip(), (row.get("right") or "").strip()
    if not left or not right:
        raise SourceError(where, "names no two ids; keep the columns left and right as they were written")
    reason = (row.get("reason") or row.get("why") or "").strip()
    return Decision(_ANSWERS[answer], left, right, author, day, reason)
