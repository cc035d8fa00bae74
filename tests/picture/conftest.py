"""A network small enough to know by heart, a hostile one, and a real browser to open their pages in."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

from graphbuild.analysis.scale import QUAD
from graphbuild.model import ActKind
from graphbuild.picture import draw

CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")


def act(graph: nx.MultiDiGraph, source: str, target: str, kind: str, day: int, **more: object) -> None:
    number = graph.number_of_edges()
    date = dt.date(2021, 3, 1) + dt.timedelta(days=day)
    labels = (graph.nodes[source]["label"], graph.nodes[target]["label"])
    words = {
        "act": f"act/{number}", "role": "target", "kind": kind, "quad": QUAD[ActKind(kind)], "date": date, "score": 0.9, "negated": False,
        "future": False, "cue": kind, "content": None, "quote": None, "sentence": f"{labels[0]} {kind} {labels[1]}.", "via": (),
        "place": None, "amount": None, "amount_of": None, "article": f"article/{number}", "title": f"Story {number}",
        "url": f"https://news.example/{number}", "published": date, "publisher": "Morning Post",
    }  # fmt: skip
    graph.add_edge(source, target, key=f"act/{number}", **words | more)


def actor(graph: nx.MultiDiGraph, key: str, label: str, kind: str, *aliases: str) -> None:
    graph.add_node(key, label=label, kind=kind, country=None, country_label=None, aliases=aliases, alone=())


@pytest.fixture
def talks() -> nx.MultiDiGraph:
    """Arvania, Belmark and the River Union quarrel; Ilsa Toren is tied to them through the Union alone."""
    graph = nx.MultiDiGraph()
    actor(graph, "country/AV", "Arvania", "Country", "Kingdom of Arvania")
    actor(graph, "country/BM", "Belmark", "Country", "Bélmarque")
    actor(graph, "organization/river-union", "River Union", "Organization")
    actor(graph, "person/ilsa-toren", "Ilsa Toren", "Leader")
    act(graph, "country/AV", "country/BM", "accusation", 0)
    act(graph, "country/AV", "country/BM", "accusation", 10, score=0.3)
    act(graph, "country/BM", "country/AV", "threat", 20, negated=True)
    act(
        graph,
        "country/BM",
        "organization/river-union",
        "pledge",
        30,
        amount=40.0,
        amount_of="barges",
    )
    act(graph, "person/ilsa-toren", "organization/river-union", "consultation", 40)
    act(graph, "country/AV", "organization/river-union", "statement", 50, role="about", date=None)
    return graph


@pytest.fixture(scope="session")
def chromium() -> Iterator[WebDriver]:
    if not (CHROMIUM.exists() and DRIVER.exists()):
        pytest.skip("no Chromium here: install the packages chromium and chromium-driver to run the browser tests")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1440,1000"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    yield browser
    browser.quit()


def wait_for(browser: WebDriver, script: str, seconds: float = 20) -> object:
    """Return the script's value as soon as it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = browser.execute_script(f"return {script}")
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"never true: {script}; the console says {browser.get_log('browser')}")


Opened = Callable[..., WebDriver]


@pytest.fixture
def opened(chromium: WebDriver, tmp_path: Path) -> Opened:
    """Draws a network, opens the page, with a fragment if one is given, and waits for its first frame."""

    def open_page(
        graph: nx.MultiDiGraph, *, fragment: str = "", title: str = "The river talks", shown: int = 300
    ) -> WebDriver:
        path = tmp_path / "page.html"
        draw(graph, path, title=title, shown=shown)
        for kind in ("browser", "performance"):
            chromium.get_log(kind)
        chromium.get("about:blank")
        chromium.get(path.as_uri() + fragment)
        wait_for(chromium, "document.documentElement.dataset.ready")
        return chromium

    return open_page
