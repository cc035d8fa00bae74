"""Whether a graph is as `ontologies/shapes.ttl` says; what is not is named, with the remedy.

`check` runs the queries compiled from the shapes, on a whole store; `check_with_shacl` runs the shapes themselves with
pyshacl, graph by graph, and is the referee: the two agree, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, cast

import pyshacl
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)
from rdflib import RDF, SH, Dataset, Graph
from rdflib.term import Node

from graphbuild.errors import VocabularyError
from graphbuild.rdf.compiler import Check, checks
from graphbuild.rdf.store import store_of
from graphbuild.vocab import BASE, PREFIXES, ontologies

_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape.

    `graph` is the id of the graph that holds it ("article/3f…", "graph/reference"; empty for the default graph),
    `focus` the node, `shape` the local name of the shape in `ontologies/shapes.ttl`, `message` what is wrong and what
    to do.
    """

    graph: str
    focus: str
    shape: str
    message: str


def check(dataset: Dataset, base: str = BASE) -> list[Violation]:
    """Return what breaks a shape anywhere in the store, in order of graph, node and shape."""
    store = store_of(dataset)
    default = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None
    found = {violation for each in _checks() for violation in _broken(store, each, base, default=default)}
    return sorted(found)


def check_with_shacl(dataset: Dataset, base: str = BASE) -> list[Violation]:
    """Return the same by pyshacl, graph by graph: many times slower, and no part of it is ours."""
    store = store_of(dataset)
    found: set[Violation] = set()
    for graph in (DefaultGraph(), *store.named_graphs()):
        quads = store.quads_for_pattern(None, None, None, graph)
        found.update(_reported(quads, _id(graph, base)))
    return sorted(found)


@cache
def shapes() -> Graph:
    """Return `ontologies/shapes.ttl`.

    Raises VocabularyError when it is missing or broken.
    """
    path = ontologies() / "shapes.ttl"
    try:
        return Graph().parse(path, format="turtle")
    except (OSError, SyntaxError, ValueError) as problem:
        raise VocabularyError(f"{path}: cannot be read ({problem}): install graphbuild again") from problem


@cache
def _checks() -> tuple[Check, ...]:
    return tuple(checks(shapes()))


def _broken(store: Store, each: Check, base: str, *, default: bool) -> Iterator[Violation]:
    for row in _rows(store, each.in_named_graphs()):
        yield Violation(_id(row["graph"], base), _name(row["this"]), each.shape, each.message)
    for row in _rows(store, each.in_default_graph()) if default else ():
        yield Violation("", _name(row["this"]), each.shape, each.message)


def _rows(store: Store, query: str) -> QuerySolutions:
    return cast("QuerySolutions", store.query(query, prefixes=dict(PREFIXES)))


def _reported(quads: Iterable[Quad], graph: str) -> Iterator[Violation]:
    data = Graph().parse(data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes())
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        message = str(shapes().value(shape, SH.message))
        yield Violation(graph, str(report.value(result, SH.focusNode)), _local(shape), message)


def _id(graph: _Term | DefaultGraph, base: str) -> str:
    return graph.value.removeprefix(base) if isinstance(graph, NamedNode) else ""


def _name(node: _Term) -> str:
    return str(node) if isinstance(node, Triple) else node.value


def _local(shape: Node | None) -> str:
    return str(shape).rpartition("#")[2]
