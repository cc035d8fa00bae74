"""The store: one rdflib Dataset over Oxigraph, in memory or in a directory, with one named graph per article.

Putting an article replaces its graph, retracting it drops the graph, and every change is one transaction: after a
failure, or a process killed half-way, the store is as it was. rdflib is the face; writing goes to Oxigraph directly,
because only its `extend` and `update` are atomic.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from oxrdflib import OxigraphStore
from pyoxigraph import NamedNode, Quad, Store, Triple
from rdflib import RDF, Dataset, URIRef

from graphbuild.errors import StoreError
from graphbuild.model import Reading
from graphbuild.rdf.codec import Record, article_graph, decode, decode_record
from graphbuild.rdf.facts import LINKS, READ, facts
from graphbuild.rdf.history import Change, passed
from graphbuild.rdf.terms import term
from graphbuild.vocab import ACTORS_GRAPH, ACTS_GRAPH, BASE, HISTORY_GRAPH, REFERENCE_GRAPH, article_id, identifier, iri

_Known = Callable[[Triple], bool]


def put(dataset: Dataset, reading: Reading, base: str = BASE) -> None:
    """Write a reading; what the article's graph held before is replaced. One transaction.

    Raises StoreError when the store cannot be written; it is then as it was.
    """
    put_all(dataset, (reading,), base)


def put_all(dataset: Dataset, readings: Iterable[Reading], base: str = BASE, *, remember: bool = False) -> int:
    """Write readings in one transaction and return their number; of two readings of one article the later counts.

    Events that a replaced reading reports are dropped, until they are gathered again. `remember` records what an article
    was before its text, or what is known of it, changed (see `history`).
    """
    store = store_of(dataset)
    actors = NamedNode(iri(ACTORS_GRAPH, base))
    pages = {_graph_of(reading.article.id, base): article_graph(reading, base) for reading in readings}
    old = {quad for graph in pages for quad in _quads(store, graph)}
    presupposed = _in(actors, facts(chain.from_iterable(pages.values())))
    stale = _unsupported(store, _in(actors, facts(old)) - presupposed, set(pages))
    known = _known_in(store, NamedNode(iri(REFERENCE_GRAPH, base)))
    added = [quad for page in pages.values() for quad in page if quad not in old]
    added += [quad for quad in presupposed if not known(quad.triple) and quad not in store]
    gone = old.difference(*pages.values())
    changed = pages.keys() & {quad.graph_name for quad in gone}
    untold = set(_gathered_from(store, (quad for quad in old if quad.graph_name in changed), base))
    removed = gone | stale | untold
    for graph in changed if remember else ():
        change = passed(store, graph, _of(old, graph), pages[graph], at=None, base=base)
        added += change.added
        removed |= change.removed
    _commit(store, added=added, removed=removed)
    return len(pages)


def retract(dataset: Dataset, article: str, base: str = BASE, *, at: dt.datetime | None = None) -> bool:
    """Drop an article's graph, whatever only it presupposed, and the events that it reports; tell whether anything was there.

    Nothing of it stays, nor of what it was before; with `at`, the time, it is recorded which article was taken out then
    (see `history`).
    One transaction.
    """
    store, graph = store_of(dataset), _graph_of(article, base)
    old = set(_quads(store, graph))
    actors = NamedNode(iri(ACTORS_GRAPH, base))
    stale = _unsupported(store, _in(actors, facts(old)), {graph})
    past = passed(store, graph, old, (), at=at, base=base) if at else Change(removed=set(_past(store, graph, base)))
    _commit(store, added=past.added, removed=stale | old | past.removed | set(_gathered_from(store, old, base)))
    return bool(old or past.removed)


def put_graph(dataset: Dataset, graph: str, triples: Iterable[Triple], base: str = BASE) -> None:
    """Make a graph that belongs to no article (`vocab.REFERENCE_GRAPH`, …) hold exactly `triples`. One transaction.

    What is there already is left alone, so that putting the same reference facts again writes nothing.
    """
    store, name = store_of(dataset), NamedNode(iri(graph, base))
    new, old = _in(name, triples), set(_quads(store, name))
    if new == old:
        return
    added, removed = new - old, old - new
    if graph == REFERENCE_GRAPH:
        more, less = _unsettled(store, _known_among(new), base)
        added, removed = added | more, removed | less
    _commit(store, added=added, removed=removed)


def add_to(dataset: Dataset, graph: str, triples: Iterable[Triple], base: str = BASE) -> None:
    """Add triples to a graph that belongs to no article. One transaction."""
    _commit(store_of(dataset), added=_in(NamedNode(iri(graph, base)), triples), removed=set())


def instances(dataset: Dataset, *classes: str) -> Iterator[Triple]:
    """Yield what is said of the instances of our classes ("SameAs"), in the graph that says them to be so."""
    store = store_of(dataset)
    for name in classes:
        for node in store.quads_for_pattern(None, term("rdf:type"), term(f"gb:{name}"), None):
            yield from (q.triple for q in store.quads_for_pattern(node.subject, None, None, node.graph_name))


def settle(dataset: Dataset, base: str = BASE) -> None:
    """Make the graph of actors hold what the article graphs presuppose, less what the reference facts say already.

    `put`, `retract` and `put_graph` keep it so; call this after writing article graphs by other means.
    """
    store = store_of(dataset)
    added, removed = _unsettled(store, _known_in(store, NamedNode(iri(REFERENCE_GRAPH, base))), base)
    _commit(store, added=added, removed=removed)


def flush(dataset: Dataset) -> None:
    """Write down as tables what lies in the store's log, through which everybody who opens it must go.

    It is safe on disk without this, and only slow to open. Raises StoreError when it cannot be written.
    """
    with _writing():
        store_of(dataset).flush()


def articles(dataset: Dataset, base: str = BASE) -> list[str]:
    """Return the articles in the store, or at an endpoint, each by its 16 hexadecimal digits, in their order."""
    nodes = {str(node) for node in dataset.subjects(RDF.type, URIRef(term("gb:Article").value))}
    return sorted(identifier(node, base).removeprefix(article_id("")) for node in nodes)


def reading_of(dataset: Dataset, article: str, base: str = BASE) -> Reading:
    """Return what was read in an article.

    Raises StoreError when the store does not hold it.
    """
    quads = list(_quads(store_of(dataset), _graph_of(article, base)))
    if not quads:
        raise StoreError(f"article {article} is not in this graph: `graphbuild info` lists what is")
    return decode(quads, article, base)


def record_of(dataset: Dataset, article: str, base: str = BASE) -> Record | None:
    """Return what the store records of an article itself, None where it does not hold it; what it says is not read."""
    store, graph = store_of(dataset), _graph_of(article, base)
    own = list(store.quads_for_pattern(graph, None, None, graph))
    readers = [
        quad.object for quad in own if quad.predicate == term("gb:readBy") and isinstance(quad.object, NamedNode)
    ]
    told = [quad for reader in readers for quad in store.quads_for_pattern(reader, None, None, graph)]
    return decode_record([*own, *told], article, base) if own else None


def copies_of(dataset: Dataset, article: str, base: str = BASE) -> list[str]:
    """Return the articles in the store that are recorded as copies of another, in their order."""
    origin = _graph_of(article, base)
    found = store_of(dataset).quads_for_pattern(None, term("gb:copyOf"), origin, None)
    nodes = {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
    return sorted(identifier(node, base).removeprefix(article_id("")) for node in nodes)


def on_oxigraph(dataset: Dataset) -> bool:
    """Tell whether a dataset lies on an Oxigraph store of ours, not at an endpoint or on another store of rdflib."""
    return isinstance(dataset.store, OxigraphStore)


def store_of(dataset: Dataset) -> Store:
    """Return the Oxigraph store beneath a dataset, for what rdflib cannot do fast or at once.

    Raises StoreError for a dataset that lies on another store.
    """
    if not isinstance(dataset.store, OxigraphStore):
        raise StoreError(
            f"this graph lies on {type(dataset.store).__name__}, which can be asked and nothing else: "
            "give the graph directory, or the export, that it was loaded from"
        )
    inner: Store = dataset.store._inner  # oxrdflib has no public way to its store
    return inner


def _graph_of(article: str, base: str) -> NamedNode:
    return NamedNode(iri(article_id(article), base))


def _quads(store: Store, graph: NamedNode) -> Iterator[Quad]:
    return store.quads_for_pattern(None, None, None, graph)


def _in(graph: NamedNode, triples: Iterable[Triple]) -> set[Quad]:
    return {Quad(t.subject, t.predicate, t.object, graph) for t in triples}


def _known_in(store: Store, reference: NamedNode) -> _Known:
    """Tell of a fact whether the store's reference facts make it superfluous: their label and type of a node win."""

    def known(fact: Triple) -> bool:
        if fact.predicate in _NAMING:
            return next(store.quads_for_pattern(fact.subject, term("rdfs:label"), None, reference), None) is not None
        return Quad(fact.subject, fact.predicate, fact.object, reference) in store

    return known


def _known_among(reference: set[Quad]) -> _Known:
    triples = {quad.triple for quad in reference}
    labelled = {triple.subject for triple in triples if triple.predicate == term("rdfs:label")}
    return lambda fact: fact.subject in labelled if fact.predicate in _NAMING else fact in triples


_NAMING = frozenset({term("rdf:type"), term("rdfs:label")})


def _of(quads: Iterable[Quad], graph: NamedNode) -> list[Quad]:
    return [quad for quad in quads if quad.graph_name == graph]


def _past(store: Store, article: NamedNode, base: str) -> Iterator[Quad]:
    """Yield the record of what an article was."""
    graph = NamedNode(iri(HISTORY_GRAPH, base))
    yield from store.quads_for_pattern(article, None, None, graph)
    for version in store.quads_for_pattern(None, term("prov:specializationOf"), article, graph):
        yield from store.quads_for_pattern(version.subject, None, None, graph)


def _gathered_from(store: Store, quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """Yield the graph of gathered acts as far as it tells of events that acts among the quads report."""
    graph = NamedNode(iri(ACTS_GRAPH, base))
    if next(_quads(store, graph), None) is None:
        return
    acts = {quad.subject for quad in quads if quad.predicate == term("gb:cueAt")}
    reports = (store.quads_for_pattern(None, term("gb:report"), act, graph) for act in acts)
    for event in {report.subject for found in reports for report in found}:
        yield from store.quads_for_pattern(event, None, None, graph)


def _unsupported(store: Store, stale: set[Quad], leaving: set[NamedNode]) -> set[Quad]:
    """Return those of the stored facts that no article outside `leaving` presupposes."""
    return {quad for quad in stale if quad in store and not _supported(store, quad.triple, leaving)}


def _supported(store: Store, fact: Triple, leaving: set[NamedNode]) -> bool:
    for link in LINKS:
        for tie in store.quads_for_pattern(None, link, fact.subject, None):
            if tie.graph_name not in leaving:
                node = store.quads_for_pattern(tie.subject, None, None, tie.graph_name)
                if fact in facts(node):
                    return True
    return False


def _unsettled(store: Store, known: _Known, base: str) -> tuple[set[Quad], set[Quad]]:
    """Return the facts that the graph of actors lacks, and those that it holds without support."""
    actors = NamedNode(iri(ACTORS_GRAPH, base))
    said = (quad for name in READ for quad in store.quads_for_pattern(None, name, None, None))
    of_articles = (quad for quad in said if isinstance(quad.graph_name, NamedNode))
    wanted = _in(actors, (fact for fact in facts(of_articles) if not known(fact)))
    held = set(_quads(store, actors))
    return wanted - held, held - wanted


def _commit(store: Store, *, added: Collection[Quad], removed: set[Quad]) -> None:
    """Apply a change in one transaction: `extend` where nothing goes, since it needs no text, else one SPARQL update.

    What is said of one node should come together: it is written a third faster than in the order of a set.
    """
    with _writing():
        if removed:
            store.update(_update(added, removed, _emptied(store, added, removed)))
        elif added:
            store.extend(added)


def _update(added: Iterable[Quad], removed: set[Quad], emptied: set[NamedNode]) -> str:
    steps = [f"DELETE DATA {{ {_patterns(removed)} }}", f"INSERT DATA {{ {_patterns(added)} }}"]
    return " ;\n".join(steps + [f"DROP SILENT GRAPH {graph}" for graph in emptied])


def _emptied(store: Store, added: Iterable[Quad], removed: set[Quad]) -> set[NamedNode]:
    left = {quad.graph_name for quad in removed} - {quad.graph_name for quad in added}
    named = (graph for graph in left if isinstance(graph, NamedNode))
    return {graph for graph in named if all(quad in removed for quad in _quads(store, graph))}


def _patterns(quads: Iterable[Quad]) -> str:
    # N-Triples terms are SPARQL terms; the serializer escapes quotes, backslashes and control characters.
    return "\n".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as problem:
        raise StoreError(
            f"the graph could not be written and is as it was ({problem}): make sure that its disk has room, "
            "that it was not opened read-only, then open it again"
        ) from problem
