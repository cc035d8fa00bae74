"""A graph as it is read when decisions say which ids name one actor: a copy of it, so that the store stays as it is.

The copy of a graph directory shares the tables of its database, so that making it takes the same short time whatever
the size; only what is said of the actors that give way is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store
from rdflib import Dataset

from graphbuild.rdf.directory import branched, over
from graphbuild.rdf.store import store_of
from graphbuild.rdf.terms import term
from graphbuild.vocab import BASE, iri

_DECIDING = frozenset({term("gb:alias"), term("gb:canonical"), term("gb:concerns")})
_ONE_EACH = frozenset({term("rdf:type"), term("gb:belongsTo"), term("gb:basedIn")})


def renamed(dataset: Dataset, canonical: Mapping[str, str], folder: Path | None = None, base: str = BASE) -> Dataset:
    """Return a copy of the graph in which each id gives way to the one that `canonical` gives for it; the graph itself where none occurs.

    Whatever is said of the one is then said of the other; only the decisions themselves still name the one. The label of the one
    that gives way becomes another name; its type and its country count only where the other has none. Nobody comes to
    act on himself by it. `folder` is the directory that the graph lies in, None for one in memory; the copy lies beside
    its database and is deleted with the dataset.
    """
    pairs = [(NamedNode(iri(alias, base)), NamedNode(iri(stays, base))) for alias, stays in sorted(canonical.items())]
    pairs = [(one, other) for one, other in pairs if any(_about(store_of(dataset), one))]
    if not pairs:
        return dataset
    view = _copied(dataset, folder, base)
    store = store_of(view)
    touched: set[Quad] = set()
    for one, other in pairs:
        old = set(_about(store, one))
        new = {quad for quad in _passed_on(store, old, one, other) if quad.subject != quad.object}
        for quad in old:
            store.remove(quad)
        store.extend(new)
        touched |= new
    for quad in list(_acts_on_oneself(store, touched)):
        store.remove(quad)
    return view


def _copied(dataset: Dataset, folder: Path | None, base: str) -> Dataset:
    if folder is not None and (branch := branched(folder, base)) is not None:
        return branch
    memory = Store()
    memory.bulk_extend(store_of(dataset))
    return over(memory, base)


def _about(store: Store, node: NamedNode) -> Iterator[Quad]:
    yield from store.quads_for_pattern(node, None, None, None)
    yield from (quad for quad in store.quads_for_pattern(None, None, node, None) if quad.predicate not in _DECIDING)


def _passed_on(store: Store, quads: Iterable[Quad], one: NamedNode, other: NamedNode) -> Iterator[Quad]:
    """Yield what is said of the one, said of the other."""
    said = {quad.predicate for quad in store.quads_for_pattern(other, None, None, None)}
    for quad in quads:
        subject = other if quad.subject == one else quad.subject
        value = other if quad.object == one else quad.object
        predicate = quad.predicate
        if quad.subject == one and predicate in said:
            if predicate in _ONE_EACH:
                continue
            predicate = term("skos:altLabel") if predicate == term("rdfs:label") else predicate
        yield Quad(subject, predicate, value, quad.graph_name)


def _acts_on_oneself(store: Store, touched: Iterable[Quad]) -> Iterator[Quad]:
    """Yield what makes one who acts alone the target of the act; acts that several do together are left as they are."""
    for quad in touched:
        if quad.predicate in {term("gb:actor"), term("gb:target")}:
            act, graph = quad.subject, quad.graph_name
            actors = {one.object for one in store.quads_for_pattern(act, term("gb:actor"), None, graph)}
            if actors == {quad.object}:
                yield from store.quads_for_pattern(act, term("gb:target"), quad.object, graph)
