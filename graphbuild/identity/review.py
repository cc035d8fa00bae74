"""Candidate duplicates as a table that a person fills in, and the decisions that come back from it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Container, Iterable
from pathlib import Path

from graphbuild.errors import ExportError, SourceError
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.identity.duplicates import Candidate, Record

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
_NEEDED = ("decision", "left", "right")
_ANSWERS = {"same": Judgement.SAME, "different": Judgement.DIFFERENT}
_OF_ONE_ARTICLE = re.compile(r"-in-[0-9a-f]{8}$")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write(candidates: Iterable[Candidate], path: Path) -> None:
    """Write one line for each candidate, with an empty first cell to put "same" or "different" in.

    `left` is the id that stays: that of the reference facts, else of a full name, else of the longer name, else the
    first in order. Who wants the other to stay swaps the two.

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
    left, right = sorted((candidate.left, candidate.right), key=_precedence)
    return {
        "decision": "",
        "left": left.id,
        "right": right.id,
        "left_name": _inert(left.names[0]),
        "right_name": _inert(right.names[0]),
        "score": f"{candidate.score:.2f}",
        "why": _inert("; ".join(candidate.reasons)),
        "left_evidence": _inert(left.evidence),
        "right_evidence": _inert(right.evidence),
        "reason": "",
    }


def _precedence(actor: Record) -> tuple[bool, bool, int, str]:
    """Order two actors by which id should stay: one of the reference facts, one of a full name, the fuller one."""
    return not actor.settled, bool(_OF_ONE_ARTICLE.search(actor.id)), -len(actor.names[0]), actor.id


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking words of an article for a formula; whatever breaks a line becomes a space.

    What makes a formula: OWASP, "CSV Injection".
    """
    line = " ".join(text.replace("\0", "").split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _as_written(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def read(path: Path, author: str, day: dt.date, known: Container[str] | None = None) -> list[Decision]:
    """Read the decisions of a filled-in table; lines with an empty first cell are not decided.

    A line without a reason takes the one for which it was proposed. `known` holds the ids that may be decided about,
    any where it is None. The table may come back as a spreadsheet saves it: with a byte order mark, with semicolons.
    Raises SourceError, naming the line, when the file cannot be read, lacks a column, holds another word than "same"
    or "different", or names an id that is not known.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, delimiter=_delimiter(file.readline()))
            file.seek(0)
            rows = [(table.line_num, row) for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), f"cannot be read as a CSV table ({error}); save it as CSV in UTF-8") from error
    if missing := [name for name in _NEEDED if name not in (table.fieldnames or ())]:
        raise SourceError(f"{path}:1", f"has no column {', '.join(missing)}; keep the first line as it was written")
    return [
        _decision(row, f"{path}:{line}", author, day, known) for line, row in rows if (row["decision"] or "").strip()
    ]


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _decision(row: dict[str, str], where: str, author: str, day: dt.date, known: Container[str] | None) -> Decision:
    answer = row["decision"].strip().lower()
    if answer not in _ANSWERS:
        raise SourceError(where, f"{row['decision']!r} is no decision; write same, different, or nothing")
    left, right = (row["left"] or "").strip(), (row["right"] or "").strip()
    if not left or not right or left == right:
        raise SourceError(where, "names no two ids; keep the columns left and right as they were written")
    for actor in (left, right):
        if known is not None and actor not in known:
            raise SourceError(where, f"{actor!r} is no actor of this graph; list the candidates again")
    reason = (row.get("reason") or "").strip() or _as_written((row.get("why") or "").strip())
    if not reason:
        raise SourceError(where, "gives no reason; write one in the column reason")
    return Decision(_ANSWERS[answer], left, right, author, day, reason)
