"""Facts as triples, and files of them: sorted, prefixed, with a header that states source and date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from graphbuild import vocab
from graphbuild.identity import terms

PREFIXES = {
    "country": vocab.BASE + "country/",
    "gb": vocab.GB,
    "office": vocab.BASE + "office/",
    "organization": vocab.BASE + "organization/",
    "owl": vocab.OWL,
    "person": vocab.BASE + "person/",
    "rdfs": vocab.RDFS,
    "skos": vocab.SKOS,
    "tenure": vocab.BASE + "tenure/",
    "wd": vocab.WIKIDATA,
    "xsd": vocab.XSD,
}


def node(identifier: str) -> ox.NamedNode:
    """Return the node of an id ("country/PK")."""
    return ox.NamedNode(vocab.iri(identifier))


def link(subject: str, predicate: str, target: str) -> ox.Triple:
    """State that one id stands in a relation to another; all three may be absolute IRIs."""
    return ox.Triple(_named(subject), ox.NamedNode(predicate), _named(target))


def english(subject: str, predicate: str, text: str) -> ox.Triple:
    """State an English name."""
    return ox.Triple(node(subject), ox.NamedNode(predicate), ox.Literal(text, language="en"))


def plain(subject: str, predicate: str, text: str) -> ox.Triple:
    """State a code: a string of no language."""
    return ox.Triple(node(subject), ox.NamedNode(predicate), ox.Literal(text))


def day(subject: str, predicate: str, date: dt.date) -> ox.Triple:
    """State a day."""
    datatype = ox.NamedNode(vocab.XSD + "date")
    return ox.Triple(node(subject), ox.NamedNode(predicate), ox.Literal(date.isoformat(), datatype=datatype))


def yes(subject: str, predicate: str) -> ox.Triple:
    """State that something is so."""
    return ox.Triple(node(subject), ox.NamedNode(predicate), ox.Literal(True))


def same_as(subject: str, item: str) -> ox.Triple:
    """State which Wikidata item ("Q843") describes an actor."""
    return link(subject, terms.SAME_AS, vocab.WIKIDATA + item)


def write(path: Path, header: str, triples: Iterable[ox.Triple]) -> int:
    """Write the triples once each, in order of subject, predicate and object; return how many there are."""
    unique = sorted(set(triples), key=_order)
    body = ox.serialize(unique, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = body.decode().splitlines()
    comment = [f"# {line}".rstrip() for line in header.strip().splitlines()]
    # The serialiser names its prefixes in no stable order.
    prefixes = sorted(line for line in lines if line.startswith("@prefix "))
    facts = [line if line.startswith("\t") else f"\n{line}" for line in lines[len(prefixes) :]]
    path.write_text("\n".join([*comment, "", *prefixes, *facts, ""]), encoding="utf-8")
    return len(unique)


def _named(identifier: str) -> ox.NamedNode:
    return ox.NamedNode(identifier) if "://" in identifier else node(identifier)


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    return (str(triple.subject), triple.predicate.value != terms.TYPE, triple.predicate.value, str(triple.object))
