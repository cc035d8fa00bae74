"""A reading as a graph, and back: `decode(encode(reading)) == reading`.

`encode` gives pyoxigraph quads: rdflib terms are several times slower to make and to hash, and the store beneath takes
these as they are. Each article has a graph of its own, named by the article's IRI; acts, appearances and excerpts are
fragments of it ("#pledge-1540-1547", "#char=1466,1567" after RFC 5147). Beside it stand, in the graph of actors, the
facts that the article presupposes about its actors (see `facts`). Nothing depends on the clock, the machine or the
order of reading, so the union of encoded readings is commutative, associative and idempotent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.errors import StoreError
from graphbuild.model import Act, ActKind, Actor, ActorKind, Amount, Article, Excerpt, Office, Provenance, Reading, Span
from graphbuild.rdf.facts import facts
from graphbuild.rdf.terms import TRUE, Term, date, decimal, integer, reference, tag_of, term, words
from graphbuild.vocab import ACTORS_GRAPH, BASE, DIRECT_PROPERTY, GB, article_id, class_name, identifier, iri

_ROLES = {"actors": "gb:actor", "targets": "gb:target", "via": "gb:via", "about": "gb:about"}
_EXCERPTS = ("cue", "content", "quote", "place")
_READER_FIELDS = {
    "reader": "gb:readerName",
    "version": "gb:readerVersion",
    "lexicon": "gb:lexiconHash",
    "model": "gb:modelHash",
    "reference": "gb:referenceHash",
}
_KIND_OF_CLASS = {GB + class_name(kind): kind for kind in ActKind}

_Statement = tuple[NamedNode, NamedNode, Term]


def encode(reading: Reading, base: str = BASE) -> list[Quad]:
    """Return the article's graph and the facts about its actors, each quad once.

    Raises ValueError on text with lone surrogates, which no RDF syntax can hold; sources refuse such text.
    """
    own = article_graph(reading, base)
    actors = NamedNode(iri(ACTORS_GRAPH, base))
    return own + [Quad(fact.subject, fact.predicate, fact.object, actors) for fact in facts(own)]


def article_graph(reading: Reading, base: str = BASE) -> list[Quad]:
    """Return the article's graph, each quad once, what is said of one node together; raises as `encode`."""
    page = _Page(base, article_id(reading.article.id), tag_of(reading.article.language))
    graph = page.here
    return [Quad(*statement, graph) for statement in dict.fromkeys(page.statements(reading))]


@dataclass(frozen=True, slots=True)
class _Page:
    """Where an article's statements are minted: the base of ids, the article's own id, its language tag."""

    base: str
    id: str
    tag: str | None

    @property
    def here(self) -> NamedNode:
        return self.node(self.id)

    def node(self, identity: str) -> NamedNode:
        return _minted(identity, self.base)

    def fragment(self, name: str) -> NamedNode:
        return self.node(f"{self.id}#{name}")

    def words(self, text: str) -> Literal:
        return words(text, self.tag)

    def statements(self, reading: Reading) -> Iterator[_Statement]:
        yield from self.article(reading.article)
        if reading.copy_of is not None:
            yield self.here, term("gb:copyOf"), self.node(article_id(reading.copy_of))
        yield from self.reader(reading.provenance)
        for actor in reading.actors:
            yield from self.appearance(actor)
        for act in reading.acts:
            yield from self.act(act)

    def article(self, article: Article) -> Iterator[_Statement]:
        here = self.here
        yield here, term("rdf:type"), term("gb:Article")
        yield here, term("schema:text"), self.words(article.text)
        yield here, term("schema:inLanguage"), Literal(article.language)
        yield here, term("gb:sha256"), Literal(article.sha256)
        if article.title is not None:
            yield here, term("schema:headline"), self.words(article.title)
        if article.url is not None:
            yield here, term("schema:url"), reference(article.url)
        if article.publisher is not None:
            yield here, term("schema:publisher"), Literal(article.publisher)
        if article.published is not None:
            yield here, term("schema:datePublished"), date(article.published)

    def reader(self, provenance: Provenance) -> Iterator[_Statement]:
        reader, description = reader_of(provenance, self.base)
        yield self.here, term("gb:readBy"), reader
        yield from description

    def appearance(self, actor: Actor) -> Iterator[_Statement]:
        node, appearance = self.node(actor.id), self.fragment(f"appearance-{actor.id}")
        yield appearance, term("rdf:type"), term("gb:Appearance")
        yield appearance, term("gb:appearanceOf"), node
        yield appearance, term("gb:appearsIn"), self.here
        yield appearance, term("gb:appearsAs"), term(f"gb:{actor.kind}")
        yield appearance, term("gb:appearsUnder"), self.words(actor.name)
        yield appearance, term("gb:score"), decimal(actor.score)
        if actor.country is not None:
            yield appearance, term("gb:appearsFor"), self.node(actor.country)
        for address in actor.same_as:
            yield appearance, term("gb:identifiedWith"), reference(address)
        for number, office in enumerate(actor.offices):
            yield from self.holding(self.fragment(f"holding-{actor.id}-{number}"), node, office)
        for mention in actor.mentions:
            place = self.place(mention)
            yield from self.excerpt(mention, term("gb:Mention"))
            yield place, term("gb:refersTo"), node

    def holding(self, holding: NamedNode, holder: NamedNode, office: Office) -> Iterator[_Statement]:
        yield holding, term("rdf:type"), term("gb:Holding")
        yield holding, term("gb:holder"), holder
        yield holding, term("gb:office"), self.node(office.id)
        yield holding, term("gb:titleUsed"), self.words(office.label)
        if office.country is not None:
            yield holding, term("gb:heldFor"), self.node(office.country)
        if office.leads:
            yield holding, term("gb:heldAtTheTop"), TRUE

    def act(self, act: Act) -> Iterator[_Statement]:
        node = self.fragment(act.id)
        yield node, term("rdf:type"), term(f"gb:{class_name(act.kind)}")
        yield node, term("prov:wasQuotedFrom"), self.here
        yield node, term("gb:score"), decimal(act.score)
        for field, name in _ROLES.items():
            for party in getattr(act, field):
                yield node, term(name), self.node(party)
        yield node, term("gb:evidence"), self.place(act.evidence)
        yield from self.excerpt(act.evidence, term("oa:TextPositionSelector"), term("oa:TextQuoteSelector"))
        for field in _EXCERPTS:
            excerpt: Excerpt | None = getattr(act, field)
            if excerpt is not None:
                yield node, term(f"gb:{field}"), self.words(excerpt.text)
                yield node, term(f"gb:{field}At"), self.place(excerpt)
                yield from self.excerpt(excerpt, term("gb:Excerpt"))
        yield from self.circumstances(node, act)
        yield from self.direct(act)

    def circumstances(self, node: NamedNode, act: Act) -> Iterator[_Statement]:
        for method in act.found_by:
            yield node, term("gb:foundBy"), Literal(method)
        if act.negated:
            yield node, term("gb:negated"), TRUE
        if act.future:
            yield node, term("gb:future"), TRUE
        if act.date is not None:
            yield node, term("gb:statedOn"), date(act.date)
        if act.amount is not None:
            yield node, term("gb:amount"), decimal(act.amount.value)
            yield node, term("gb:amountOf"), self.words(act.amount.of)

    def direct(self, act: Act) -> Iterator[_Statement]:
        if not (act.negated or act.future):
            name = term(f"gb:{DIRECT_PROPERTY[act.kind]}")
            yield from ((self.node(a), name, self.node(t)) for a in act.actors for t in act.targets)

    def place(self, excerpt: Excerpt) -> NamedNode:
        return self.fragment(f"char={excerpt.span.start},{excerpt.span.end}")

    def excerpt(self, excerpt: Excerpt, *classes: NamedNode) -> Iterator[_Statement]:
        place = self.place(excerpt)
        for each in classes:
            yield place, term("rdf:type"), each
        yield place, term("oa:start"), integer(excerpt.span.start)
        yield place, term("oa:end"), integer(excerpt.span.end)
        yield place, term("oa:exact"), self.words(excerpt.text)


def reader_of(provenance: Provenance, base: str = BASE) -> tuple[NamedNode, list[tuple[NamedNode, NamedNode, Term]]]:
    """Return the node of a reader, the same for the same provenance, and the statements that describe it."""
    values = {name: getattr(provenance, field) for field, name in _READER_FIELDS.items()}
    told = {**values, "gb:minScore": provenance.min_score} if provenance.min_score else values
    reader = _minted(f"reader/{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]}", base)
    description: list[_Statement] = [
        (reader, term("rdf:type"), term("gb:Reader")),
        (reader, term("rdf:type"), term("prov:SoftwareAgent")),
        *((reader, term(name), Literal(value)) for name, value in values.items()),
    ]
    if provenance.min_score:
        description.append((reader, term("gb:minScore"), decimal(provenance.min_score)))
    return reader, description


@lru_cache(maxsize=4096)  # an article names each of its actors and places several times
def _minted(identity: str, base: str) -> NamedNode:
    return NamedNode(iri(identity, base))


def decode(quads: Iterable[Quad], article: str, base: str = BASE) -> Reading:
    """Return the reading that `encode` made the article's graph from; quads of other graphs are passed over.

    `article` is the article's 16 hexadecimal digits. Raises StoreError when the graph is missing or lacks a part, and
    EvidenceError when its words do not stand where it says.
    """
    return _graph(quads, article, base).reading()


@dataclass(frozen=True, slots=True)
class Record:
    """What a graph records of an article itself: its text, what read it, and which other article it copies, if any."""

    article: Article
    provenance: Provenance
    copy_of: str | None


def decode_record(quads: Iterable[Quad], article: str, base: str = BASE) -> Record:
    """Return what the quads of an article's node and of its reader record; raises StoreError when a part is missing."""
    return _graph(quads, article, base).record()


def _graph(quads: Iterable[Quad], article: str, base: str) -> _Graph:
    here = NamedNode(iri(article_id(article), base))
    nodes: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        subject, value = quad.subject, quad.object
        if quad.graph_name == here and isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            nodes[subject][quad.predicate].append(value)
    return _Graph(nodes, article, here, base)


@dataclass(frozen=True, slots=True)
class _Graph:
    """An article's graph, subject by subject, to be read back."""

    nodes: dict[NamedNode, dict[NamedNode, list[Term]]]
    article_id: str
    here: NamedNode
    base: str

    def reading(self) -> Reading:
        mentions: dict[Term, list[Excerpt]] = defaultdict(list)
        for node in self.subjects_with("gb:refersTo"):
            for actor in self.all(node, "gb:refersTo"):
                mentions[actor].append(self.excerpt(node))
        offices: dict[Term, list[Office]] = defaultdict(list)
        for node in self.subjects_with("gb:holder"):
            offices[self.one(node, "gb:holder")].append(self.office(node))
        return Reading(
            article=self.article(),
            actors=tuple(self.actor(node, mentions, offices) for node in self.subjects_with("gb:appearanceOf")),
            acts=tuple(self.act(node) for node in self.subjects_with("gb:cueAt")),
            provenance=self.provenance(),
            copy_of=self.origin(),
        )

    def record(self) -> Record:
        return Record(self.article(), self.provenance(), self.origin())

    def origin(self) -> str | None:
        origin = self.maybe(self.here, "gb:copyOf")
        return None if origin is None else self.id_of(origin).removeprefix(article_id(""))

    def subjects_with(self, name: str) -> list[NamedNode]:
        return [subject for subject, properties in self.nodes.items() if term(name) in properties]

    def all(self, node: Term, name: str) -> list[Term]:
        return self.nodes[node].get(term(name), []) if isinstance(node, NamedNode) and node in self.nodes else []

    def maybe(self, node: Term, name: str) -> Term | None:
        return next(iter(self.all(node, name)), None)

    def one(self, node: Term, name: str) -> Term:
        value = self.maybe(node, name)
        if value is None:
            raise StoreError(f"article {self.article_id}: {node.value} has no {name} here: read the article again")
        return value

    def text(self, node: Term, name: str) -> str | None:
        value = self.maybe(node, name)
        return None if value is None else value.value

    def id_of(self, node: Term) -> str:
        return identifier(node.value, self.base)

    def day(self, node: Term, name: str) -> dt.date | None:
        text = self.text(node, name)
        return None if text is None else dt.date.fromisoformat(text)

    def article(self) -> Article:
        return Article(
            id=self.article_id,
            text=self.one(self.here, "schema:text").value,
            sha256=self.one(self.here, "gb:sha256").value,
            title=self.text(self.here, "schema:headline"),
            url=self.text(self.here, "schema:url"),
            publisher=self.text(self.here, "schema:publisher"),
            published=self.day(self.here, "schema:datePublished"),
            language=self.one(self.here, "schema:inLanguage").value,
        )

    def provenance(self) -> Provenance:
        reader = self.one(self.here, "gb:readBy")
        told = {field: self.one(reader, name).value for field, name in _READER_FIELDS.items()}
        return Provenance(**told, min_score=float(self.text(reader, "gb:minScore") or 0))

    def excerpt(self, node: Term) -> Excerpt:
        start, end = (int(self.one(node, name).value) for name in ("oa:start", "oa:end"))
        return Excerpt(Span(start, end), self.one(node, "oa:exact").value)

    def excerpt_at(self, node: NamedNode, name: str) -> Excerpt | None:
        place = self.maybe(node, name)
        return None if place is None else self.excerpt(place)

    def office(self, holding: NamedNode) -> Office:
        country = self.maybe(holding, "gb:heldFor")
        return Office(
            id=self.id_of(self.one(holding, "gb:office")),
            label=self.one(holding, "gb:titleUsed").value,
            country=None if country is None else self.id_of(country),
            leads=self.maybe(holding, "gb:heldAtTheTop") == TRUE,
        )

    def actor(self, node: NamedNode, mentions: dict[Term, list[Excerpt]], offices: dict[Term, list[Office]]) -> Actor:
        actor, country = self.one(node, "gb:appearanceOf"), self.maybe(node, "gb:appearsFor")
        return Actor(
            id=self.id_of(actor),
            kind=ActorKind(self.one(node, "gb:appearsAs").value.removeprefix(GB)),
            name=self.one(node, "gb:appearsUnder").value,
            mentions=tuple(mentions[actor]),
            offices=tuple(offices[actor]),
            country=None if country is None else self.id_of(country),
            same_as=tuple(address.value for address in self.all(node, "gb:identifiedWith")),
            score=float(self.one(node, "gb:score").value),
        )

    def act(self, node: NamedNode) -> Act:
        amount = self.text(node, "gb:amount")
        return Act(
            kind=self.kind(node),
            cue=self.excerpt(self.one(node, "gb:cueAt")),
            evidence=self.excerpt(self.one(node, "gb:evidence")),
            actors=self.parties(node, "gb:actor"),
            targets=self.parties(node, "gb:target"),
            via=self.parties(node, "gb:via"),
            about=self.parties(node, "gb:about"),
            content=self.excerpt_at(node, "gb:contentAt"),
            quote=self.excerpt_at(node, "gb:quoteAt"),
            negated=self.maybe(node, "gb:negated") == TRUE,
            future=self.maybe(node, "gb:future") == TRUE,
            date=self.day(node, "gb:statedOn"),
            place=self.excerpt_at(node, "gb:placeAt"),
            amount=None if amount is None else Amount(Decimal(amount), self.one(node, "gb:amountOf").value),
            found_by=tuple(method.value for method in self.all(node, "gb:foundBy")),
            score=float(self.one(node, "gb:score").value),
        )

    def kind(self, node: NamedNode) -> ActKind:
        for each in self.all(node, "rdf:type"):
            if each.value in _KIND_OF_CLASS:
                return _KIND_OF_CLASS[each.value]
        raise StoreError(f"article {self.article_id}: act {node.value} has no kind here: read the article again")

    def parties(self, node: NamedNode, name: str) -> tuple[str, ...]:
        return tuple(self.id_of(party) for party in self.all(node, name))
