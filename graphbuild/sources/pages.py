"""Web pages, saved or fetched: the article without the menus, advertisements and comments around it.

trafilatura finds the text (with `favor_precision`, F1 0.964 on 181 hand-marked pages, the best of those compared) and
its companion htmldate the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import trafilatura

from graphbuild.errors import SourceError
from graphbuild.sources import records
from graphbuild.sources.encoding import decode
from graphbuild.sources.item import Found, Item

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_MOST_MARKS = 100_000
"""Opening and closing marks of a page: real ones hold some thousands, and extraction takes time for each."""
_FEWEST_WORDS = 12
"""A page of which fewer are left held no article, only a menu or a notice."""


def page(item: Item) -> Iterator[Found]:
    """Read one HTML page: text, title, date, publisher and canonical address."""
    data = item.read_all()
    declared = item.charset or _declared(data)
    # An XML declaration names an encoding, which lxml refuses in text that is decoded already.
    html = _XML.sub("", decode(data, item.where, declared), count=1)
    if not html.strip():
        raise SourceError(item.where, "is empty")
    if html.count("<") > _MOST_MARKS:
        raise SourceError(item.where, f"holds more than {_MOST_MARKS} marks; it is no article")
    found: Any = trafilatura.bare_extraction(  # Any: the dict it may be is only for a deprecated option
        html,
        url=item.url,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or len((found.text or "").split()) < _FEWEST_WORDS:
        raise SourceError(
            item.where, "holds no article that can be told from the rest of the page; save its text as a .txt file"
        )
    record = {
        "text": found.text,
        "title": found.title,
        "date": found.date,
        "publisher": found.sitename,
        "url": _address(found.url, item.url),
    }
    yield records.found(record, item.where)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _address(claimed: str | None, fetched: str | None) -> str | None:
    """Return the address a page claims; one that was fetched may not claim to be another site's."""
    if not fetched or (claimed and urlsplit(claimed).hostname == urlsplit(fetched).hostname):
        return claimed if claimed and claimed.startswith(("http://", "https://")) else fetched
    return fetched
