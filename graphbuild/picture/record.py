"""A network of acts as plain data for the page: actors, bundles of acts between two of them, and the acts themselves.

Sentences and articles are told once and referred to by number. All text is shown as text, never as markup; characters
that reorder or hide their neighbours (bidirectional overrides, controls) are dropped from it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import networkx as nx

from graphbuild import vocab
from graphbuild.model import ActKind, ActorKind
from graphbuild.picture.layout import layout
from graphbuild.picture.palette import NEITHER

Attributes = Mapping[str, object]
Json = dict[str, object]

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_EPOCH = dt.date(1970, 1, 1)


@dataclass(slots=True)
class Numbering:
    """Gives each new thing the next number, from 0."""

    numbers: dict[object, int] = field(default_factory=dict)

    def __call__(self, thing: object) -> int:
        """Return the number of a thing."""
        return self.numbers.setdefault(thing, len(self.numbers))


@dataclass(slots=True)
class Record:
    """What the page holds. `nodes` and `edges` are what pyvis takes; `acts`, in columns, is what they refer to; `tones` the quad class of each kind."""

    nodes: list[Json]
    edges: list[Json]
    acts: dict[str, list[object]]
    sentences: list[str]
    articles: list[Json]
    tones: dict[str, str]


@dataclass(slots=True)
class _Told:
    """One act with everyone in it, gathered from its edges."""

    attributes: Attributes
    actors: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)
    about: set[int] = field(default_factory=set)


def record(graph: nx.MultiDiGraph) -> Record:
    """Return the graph as plain data, actors in order of importance (the number of acts they are in), then of label."""
    order = _by_importance(graph)
    number = {node: index for index, (node, _) in enumerate(order)}
    told = _told(graph, number)
    sentences, articles, origins = Numbering(), Numbering(), Numbering()
    acts = _columns(told.values(), sentences, articles, origins)
    edges = _bundles(graph, number, {iri: index for index, iri in enumerate(told)})
    most = order[0][1] if order else 0
    sizes = [radius(count, most) for _, count in order]
    points = layout(sizes, [(a, b, weight) for (a, b), weight in _weights(edges).items()])
    nodes = [_node(graph, node, index, count, points[index].tolist()) for index, (node, count) in enumerate(order)]
    return Record(
        nodes=nodes,
        edges=edges,
        acts=acts,
        sentences=[str(sentence) for sentence in sentences.numbers],
        articles=[_article(article) for article in articles.numbers],
        tones={str(one.attributes.get("kind")): str(one.attributes.get("quad") or NEITHER) for one in told.values()},
    )


def radius(acts: int, most: int) -> float:
    """Return the radius in pixels, 7 to 34, of an actor in so many acts where the busiest is in `most`.

    The area grows with the number of acts.

    >>> radius(1, 4), radius(1000, 1000)
    (9.4, 34.0)
    """
    return round(7 + min(2.4, 27 / math.sqrt(max(most, 1))) * math.sqrt(acts), 1)


def clean(value: object) -> str:
    r"""Return text without the characters that reorder or hide others; "" for None.

    >>> clean("a\u202eb"), clean(None)
    ('ab', '')
    """
    return "" if value is None else _UNSEEN.sub("", str(value))


def web_address(value: object) -> str:
    """Return an http or https address, "" for anything else: `javascript:` and its like never become links.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    text = clean(value).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def _acts_of(graph: nx.MultiDiGraph) -> Iterator[tuple[object, object | None, object, Attributes]]:
    """Yield (actor, other or None, act, attributes) for each edge, and for each act that stands alone."""
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        yield source, target, attributes.get("act", (source, target, key)), attributes
    for node, alone in graph.nodes(data="alone", default=()):
        for position, attributes in enumerate(alone):
            yield node, None, attributes.get("act", (node, position)), attributes


def _by_importance(graph: nx.MultiDiGraph) -> list[tuple[object, int]]:
    acts: dict[object, set[object]] = {node: set() for node in graph}
    for source, target, act, _ in _acts_of(graph):
        acts[source].add(act)
        if target is not None:
            acts[target].add(act)
    labels = dict(graph.nodes(data="label", default=""))
    return sorted(
        ((node, len(mine)) for node, mine in acts.items()),
        key=lambda pair: (-pair[1], str(labels[pair[0]]), str(pair[0])),
    )


def _told(graph: nx.MultiDiGraph, number: Mapping[object, int]) -> dict[object, _Told]:
    told: dict[object, _Told] = {}
    for source, target, act, attributes in _acts_of(graph):
        one = told.setdefault(act, _Told(attributes))
        one.actors.add(number[source])
        if target is not None:
            (one.about if attributes.get("role") == "about" else one.targets).add(number[target])
    return dict(sorted(told.items(), key=lambda item: (str(item[1].attributes.get("date") or "undated"), str(item[0]))))


def _columns(
    told: Iterable[_Told], sentences: Numbering, articles: Numbering, origins: Numbering
) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {}
    for one in told:
        has = one.attributes
        # Copies of one report, as of an agency's, are one origin.
        origin = origins(has.get("origin") or has.get("article") or has.get("act"))
        for name, value in (*_act(one, sentences, articles).items(), ("origin", origin)):
            columns.setdefault(name, []).append(value)
    return columns


def _act(one: _Told, sentences: Numbering, articles: Numbering) -> Json:
    has = one.attributes
    return {
        "kind": str(has.get("kind") or ActKind.STATEMENT),
        "day": _day(has.get("date")),
        "score": _score(has.get("score")),
        "flags": bool(has.get("negated")) + 2 * bool(has.get("future")),
        "actors": sorted(one.actors),
        "targets": sorted(one.targets),
        "about": sorted(one.about),
        "via": clean(", ".join(_texts(has.get("via")))),
        "cue": clean(has.get("cue")),
        "content": clean(has.get("content")),
        "quote": clean(has.get("quote")),
        "amount": _amount(has.get("amount"), has.get("amount_of")),
        "sentence": sentences(clean(has.get("sentence"))),
        "article": articles(
            (*(clean(has.get(name)) for name in ("title", "publisher", "published")), web_address(has.get("url")))
        ),
    }


def _article(parts: object) -> Json:
    title, publisher, published, url = parts if isinstance(parts, tuple) else ("", "", "", "")
    return {"title": title, "publisher": publisher, "date": published, "url": url}


def _bundles(graph: nx.MultiDiGraph, number: Mapping[object, int], acts: Mapping[object, int]) -> list[Json]:
    """Gather acts of one kind from one actor to another; those whose content merely names the other are a bundle apart."""
    bundles: dict[tuple[int, int, str, bool], set[int]] = {}
    for source, target, act, has in _acts_of(graph):
        if target is not None:
            key = (
                number[source],
                number[target],
                str(has.get("kind") or ActKind.STATEMENT),
                has.get("role") == "about",
            )
            bundles.setdefault(key, set()).add(acts[act])
    return [
        {"from": a, "to": b, "kind": kind, "about": int(about), "acts": sorted(mine)}
        for (a, b, kind, about), mine in sorted(bundles.items())
    ]


def _weights(edges: Iterable[Json]) -> dict[tuple[int, int], float]:
    weights: dict[tuple[int, int], float] = {}
    for edge in edges:
        a, b, acts = edge["from"], edge["to"], edge["acts"]
        if isinstance(a, int) and isinstance(b, int) and isinstance(acts, list):
            pair = (min(a, b), max(a, b))
            weights[pair] = weights.get(pair, 0.0) + len(acts)
    return dict(sorted(weights.items()))


def _node(graph: nx.MultiDiGraph, node: object, index: int, acts: int, point: list[float]) -> Json:
    has = graph.nodes[node]
    country = has.get("country")
    return {
        "id": index,
        "key": clean(node).removeprefix(vocab.BASE),
        "label": clean(has.get("label") or node),
        "kind": str(has.get("kind") or ActorKind.GROUP),
        "country": clean(graph.nodes[country].get("label") if country in graph else has.get("country_label")),
        "names": [clean(name) for name in _texts(has.get("aliases"))],
        "acts": acts,
        "x": point[0],
        "y": point[1],
    }


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (tuple, list)) else []


def _day(value: object) -> int | None:
    """Return days since 1970-01-01, for a date or the text of one; None without."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value[:10])
        except ValueError:
            return None
    return (value - _EPOCH).days if isinstance(value, dt.date) else None


def _score(value: object) -> int:
    return round(100 * value) if isinstance(value, (int, float)) else 100


def _amount(value: object, unit: object) -> str:
    return f"{value:,.10g} {clean(unit)}".strip() if isinstance(value, (int, float)) else ""
