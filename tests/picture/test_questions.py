"""The three questions that the page is for, asked of the examples with the mouse: each has its answer after three clicks."""

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

import graphbuild

from .conftest import Opened

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def disputes() -> nx.MultiDiGraph:
    return graphbuild.project(graphbuild.build([EXAMPLES]))


class Reader:
    """Somebody before the page, whose clicks are counted."""

    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser
        self.clicks = 0

    def click(self, selector: str) -> None:
        self.browser.find_element(By.CSS_SELECTOR, selector).click()
        self.clicks += 1

    def looks_up(self, name: str) -> None:
        self.click("#search")
        self.browser.switch_to.active_element.send_keys(name, Keys.ENTER)
        assert self.browser.find_element(By.CSS_SELECTOR, "#panel h2").text == name

    def opens(self, kind: str) -> None:
        """Open the acts of a kind; where there is no other kind, they are open already."""
        if not self.cards(kind):
            self.click(f'#panel details[data-kind="{kind}"] summary')

    def cards(self, kind: str) -> list[str]:
        shown = self.browser.find_elements(By.CSS_SELECTOR, f'#panel details[data-kind="{kind}"] .card')
        return [card.text for card in shown if card.is_displayed()]


def told(graph: nx.MultiDiGraph, kind: str, end: int) -> tuple[str, dict[str, str]]:
    """Who is most often at this end (0 actor, 1 target) of acts of a kind: the name, and for each act the other's name."""
    edges = [
        (pair, has["act"]) for *pair, has in graph.edges(data=True) if has["kind"] == kind and has["role"] == "target"
    ]
    [(node, _)] = Counter(pair[end] for pair, _ in edges).most_common(1)
    label = graph.nodes(data="label")
    return label[node], {act: label[pair[1 - end]] for pair, act in edges if pair[end] == node}


def test_whom_does_somebody_accuse(opened: Opened, disputes: nx.MultiDiGraph) -> None:
    name, accused = told(disputes, "accusation", 0)
    reader = Reader(opened(disputes))
    reader.looks_up(name)
    reader.opens("accusation")
    answer = "\n".join(reader.cards("accusation"))
    assert all(other in answer for other in accused.values())
    assert reader.clicks <= 3


def test_what_was_promised_to_somebody(opened: Opened, disputes: nx.MultiDiGraph) -> None:
    name, promised = told(disputes, "pledge", 1)
    reader = Reader(opened(disputes))
    reader.looks_up(name)
    if reader.browser.find_element(By.CSS_SELECTOR, '[data-tab="receives"]').get_attribute("aria-selected") == "false":
        reader.click('[data-tab="receives"]')
    reader.opens("pledge")
    answer = reader.cards("pledge")
    assert len(answer) == len(promised)
    assert all(any(other in card for card in answer) for other in promised.values())
    assert reader.clicks <= 3


def test_what_is_the_source_of_a_claim(opened: Opened, disputes: nx.MultiDiGraph) -> None:
    name, claims = told(disputes, "accusation", 0)
    sources = {has["sentence"]: has for *_, has in disputes.edges(data=True) if has["act"] in claims}
    reader = Reader(opened(disputes))
    reader.looks_up(name)
    reader.opens("accusation")
    for card in reader.browser.find_elements(By.CSS_SELECTOR, "#panel .card"):
        source = sources[card.find_element(By.TAG_NAME, "blockquote").text]
        assert source["title"] in card.text
        assert source["publisher"] in card.text
        links = [link.get_attribute("href") for link in card.find_elements(By.TAG_NAME, "a")]
        assert links == ([source["url"]] if source["url"] else [])
    assert reader.clicks <= 3
