"""How well names are linked: `python tests/benchmarks/identity.py [--misses]`, on the development data beside the checkout.

WCEP: each bullet becomes a reading whose actors are the spans that people linked; a link is right when the actor gets
the id of the reference fact that bears the link's title. MEANTIME: each entity mention becomes an actor of its article;
mentions of different articles are a pair when they get the same id, and right when people put them into one chain.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from graphbuild.identity.linker import link
from graphbuild.identity.reference import Reference, load
from graphbuild.model import Actor, ActorKind, Article, NameForm, Provenance, Reading
from graphbuild.vocab import actor_id

SHARED = Path(__file__).parents[3] / "shared" / "data" / "eval"
OWN_NAMES = {NameForm.NAME, NameForm.ACRONYM}
MADE_BY = Provenance("benchmark", "0")


def wcep() -> Iterator[dict]:
    with gzip.open(SHARED / "wcep_links.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def expected(title: str, reference: Reference) -> str | None:
    """The id that a link's title stands for, where it is the name of one actor of the reference."""
    for name in (title, re.sub(r" \([^)]*\)$", "", title)):
        bearers = [b.known.id for b in reference.bearers(name) if b.form in OWN_NAMES]
        own = [b.known.id for b in reference.bearers(name) if b.known.name == name]
        if len(own or bearers) == 1:
            return (own or bearers)[0]
        if bearers:
            return bearers[0] if title.endswith("(country)") else None
    return None


def looks_like_person(title: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:[A-ZÀ-Ž][\w'’.-]+|al-[A-Z]\w+|bin|de|da|la|van|von|der)(?: (?:[A-ZÀ-Ž][\w'’.-]*|al-[A-Z]\w+|bin|de|da|la|van|von|der)){1,3}",
            title,
        )
    )


def actor(span: str, article: Article, start: int, reference: Reference, *, person: bool, seats: bool = True) -> Actor:
    """What reading makes of a name: the first bearer the gazetteer knows, else a person or an organisation.

    Without `seats` a capital is a town, not the government that sits there.
    """
    words = span.removeprefix("The ").removeprefix("the ").split()
    match = next((m for m in reference.matches(words) if (m.start, m.end) == (0, len(words))), None)
    excerpt = (article.excerpt(start, start + len(span)),)
    if match and (seats or match.form is not NameForm.SEAT):
        known = match.candidates[0]
        country = known.id if known.kind is ActorKind.COUNTRY else known.country
        return Actor(known.id, known.kind, span, excerpt, country=country if len(match.candidates) == 1 else None)
    kind = ActorKind.PERSON if person else ActorKind.ORGANIZATION
    return Actor(actor_id(kind, span), kind, span, excerpt)


def reading_of(article: Article, actors: Iterable[Actor]) -> Reading:
    """A reading of these actors, those of one id put together."""
    together: dict[str, Actor] = {}
    for one in actors:
        other = together.setdefault(one.id, one)
        if other is not one:
            mentions = (*other.mentions, *one.mentions)
            together[one.id] = Actor(one.id, other.kind, other.name, mentions, country=other.country)
    return Reading(article, tuple(together.values()), (), MADE_BY)


def ids_by_start(reading: Reading) -> dict[int, str]:
    return {mention.span.start: one.id for one in reading.actors for mention in one.mentions}


def measure_wcep(reference: Reference, *, misses: bool) -> None:
    outcome: Counter[str] = Counter()
    stray: Counter[str] = Counter()
    missed: Counter[tuple[str, str, str]] = Counter()
    nodes: dict[str, Counter[str]] = defaultdict(Counter)
    for record in wcep():
        article = Article.of(record["text"], published=dt.date.fromisoformat(record["date"]))
        spans = [(s, record["text"][s:e], title) for s, e, title in record["links"]]
        named = [actor(span, article, s, reference, person=looks_like_person(title)) for s, span, title in spans]
        given = ids_by_start(link(reading_of(article, named), reference))
        for start, span, title in spans:
            right = expected(title, reference)
            got = given[start]
            if right:
                kind = "right" if got == right else "own node" if reference.known(got) is None else "wrong"
                outcome[kind] += 1
                about = span.startswith(title.split()[0][:4]) or span == title
                outcome["named"] += kind == "wrong" and about
                if kind != "right":
                    missed[title, span, got] += 1
            elif looks_like_person(title) and span == title:
                nodes[title][got] += 1
            elif reference.known(got):
                stray[title, span, got] += 1
    total = outcome["right"] + outcome["own node"] + outcome["wrong"]
    print(f"WCEP, links whose title is in the reference: {total}")
    for kind in ("right", "own node", "wrong"):
        print(f"  {kind:9} {outcome[kind]:6} {outcome[kind] / total:7.2%}")
    people(nodes)
    if misses:
        print(*(f"{n:4} {m}" for m, n in missed.most_common(120)), sep="\n")
        print(
            "links to something else", sum(stray.values()), *(f"{n:4} {m}" for m, n in stray.most_common(60)), sep="\n"
        )


def people(nodes: dict[str, Counter[str]]) -> None:
    """People outside the reference: one node for one title, and no node for two."""
    several = {title: ids for title, ids in nodes.items() if sum(ids.values()) > 1}
    same = sum(n * (n - 1) // 2 for ids in several.values() for n in ids.values())
    pairs = sum(n * (n - 1) // 2 for n in (sum(ids.values()) for ids in several.values()))
    titles_of = defaultdict(set)
    for title, ids in nodes.items():
        for one in ids:
            titles_of[one].add(title)
    shared = {t for titles in titles_of.values() if len(titles) > 1 for t in titles}
    print(
        f"  people outside the reference: {len(nodes)} titles; same title, same node {same / max(pairs, 1):.2%} of {pairs} pairs;"
    )
    print(
        f"  titles that share a node with another: {len(shared)} ({len(shared) / max(len(nodes), 1):.2%})",
        sorted(shared)[:10],
    )


def pairwise(gold: dict[str, str], given: dict[str, str], article_of: dict[str, str]) -> str:
    """Precision and recall of pairs in different articles."""

    def pairs(chains: dict[str, str]) -> set[tuple[str, str]]:
        members = defaultdict(list)
        for one, chain in chains.items():
            members[chain].append(one)
        return {
            p
            for group in members.values()
            for p in combinations(sorted(group), 2)
            if article_of[p[0]] != article_of[p[1]]
        }

    right, found = pairs(gold), pairs(given)
    return f"precision {len(right & found) / max(len(found), 1):.3f}  recall {len(right & found) / max(len(right), 1):.3f}  of {len(right)} pairs"


NO_NAME = re.compile(
    r"^(?:it|its|they|their|we|our|he|his|she|her|who|which|I|You|me|us|them|themselves|one)\b|^(?:the|The|a|A|an|An|this|that) [a-z]"
)


def proper(text: str) -> str | None:
    """The name that a mention's text is, or None where it describes or points: lower-case words, or more than five."""
    name = re.sub(r"^(?:the|The) ", "", re.sub(r" \(.*", "", text)).replace(" 's", "'s").strip(" ,")
    words = name.split()
    ok = (
        0 < len(words) <= 5
        and not NO_NAME.match(text)
        and all(w[0].isupper() or w in {"of", "the", "and", "&", "for", "de", "von"} for w in words)
    )
    return name if ok and words[0][0].isupper() else None


def measure_meantime(reference: Reference, *, seats: bool) -> None:
    """Entities of one article (people joined their mentions) that have a name; the linker joins them across articles."""
    data = json.loads((SHARED / "meantime_en.json").read_text(encoding="utf-8"))
    words = {doc["id"]: [word for sentence in doc["sents"] for word in sentence] for doc in data["docs"]}
    kinds = {"PER": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.ORGANIZATION}
    entities: dict[tuple[str, str], list[str]] = defaultdict(list)
    kind_of: dict[str, ActorKind] = {}
    for mention in data["mentions"]:
        if mention["type"] in kinds and (name := proper(mention["text"])):
            entities[mention["doc"], mention["chain"]].append(name)
            kind_of[mention["chain"]] = kinds[mention["type"]]
    gold, given, exact, article_of = {}, {}, {}, {}
    for doc, sentence in words.items():
        text = " ".join(sentence)
        article = Article.of(text, published=_dateline(text))
        mine = {chain: names for (d, chain), names in entities.items() if d == doc}
        actors, called = [], {}
        for chain, names in sorted(mine.items()):
            name = max(sorted(set(names)), key=lambda n: (len(n.split()), names.count(n)))
            start = text.find(name)
            if start < 0:
                continue
            one = actor(name, article, start, reference, person=kind_of[chain] is ActorKind.PERSON, seats=seats)
            actors.append(one)
            called[chain] = (one.id, name)
        linked = link(reading_of(article, actors), reference)
        ids = {excerpt.text: one.id for one in linked.actors for excerpt in one.mentions}
        for chain, (_, name) in called.items():
            key = f"{doc} {chain}"
            gold[key], given[key], exact[key], article_of[key] = chain, ids[name], name, doc
    print(
        f"MEANTIME, {'capitals as seats of government' if seats else 'capitals as towns'}, entities of {len(words)} articles by their fullest name: {len(gold)}"
    )
    print("  exact string ", pairwise(gold, exact, article_of))
    print("  linked       ", pairwise(gold, given, article_of))
    wrong(gold, given, article_of, exact)


def wrong(gold: dict[str, str], given: dict[str, str], article_of: dict[str, str], name: dict[str, str]) -> None:
    parts = defaultdict(Counter)
    for key, chain in gold.items():
        parts[chain][given[key]] += 1
    for ids in parts.values():
        if len(ids) > 1:
            print("   split ", dict(ids))
    merged = defaultdict(set)
    for key, one in given.items():
        merged[one].add(gold[key])
    for one, chains in merged.items():
        if len(chains) > 1:
            print("   joined", one, [next(name[k] for k in gold if gold[k] == c) for c in sorted(chains)])


def _dateline(text: str) -> dt.date | None:
    found = re.search(r"([A-Z][a-z]+) (\d{1,2}) , (\d{4})", text)
    return dt.datetime.strptime(" ".join(found.groups()), "%B %d %Y").replace(tzinfo=dt.UTC).date() if found else None


def measure_reading(reference: Reference, count: int) -> None:
    """The same links, among the actors that reading finds by itself in every n-th bullet; and what linking costs."""
    from graphbuild import language
    from graphbuild.reading import lexicon, reader

    every = [record for n, record in enumerate(wcep()) if n % max(1, 10_000 // count) == 0]
    articles = [Article.of(record["text"], published=dt.date.fromisoformat(record["date"])) for record in every]
    nlp, tools = language.load(None, threads=1), reader.Tools(lexicon.load(()), reference)
    began = time.process_time()
    readings = [reader.read(article, doc, tools) for article, doc in language.parse(articles, nlp)]
    read = time.process_time() - began
    began = time.process_time()
    linked = [link(one, reference) for one in readings]
    spent = time.process_time() - began
    outcome: Counter[str] = Counter()
    for record, one in zip(every, linked, strict=True):
        spans = [(m.span.start, m.span.end, a.id) for a in one.actors for m in a.mentions]
        for start, end, title in record["links"]:
            if right := expected(title, reference):
                got = {identifier for s, e, identifier in spans if s < end and start < e}
                wrong = any(reference.known(identifier) for identifier in got)
                outcome["right" if right in got else "wrong" if wrong else "own node" if got else "not found"] += 1
    total = sum(outcome.values())
    print(f"WCEP, the actors of reading itself, {len(every)} bullets: {total} links", end="; ")
    print(", ".join(f"{kind} {n / total:.2%}" for kind, n in outcome.most_common()))
    print(f"  linking took {spent:.2f} s, reading {read:.2f} s of processor time: {spent / read:.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what went wrong, the most frequent first")
    parser.add_argument("--reading", type=int, default=0, metavar="N", help="link what reading finds in N bullets, too")
    given = parser.parse_args()
    began = time.perf_counter()
    reference = load()
    print(f"reference index loaded in {time.perf_counter() - began:.3f} s")
    began = time.perf_counter()
    measure_wcep(reference, misses=given.misses)
    print(f"  in {time.perf_counter() - began:.1f} s")
    for seats in (True, False):
        measure_meantime(reference, seats=seats)
    if given.reading:
        measure_reading(reference, given.reading)


if __name__ == "__main__":
    main()
