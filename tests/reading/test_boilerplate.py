import pytest

from graphbuild.model import Article
from graphbuild.reading import boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "By Ama Mensah, Staff",
        "Comments",
        "- Related News",
        "Read more: Togo talks resume",
        "Share this article",
        "© 2025 The Daily",
    ],
)
def test_lines_of_the_page_are_no_news(line: str) -> None:
    article = Article.of(f"Ghana thanked Togo.\n{line}\n")
    assert [article.text[s.start : s.end].strip() for s in boilerplate.spans(article)] == [line]


@pytest.mark.parametrize(
    "line", ["By Tuesday, Ghana had agreed.", "Togo shared the report.", "Sources say that Togo will leave."]
)
def test_sentences_are_news(line: str) -> None:
    assert not list(boilerplate.spans(Article.of(f"Ghana thanked Togo.\n{line}\n")))


def test_everything_behind_the_list_of_related_news_is_left_out() -> None:
    article = Article.of("Ghana thanked Togo.\nRelated News\nMali attacks Niger\nTogo bans fishing\n", title="Thanks")
    (span,) = boilerplate.spans(article)
    assert article.text[span.start :].startswith("Related News")
    assert span.end == len(article.text)
