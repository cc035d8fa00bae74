"""What the RDF room costs: python tests/benchmarks/rdf.py [ARTICLES]

Articles are made up, of the size of a news agency's: some 300 words, 12 actors, 36 mentions, 12 acts. Times are those of
the processor, all threads together, so that what else the machine does changes them little.
"""

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Office, Provenance, Reading
from graphbuild.vocab import REFERENCE_GRAPH, ontologies

WORDS = [
    "the",
    "of",
    "a",
    "to",
    "in",
    "and",
    "on",
    "for",
    "with",
    "government",
    "talks",
    "border",
    "minister",
    "said",
    "agreement",
    "force",
]
PEOPLE = [f"Person {number}" for number in range(2_000)]
COUNTRIES = [f"country/{a}{b}" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST"]
AT_ONCE = 64


def reading(number: int) -> Reading:
    """Make up the reading of one article."""
    chance = random.Random(number)  # noqa: S311 - made-up articles, not secrets
    names = chance.sample(PEOPLE, 6) + chance.choices(COUNTRIES[:20], k=2) + chance.sample(COUNTRIES, 4)
    sentences = [
        " ".join([chance.choice(names).partition("/")[2] or chance.choice(names), *chance.choices(WORDS, k=22)]) + "."
        for _ in range(13)
    ]
    article = Article.of(" ".join(sentences), url=f"https://news.example/{number}", published=dt.date(2025, 1, 1))
    actors = tuple(actor(chance, article, name) for name in dict.fromkeys(names))
    return Reading(article, actors, tuple(acts(chance, article, actors)), Provenance("benchmark", "1"))


def actor(chance: random.Random, article: Article, name: str) -> Actor:
    mentions = tuple(article.excerpt(start, start + 9) for start in chance.sample(range(len(article.text) - 9), 3))
    if name in PEOPLE:
        office = Office(f"office/minister-{name[-2:]}", "minister", COUNTRIES[0])
        identity = f"person/{name.replace(' ', '-')}"
        return Actor(identity, ActorKind.LEADER, name, mentions, (office,), COUNTRIES[int(name[7:]) % 100])
    return Actor(name, ActorKind.COUNTRY, name[-2:], mentions, same_as=(f"http://www.wikidata.org/entity/{name[-2:]}",))


def acts(chance: random.Random, article: Article, actors: tuple[Actor, ...]) -> Iterator[Act]:
    start = 0
    for sentence in article.text.split(". ")[:12]:
        evidence = article.excerpt(start, start + len(sentence))
        who, whom = chance.sample(actors, 2)
        cue = article.excerpt(start + 10, start + 18)
        content = article.excerpt(start + 20, start + 60)
        kind = chance.choice(list(ActKind))
        yield Act(kind, cue, evidence, (who.id,), (whom.id,), content=content, found_by=("lexicon",), score=0.8)
        start += len(sentence) + 2


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def filled(readings: list[Reading], path: Path | None = None) -> Dataset:
    dataset = rdf.open_graph(path)
    for start in range(0, len(readings), AT_ONCE):
        rdf.put_all(dataset, readings[start : start + AT_ONCE])
    return dataset


def one_more(dataset: Dataset, extra: list[Reading]) -> float:
    """Return the median seconds of putting one article."""
    return sorted(seconds(lambda each=each: rdf.put(dataset, each)) for each in extra)[len(extra) // 2]


def main(number: int) -> None:
    readings = [reading(each) for each in range(number)]
    extra = [reading(number + each) for each in range(30)]
    encoding = seconds(lambda: [rdf.encode(each) for each in readings])
    with tempfile.TemporaryDirectory() as folder:
        measure(readings, extra, encoding, Path(folder))


def measure(readings: list[Reading], extra: list[Reading], encoding: float, folder: Path) -> None:
    each = 1000 / len(readings)
    print(f"encode                {encoding * each:8.2f} ms an article")
    for name, path in (("memory", None), ("disk", folder / "graph")):
        start = time.process_time()
        dataset = filled(readings, path)
        putting = time.process_time() - start
        quads = len(rdf.store_of(dataset))
        print(
            f"put all, {name:12} {putting * each:8.2f} ms an article ({quads} quads, {quads * each / 1000:.0f} an article)"
        )
        empty = one_more(rdf.open_graph(None if path is None else folder / "empty"), extra)
        full = one_more(dataset, extra)
        print(f"put one, {name:12} {full * 1000:8.2f} ms; {full / empty:.2f} times as long as into an empty store")
        again = seconds(lambda each=dataset: rdf.put_all(each, extra)) / len(extra)
        print(f"put again, {name:10} {again * 1000:8.2f} ms an article that has not changed")
    for suffix in (".ttl", ".trig", ".nq", ".nq.gz", ".jsonld"):
        path = folder / f"graph{suffix}"
        saving = seconds(lambda path=path: rdf.save(dataset, path))
        loading = seconds(lambda path=path: rdf.load(rdf.open_graph(), path))
        print(f"save, load {suffix:10} {saving:8.2f} s, {loading:6.2f} s; {path.stat().st_size / 1e6:.0f} MB")
    checking = seconds(lambda: rdf.check(dataset))
    one = filled(extra[:1])
    print(f"check, queries        {checking * each:8.2f} ms an article, {checking:.2f} s in all")
    rdf.check_with_shacl(one)
    shacl = seconds(lambda: rdf.check_with_shacl(one))
    print(
        f"check, pyshacl        {shacl * 1000:8.2f} ms an article: {shacl * 1000 / (checking * each):.0f} times as long"
    )
    reference = sorted((ontologies() / "reference").glob("*.ttl"))
    fresh = rdf.open_graph()
    putting = seconds(lambda: rdf.put_graph(fresh, REFERENCE_GRAPH, rdf.read_triples(reference)))
    again = seconds(lambda: rdf.put_graph(fresh, REFERENCE_GRAPH, rdf.read_triples(reference)))
    print(f"put reference facts   {putting:8.2f} s ({len(rdf.store_of(fresh))} quads); again {again:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
