"""Who is who across articles: candidates proposed, decisions recorded, and graphs read as the decisions say.

Decisions stand in a graph of their own; no other graph is changed by them. They are applied to a copy when a graph is
opened to be asked, and undone by deleting their record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.analysis.queries import run
from graphbuild.analysis.rows import Row
from graphbuild.analysis.terms import iris_term
from graphbuild.errors import StoreError
from graphbuild.identity.decisions import Decision, Identities, Judgement, last_words, resolve
from graphbuild.identity.duplicates import Candidate, Record, candidates
from graphbuild.identity.records import decision_id, decisions, statements
from graphbuild.model import ActorKind
from graphbuild.vocab import BASE, DECISIONS_GRAPH, GB, REFERENCE_GRAPH, identifier, iri


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of decisions: `fresh` are recorded now, by id; what `known` say held already.

    `blocked` are the same-as decisions that are not followed, by id: they would join, directly or by a chain, what
    another decision of the graph keeps apart.
    """

    fresh: dict[str, Decision]
    known: tuple[Decision, ...]
    blocked: dict[str, Decision]


def recorded(dataset: Dataset, base: str = BASE) -> dict[str, Decision]:
    """Return the decisions that a graph holds, by id. Raises StoreError when a record lacks a part."""
    return decisions(rdf.instances(dataset, *Judgement), base)


def decided(dataset: Dataset, folder: Path | None = None, base: str = BASE) -> Dataset:
    """Return the graph as its decisions say: a copy (see `rdf.renamed`), or the graph itself where they join nobody.

    A graph at an endpoint is returned as it is: load into its server what `export --decided` writes.
    """
    if not rdf.on_oxigraph(dataset):
        return dataset
    canonical = resolve(recorded(dataset, base).values()).canonical
    return rdf.renamed(dataset, canonical, folder, base)


def decide(dataset: Dataset, fresh: Iterable[Decision], base: str = BASE) -> Recorded:
    """Record decisions; one that says what already holds for its two ids is not recorded again. One transaction."""
    held = recorded(dataset, base)
    kept, known = dict(held), []
    for decision in fresh:
        last = last_words(kept.values()).get(decision.pair)
        if last and _says_the_same(last, decision):
            known.append(decision)
        else:
            kept[decision_id(decision)] = decision
    rdf.put_graph(dataset, DECISIONS_GRAPH, statements(kept, base), base)
    now = {name: one for name, one in kept.items() if name not in held}
    return Recorded(now, tuple(known), _blocked(kept, now))


def _blocked(kept: Mapping[str, Decision], now: Iterable[str]) -> dict[str, Decision]:
    blocked, last = set(resolve(kept.values()).blocked), last_words(kept.values())
    overruled = {kept[name] for name in now if last[kept[name].pair] != kept[name]}
    return {
        name: one
        for name, one in kept.items()
        if one in blocked or (one in overruled and one.judgement is Judgement.SAME)
    }


def _says_the_same(one: Decision, other: Decision) -> bool:
    stays = one.judgement is Judgement.DIFFERENT or one.canonical == other.canonical
    return one.judgement is other.judgement and stays


def undo(dataset: Dataset, names: Iterable[str], base: str = BASE) -> None:
    """Delete records of decisions by their ids. One transaction.

    Raises StoreError when the graph holds no decision of one of the ids; nothing is then deleted.
    """
    gone = {f"<{iri(name, base)}>": name for name in names}
    triples = [(str(triple.subject), triple) for triple in rdf.instances(dataset, *Judgement)]
    if missing := gone.keys() - {subject for subject, _ in triples}:
        raise StoreError(f"{gone[min(missing)]}: no such decision is recorded; the query decisions lists them")
    rdf.put_graph(dataset, DECISIONS_GRAPH, (triple for subject, triple in triples if subject not in gone), base)


def known_actors(dataset: Dataset, base: str = BASE) -> frozenset[str]:
    """Return the ids of all actors that an article names or the reference facts know."""
    return frozenset(str(name).removeprefix(base) for (name,) in run(dataset, _KNOWN).rows)


def duplicates(dataset: Dataset, base: str = BASE) -> list[Candidate]:
    """Return the pairs of actors of a graph, opened as its decisions say, that may be one, the likeliest first.

    Pairs that are decided already are left out. Each record carries a sentence that shows its actor.
    """
    identities = resolve(recorded(dataset, base).values())
    found = candidates(_actors(dataset, base), _decided_pairs(dataset, identities, base))
    evidence = _evidence(dataset, {one.id for pair in found for one in (pair.left, pair.right)}, base)
    return [
        replace(
            pair,
            left=replace(pair.left, evidence=evidence.get(pair.left.id, "")),
            right=replace(pair.right, evidence=evidence.get(pair.right.id, "")),
        )
        for pair in found
    ]


def _decided_pairs(dataset: Dataset, identities: Identities, base: str) -> set[tuple[str, str]]:
    pairs = (decision.pair for decision in recorded(dataset, base).values())
    ordered = (sorted(map(identities.of, pair)) for pair in pairs)
    return {(one, other) for one, other in ordered}


def _actors(dataset: Dataset, base: str) -> Iterator[Record]:
    settled = {row[0] for row in run(dataset, _SETTLED.replace("$reference", f"<{iri(REFERENCE_GRAPH, base)}>"))}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in run(dataset, _PRESENTED):
        rows[str(row[0])].append(row)
    for actor, presented in rows.items():
        kinds = sorted(ActorKind(str(kind).removeprefix(GB)) for _, kind, _, _ in presented)
        names = sorted({str(name) for _, _, name, _ in presented}, key=lambda name: (-len(name), name))
        homes = sorted({identifier(str(home), base) for _, _, _, home in presented if home})
        country = homes[0] if len(homes) == 1 else None
        yield Record(identifier(actor, base), kinds[0], tuple(names), country, settled=actor in settled)


def _evidence(dataset: Dataset, actors: set[str], base: str) -> dict[str, str]:
    """Return a sentence for each actor: the first of an act that it is a party to, else the words around a mention."""
    if not actors:
        return {}
    values = iris_term(iri(actor, base) for actor in sorted(actors))
    found = {str(actor): _around(*map(str, rest)) for actor, *rest in run(dataset, _SHOWN.replace("$actors", values))}
    found |= {str(actor): str(words) for actor, words in run(dataset, _TOLD.replace("$actors", values))}
    return {identifier(actor, base): sentence for actor, sentence in found.items()}


def _around(start: str, end: str, text: str) -> str:
    """Return the line of a text that holds a mention, at most 200 characters on either side of it."""
    low = max(text.rfind("\n", 0, int(start)) + 1, int(start) - 200)
    high = text.find("\n", int(end))
    return text[low : min(high if high >= 0 else len(text), int(end) + 200)]


_KNOWN = """SELECT DISTINCT ?actor WHERE {
  { ?appearance gb:appearanceOf ?actor }
  UNION { VALUES ?class { gb:Country gb:Leader gb:Person gb:Organization gb:Group } ?actor a ?class } }"""
_SETTLED = "SELECT DISTINCT ?actor WHERE { GRAPH $reference { ?actor rdfs:label ?label } }"
_PRESENTED = """SELECT DISTINCT ?actor ?kind ?name ?of WHERE {
  ?appearance gb:appearanceOf ?actor ; gb:appearsAs ?kind ; gb:appearsUnder ?words BIND (STR(?words) AS ?name)
  OPTIONAL { ?appearance gb:appearsFor ?of } }"""
_TOLD = """SELECT ?actor (MIN(STR(?words)) AS ?sentence) WHERE {
  VALUES ?actor { $actors } VALUES ?role { gb:actor gb:target gb:via gb:about }
  ?act ?role ?actor ; gb:evidence/oa:exact ?words } GROUP BY ?actor"""
_SHOWN = """SELECT ?actor ?start ?end ?text WHERE {
  { SELECT ?actor (IRI(MIN(STR(?each))) AS ?mention)
    WHERE { VALUES ?actor { $actors } ?each gb:refersTo ?actor } GROUP BY ?actor }
  ?mention oa:start ?start ; oa:end ?end BIND (IRI(STRBEFORE(STR(?mention), "#")) AS ?article)
  ?article schema:text ?text }"""
