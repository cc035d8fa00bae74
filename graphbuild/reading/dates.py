"""Dates: when an act is said to have happened, relative to the day the article was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_EXPRESSION = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{_MONTH})(?:,?\s(?P<year2>\d{{4}}))?"
    rf"|(?:(?P<which>last|next|this)\s)?(?P<weekday>{'|'.join(name.capitalize() for name in _DAYS)})"
    r"|(?P<near>yesterday|today|tomorrow|tonight))\b"
)
_REACH = 400  # characters to either side of the cue that are searched
_NEAR: Mapping[str, int] = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def date(sentence: str, cue: int, published: dt.date | None) -> dt.date | None:
    """Return the day named nearest the cue, a code-point offset into the sentence; None when none is named, or not to be placed.

    A date without a year is the nearest such day; a weekday the last such day up to the day of publication, unless "next" stands before it.

    >>> date("On Tuesday they met.", 11, dt.date(2025, 9, 18))
    datetime.date(2025, 9, 16)
    """
    start = max(0, cue - _REACH)
    near = _EXPRESSION.finditer(sentence, start, cue + _REACH)
    found = sorted(near, key=lambda match: (abs(match.start() - cue), match.start()))
    return next((day for day in (_day(match, published) for match in found) if day is not None), None)


def _day(match: re.Match[str], published: dt.date | None) -> dt.date | None:
    if match["iso"]:
        return _valid(lambda: dt.date.fromisoformat(match["iso"]))
    month, day, year = (match[name] or match[f"{name}2"] for name in ("month", "day", "year"))
    if month:
        return _calendar(_MONTHS.index(month.lower()) + 1, int(day), int(year) if year else None, published)
    if published is None:
        return None
    if match["near"]:
        return _valid(lambda: published + dt.timedelta(_NEAR[match["near"]]))
    return _weekday(_DAYS.index(match["weekday"].lower()), match["which"], published)


def _weekday(weekday: int, which: str | None, published: dt.date) -> dt.date | None:
    back = (published.weekday() - weekday) % 7
    shift = 7 - back if which == "next" else -(back or 7) if which == "last" else -back
    return _valid(lambda: published + dt.timedelta(shift))


def _calendar(month: int, day: int, year: int | None, published: dt.date | None) -> dt.date | None:
    if year is not None:
        return _valid(lambda: dt.date(year, month, day))
    if published is None:
        return None
    years = (published.year + shift for shift in (-1, 0, 1))
    days = [found for found in (_calendar(month, day, year, None) for year in years) if found is not None]
    return min(days, key=lambda found: abs((found - published).days), default=None)


def _valid(make: Callable[[], dt.date]) -> dt.date | None:
    """Return the day, or None where the calendar has no such day ("30 February", year 0)."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None
