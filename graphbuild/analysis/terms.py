"""From Python values to RDF terms, safely, and back.

A value never enters a query as pasted words: it is first made an RDF term, which refuses what is no such term, and
the term's own writer escapes it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

import pyoxigraph as ox

from graphbuild import vocab
from graphbuild.analysis.rows import Value
from graphbuild.errors import QueryError
from graphbuild.model import ActKind

ANY = "any"
"""The default of an actor or a kind that may be left out."""

# What can hold a `$` that is no parameter (strings, IRIs, comments) is matched first and left alone.
_TOKEN = re.compile(
    r"""'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n]*|\$(?P<name>\w+)""",
    re.DOTALL,
)


def bind(query: str, terms: Mapping[str, str]) -> str:
    """Put each term in the place of its `$name`; names in strings, IRIs and comments stay as they are.

    >>> bind("ASK { ?s ?p $words } # $words", {"words": '"a"'})
    'ASK { ?s ?p "a" } # $words'
    """
    return _TOKEN.sub(lambda match: terms.get(match["name"] or "", match[0]), query)


def _literal(text: str, datatype: str = "string") -> str:
    return str(ox.Literal(text, datatype=ox.NamedNode(vocab.XSD + datatype)))


def iri_term(text: str) -> str:
    """Write an IRI. Raises QueryError when `text` is none."""
    try:
        return str(ox.NamedNode(text))
    except ValueError as error:
        raise QueryError(f"{text!r} is not an IRI: {error}") from None


def iris_term(iris: Iterable[str]) -> str:
    """Write the rows of a VALUES block of one variable; UNDEF, which restricts nothing, when there are none."""
    return " ".join(iri_term(iri) for iri in iris) or "UNDEF"


def ids_term(text: str) -> str:
    """Write what may be an id such as "country/PK", or an IRI, as the IRIs that it may be: the rows of a VALUES block."""
    own = str(ox.NamedNode(vocab.BASE + quote(text, safe="/")))
    try:
        return f"{own} {ox.NamedNode(text)}"
    except ValueError:
        return own


def spellings_term(text: str) -> str:
    """Write a name as the literals that it may stand as: English, and of no language."""
    return f"{ox.Literal(text, language='en')} {ox.Literal(text)}"


def kinds_term(text: str) -> str:
    """Write the classes of kinds of act ("pledge", or "pledge,aid"); UNDEF for "any". Raises QueryError for an unknown kind."""
    if text == ANY:
        return "UNDEF"
    try:
        kinds = [ActKind(word.strip().lower()) for word in text.split(",")]
    except ValueError:
        raise QueryError(f"{text!r} is no kind of act; the kinds are {', '.join(ActKind)}") from None
    return iris_term(vocab.GB + vocab.class_name(kind) for kind in kinds)


def _date_term(text: str) -> str:
    try:
        return _literal(dt.date.fromisoformat(text).isoformat(), "date")
    except ValueError:
        raise QueryError(f"{text!r} is not a day: write it as 2025-09-16") from None


def _integer_term(text: str) -> str:
    try:
        return str(int(text))
    except ValueError:
        raise QueryError(f"{text!r} is not a whole number") from None


def _number_term(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise QueryError(f"{text!r} is not a number") from None
    if not number.is_finite():
        raise QueryError(f"{text!r} is not a finite number")
    return _literal(f"{number:f}", "decimal")


TERM_WRITERS = {
    "actkind": kinds_term,
    "date": _date_term,
    "integer": _integer_term,
    "iri": iri_term,
    "number": _number_term,
    "text": _literal,
}
"""How a parameter of each type is written; an "actor" has to be looked up in the graph first."""


def words_term(value: Value) -> str:
    """Write a value by its own Python type, for queries that declare no parameters; an absolute IRI in a str is an IRI.

    Raises QueryError for None and for numbers that are not finite.
    """
    if value is None:
        raise QueryError("a parameter cannot be None: leave it out")
    if isinstance(value, str):
        return iri_term(value) if re.match(r"(https?|urn):", value) else _literal(value)
    for kind, write in _WRITERS_BY_TYPE.items():
        if isinstance(value, kind):
            return write(value)
    raise QueryError(f"{value!r} cannot stand in a query: give words, a number, a day or a truth value")


# In this order: a truth value is an int, and a moment is a date.
_WRITERS_BY_TYPE: Mapping[type, Callable[[object], str]] = {
    bool: lambda value: _literal(str(value).lower(), "boolean"),
    int: str,
    float: lambda value: _number_term(str(value)),
    dt.datetime: lambda value: _literal(str(value).replace(" ", "T"), "dateTime"),
    dt.date: lambda value: _literal(str(value), "date"),
}

_READERS: Mapping[str, Callable[[str], Value]] = {
    **{vocab.XSD + name: float for name in ("decimal", "double", "float")},
    **{vocab.XSD + name: int for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")},
    vocab.XSD + "boolean": lambda text: text in {"true", "1"},
    vocab.XSD + "date": dt.date.fromisoformat,
    vocab.XSD + "dateTime": dt.datetime.fromisoformat,
}


def python_value(text: str, datatype: str) -> Value:
    """Return a literal as a Python value; words as they stand when the datatype is another, or its text is malformed.

    >>> python_value("2025-09-16", vocab.XSD + "date")
    datetime.date(2025, 9, 16)
    """
    reader = _READERS.get(datatype)
    if reader is None:
        return text
    try:
        return reader(text)
    except ValueError:
        return text
