import datetime as dt
import re
from pathlib import Path

import networkx as nx
import pytest

from graphbuild.errors import ExportError
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Provenance, Reading
from graphbuild.picture import draw, draw_article
from graphbuild.picture.article import pieces

from .conftest import act, actor


def test_the_same_network_gives_the_same_bytes(talks: nx.MultiDiGraph, tmp_path: Path) -> None:
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(talks.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(talks.edges(keys=True, data=True))))
    draw(talks, tmp_path / "one.html")
    draw(shuffled, tmp_path / "other.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_the_page_is_one_file_that_names_no_address_but_its_sources(talks: nx.MultiDiGraph, tmp_path: Path) -> None:
    draw(talks, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|link|img|iframe|object|embed)[^>]*(?:src|href)=\"(?!data:)", page) == []
    assert "default-src 'none'" in page
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html"]


def test_words_cannot_close_the_element_that_holds_them(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    actor(graph, "a", "</script><blink>", "Group")
    actor(graph, "b", "{{ 1 }}\u2028", "Group")
    act(graph, "a", "b", "threat", 0, sentence="<!-- </SCRIPT >")
    draw(graph, tmp_path / "page.html", title="</title><script>")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.lower().count("</script") == 3
    assert "\u2028" not in page
    assert "<blink>" not in page


def test_a_page_that_cannot_be_written_says_why(talks: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the page cannot be written: No such file"):
        draw(talks, tmp_path / "missing" / "page.html")


def test_an_empty_network_has_a_page(tmp_path: Path) -> None:
    draw(nx.MultiDiGraph(), tmp_path / "page.html")
    assert (tmp_path / "page.html").stat().st_size > 100_000


def told() -> Reading:
    article = Article.of(
        "Arvania <b>accused</b> Belmark.\n\nBelmark said nothing.", title="A & B", published=dt.date(2020, 5, 3)
    )
    words = lambda text: article.excerpt(article.text.index(text), article.text.index(text) + len(text))  # noqa: E731
    actors = tuple(Actor(f"country/{name}", ActorKind.COUNTRY, name, (words(name),)) for name in ("Arvania", "Belmark"))
    accusation = Act(
        ActKind.ACCUSATION,
        words("accused"),
        words("Arvania <b>accused</b> Belmark."),
        ("country/Arvania",),
        ("country/Belmark",),
    )
    return Reading(article, actors, (accusation,), Provenance("hand", "1"))


def test_the_pieces_of_an_article_are_its_text() -> None:
    reading = told()
    run = list(pieces(reading))
    assert "".join(piece.text for piece in run) == reading.article.text
    assert [piece.text for piece in run if piece.cues] == ["accused"]
    assert [piece.text for piece in run if piece.actors] == ["Arvania", "Belmark"]


def test_an_article_page_marks_acts_and_leads_to_the_network(tmp_path: Path) -> None:
    draw_article(
        told(), tmp_path / "article.html", quads={ActKind.ACCUSATION: "verbal conflict"}, graph_page="page.html"
    )
    page = (tmp_path / "article.html").read_text(encoding="utf-8")
    assert '<a class="name" href="page.html#actor=country/Arvania">Arvania</a>' in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert re.search(r'class="piece said cue tone-3"[^>]*>accused<', page)
    assert "<h1>A &amp; B</h1>" in page
    with pytest.raises(ExportError, match="cannot be written"):
        draw_article(told(), tmp_path / "no" / "article.html", quads={})
