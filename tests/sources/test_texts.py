import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.model import Article
from graphbuild.sources import load


def read(folder: Path, name: str, text: str) -> Article:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    (article,) = load([path])
    return article


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Ghana thanks Togo\n\nACCRA — Ghana thanked Togo.\n", "Ghana thanks Togo", "ACCRA — Ghana thanked Togo.\n"),
        ("Ghana thanks Togo\r\n\r\nGhana did.", "Ghana thanks Togo", "Ghana did."),
        ("\n\nGhana thanks Togo\n \n\nGhana did.", "Ghana thanks Togo", "Ghana did."),
        ("Ghana thanked Togo.\n\nIt did.", None, "Ghana thanked Togo.\n\nIt did."),
        ("Ghana thanked\nTogo\n\nIt did.", None, "Ghana thanked\nTogo\n\nIt did."),
        ("Only a line", None, "Only a line"),
        ("Only a line\n\n", None, "Only a line\n\n"),
        ("a" * 201 + "\n\nBody", None, "a" * 201 + "\n\nBody"),
    ],
)
def test_headline_and_body(text: str, title: str | None, body: str, tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", text)
    assert article.title == title
    assert article.text[article.body.start :] == body


HEADERS = {
    "plain": "Title: Ghana: thanks\nDATE: 2020-01-02\nPublisher: Wire\nURL: https://Example.org/a#x\n\nGhana did.",
    "front matter": '---\ntitle: "Ghana: thanks"\ndate: 2020-01-02T10:00:00Z\ntags:\n  - news\npublisher: Wire\nurl: https://example.org/a\n---\n\nGhana did.',
}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("text", HEADERS.values(), ids=HEADERS)
def test_what_a_header_says(name: str, text: str, tmp_path: Path) -> None:
    article = read(tmp_path, name, text)
    assert article.text == "Ghana: thanks\n\nGhana did."
    assert (article.published, article.publisher) == (dt.date(2020, 1, 2), "Wire")
    assert article.url == "https://example.org/a"
    assert article.source == str(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Ghana thanks *Togo*\n\nGhana did.", "Ghana thanks Togo\n\nGhana did."),
        ("Ghana thanks Togo\n===\n\nGhana did.", "Ghana thanks Togo\n\nGhana did."),
        ("**Ghana** [thanked](https://example.org) `Togo`.", "Ghana thanked Togo."),
        ("Ghana ![map](a.png)thanked\nTogo.", "Ghana thanked\nTogo."),
        ("1982. The war began.\n\n> Ghana said so.", "1982. The war began.\n\nGhana said so."),
        ("A\n\n## Reactions\n\nB &amp; C\\*", "A\n\nReactions\n\nB & C*"),
        ("A <b>bold</b> claim of $5 * 3 * 2_000_000.", "A <b>bold</b> claim of $5 * 3 * 2_000_000."),
        ("---\n\nGhana thanked Togo.", "Ghana thanked Togo."),
    ],
)
def test_marks_are_taken_off(text: str, expected: str, tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", text).text == expected


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.strip() and not text.startswith("\ufeff")
    )
)
def test_a_text_without_a_headline_is_kept_to_the_letter(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    assert read(tmp_path_factory.mktemp("texts"), "a.txt", text).text == text
