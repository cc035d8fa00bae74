from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.model import Article
from graphbuild.sources import load, origins
from graphbuild.sources.copies import Origins

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(load([EXAMPLES]))


def body(article: Article) -> list[str]:
    return article.text[article.body.start :].split()


def from_elsewhere(words: list[str], number: int, title: str = "Another headline") -> Article:
    return Article.of(" ".join(words), title=title, url=f"https://other.example.org/{number}")


CHANGES: dict[str, Callable[[list[str]], list[str]]] = {
    "the same": lambda words: words,
    "in capitals": lambda words: [word.upper() for word in words],
    "cut by a quarter": lambda words: words[: len(words) * 3 // 4],
    "without its dateline": lambda words: words[5:],
    "a word in forty changed": lambda words: [word if k % 40 else "changed" for k, word in enumerate(words)],
    "a paragraph added": lambda words: words + [f"word{k}" for k in range(40)],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_copy_is_found(change: Callable[[list[str]], list[str]], articles: list[Article]) -> None:
    memory = Origins()
    for article in articles:
        assert memory.origin(article) is None
    for number, article in enumerate(articles):
        assert memory.origin(from_elsewhere(change(body(article)), number)) == article.id


def test_reports_of_the_same_dispute_are_no_copies(articles: list[Article]) -> None:
    assert [origin for _, origin in origins(articles)] == [None] * len(articles)


def test_the_same_address_is_the_same_article_and_no_copy(articles: list[Article]) -> None:
    assert [origin for _, origin in origins([articles[0], articles[0]])] == [None, None]


def test_short_reports_differ_by_a_number() -> None:
    def pledge(trucks: int) -> list[str]:
        return f"The minister pledged {trucks} trucks to the country on Tuesday after talks".split()

    one, other, same = (from_elsewhere(pledge(trucks), number) for number, trucks in enumerate((86, 87, 86)))
    assert [origin for _, origin in origins([one, other, same])] == [None, None, one.id]


def test_copies_of_a_copy_have_the_first_as_origin(articles: list[Article]) -> None:
    copies = [from_elsewhere(body(articles[0])[k:], k) for k in range(4)]
    assert [origin for _, origin in origins([articles[0], *copies])] == [None, *[articles[0].id] * 4]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip), max_size=8))
def test_every_article_comes_back_in_order_with_an_origin_that_came_before(texts: list[str]) -> None:
    articles = [
        Article.of(text, url=f"https://example.org/{number}") for number, text in zip(count(), texts, strict=False)
    ]
    seen: set[str] = set()
    for given_article, (article, origin) in zip(articles, origins(articles), strict=True):
        assert article is given_article
        assert origin is None or origin in seen
        seen.add(article.id)
