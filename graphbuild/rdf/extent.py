"""How much of the reference facts a file carries: those about whoever the articles name, not the whole world's."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode, Quad, Store

from graphbuild.rdf.terms import term
from graphbuild.vocab import HISTORY_GRAPH, REFERENCE_GRAPH, RUNS_GRAPH, iri

Wanted = Callable[[Quad], bool]
"""Tells whether a quad goes into a file."""

_NAMING = frozenset({term("rdf:type"), term("rdfs:label")})


def everything(_: Quad) -> bool:
    """Keep the quad, whatever it says."""
    return True


def without_past(wanted: Wanted, base: str) -> Wanted:
    """Keep what is wanted less the runs and the past versions: the same articles then give the same file, however they came."""
    past = {NamedNode(iri(graph, base)) for graph in (RUNS_GRAPH, HISTORY_GRAPH)}
    return lambda quad: quad.graph_name not in past and wanted(quad)


def without_idle_facts(store: Store, base: str) -> Wanted:
    """Keep of the reference facts those about actors and offices that other graphs name, and the names of whatever these lead to.

    The rest of the store is kept whole.
    """
    reference = NamedNode(iri(REFERENCE_GRAPH, base))
    named = {
        node
        for quad in store
        if quad.graph_name != reference
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode)
    }
    led_to = {
        fact.object for fact in store.quads_for_pattern(None, None, None, reference) if fact.subject in named
    } - named

    def wanted(quad: Quad) -> bool:
        return (
            quad.graph_name != reference
            or quad.subject in named
            or (quad.subject in led_to and quad.predicate in _NAMING)
        )

    return wanted
