"""Decisions as RDF, and back: one node for each, whose id is made from what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graphbuild.errors import StoreError
from graphbuild.identity import terms
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.vocab import BASE, GB, XSD, identifier, iri

_JUDGEMENTS = {GB + judgement: judgement for judgement in Judgement}


def decision_id(decision: Decision) -> str:
    """Mint the id of a decision; the two ids of a different-from decision may stand in either order."""
    pair = decision.pair if decision.judgement is Judgement.DIFFERENT else (decision.canonical, decision.alias)
    said = [decision.judgement, *pair, decision.author, decision.day.isoformat(), decision.reason]
    return f"decision/{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]}"


def statements(decisions: Mapping[str, Decision], base: str = BASE) -> Iterator[ox.Triple]:
    """Yield what is recorded of decisions, each under its id."""
    for name, decision in decisions.items():
        node = ox.NamedNode(iri(name, base))
        for term, value in _values(decision, base):
            yield ox.Triple(node, ox.NamedNode(term), value)


def _values(decision: Decision, base: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    one, other = (ox.NamedNode(iri(actor, base)) for actor in (decision.canonical, decision.alias))
    same = decision.judgement is Judgement.SAME
    yield terms.TYPE, ox.NamedNode(GB + decision.judgement)
    yield terms.CANONICAL if same else terms.CONCERNS, one
    yield terms.ALIAS_ID if same else terms.CONCERNS, other
    yield terms.DECIDED_BY, ox.Literal(decision.author)
    yield terms.DECIDED_ON, ox.Literal(decision.day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    yield terms.REASON, ox.Literal(decision.reason)


def decisions(triples: Iterable[ox.Triple], base: str = BASE) -> dict[str, Decision]:
    """Return the decisions recorded in triples, by id and in its order.

    Raises StoreError, naming the record, when one lacks a part.
    """
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            nodes[triple.subject.value][triple.predicate.value].append(triple.object.value)
    return {identifier(node, base): _decision(node, values, base) for node, values in sorted(nodes.items())}


def _decision(node: str, values: Mapping[str, list[str]], base: str) -> Decision:
    try:
        judgement = _JUDGEMENTS[min(values[terms.TYPE])]
        if judgement is Judgement.SAME:
            actors = [values[terms.CANONICAL][0], values[terms.ALIAS_ID][0]]
        else:
            actors = sorted(values[terms.CONCERNS])
        one, other = (identifier(actor, base) for actor in actors)
        day = dt.date.fromisoformat(values[terms.DECIDED_ON][0])
        return Decision(judgement, one, other, values[terms.DECIDED_BY][0], day, min(values[terms.REASON]))
    except (KeyError, IndexError, ValueError) as error:
        raise StoreError(f"{node}: is no whole decision ({error}): undo it and decide again") from error
