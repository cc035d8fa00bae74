"""Which act is which: the acts of a graph's articles, gathered into a graph of their own that is derived from theirs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.analysis.queries import ask, run
from graphbuild.analysis.rows import Value
from graphbuild.identity.decisions import resolve
from graphbuild.identity.events import statements
from graphbuild.identity.gather import Event, Report
from graphbuild.identity.gather import gather as gathered
from graphbuild.model import ActKind
from graphbuild.pipeline.identities import recorded
from graphbuild.vocab import ACTS_GRAPH, BASE, identifier


def gather(dataset: Dataset, base: str = BASE) -> list[Event]:
    """Make the graph of gathered acts anew from the article graphs, and return what it holds. One transaction.

    Actors are taken as the decisions say. An act without a day, of an article without one, is left out. The same
    articles and decisions give the same graph; after either has changed, gather again.
    """
    events = gathered(_reports(dataset, base), _copies(dataset, base))
    rdf.put_graph(dataset, ACTS_GRAPH, statements(events, base), base)
    return events


def _reports(dataset: Dataset, base: str) -> Iterator[Report]:
    who = resolve(recorded(dataset, base).values())
    parties: dict[tuple[Value, Value], set[str]] = defaultdict(set)
    for act, role, actor in run(dataset, _PARTIES):
        parties[act, role].add(who.of(identifier(str(actor), base)))
    articles = {article: (str(text), published) for article, text, published in run(dataset, _ARTICLES)}
    for row in ask(dataset, "acts").dicts():
        act, day = row["act"], row["date"]
        text, published = articles[row["article"]]
        if isinstance(day, dt.date):
            yield Report(
                id=identifier(str(act), base),
                article=identifier(str(row["article"]), base),
                origin=text,
                kind=ActKind(str(row["kind"])),
                actors=frozenset(parties[act, "actor"]),
                targets=frozenset(parties[act, "target"]),
                day=day,
                content=f"{row['cue']} {row['content']}" if row["content"] else "",
                evidence=str(row["sentence"]),
                published=published if isinstance(published, dt.date) else None,
                negated=bool(row["negated"]),
                future=bool(row["future"]),
            )


def _copies(dataset: Dataset, base: str) -> Mapping[str, frozenset[str]]:
    copies: dict[str, set[str]] = defaultdict(set)
    for copy, origin in run(dataset, "SELECT ?copy ?origin WHERE { ?copy gb:copyOf ?origin }"):
        copies[identifier(str(origin), base)].add(identifier(str(copy), base))
    return {origin: frozenset(found) for origin, found in copies.items()}


# As the named query "parties", without its sorting.
_PARTIES = """SELECT ?act ?role ?actor WHERE {
  VALUES (?property ?role) { (gb:actor "actor") (gb:target "target") } ?act ?property ?actor }"""
_ARTICLES = """SELECT ?article ?text ?published WHERE {
  ?article gb:sha256 ?text OPTIONAL { ?article schema:datePublished ?published } }"""
