"""The page in a real browser: what a reader does, and what a hostile article tries."""

import base64
import json
import time
from collections.abc import Iterable

import networkx as nx
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from .conftest import Opened, act, actor, wait_for

pytestmark = pytest.mark.browser

SHOWN = "picture.view.nodes.map((id) => picture.page.nodes[id].label)"
LINES = "[...picture.scene.lines.values()].map((line) => line.kinds.join())"


def shown(browser: WebDriver) -> set[str]:
    return set(browser.execute_script(f"return {SHOWN}"))


def find(browser: WebDriver, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).text


def press(browser: WebDriver, selector: str) -> None:
    browser.find_element(By.CSS_SELECTOR, selector).click()


def search(browser: WebDriver, field: str, words: str) -> None:
    browser.find_element(By.ID, field).send_keys(words, Keys.ENTER)


def complaints(browser: WebDriver) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}]


def requests(browser: WebDriver) -> Iterable[str]:
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]


def at(browser: WebDriver, label: str) -> tuple[int, int]:
    """Where an actor stands in the window, as an offset from the middle of the scene."""
    script = (
        f"const id = picture.page.nodes.find((node) => node.label === {json.dumps(label)}).id;"
        "const at = picture.scene.network.canvasToDOM(picture.scene.network.getPosition(id));"
        "const box = document.getElementById('scene').getBoundingClientRect();"
        "return [at.x - box.width / 2, at.y - box.height / 2]"
    )
    x, y = browser.execute_script(script)
    return round(x), round(y)


def test_the_page_opens_without_a_word_to_the_network_or_the_console(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    assert shown(browser) == {"Arvania", "Belmark", "River Union", "Ilsa Toren"}
    assert find(browser, "#standfirst") == "6 acts of 4 actors, as told by 6 articles, 1 Mar 2021 to 10 Apr 2021"
    assert complaints(browser) == []
    assert {url.partition(":")[0] for url in requests(browser)} <= {"file", "data", "blob", "about"}


def test_whom_does_somebody_accuse_takes_three_steps(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    search(browser, "search", "kingdom of arv")
    press(browser, '#panel details[data-kind="accusation"] summary')
    cards = [card.text for card in browser.find_elements(By.CSS_SELECTOR, "#panel .card")]
    assert len(cards) == 2
    assert all("Arvania accuses Belmark" in card for card in cards)
    link = browser.find_element(By.CSS_SELECTOR, "#panel .card a")
    assert link.get_attribute("href") == "https://news.example/1"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_what_was_promised_to_somebody(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks, fragment="#actor=organization/river-union")
    press(browser, '#panel details[data-kind="pledge"] summary')
    assert "Belmark pledges to River Union" in find(browser, "#panel .card")
    assert "amount: 40 barges" in find(browser, "#panel .card")


def test_names_are_found_without_their_marks_and_by_any_word(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    field = browser.find_element(By.ID, "search")
    for words, found in [("belmarque", "Belmark"), ("toren", "Ilsa Toren"), ("union", "River Union")]:
        field.clear()
        field.send_keys(words)
        assert find(browser, "#search-list li").startswith(found)
    field.clear()
    field.send_keys("zzz")
    assert find(browser, "#search-list") == "No actor of that name"


def test_the_legend_takes_kinds_out_and_puts_them_back(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    assert find(browser, '[data-kind="accusation"] .count') == "2"
    press(browser, '[data-kind="accusation"]')
    assert "accusation" not in browser.execute_script(f"return {LINES}")
    press(browser, '[data-kind="accusation"]')
    assert "accusation" in browser.execute_script(f"return {LINES}")
    press(browser, '[data-actor-kind="Leader"]')
    assert "Ilsa Toren" not in shown(browser)


def test_the_period_and_the_score_filter(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    set_range = (
        "const f = document.getElementById(arguments[0]); f.value = arguments[1]; f.dispatchEvent(new Event('input'))"
    )
    browser.execute_script(set_range, "score", 50)
    assert browser.execute_script("return picture.view.acts") == 5
    assert find(browser, "#score-out") == "at least 50 %"
    browser.execute_script(set_range, "since", browser.execute_script("return picture.page.firstDay") + 30)
    assert shown(browser) == {"Belmark", "River Union", "Ilsa Toren"}
    assert find(browser, "#undated") == "1 act without a date left out"


def test_sources_are_left_out_and_put_back(opened: Opened, talks: nx.MultiDiGraph) -> None:
    act(
        talks,
        "country/AV",
        "country/BM",
        "condemnation",
        60,
        publisher='The "Late" Herald',
        url="https://late.example/1",
    )
    act(talks, "person/ilsa-toren", "country/BM", "pledge", 61, publisher=None, url="https://wire.example/2")
    browser = opened(talks)
    browser.execute_script("document.getElementById('sources').open = true")
    sources = [row.get_attribute("data-source") for row in browser.find_elements(By.CSS_SELECTOR, "[data-source]")]
    assert sources == ["Morning Post", 'The "Late" Herald', "wire.example"]
    browser.find_elements(By.CSS_SELECTOR, "[data-source]")[1].click()
    assert "condemnation" not in browser.execute_script(f"return {LINES}")
    browser.refresh()
    wait_for(browser, "document.documentElement.dataset.ready")
    assert browser.execute_script("return [...picture.state.hiddenSources]") == ['The "Late" Herald']
    assert browser.execute_script("return picture.view.acts") == 7


def test_only_what_several_independent_articles_tell(opened: Opened, talks: nx.MultiDiGraph) -> None:
    act(talks, "country/BM", "organization/river-union", "pledge", 31, origin="article/3")
    browser = opened(talks)
    set_range = (
        "const f = document.getElementById(arguments[0]); f.value = arguments[1]; f.dispatchEvent(new Event('input'))"
    )
    browser.execute_script(set_range, "told", 2)
    assert find(browser, "#told-out") == "at least 2 independent articles"
    # The pledge is told twice, but the second article copies the first; the accusations stand by themselves.
    assert shown(browser) == {"Arvania", "Belmark"}
    assert browser.execute_script("return picture.view.acts") == 2


def test_a_click_on_an_actor_or_a_line_opens_its_acts(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    scene = browser.find_element(By.ID, "scene")
    ActionChains(browser).move_to_element_with_offset(scene, *at(browser, "Belmark")).click().perform()
    wait_for(browser, "!document.getElementById('panel').hidden")
    assert find(browser, "#panel h2") == "Belmark"
    line = browser.execute_script(
        "return [...picture.scene.lines.values()].find((line) => line.kinds[0] === 'threat').id"
    )
    browser.execute_script("document.querySelector('#panel .close').click()")
    middle = browser.execute_script(
        "const edge = picture.scene.network.body.edges[arguments[0]]; const p = edge.edgeType.getPoint(0.5);"
        "const at = picture.scene.network.canvasToDOM(p); const box = document.getElementById('scene').getBoundingClientRect();"
        "return [Math.round(at.x - box.width / 2), Math.round(at.y - box.height / 2)]",
        line,
    )
    ActionChains(browser).move_to_element_with_offset(scene, *middle).click().perform()
    wait_for(browser, "!document.getElementById('panel').hidden")
    assert find(browser, "#panel h2") == "Belmark and Arvania"
    assert "said not to have happened" in find(browser, "#panel .card")


def test_a_double_click_shows_the_neighbourhood_and_escape_leads_back(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    scene = browser.find_element(By.ID, "scene")
    ActionChains(browser).move_to_element_with_offset(scene, *at(browser, "Ilsa Toren")).double_click().perform()
    wait_for(browser, "picture.state.focus !== null")
    assert shown(browser) == {"Ilsa Toren", "River Union"}
    assert find(browser, "#notice span") == "Around Ilsa Toren: 1 actor"
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.ESCAPE)
    body.send_keys(Keys.ESCAPE)
    assert len(shown(browser)) == 4


def test_the_shortest_way_between_two(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    search(browser, "path-from", "Ilsa")
    search(browser, "path-to", "Belmark")
    assert find(browser, "#panel h2") == "From Ilsa Toren to Belmark"
    steps = [step.text for step in browser.find_elements(By.CSS_SELECTOR, "#panel .step")]
    assert steps == ["Ilsa Toren → River Union", "Belmark → River Union"]
    press(browser, '[data-kind="pledge"]')
    press(browser, '[data-kind="statement"]')
    assert "No chain of acts" in find(browser, "#panel")


def test_a_view_lives_in_its_address(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    search(browser, "search", "Arvania")
    press(browser, '[data-kind="threat"]')
    press(browser, "#theme")
    address = browser.execute_script("return location.hash")
    again = opened(talks, fragment=address)
    assert find(again, "#panel h2") == "Arvania"
    assert "threat" not in again.execute_script(f"return {LINES}")
    assert again.execute_script("return document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize(
    "fragment", ["#actor=nobody", "#since=x&until=<b>", "#path=a%20b", "#%E0%A4%A", "#score=9e99&more=-3"]
)
def test_a_broken_address_opens_the_whole_view(opened: Opened, talks: nx.MultiDiGraph, fragment: str) -> None:
    browser = opened(talks, fragment=fragment)
    assert complaints(browser) == []
    assert browser.execute_script("return document.getElementById('panel').hidden")


def test_keys(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks)
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    browser.switch_to.active_element.send_keys("Arvania", Keys.ENTER, Keys.ESCAPE)
    body.send_keys("n")
    assert browser.execute_script("return picture.state.focus !== null")
    body.send_keys("?")
    assert browser.find_element(By.ID, "help-card").is_displayed()
    before = browser.execute_script("return picture.scene.network.getScale()")
    body.send_keys(Keys.ESCAPE, "+")
    assert browser.execute_script("return picture.scene.network.getScale()") > before


def test_a_large_network_opens_on_its_busiest_and_shows_more_on_demand(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks, shown=2)
    assert shown(browser) == {"Arvania", "Belmark"}
    assert find(browser, "#notice span") == "Showing 2 of 4 actors"
    search(browser, "search", "Ilsa")
    assert "Ilsa Toren" in shown(browser)
    press(browser, "#more")
    assert len(shown(browser)) == 4


def test_filters_answer_at_once(opened: Opened) -> None:
    graph = nx.MultiDiGraph()
    for index in range(1_000):
        actor(graph, f"group/{index}", f"Group {index}", "Group")
    for index in range(5_000):
        kind = ("threat", "pledge", "statement")[index % 3]
        act(
            graph,
            f"group/{index % 997}",
            f"group/{(index * 7 + 1) % 1000}",
            kind,
            index % 300,
            act=f"act/{index}",
        )
    browser = opened(graph)
    timed = "const t = performance.now(); document.querySelector('[data-kind=threat]').click(); return performance.now() - t"
    # The aim is 100 ms on a machine at rest; the best of five leaves room for whatever else runs here.
    assert min(browser.execute_script(timed) for _ in range(5)) < 250


HOSTILE = [
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    "</script><script>window.hurt = 1</script>",
    "</style><svg onload='window.hurt = 1'>",
    "{{ 7 * 7 }} {% raw %} ${7 * 7}",
    "javascript:window.hurt=1",
    "a href=x title",
    "\u2028\u2029 line \u202eright to left",
    '"quoted" \\ back & <!-- <!--',
    "__proto__",
    "constructor",
]


def test_hostile_words_stay_words(opened: Opened) -> None:
    graph = nx.MultiDiGraph()
    for index, words in enumerate(HOSTILE):
        actor(graph, f"person/{words}", f"{index} {words}", "Person", words)
    keys = list(graph)
    for index, (source, target) in enumerate(zip(keys, keys[1:] + keys[:1], strict=True)):
        words = HOSTILE[index]
        act(
            graph, source, target, "accusation", index, sentence=f"{words} said so", cue=words, content=words,
            quote=words, title=words, url="javascript:window.hurt=1", publisher=words, via=(words,),
        )  # fmt: skip
    graph.add_node(keys[0], kind="<b>kind</b>")
    browser = opened(graph, title=HOSTILE[2])
    for index in range(len(keys)):
        browser.execute_script("picture.update({chosen: {node: arguments[0]}})", index)
        for summary in browser.find_elements(By.CSS_SELECTOR, "#panel summary"):
            summary.click()
    search(browser, "search", "script")
    assert browser.execute_script("return window.hurt") is None
    assert browser.find_elements(By.CSS_SELECTOR, "#panel a, #panel img, #panel script, #panel svg") == []
    assert find(browser, "h1") == HOSTILE[2]
    assert complaints(browser) == []
    assert {url.partition(":")[0] for url in requests(browser)} <= {"file", "data", "blob", "about"}


def test_exports(opened: Opened, talks: nx.MultiDiGraph) -> None:
    talks.nodes["country/AV"]["label"] = '=HYPERLINK("https://evil.example")'
    browser = opened(talks)
    browser.execute_script(
        "window.saved = []; const make = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { const r = new FileReader(); r.onload = () => saved.push(r.result); r.readAsDataURL(blob); return make(blob); };"
    )
    for kind in ("csv", "svg", "png"):
        browser.execute_script(f"document.getElementById('export-{kind}').click()")
        time.sleep(0.1)
    wait_for(browser, "saved.length === 3")
    parts = {
        part.partition(";")[0]: base64.b64decode(part.partition(",")[2])
        for part in browser.execute_script("return saved")
    }
    table = parts["data:text/csv"].decode("utf-8-sig").splitlines()
    assert table[0].startswith("date,actors,act,targets")
    assert len(table) == 7
    assert table[1].startswith('2021-03-01,"\'=HYPERLINK(""https://evil.example"")",accusation,Belmark')
    assert parts["data:image/png"].startswith(b"\x89PNG")
    assert parts["data:image/svg+xml"].startswith(b"<svg")
    assert complaints(browser) == []


def test_what_is_open_in_the_panel_stays_open_under_other_filters(opened: Opened, talks: nx.MultiDiGraph) -> None:
    browser = opened(talks, fragment="#actor=country/AV")
    press(browser, '#panel details[data-kind="accusation"] summary')
    press(browser, "#theme")
    press(browser, '#controls [data-kind="threat"]')
    assert len(browser.find_elements(By.CSS_SELECTOR, "#panel details[open] .card")) == 2
    browser.execute_script("picture.update({chosen: {node: 2}})")
    assert browser.find_elements(By.CSS_SELECTOR, "#panel details[open] .card") == []
