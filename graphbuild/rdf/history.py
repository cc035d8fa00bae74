"""What articles were before they were corrected or taken out: their metadata, in a graph of its own; nothing that they said.

Versions are numbered in the order in which the store saw them go. The clock is not asked: the time comes from whoever
takes an article out, or is the day on which the correction was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from graphbuild.rdf.terms import Term, moment, term
from graphbuild.vocab import HISTORY_GRAPH, identifier, iri

_KEPT = frozenset(
    term(name)
    for name in (
        "gb:sha256",
        "schema:headline",
        "schema:datePublished",
        "schema:publisher",
        "schema:url",
        "schema:inLanguage",
    )
)


@dataclass(slots=True)
class Change:
    """Quads to add to the graph of past versions, and quads to take out of it."""

    added: set[Quad] = field(default_factory=set)
    removed: set[Quad] = field(default_factory=set)


def passed(
    store: Store, article: NamedNode, old: Iterable[Quad], new: Iterable[Quad], *, at: dt.datetime | None, base: str
) -> Change:
    """Return what to record when an article's graph goes from `old` to `new` (nothing: it is taken out).

    Nothing is recorded of an article that was not there, or is only read anew.
    """
    before, after = set(_metadata(article, old)), set(_metadata(article, new))
    if not before or before == after:
        return Change()
    graph = NamedNode(iri(HISTORY_GRAPH, base))
    version = _next_version(store, article, graph, base)
    earlier = set(store.quads_for_pattern(article, term("prov:wasRevisionOf"), None, graph))
    added = {Quad(version, predicate, value, graph) for predicate, value in before}
    added |= {Quad(version, quad.predicate, quad.object, graph) for quad in earlier}
    added.add(Quad(version, term("rdf:type"), term("gb:Version"), graph))
    added.add(Quad(version, term("prov:specializationOf"), article, graph))
    if time := _time(at, after):
        added.add(Quad(version, term("prov:invalidatedAtTime"), time, graph))
    if after:
        added.add(Quad(article, term("prov:wasRevisionOf"), version, graph))
    return Change(added, earlier)


def _metadata(article: NamedNode, quads: Iterable[Quad]) -> Iterator[tuple[NamedNode, Term]]:
    for quad in quads:
        value = quad.object
        if quad.subject == article and quad.predicate in _KEPT and isinstance(value, NamedNode | Literal):
            yield quad.predicate, value


def _next_version(store: Store, article: NamedNode, graph: NamedNode, base: str) -> NamedNode:
    known = sum(1 for _ in store.quads_for_pattern(None, term("prov:specializationOf"), article, graph))
    return NamedNode(iri(f"{identifier(article.value, base)}/version/{known + 1}", base))


def _time(at: dt.datetime | None, after: Iterable[tuple[NamedNode, Term]]) -> Literal | None:
    days = [value.value for predicate, value in after if predicate == term("schema:datePublished")]
    return moment(at) if at else moment(dt.datetime.fromisoformat(f"{days[0]}T00:00:00+00:00")) if days else None
