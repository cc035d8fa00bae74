"""Same-act gathering: `python tests/benchmarks/gathering.py [--pairs N] [--read [--items N]] [--sources S…] [--many N]`.

On the gold acts of `train` and `news` beside the checkout, their actors linked by name: prints how many events come of
them, and a sample of gathered pairs to be judged by hand. With `--read`, on the acts that the default reader finds in
the same texts, as `graphbuild gather` gathers them (`--items`: in the first so many texts of each file), or in `--sources` of any kind. `--many` times it on that many made-up
acts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from identity import MADE_BY, actor, looks_like_person

from graphbuild import pipeline, rdf
from graphbuild.identity.gather import Event, Report, gather
from graphbuild.identity.linker import link
from graphbuild.identity.reference import Reference, load
from graphbuild.model import ActKind, Article, Reading
from graphbuild.pipeline import gathering

GOLD = Path(__file__).parents[3] / "shared" / "eval" / "gold"


FILES = ("train", "news")


def items_of(name: str) -> list[dict]:
    return json.loads((GOLD / f"{name}.items.json").read_text(encoding="utf-8"))


def read_events(most: int | None) -> tuple[int, list[Event]]:
    """Read the texts, and gather what was read: how many acts there are, and the events."""
    dataset = rdf.open_graph()
    articles = (
        Article.of(item["text"], title=item.get("title"), published=dt.date.fromisoformat(item["date"]), url=item["id"])
        for name in FILES
        for item in islice(items_of(name), most)
    )
    acts = 0
    for reading in pipeline.read(articles):
        rdf.put(dataset, reading)
        acts += len(reading.acts)
    return acts, gathering.gather(dataset)


def reports(reference: Reference) -> Iterator[Report]:
    for name in FILES:
        items = {item["id"]: item for item in items_of(name)}
        for line in (GOLD / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield from of_item(items[record["id"]], record["acts"], reference)


def of_item(item: dict, acts: list[dict], reference: Reference) -> Iterator[Report]:
    day = dt.date.fromisoformat(item["date"])
    article = Article.of(item["text"], title=item.get("title"), published=day)
    strings = sorted({s for act in acts for s in (*act["actors"], *act["targets"])})
    named = {}
    for string in strings:
        start = article.text.find(string)
        if start >= 0 and string:
            one = actor(string, article, start, reference, person=looks_like_person(string))
            named[string] = next(iter(link(Reading(article, (one,), (), MADE_BY), reference).actors)).id
    for n, act in enumerate(acts):
        actors = frozenset(named[s] for s in act["actors"] if s in named)
        if actors:
            targets = frozenset(named[s] for s in act["targets"] if s in named)
            at = article.text.find(act["content"] or act["cue"])
            evidence = article.text[
                article.text.rfind(".", 0, max(at, 0)) + 1 : article.text.find(".", at + len(act["content"]))
            ]
            yield Report(
                f"{item['id']}#{n}", item["id"], article.sha256, ActKind(act["kind"]), actors, targets, day,
                f"{act['cue']} {act['content']}", evidence, day, bool(act.get("negated")), bool(act.get("future")),
            )  # fmt: skip


def made_up(count: int) -> Iterator[Report]:
    dice = random.Random(5)  # noqa: S311 - a test's dice
    words = [f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}x" for n in range(8000)]
    for n in range(count):
        story = dice.randrange(count // 3)
        own = random.Random(story)  # noqa: S311
        content = " ".join(own.choices(words, k=12)) + " " + " ".join(dice.choices(words, k=3))
        kind = own.choice(list(ActKind))
        actors, targets = ({f"country/{int(own.paretovariate(0.9)) % 300}"} for _ in range(2))
        day = dt.date(2020, 1, 1) + dt.timedelta(days=own.randrange(1500) + dice.randrange(2))
        yield Report(
            f"a{n}#x", f"a{n}", str(n), kind, frozenset(actors), frozenset(targets), day, content, content, day
        )


def show(events: Sequence[Event], count: int) -> None:
    """Print a sample of pairs of reports that were taken for one act; those of the same sentence need no judge."""
    every = [
        (event, one, other)
        for event in events
        for one, other in combinations(event.reports, 2)
        if one.article != other.article
    ]
    pairs = [(event, one, other) for event, one, other in every if one.evidence.split() != other.evidence.split()]
    print(f"{len(events)} events of several articles, {len(every)} pairs, {len(pairs)} of them of different sentences")
    sample = random.Random(1).sample(pairs, min(count, len(pairs)))  # noqa: S311 - a sample, not a secret
    for number, (event, one, other) in enumerate(sample, 1):
        print(f"\n{number}. {event.kind} {sorted(event.actors)} -> {sorted(event.targets)}")
        for report in (one, other):
            print(f"  {report.day} {report.id}: {report.content} || {' '.join(report.evidence.split())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--items", type=int)
    parser.add_argument("--sources", nargs="*", default=[])
    parser.add_argument("--many", type=int, default=0)
    given = parser.parse_args()
    if given.many:
        acts = list(made_up(given.many))
        began = time.process_time()
        events = gather(acts)
        print(
            f"{given.many} made-up acts: {len(events)} events in {time.process_time() - began:.1f} s of processor time"
        )
    elif given.sources:
        show(gathering.gather(pipeline.build(given.sources, report=print)), given.pairs)
    elif given.read:
        count, events = read_events(given.items)
        print(f"{count} acts read")
        show(events, given.pairs)
    else:
        acts = list(reports(load()))
        print(f"{len(acts)} acts with a known actor")
        show(gather(acts), given.pairs)


if __name__ == "__main__":
    main()
