"""A record of fields to an article: the one place where articles are made."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graphbuild.errors import SourceError
from graphbuild.model import Article
from graphbuild.sources.addresses import canonical_url
from graphbuild.sources.encoding import tidy
from graphbuild.sources.item import Found, shown
from graphbuild.sources.published import publication_date

FIELDS = ("id", "url", "title", "text", "date", "published", "publisher", "language")
"""The fields of a record that are read; others are left alone."""

_LONGEST_TITLE = 1000


def article(record: Mapping[str, object], where: str) -> Article:
    """Make an article of a record; all fields but `text` may be missing or empty.

    `Article.source` is the record's `id`, or `where` when it has none. Raises SourceError naming the field.
    """
    text = _text(record, where)
    source = record.get("id")
    if source is not None and (isinstance(source, bool) or not isinstance(source, str | int)):
        raise SourceError(where, "its id is neither text nor a number; write it as text")
    try:
        url = _field(record, "url", where)
        address = canonical_url(url) if url else None
        date = _field(record, "date", where) or _field(record, "published", where)
        published = publication_date(date) if date else None
    except ValueError as error:
        raise SourceError(where, str(error)) from None
    return Article.of(
        text,
        title=_title(_field(record, "title", where), where),
        url=address,
        publisher=_field(record, "publisher", where) or None,
        published=published,
        language=_language(_field(record, "language", where), where),
        source=where if source in (None, "") else shown(str(source)),
    )


def found(record: Mapping[str, object], where: str) -> Found:
    """Make an article of a record, or return why there is none."""
    try:
        return article(record, where)
    except SourceError as error:
        return error


def _text(record: Mapping[str, object], where: str) -> str:
    if "text" not in record:
        raise SourceError(
            where, f'has no field "text" (it has {_names(record)}); graphbuild reads the article from there'
        )
    text = tidy(_field(record, "text", where), where)
    if not text.strip():
        raise SourceError(where, "its text is empty; leave the record out")
    return text


def _names(record: Mapping[str, object]) -> str:
    return ", ".join(shown(str(name))[:30] for name in list(record)[:6]) or "none"


def _field(record: Mapping[str, object], name: str, where: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SourceError(
            where, f'its field "{name}" is not text but {type(value).__name__}; write it between quotation marks'
        )
    return value if name == "text" else tidy(value, where).strip() if name != "title" else value


def _title(title: str, where: str) -> str | None:
    if not title.strip():
        return None
    if len(title) > _LONGEST_TITLE:
        raise SourceError(where, f"its title is longer than {_LONGEST_TITLE} characters; is it the text?")
    # A title ends at the first blank line of an article's text, so it must not hold one; the length stays.
    return tidy(title, where).replace("\n", " ")


def _language(tag: str, where: str) -> str:
    if tag and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        raise SourceError(where, f"its language {shown(tag[:20])!r} is no language tag; write en, en-GB, …")
    return tag.lower() or "en"
