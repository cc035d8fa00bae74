"""How long the page takes to make and to open: python tests/benchmarks/picture.py [ACTORS ACTS]...

Made-up actors and acts, spread as such graphs are: few actors are in most acts. Opens each page in headless Chromium
where /usr/bin/chromium is, and does the same with plain pyvis for comparison.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

import networkx as nx

from graphbuild.analysis.scale import GOLDSTEIN, QUAD
from graphbuild.model import ActKind, ActorKind
from graphbuild.picture import draw
from graphbuild.vocab import PLOVER_ROOT

_SYLLABLES = [
    "ba",
    "ke",
    "lo",
    "mi",
    "nar",
    "tor",
    "vel",
    "sha",
    "dun",
    "gre",
    "pol",
    "ist",
    "ran",
    "cor",
    "zan",
    "mek",
    "ul",
    "fa",
    "ri",
    "hos",
]
_KINDS = (
    [ActorKind.COUNTRY] * 3
    + [ActorKind.LEADER] * 3
    + [ActorKind.ORGANIZATION] * 2
    + [ActorKind.PERSON, ActorKind.GROUP]
)
_FILLING = [
    "the",
    "agreement",
    "on",
    "the",
    "river",
    "crossings",
    "and",
    "the",
    "release",
    "of",
    "detainees",
    "before",
    "the",
    "end",
    "of",
    "the",
    "year",
]


def made_up(actors: int, acts: int, *, seed: int = 1) -> nx.MultiDiGraph:
    """Return a network of so many actors and acts, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - made-up names, no secret
    graph = nx.MultiDiGraph()
    for index in range(actors):
        name = " ".join(
            "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 3))).capitalize() for _ in range(dice.randint(1, 2))
        )
        kind = dice.choice(_KINDS)
        graph.add_node(
            f"actor/{index}",
            label=name,
            kind=kind.value,
            country=None,
            country_label=None,
            aliases=(name[:4].upper(),),
            alone=(),
        )
    popularity = [1 / (index + 2) ** 0.8 for index in range(actors)]
    pairs = zip(
        dice.choices(range(actors), popularity, k=acts), dice.choices(range(actors), popularity, k=acts), strict=True
    )
    kinds = [
        kind
        for kind in ActKind
        for _ in range(3 if kind in {ActKind.ACCUSATION, ActKind.PLEDGE, ActKind.STATEMENT} else 1)
    ]
    for index, (source, target) in enumerate(pairs):
        near = (source + dice.choice([-7, -3, 1, 2, 5])) % actors if dice.random() < 0.5 else target
        other = near if near != source else (source + 1) % actors
        _add_act(graph, (f"actor/{source}", f"actor/{other}"), dice.choice(kinds), index, dice)
    return graph


def _add_act(graph: nx.MultiDiGraph, pair: tuple[str, str], kind: ActKind, index: int, dice: random.Random) -> None:
    source, target = pair
    day = dt.date(2024, 1, 1) + dt.timedelta(days=int(dice.triangular(0, 700, 500)))
    cue = f"{kind}ed"
    words = " ".join(dice.choices(_FILLING, k=dice.randint(12, 26)))
    sentence = f"{graph.nodes[source]['label']} {cue} {graph.nodes[target]['label']} over {words}."
    quad = QUAD[kind]
    graph.add_edge(
        source, target, key=f"act/{index}", act=f"act/{index}", role="target", kind=kind.value, plover=PLOVER_ROOT[kind],
        quad=quad.value if quad else None, goldstein=GOLDSTEIN[kind], date=day, score=round(dice.uniform(0.4, 1), 2), negated=dice.random() < 0.03,
        future=dice.random() < 0.05, cue=cue, content=None, quote=None, sentence=sentence, via=(), place=None, amount=None, amount_of=None,
        article=f"article/{index // 6}", title=f"Report number {index // 6}", url=f"https://example.org/{index // 6}", published=day, publisher="Example Daily",
    )  # fmt: skip


def _timed_draw(graph: nx.MultiDiGraph, path: Path) -> float:
    start = time.perf_counter()
    draw(graph, path, title="Benchmark")
    return time.perf_counter() - start


def main(sizes: list[tuple[int, int]]) -> None:
    """Measure each size and print a line."""
    with tempfile.TemporaryDirectory() as folder:
        for actors, acts in sizes:
            path = Path(folder) / f"{actors}.html"
            seconds = _timed_draw(made_up(actors, acts), path)
            print(f"{actors} actors, {acts} acts: made in {seconds:.1f} s, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] or [1_000, 5_000, 20_000, 100_000]
    main(list(zip(numbers[::2], numbers[1::2], strict=True)))
