"""How articles are cut into parts. What machines make of them is tested in test_cluster.py."""

import datetime as dt

from graphbuild.model import Article, Provenance
from graphbuild.pipeline.parts import Cutter, Part

MADE_BY = Provenance("hand", "1")


def article(number: int, text: str = "Norway praised Ghana.") -> Article:
    return Article.of(f"{text} Report {number}.", url=f"https://news.example/{number}", published=dt.date(2024, 5, 1))


def cut(articles: list[Article], size: int = 2) -> tuple[list[Part], Cutter]:
    cutter = Cutter(size, MADE_BY)
    return list(cutter.parts(articles)), cutter


def test_parts_hold_every_article_once_in_order() -> None:
    given = [article(number) for number in range(5)]
    parts, cutter = cut([*given, given[1]])
    assert [one for part in parts for one, _ in part.articles] == given
    assert [len(part.articles) for part in parts] == [2, 2, 1]
    assert (cutter.repeated, dict(cutter.superseded)) == (1, {})
    assert [part.plan for part in parts] == [part.name for part in parts]


def test_a_name_follows_from_the_articles_and_the_reader() -> None:
    given = [article(number) for number in range(2)]
    [part], _ = cut(given)
    assert [part] == cut(given)[0]
    others = [
        cut([given[1], given[0]])[0][0],
        cut([given[0], article(1, "Norway thanked Ghana.")])[0][0],
        cut([given[0], Article.of(given[1].text, url=given[1].url)])[0][0],
        Part(part.articles, Provenance("hand", "2")),
        *part.halves(),
    ]
    assert len({one.name for one in [part, *others]}) == len(others) + 1


def test_a_copy_goes_with_the_id_of_its_origin() -> None:
    words = "Norway said that it would send observers to the border on Monday after talks with Ghana " * 4
    one, other = Article.of(words, url="https://a.example/"), Article.of(words, url="https://b.example/")
    [part], _ = cut([one, other])
    assert part.articles == ((one, None), (other, one.id))


def test_of_two_versions_the_later_counts() -> None:
    old, new = article(1), article(1, "Norway blamed Ghana.")
    parts, cutter = cut([old, article(2), article(3), new])
    assert cutter.superseded == {parts[0].name: {old.id}}
    parts, cutter = cut([article(2), old, new, article(3)])
    assert cutter.superseded == {parts[0].name: {old.id}}
    [part, _], cutter = cut([old, new, article(2), article(3)])
    assert [one for one, _ in part.articles] == [new, article(2)]
    assert not cutter.superseded


def test_a_version_that_comes_back_counts_again() -> None:
    old, new = article(1), article(1, "Norway blamed Ghana.")
    parts, cutter = cut([old, new, old], size=1)
    assert parts[0] == parts[2]
    assert cutter.superseded == {parts[1].name: {old.id}}


def test_halves_hold_the_same_articles() -> None:
    [part], _ = cut([article(number) for number in range(5)], size=9)
    one, other = part.halves()
    assert one.articles + other.articles == part.articles
    assert {one.plan, other.plan} == {part.name}
