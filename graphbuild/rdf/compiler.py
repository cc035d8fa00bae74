"""SHACL shapes as SPARQL queries, each of which finds the nodes that break one constraint, over a whole store at once.

The meaning of each constraint is that of SHACL (https://www.w3.org/TR/shacl/). A shape that uses anything else is
refused, so that none is silently left unchecked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graphbuild.errors import VocabularyError
from graphbuild.vocab import XSD


@dataclass(frozen=True, slots=True)
class Check:
    """Finds the nodes that break one constraint of a shape: `pattern` binds `?this` to each of them."""

    shape: str
    message: str
    pattern: str

    def in_named_graphs(self) -> str:
        """Return the query that finds `?this` and its `?graph` in the named graphs, each looked at by itself."""
        return f"SELECT DISTINCT ?graph ?this WHERE {{ GRAPH ?graph {{ {self.pattern} }} }}"

    def in_default_graph(self) -> str:
        """Return the query that finds `?this` in the default graph."""
        return f"SELECT DISTINCT ?this WHERE {{ {self.pattern} }}"


def checks(shapes: Graph) -> Iterator[Check]:
    """Yield the checks of every node shape.

    Raises VocabularyError when a shape uses a term that has no query here.
    """
    for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str):
        target = _target(shapes, shape)
        for constraint, value in shapes.predicate_objects(shape):
            if constraint == SH.nodeKind:
                yield _check(shapes, shape, f"{target} FILTER (! {_IS[value]}(?this))")
            elif constraint == SH.sparql:
                yield _check(shapes, value, f"{target} {_body(shapes, value)}")
            elif constraint == SH.property:
                yield from _of_property(shapes, value, target)
            elif constraint not in _SILENT | _TARGETS.keys():
                raise _unknown(shape, constraint)


def _of_property(shapes: Graph, shape: Node, target: str) -> Iterator[Check]:
    path = _path(shapes, shapes.value(shape, SH.path))
    for constraint, value in shapes.predicate_objects(shape):
        if constraint in _CONSTRAINTS:
            yield _check(shapes, shape, f"{target} {_CONSTRAINTS[constraint](path, _term(shapes, value))}")
        elif constraint not in _SILENT | {SH.path}:
            raise _unknown(shape, constraint)


def _check(shapes: Graph, shape: Node, pattern: str) -> Check:
    return Check(str(shape).rpartition("#")[2], str(shapes.value(shape, SH.message)), pattern)


def _unknown(shape: Node, constraint: Node) -> VocabularyError:
    return VocabularyError(
        f"shape {shape}: graphbuild has no query for {constraint}: add one, or say it with sh:sparql"
    )


_SILENT = frozenset({RDF.type, SH.message})
_IS: Mapping[Node, str] = {SH.IRI: "isIRI", SH.Literal: "isLiteral"}

_TARGETS: Mapping[Node, Callable[[str], str]] = {
    SH.targetClass: lambda name: f"{{ ?this a {name} }}",
    SH.targetSubjectsOf: lambda name: f"{{ ?this {name} ?targeted }}",
    SH.targetObjectsOf: lambda name: f"{{ ?targeted {name} ?this }}",
}


def _target(shapes: Graph, shape: Node) -> str:
    found = (
        write(_term(shapes, value))
        for name, write in _TARGETS.items()
        for value in sorted(shapes.objects(shape, name), key=str)
    )
    return " UNION ".join(found)


def _body(shapes: Graph, constraint: Node) -> str:
    """Return what stands between the outer braces of a constraint's SELECT."""
    select = str(shapes.value(constraint, SH.select))
    return select[select.index("{") + 1 : select.rindex("}")].replace("$this", "?this").strip()


def _path(shapes: Graph, path: Node | None) -> str:
    if isinstance(path, URIRef):
        return path.n3()
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_path(shapes, inverse)}"
    if path is not None and (path, RDF.first, None) in shapes:
        return "/".join(_path(shapes, step) for step in Collection(shapes, path))
    raise _unknown(path or SH.path, SH.path)


def _term(shapes: Graph, value: Node) -> str:
    if (value, RDF.first, None) in shapes:
        return ", ".join(member.n3() for member in Collection(shapes, value))
    return value.n3()


def _min_count(path: str, count: str) -> str:
    values = _different_values(path, int(count.partition("^^")[0].strip('"')))
    return f"FILTER NOT EXISTS {{ {values} }}"


def _max_count(path: str, count: str) -> str:
    return _different_values(path, int(count.partition("^^")[0].strip('"')) + 1)


def _different_values(path: str, count: int) -> str:
    names = [f"?value{number}" for number in range(count)]
    differ = "".join(f" FILTER (! sameTerm({a}, {b}))" for a, b in combinations(names, 2))
    return " ".join(f"?this {path} {name} ." for name in names) + differ


def _datatype(path: str, datatype: str) -> str:
    name = datatype.strip("<>").removeprefix(XSD)
    well_formed = _WELL_FORMED.get(name, f"isLiteral({datatype}(STR(?value)))")
    return _value(path, f"COALESCE(DATATYPE(?value) = {datatype} && {well_formed}, false)")


# Oxigraph's decimals have 18 places: the digits of longer ones are looked at, not computed with.
_WELL_FORMED = {
    "decimal": r'REGEX(STR(?value), "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$")',
    "integer": r'REGEX(STR(?value), "^[+-]?[0-9]+$")',
    "string": "true",
}


def _equals(path: str, other: str) -> str:
    return (
        f"{{ ?this {path} ?value FILTER NOT EXISTS {{ ?this {other} ?value }} }} UNION "
        f"{{ ?this {other} ?value FILTER NOT EXISTS {{ ?this {path} ?value }} }}"
    )


def _value(path: str, condition: str) -> str:
    return f"?this {path} ?value . FILTER (! {condition})"


_CONSTRAINTS: Mapping[Node, Callable[[str, str], str]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.datatype: _datatype,
    SH.nodeKind: lambda path, kind: _value(path, f"{_IS[URIRef(kind.strip('<>'))]}(?value)"),
    SH["class"]: lambda path, name: f"?this {path} ?value . FILTER NOT EXISTS {{ ?value a {name} }}",
    SH["in"]: lambda path, members: _value(path, f"(?value IN ({members}))"),
    SH.minInclusive: lambda path, least: _value(path, f"COALESCE(?value >= {least}, false)"),
    SH.maxInclusive: lambda path, most: _value(path, f"COALESCE(?value <= {most}, false)"),
    SH.pattern: lambda path, pattern: _value(path, f"REGEX(STR(?value), {pattern})"),
    SH.equals: _equals,
    SH.lessThanOrEquals: lambda path, other: (
        f"?this {path} ?value ; {other} ?other . FILTER (! COALESCE(?value <= ?other, false))"
    ),
}
