"""Gathered acts as RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graphbuild.identity import terms
from graphbuild.identity.gather import Event
from graphbuild.vocab import BASE, GB, XSD, class_name, iri


def statements(events: Iterable[Event], base: str = BASE) -> Iterator[ox.Triple]:
    """Yield what is recorded of events, in their order."""
    for event in events:
        node = ox.NamedNode(iri(event.id, base))
        for term, value in _values(event, base):
            yield ox.Triple(node, ox.NamedNode(term), value)


def _values(event: Event, base: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield terms.TYPE, ox.NamedNode(terms.EVENT)
    yield terms.EVENT_KIND, ox.NamedNode(GB + class_name(event.kind))
    yield terms.EVENT_DATE, ox.Literal(event.day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    for term, ids in (
        (terms.EVENT_ACTOR, sorted(event.actors)),
        (terms.EVENT_TARGET, sorted(event.targets)),
        (terms.REPORT, [report.id for report in event.reports]),
        (terms.FIRST_REPORT, [event.reports[0].id]),
    ):
        yield from ((term, ox.NamedNode(iri(one, base))) for one in ids)
    for term, count in (
        (terms.REPORT_COUNT, len(event.reports)),
        (terms.ARTICLE_COUNT, event.articles),
        (terms.ORIGIN_COUNT, event.origins),
    ):
        yield term, ox.Literal(str(count), datatype=ox.NamedNode(XSD + "integer"))
