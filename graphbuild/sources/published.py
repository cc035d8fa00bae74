"""The day an article was published, as records write it."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})\s*,\s*(?P<year>\d{4})")
_EARLIEST = 1400
"""No news was printed before; a smaller year is a mistake."""


def publication_date(text: str) -> dt.date:
    """Read a date, or the date of a time, as it is written; time zones do not move it.

    ISO 8601 ("2025-09-16", "2025-09-16T20:00:00Z"), RFC 2822 (feeds and mail), and English ("16 September 2025",
    "Sept. 16, 2025"). Dates in figures with slashes are refused: they mean two days in two countries.

    Raises ValueError, saying what is expected.

    >>> publication_date("Tue, 16 Sep 2025 23:59:00 -0500")
    datetime.date(2025, 9, 16)
    """
    written = text.strip()
    for reading in (_iso, _in_words, _mail):
        found = reading(written)
        if found is not None and found.year >= _EARLIEST:
            return found
    raise ValueError(f"the date {written[:40]!r} cannot be read; write it as YYYY-MM-DD")


def _iso(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date() if re.match(r"\d{4}-?\d{2}-?\d{2}", text) else None
    except ValueError:
        return None


def _in_words(text: str) -> dt.date | None:
    match = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = match and match["month"].lower()[:3]
    if not match or month not in _MONTHS:
        return None
    try:
        return dt.date(int(match["year"]), _MONTHS.index(month) + 1, int(match["day"]))
    except ValueError:
        return None


def _mail(text: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(text).date() if re.search(r"[A-Za-z]{3}\s+\d{4}\s+\d", text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
