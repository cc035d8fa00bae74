import datetime as dt
from pathlib import Path

import pytest

from graphbuild.errors import SourceError
from graphbuild.model import Article
from graphbuild.sources import load

BODY = [
    "The foreign minister of Ghana thanked Togo on Tuesday for its help in the talks on fishing grounds.",
    "Togo pledged to send two patrol boats and called on Benin to join the agreement before the end of the year.",
    "Benin’s president rejected the call and accused both of ignoring fishermen from “café au lait” coloured coasts.",
]
PAGE = """<!DOCTYPE html><html><head>{charset}<title>Ghana thanks Togo | The Wire</title>
<meta property="og:title" content="Ghana thanks Togo"><meta property="og:site_name" content="The Wire">
<meta property="article:published_time" content="2020-01-02T10:00:00Z"><link rel="canonical" href="{canonical}">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<script>document.write("Advertisement")</script><article><h1>Ghana thanks Togo</h1>{body}</article>
<footer>Copyright, cookies, newsletter</footer></body></html>"""


def page(*, charset: str = '<meta charset="utf-8">', canonical: str = "https://wire.example.org/thanks") -> str:
    return PAGE.format(charset=charset, canonical=canonical, body="".join(f"<p>{text}</p>" for text in BODY))


def read(folder: Path, data: bytes, name: str = "a.html") -> Article:
    (folder / name).write_bytes(data)
    (article,) = load([folder / name])
    return article


def test_the_article_without_what_is_around_it(tmp_path: Path) -> None:
    article = read(tmp_path, page().encode())
    assert article.title == "Ghana thanks Togo"
    assert article.published == dt.date(2020, 1, 2)
    assert article.publisher == "The Wire"
    assert article.url == "https://wire.example.org/thanks"
    assert all(text in article.text for text in BODY)
    assert not any(word in article.text for word in ("Home", "Advertisement", "cookies"))


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-16">', "utf-16"),
        ("", "utf-8-sig"),
        ("", "cp1252"),
    ],
)
def test_whatever_the_encoding(charset: str, encoding: str, tmp_path: Path) -> None:
    assert BODY[2] in read(tmp_path, page(charset=charset).encode(encoding)).text


def test_xhtml_with_a_declaration(tmp_path: Path) -> None:
    assert BODY[0] in read(tmp_path, ('<?xml version="1.0" encoding="UTF-8"?>\n' + page()).encode(), "a.xml").text


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, page(canonical="javascript:alert(1)").encode()).url is None


def test_a_page_of_nothing_but_marks_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>" * 100_001)
    with pytest.raises(SourceError, match="more than 100000 marks"):
        list(load([tmp_path]))
