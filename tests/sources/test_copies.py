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


def test_a_memory_in_a_file_outlasts_those_who_use_it(tmp_path: Path, articles: list[Article]) -> None:
    path = tmp_path / "copies.sqlite"
    with Origins(path) as memory:
        assert memory.fresh
        memory.origin(articles[0])
        memory.save()
        memory.origin(articles[1])  # not saved
    with Origins(path) as memory:
        assert not memory.fresh
        assert memory.origin(from_elsewhere(body(articles[0]), 1)) == articles[0].id
        assert memory.origin(from_elsewhere(body(articles[1]), 2)) is None


def test_asking_a_memory_leaves_its_file_alone(tmp_path: Path, articles: list[Article]) -> None:
    path = tmp_path / "copies.sqlite"
    assert Origins.reading(path).fresh
    assert not path.exists()
    with Origins(path) as memory:
        memory.origin(articles[0])
        memory.save()
    before = path.read_bytes()
    with Origins.reading(path) as memory:
        assert memory.origin(from_elsewhere(body(articles[0]), 1)) == articles[0].id
        memory.origin(articles[1])
        memory.save()
    assert path.read_bytes() == before


def test_a_file_that_is_no_memory_is_made_anew(tmp_path: Path, articles: list[Article]) -> None:
    path = tmp_path / "copies.sqlite"
    path.write_bytes(b"something else entirely\n" * 99)
    assert Origins.reading(path).fresh
    with Origins(path) as memory:
        assert memory.fresh
        assert memory.origin(articles[0]) is None
        memory.save()
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_what_is_forgotten_or_has_changed_is_nobodys_origin(articles: list[Article]) -> None:
    memory = Origins()
    for number, article in enumerate(articles[:4]):
        memory.origin(article)
        if number % 2:
            memory.forget(article.id)
        else:
            memory.origin(Article.of(f"Correction {number}: nothing of it is true.", url=article.url))
        assert memory.origin(from_elsewhere(body(article), number)) is None
