"""Turtle and TriG as people read them: prefixes and a base on top, one block per subject, one line per predicate.

pyoxigraph's serializer writes its prefixes in another order on every run, and relative to a base writes even
"<//example.org/>"; so the layout is ours. Every literal, and every IRI that has no safe short form, is pyoxigraph's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graphbuild.vocab import BASE, PREFIXES, RDF, XSD

_ROOMS = ("country", "group", "office", "organization", "person")
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")
# What may follow the base in a relative IRI: no dot segment, no colon, nothing that a parser could take for a scheme.
_RELATIVE = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_%-]+)*(#[A-Za-z0-9_=,%-]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_INDENT = "    "


def instance_prefixes(base: str = BASE) -> dict[str, str]:
    """Return the prefixes of instances ("person", "country", …) below `base`.

    >>> instance_prefixes()["person"]
    'https://w3id.org/graphbuild/id/person/'
    """
    return {room: f"{base}{room}/" for room in _ROOMS}


def turtle(triples: Iterable[Triple], base: str = BASE) -> Iterator[str]:
    """Yield a Turtle document for triples that come grouped by subject, then by predicate."""
    style = _Style(base)
    yield style.header()
    yield from style.blocks(triples, "")


def trig(quads: Iterable[Quad], base: str = BASE) -> Iterator[str]:
    """Yield a TriG document for quads that come grouped by graph, then by subject, then by predicate."""
    style = _Style(base)
    yield style.header()
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        triples = (quad.triple for quad in members)
        if isinstance(graph, DefaultGraph):
            yield from style.blocks(triples, "")
        else:
            yield f"\n{style.short(graph)} {{"
            yield from style.blocks(triples, _INDENT)
            yield "}\n"


class _Style:
    """How terms are shortened below one base."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.prefixes = {**PREFIXES, **instance_prefixes(base)}
        self.short = lru_cache(maxsize=4096)(self._short)
        self._names = {namespace: prefix for prefix, namespace in self.prefixes.items()}

    def header(self) -> str:
        lines = [f"@base <{self.base}> ."]
        lines += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(self.prefixes.items())]
        return "\n".join(lines) + "\n"

    def blocks(self, triples: Iterable[Triple], indent: str) -> Iterator[str]:
        for subject, about in groupby(triples, key=lambda triple: triple.subject):
            lines = [
                f"{self._predicate(predicate)} {', '.join(self.short(triple.object) for triple in same)}"
                for predicate, same in groupby(about, key=lambda triple: triple.predicate)
            ]
            yield f"\n{indent}{self.short(subject)} " + f" ;\n{indent}{_INDENT}".join(lines) + " .\n"

    def _predicate(self, predicate: NamedNode) -> str:
        return "a" if predicate.value == RDF + "type" else self.short(predicate)

    def _short(self, term: NamedNode | BlankNode | Literal | Triple) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term)
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _iri(self, node: NamedNode) -> str:
        iri = node.value
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix, local = self._names.get(iri[:cut]), iri[cut:]
        if prefix is not None and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
        if iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        return str(node)

    def _literal(self, literal: Literal) -> str:
        if literal.language is not None or literal.datatype.value == XSD + "string":
            return str(literal)
        text, kind = literal.value, literal.datatype.value.removeprefix(XSD)
        if (
            (kind == "integer" and _INTEGER.fullmatch(text))
            or (kind == "decimal" and _DECIMAL.fullmatch(text))
            or (kind == "boolean" and text in {"true", "false"})
        ):
            return text
        return f"{Literal(text)}^^{self._iri(literal.datatype)}"
