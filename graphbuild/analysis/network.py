"""Project a graph of acts to networkx: who acts towards whom.

The network is a `MultiDiGraph`. A node is an actor's IRI with `label`, `kind`, `country` (the IRI of the country or
organisation it belongs to, or None), `country_label` and `aliases` (tuple of str). An edge is one act from one of its actors to one of its targets, with the key `act` and the attributes
of `EDGE_ATTRIBUTES`. Two targets make two edges with the same `act`, so acts are counted by their distinct `act`.

An act without a target makes an edge of `role` "about" to each actor that its content names. One that names nobody
else stands in the attribute `alone` of its actor's node: a tuple of dicts with the same keys. No edge is a loop.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import networkx as nx
from rdflib import Dataset

from graphbuild import vocab
from graphbuild.analysis.names import actors_named
from graphbuild.analysis.queries import ask, run
from graphbuild.analysis.scale import GOLDSTEIN, QUAD
from graphbuild.model import ActKind

EDGE_ATTRIBUTES = (
    "act", "role", "kind", "plover", "quad", "goldstein", "date", "score", "negated", "future", "cue", "content",
    "quote", "sentence", "via", "place", "amount", "amount_of", "article", "title", "url", "published", "publisher",
)  # fmt: skip
"""What an edge carries. `date` is the act's own day, or the day it was stated; `goldstein` its weight (-10 to 10); `via` the labels of who reports it."""

Attributes = dict[str, object]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which acts to keep. Empty sets and None keep all; `since` and `until` are days, both included, and drop undated acts."""

    kinds: frozenset[ActKind] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None
    actors: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    min_score: float = 0.0

    def keeps(self, act: Attributes, parties: Iterable[str]) -> bool:
        """Tell whether an act with these attributes and parties (IRIs) is wanted."""
        return (
            (not self.kinds or act["kind"] in self.kinds)
            and (not self.actors or not self.actors.isdisjoint(parties))
            and (not self.articles or act["article"] in self.articles)
            and _number(act["score"]) >= self.min_score
            and self._in_time(act["date"])
        )

    def _in_time(self, day: object) -> bool:
        if self.since is None and self.until is None:
            return True
        return isinstance(day, dt.date) and (self.since or dt.date.min) <= day <= (self.until or dt.date.max)


@dataclass(slots=True)
class _Parties:
    """Who stands in each role of one act."""

    roles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield (actor, other, role): its targets, or else those that its content is about; never a loop."""
        role = "target" if self.roles["target"] else "about"
        for actor in self.roles["actor"]:
            for other in self.roles[role]:
                if other != actor:
                    yield actor, other, role


def project(
    dataset: Dataset,
    *,
    kinds: Iterable[ActKind | str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    actors: Iterable[str] = (),
    articles: Iterable[str] = (),
    min_score: float = 0.0,
) -> nx.MultiDiGraph:
    """Return the network of acts that pass every filter given, and of the actors in them.

    `kinds` as in ActKind; `actors` by name, id or IRI, kept when they act, are the target or are named; `articles` by
    id ("article/3f…") or IRI. Raises QueryError for an actor that the dataset does not know, ValueError for a kind.
    """
    nodes = _actors(dataset)
    names = [(iri, name) for iri, node in nodes.items() for name in (str(node["label"]), *_names(node["aliases"]))]
    acts, parties = _acts(dataset), _parties(dataset)
    choice = Choice(
        kinds=frozenset(ActKind(kind) for kind in kinds),
        since=since,
        until=until,
        actors=frozenset(iri for name in actors for iri in actors_named(names, name)),
        articles=frozenset(_article_iris(acts, articles)),
        min_score=min_score,
    )
    graph = nx.MultiDiGraph()
    for iri, act in acts.items():
        who = parties.get(iri, _Parties())
        if choice.keeps(act, chain.from_iterable(who.roles.values())):
            _place(graph, nodes, iri, act, who)
    return graph


def _place(graph: nx.MultiDiGraph, nodes: Mapping[str, Attributes], iri: str, act: Attributes, who: _Parties) -> None:
    via = tuple(str(nodes[one]["label"]) for one in who.roles["via"] if one in nodes)
    pairs = [(a, b, role) for a, b, role in who.pairs() if a in nodes and b in nodes]
    for actor, other, role in pairs:
        graph.add_node(actor, **_fresh(graph, nodes, actor))
        graph.add_node(other, **_fresh(graph, nodes, other))
        graph.add_edge(actor, other, key=iri, **act | {"role": role, "via": via})
    if not pairs:
        for actor in who.roles["actor"]:
            if actor in nodes:
                graph.add_node(actor, **_fresh(graph, nodes, actor))
                graph.nodes[actor]["alone"] += (act | {"role": "alone", "via": via},)


def _fresh(graph: nx.MultiDiGraph, nodes: Mapping[str, Attributes], iri: str) -> Attributes:
    return {} if iri in graph else {**nodes[iri], "alone": ()}


def _article_iris(acts: Mapping[str, Attributes], wanted: Iterable[str]) -> Iterator[str]:
    known = {str(act["article"]) for act in acts.values()}
    for article in wanted:
        yield from (iri for iri in known if iri == article or iri.endswith("/" + article))
        yield article


def _actors(dataset: Dataset) -> dict[str, Attributes]:
    """Return every actor's attributes by IRI; its other names are its aliases."""
    nodes: dict[str, Attributes] = {}
    for row in ask(dataset, "names").dicts():
        fresh: Attributes = {
            "label": row["label"],
            "kind": row["kind"],
            "country": row["of"],
            "country_label": row["of_name"],
            "aliases": (),
        }
        node = nodes.setdefault(str(row["actor"]), fresh)
        if row["name"] != node["label"]:
            node["aliases"] = (*_names(node["aliases"]), str(row["name"]))
    return nodes


def _acts(dataset: Dataset) -> dict[str, Attributes]:
    """Return every act's edge attributes by IRI, in order of date and IRI."""
    articles = {row["article"]: row for row in ask(dataset, "articles").dicts()}
    acts: dict[str, Attributes] = {}
    for row in ask(dataset, "acts").dicts():
        kind = ActKind(str(row["kind"]))
        article = articles.get(row["article"], {})
        acts[str(row["act"])] = {
            **row,
            "role": "target",
            "kind": kind.value,
            "plover": vocab.PLOVER_ROOT[kind],
            "quad": quad.value if (quad := QUAD[kind]) else None,
            "goldstein": GOLDSTEIN[kind],
            "title": article.get("headline"),
            "url": article.get("url"),
            "published": article.get("date"),
            "publisher": article.get("publisher"),
        }
    return acts


def _parties(dataset: Dataset) -> dict[str, _Parties]:
    parties: dict[str, _Parties] = defaultdict(_Parties)
    for act, role, actor in sorted(set(run(dataset, _EVERY_PARTY).rows), key=str):
        parties[str(act)].roles[str(role)].append(str(actor))
    return parties


# As the named query "parties", but sorted here: Oxigraph takes three times as long to make rows distinct and sort them.
_EVERY_PARTY = """SELECT ?act ?role ?actor WHERE {
  VALUES (?property ?role) { (gb:actor "actor") (gb:target "target") (gb:via "via") (gb:about "about") }
  ?act ?property ?actor }"""


def _names(aliases: object) -> tuple[str, ...]:
    return aliases if isinstance(aliases, tuple) else ()


def _number(value: object) -> float:
    return value if isinstance(value, (int, float)) else 1.0


def collapse(graph: nx.MultiDiGraph, *, negated: bool = False, future: bool = True) -> nx.MultiDiGraph:
    """Return the network with one edge, keyed by kind, for all acts of a kind from one actor to another.

    Each edge has `kind`, `plover`, `quad`, `goldstein`, `acts` (their number), `articles` and `publishers` (how many
    tell of them; publishers are the better measure of independence), `first` and `last` (days, None without) and
    `score` (the highest). Acts said not to have happened are left out unless `negated`; planned ones unless `future`.
    """
    dyads = nx.MultiDiGraph()
    dyads.add_nodes_from(graph.nodes(data=True))
    bundles: dict[tuple[str, str, str], dict[str, Attributes]] = defaultdict(dict)
    for actor, other, act, has in graph.edges(keys=True, data=True):
        if (negated or not has["negated"]) and (future or not has["future"]):
            bundles[actor, other, has["kind"]][act] = has
    for (actor, other, kind), acts in bundles.items():
        dyads.add_edge(actor, other, key=kind, **_bundle(list(acts.values())))
    return dyads


def _bundle(acts: list[Attributes]) -> Attributes:
    days = sorted(day for act in acts if isinstance(day := act["date"], dt.date))
    return {
        **{name: acts[0][name] for name in ("kind", "plover", "quad", "goldstein")},
        "acts": len(acts),
        "articles": len({act["article"] for act in acts}),
        "publishers": len({act["publisher"] or act["article"] for act in acts}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "score": max(_number(act["score"]) for act in acts),
    }
