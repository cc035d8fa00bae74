"""What a graph costs as it grows: python tests/benchmarks/scale.py [--quads 1000000] [--patience 60]

One graph of so many quads, of made-up articles of a news agency's size (some 300 words, 12 actors, 36 mentions, 12 acts),
and one run for all of it: putting one article into it against putting it into an empty graph; every named query through
our API against the same SPARQL given to pyoxigraph and to rdflib's own store, which is given up after `--patience`
seconds a query; export and re-load, whole and in parts; `check`; memory. Each is done in a process of its own.

Prints the tables of docs/scale.md. Ratios are of processor time, all threads together, which what else the machine does
changes little; seconds of the wall stand beside them and want a machine that has nothing else to do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import random
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import rdflib
from rdflib import Dataset

from graphbuild import pipeline, rdf, vocab
from graphbuild.analysis import queries
from graphbuild.analysis.terms import bind
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Office, Provenance, Reading
from graphbuild.rdf import partitions

WORDS = "the of a to in and on for with government talks border minister said agreement force".split()
PEOPLE = [f"Person {number}" for number in range(2_000)]
COUNTRIES = [f"country/{a}{b}" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST"]
AT_ONCE = 32
PART = 256
EXTRA = 30
"""Articles put one by one, so that a median can be taken."""
TIMES = 3
"""How often a query is asked; its best time counts."""


# ------------------------------------------------------------------ made-up articles


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


# ------------------------------------------------------------------ measuring


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor and of the wall; `given_up` where it was ended before it was done."""

    processor: float
    wall: float
    given_up: bool = False

    def __str__(self) -> str:
        return f"{'> ' if self.given_up else ''}{self.processor:.2f} s ({self.wall:.2f})"

    def against(self, other: Cost) -> str:
        return f"{'> ' if self.given_up else ''}{self.processor / max(other.processor, 1e-6):.2f}"


def cost(work: Callable[[], object], patience: float = 0) -> Cost:
    """Return what work costs; it is ended after `patience` seconds, unless that is 0."""
    clock, processor = time.perf_counter(), time.process_time()
    signal.setitimer(signal.ITIMER_REAL, patience)
    try:
        work()
    except TimeoutError:
        return Cost(time.process_time() - processor, time.perf_counter() - clock, given_up=True)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return Cost(time.process_time() - processor, time.perf_counter() - clock)


def end(_number: int, _frame: object) -> None:
    raise TimeoutError


def median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(one.processor for one in costs), statistics.median(one.wall for one in costs))


def best(costs: list[Cost]) -> Cost:
    return min(costs, key=lambda one: one.processor)


def apart(work: Callable[..., list[tuple[str, ...]]], *given: object) -> list[tuple[str, ...]]:
    """Do work in a process of its own, and return its rows with one for the memory that it took at most."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(alone, work, given).result()


def alone(work: Callable[..., list[tuple[str, ...]]], given: tuple[object, ...]) -> list[tuple[str, ...]]:
    signal.signal(signal.SIGALRM, end)
    rows = work(*given)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, (f"peak memory of that ({work.__name__})", f"{peak:.0f} MB")]


def size(path: Path) -> str:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return f"{sum(each.stat().st_size for each in files) / 1e6:.0f} MB"


# ------------------------------------------------------------------ what is measured


def filling(path: Path, quads: int) -> list[tuple[str, ...]]:
    """Put made-up articles until there are about so many quads."""
    with closing(rdf.open_graph(path)) as dataset:
        facts = cost(lambda: rdf.put_graph(dataset, vocab.REFERENCE_GRAPH, rdf.read_triples(vocab.reference_files())))
        known = len(rdf.store_of(dataset))
        spent, number = [], 0
        each = 0.0
        while known + number * each < quads or len(rdf.store_of(dataset)) < quads:
            some = [reading(number + k) for k in range(AT_ONCE)]
            spent.append(cost(lambda some=some: rdf.put_all(dataset, some)))
            number += AT_ONCE
            each = each or (len(rdf.store_of(dataset)) - known) / number
        held = len(rdf.store_of(dataset))
    share = 1000 / number
    return [
        ("quads", f"{held:,}"),
        ("of them reference facts", f"{known:,}; put in {facts}"),
        ("articles", f"{number:,}; {each:.0f} quads each"),
        ("put, 32 at once", f"{sum(one.processor for one in spent) * share:.2f} ms an article"),
        ("on disk", size(path)),
    ]


def one_more(path: Path, empty: Path) -> list[tuple[str, ...]]:
    """Put articles one by one into the graph and into an empty one, by turns."""
    extra = [reading(10_000_000 + number) for number in range(EXTRA)]
    with closing(rdf.open_graph(path)) as full, closing(rdf.open_graph(empty)) as fresh:
        into: dict[str, list[Cost]] = {"full": [], "empty": []}
        for each in extra:
            into["full"].append(cost(lambda each=each: rdf.put(full, each)))
            into["empty"].append(cost(lambda each=each: rdf.put(fresh, each)))
        for each in extra:
            rdf.retract(full, each.article.id)
    full_cost, empty_cost = median(into["full"]), median(into["empty"])
    wall = full_cost.wall / empty_cost.wall
    return [
        ("put one into an empty graph", f"{empty_cost.processor * 1000:.2f} ms"),
        ("put one into this graph", f"{full_cost.processor * 1000:.2f} ms"),
        ("put one: ratio", f"{full_cost.against(empty_cost)} (of the wall {wall:.2f})"),
    ]


def parameters(dataset: Dataset, name: str) -> dict[str, str]:
    """Return values for the parameters that must be given: the two actors between whom most happens."""
    dyad = next(queries.ask(dataset, "dyads", limit=1).dicts())
    needed = [one.name for one in queries.describe(name).parameters if one.default is None]
    return {one: str(dyad[side]) for one, side in zip(needed, ("actor_name", "target_name"), strict=False)}


def sparql(dataset: Dataset, name: str) -> str:
    """Return a named query as SPARQL, its names looked up."""
    query = queries.describe(name)
    return bind(query.text, queries._terms(dataset, query, parameters(dataset, name)))


def asking(path: Path) -> list[tuple[str, ...]]:
    """Ask every named query through our API, and the same SPARQL of pyoxigraph."""
    opened: list[Dataset] = []
    opening = cost(lambda: opened.append(pipeline.open_graph(path)))
    dataset = opened[0]
    store, prefixes = rdf.store_of(dataset), dict(vocab.PREFIXES)
    rows = [("open_graph", str(opening))]
    for name in queries.names():
        text, given = sparql(dataset, name), parameters(dataset, name)
        ours, native = [], []
        for _ in range(TIMES):
            ours.append(cost(lambda name=name, given=given: queries.ask(dataset, name, **given)))
            native.append(
                cost(lambda text=text: list(store.query(text, prefixes=prefixes, use_default_graph_as_union=True)))
            )
        found = len(queries.ask(dataset, name, **given))
        rows.append((name, f"{found:,}", str(best(ours)), str(best(native)), best(ours).against(best(native))))
    return rows


def asking_rdflib(export: Path, texts: dict[str, str], patience: float) -> list[tuple[str, ...]]:
    """Ask the same of rdflib's own store."""
    dataset = Dataset(default_union=True)
    loading = cost(lambda: dataset.parse(export, format="nquads"))
    rows = [("load into rdflib's own store", str(loading))]
    for name, text in texts.items():
        spent = cost(lambda text=text: list(dataset.query(text, initNs=dict(vocab.PREFIXES))), patience)
        rows.append((name, str(spent)))
    return rows


def exporting(path: Path, folder: Path) -> list[tuple[str, ...]]:
    """Write the graph and load it again; as parts, too."""
    dataset = rdf.open_graph(path, read_only=True)
    rows = []
    for suffix in (".nq", ".nq.gz", ".trig", ".ttl"):
        file = folder / f"export{suffix}"
        saving = cost(lambda file=file: rdf.save(dataset, file, all_facts=True))
        loading = cost(lambda file=file: rdf.load(rdf.open_graph(), file))
        rows.append((f"export and load {suffix}", f"{saving}; {loading}; {size(file)}"))
    parts = folder / "parts"
    parts.mkdir()
    writing = cost(lambda: write_parts(dataset, parts))
    with closing(rdf.open_graph(folder / "loaded")) as loaded:
        loading = cost(lambda: partitions.load_parts(loaded, parts))
    rows.append(("write and load in parts", f"{writing}; {loading}; {size(parts)}"))
    return rows


def write_parts(dataset: Dataset, folder: Path) -> None:
    facts = rdf.open_graph()
    rdf.put_graph(facts, vocab.REFERENCE_GRAPH, rdf.read_triples(vocab.reference_files()))
    partitions.write_reference(facts, folder)
    names, articles = [partitions.REFERENCE], rdf.articles(dataset)
    for start in range(0, len(articles), PART):
        names.append(f"part-{start:09}{partitions.SUFFIX}")
        some = [rdf.reading_of(dataset, article) for article in articles[start : start + PART]]
        partitions.write_part(facts, some, folder / names[-1])
    partitions.list_parts(folder, names)


def compacting(path: Path) -> list[tuple[str, ...]]:
    """Put the tables of the database together, as it does by itself now and then."""
    with closing(rdf.open_graph(path)) as dataset:
        spent = cost(rdf.store_of(dataset).optimize)
    return [("compact the database", f"{spent}; {size(path)}")]


def checking(path: Path) -> list[tuple[str, ...]]:
    """Hold the graph against its shapes."""
    dataset = rdf.open_graph(path, read_only=True)
    found: list[rdf.Violation] = []
    spent = cost(lambda: found.extend(rdf.check(dataset)))
    one = rdf.open_graph()
    rdf.put(one, reading(0))
    rdf.check_with_shacl(one)
    shacl = cost(lambda: rdf.check_with_shacl(one))
    share = spent.processor / len(rdf.articles(dataset))
    return [
        ("check", f"{spent}; {len(found)} violations"),
        ("pyshacl, an article alone", f"{shacl.processor * 1000:.2f} ms: {shacl.processor / share:.0f} times as long"),
    ]


# ------------------------------------------------------------------ tables


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join([*row, *[''] * (len(heads) - len(row))])} |")
    print(flush=True)


def main(quads: int, patience: float, folder: Path) -> None:
    place = folder / "graph"
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, rdflib {rdflib.__version__}\n"
    )
    table(("the graph", ""), apart(filling, place, quads))
    table(("one article", ""), apart(one_more, place, folder / "empty"))
    rows = apart(asking, place)
    with closing(rdf.open_graph(place, read_only=True)) as dataset:
        texts = {name: sparql(dataset, name) for name in queries.names()}
    outgoing = apart(exporting, place, folder)
    slow = {row[0]: row[-1] for row in apart(asking_rdflib, folder / "export.nq", texts, patience)}
    table(
        ("query", "rows", "our API", "pyoxigraph", "ratio", "rdflib's own store"),
        [(*row, slow.pop(row[0])) if row[0] in slow else row for row in rows],
    )
    table(("rdflib's own store", ""), list(slow.items()))
    table(("export", "write; load; size"), outgoing)
    table(("check", ""), apart(checking, place))
    table(("once compacted", ""), [*apart(compacting, place), *apart(one_more, place, folder / "empty too")])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--patience", type=float, default=60, help="seconds that rdflib's own store has for a query")
    parser.add_argument("--folder", type=Path, help="keep the graph and its exports here")
    options = parser.parse_args()
    if options.folder:
        options.folder.mkdir(parents=True)
        main(options.quads, options.patience, options.folder)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(options.quads, options.patience, Path(temporary))
