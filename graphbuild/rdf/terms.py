"""The terms of the graph: every IRI and literal that graphbuild writes or reads back passes through here.

Literals are minted the way Oxigraph stores them (no trailing zeros, integers as xsd:integer, language tags in lower
case), so that what was written and what is read back are equal term by term. There are no blank nodes.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graphbuild.vocab import PREFIXES

Term: TypeAlias = NamedNode | Literal
"""What may stand as an object."""


@cache
def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name.

    >>> term("gb:actor").value
    'https://w3id.org/graphbuild/ontology#actor'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def decimal(value: Decimal | float) -> Literal:
    """Return a finite number as xsd:decimal; a float to two places, which is how scores are kept.

    >>> decimal(0.9).value, decimal(Decimal("2E+4")).value
    ('0.9', '20000')
    """
    text = f"{value:.2f}" if isinstance(value, float) else f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=term("xsd:decimal"))


def integer(value: int) -> Literal:
    """Return a whole number as xsd:integer."""
    return Literal(str(value), datatype=term("xsd:integer"))


def date(day: dt.date) -> Literal:
    """Return a day as xsd:date."""
    return Literal(day.isoformat(), datatype=term("xsd:date"))


def moment(time: dt.datetime) -> Literal:
    """Return a time, with its zone, as xsd:dateTime in UTC, to the second.

    >>> moment(dt.datetime(2026, 1, 1, 1, 0, 0, 5, dt.timezone(dt.timedelta(hours=1)))).value
    '2026-01-01T00:00:00Z'
    """
    text = time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Literal(text, datatype=term("xsd:dateTime"))


TRUE = Literal("true", datatype=NamedNode(PREFIXES["xsd"] + "boolean"))
"""The only boolean written: what is false is left out."""


def reference(address: str) -> Term:
    """Return an address as an IRI, or as an xsd:anyURI literal where its characters cannot stand in an IRI.

    >>> reference("https://example.org/a").value, reference("see page 3").datatype.value
    ('https://example.org/a', 'http://www.w3.org/2001/XMLSchema#anyURI')
    """
    try:
        return NamedNode(address)
    except ValueError:
        return Literal(address, datatype=term("xsd:anyURI"))


def tag_of(language: str) -> str | None:
    """Return the language tag that Oxigraph keeps for `language`, None where it is not well formed (BCP 47)."""
    try:
        return Literal("", language=language).language
    except ValueError:
        return None


def words(text: str, tag: str | None) -> Literal:
    """Return text of an article in the article's language."""
    return Literal(text, language=tag) if tag else Literal(text)
