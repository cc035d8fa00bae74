"""How long the page takes to make and to open: python tests/benchmarks/picture.py [--plain] [ACTORS ACTS]...

Made-up actors and acts, spread as such graphs are: few actors are in most acts. Opens each page in headless Chromium
where /usr/bin/chromium is, and times its filters from the click until the frame that follows is painted; --plain opens
the same graph as pyvis draws it.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import networkx as nx
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException

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


def _drawn(graph: nx.MultiDiGraph, path: Path) -> float:
    start = time.perf_counter()
    draw(graph, path, title="Benchmark")
    return time.perf_counter() - start


def _drawn_plainly(graph: nx.MultiDiGraph, path: Path) -> float:
    """Draw as the documentation of pyvis says; its page asks the network for scripts unless they are in line."""
    start = time.perf_counter()
    plain = Network(directed=True, cdn_resources="in_line")
    for node, label in graph.nodes(data="label"):
        plain.add_node(node, label=label)
    for source, target, sentence in graph.edges(data="sentence"):
        plain.add_edge(source, target, title=sentence)
    path.write_text(plain.generate_html(), encoding="utf-8")
    return time.perf_counter() - start


_SET = "const f = document.getElementById('{}'); f.value = {}; f.dispatchEvent(new Event('input'));"
_FILTERS = [
    *["document.querySelector('[data-kind=threat]').click()"] * 4,
    *["document.querySelectorAll('.legend-row.group')[0].click()"] * 4,
    *["document.querySelector('[data-actor-kind=Person]').click()"] * 4,
    *(_SET.format("score", score) for score in (50, 60, 70, 0)),
    *(_SET.format("since", f"picture.page.firstDay + {days}") for days in (50, 100, 150, 0)),
    *["document.querySelector('[data-source]').click()"] * 2,
    *(_SET.format("told", told) for told in (2, 1)),
]
_UNTIL_PAINTED = """
const [script, done] = arguments;
const start = performance.now();
new Function(script)();
requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now() - start);
  port2.postMessage(0);
});
"""


def _opened(path: Path, ready: str, filters: Sequence[str], limit: float = 120) -> tuple[float, list[float]] | None:
    """Return the seconds until the page is ready in Chromium, and the milliseconds of each filter.

    None where there is no Chromium, or when it takes longer than `limit` seconds.
    """
    if not Path("/usr/bin/chromium").exists():
        return None
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1440,900"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    browser.set_page_load_timeout(limit)
    browser.set_script_timeout(limit)
    start = time.perf_counter()
    try:
        browser.get(path.as_uri())
        while not browser.execute_script(f"return {ready}"):
            if time.perf_counter() - start > limit:
                return None
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        return seconds, [browser.execute_async_script(_UNTIL_PAINTED, script) for script in filters]
    except TimeoutException:
        return None
    finally:
        browser.quit()


def main(sizes: list[tuple[int, int]], *, plainly: bool) -> None:
    """Measure each size and print a line for each way of drawing."""
    ways: list[tuple[str, Callable[[nx.MultiDiGraph, Path], float], str, Sequence[str]]] = [
        ("graphbuild", _drawn, "document.documentElement.dataset.ready", _FILTERS)
    ]
    if plainly:
        # pyvis lays out while the reader waits: its page is still when the bar of its progress is gone.
        still = "document.getElementById('loadingBar')?.style.display === 'none'"
        ways.append(("plain pyvis", _drawn_plainly, still, ()))
    with tempfile.TemporaryDirectory() as folder:
        for actors, acts in sizes:
            graph = made_up(actors, acts)
            for name, way, ready, filters in ways:
                path = Path(folder) / "page.html"
                seconds = way(graph, path)
                print(
                    f"{actors} actors, {acts} acts, {name}: made in {seconds:.1f} s, {path.stat().st_size / 1e6:.1f} MB, "
                    f"{_told(_opened(path, ready, filters))}",
                    flush=True,
                )


def _told(opened: tuple[float, list[float]] | None) -> str:
    if opened is None:
        return "does not open within 120 s"
    seconds, filters = opened
    if not filters:
        return f"opens in {seconds:.1f} s"
    return f"opens in {seconds:.1f} s, filters answer in {statistics.median(filters):.0f} ms, the slowest in {max(filters):.0f}"


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--plain"]
    numbers = [int(word) for word in words] or [1_000, 5_000, 20_000, 100_000]
    main(list(zip(numbers[::2], numbers[1::2], strict=True)), plainly="--plain" in sys.argv)
