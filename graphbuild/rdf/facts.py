"""What articles presuppose about their actors, gathered from how each article presents them.

An article's graph says how the article presents an actor (`gb:Appearance`, `gb:Holding`). The facts that follow on the
actor itself (its type, label, country, offices) stand once in the graph of actors, however many articles share them:
in the union of all graphs a triple held in n graphs gives n rows, and labels are joined to almost every row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graphbuild.rdf.terms import TRUE, Term, term

Node: TypeAlias = Mapping[NamedNode, Sequence[Term]]
"""The objects of one subject, by predicate."""

_SAID_OF_ACTOR = {
    term("gb:appearsAs"): term("rdf:type"),
    term("gb:appearsUnder"): term("rdfs:label"),
    term("gb:appearsFor"): term("gb:belongsTo"),
    term("gb:identifiedWith"): term("owl:sameAs"),
}
_SAID_OF_OFFICE = {
    term("gb:titleUsed"): term("rdfs:label"),
    term("gb:heldFor"): term("gb:officeOf"),
    term("gb:heldAtTheTop"): term("gb:leadsOffice"),
}
LINKS = (term("gb:appearanceOf"), term("gb:holder"), term("gb:office"))
"""What ties an appearance or a holding to the actor or office that it presents."""

READ = frozenset({*LINKS, *_SAID_OF_ACTOR, *_SAID_OF_OFFICE})
"""Every predicate that facts are gathered from."""


def facts_of(node: Node) -> Iterator[Triple]:
    """Yield what one appearance or holding presupposes; nothing for any other node."""
    for actor in _nodes(node, "gb:appearanceOf"):
        yield from _said(actor, node, _SAID_OF_ACTOR)
    for office in _nodes(node, "gb:office"):
        yield Triple(office, term("rdf:type"), term("gb:Office"))
        yield from _said(office, node, _SAID_OF_OFFICE)
        yield from (Triple(holder, term("gb:holdsOffice"), office) for holder in _nodes(node, "gb:holder"))
    if TRUE in node.get(term("gb:heldAtTheTop"), ()):
        for holder in _nodes(node, "gb:holder"):
            for led in _nodes(node, "gb:heldFor"):
                yield Triple(holder, term("gb:leads"), led)


def facts(quads: Iterable[Quad]) -> list[Triple]:
    """Return what the articles in `quads` presuppose about their actors and offices, each once."""
    nodes: dict[tuple[str, str], dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        value = quad.object
        if quad.predicate in READ and isinstance(value, NamedNode | Literal):
            nodes[str(quad.subject), str(quad.graph_name)][quad.predicate].append(value)
    return list(dict.fromkeys(fact for node in nodes.values() for fact in facts_of(node)))


def _nodes(node: Node, name: str) -> Iterator[NamedNode]:
    return (value for value in node.get(term(name), ()) if isinstance(value, NamedNode))


def _said(subject: NamedNode, node: Node, table: Mapping[NamedNode, NamedNode]) -> Iterator[Triple]:
    for said, presupposed in table.items():
        for value in node.get(said, ()):
            if presupposed == term("owl:sameAs") and isinstance(value, Literal):
                continue  # an address that is no IRI: it stays on the appearance
            yield Triple(subject, presupposed, value)
