"""One article that cannot be read does not stop the others: it becomes an error that says which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphbuild.errors import GraphbuildError, SourceError
from graphbuild.model import Article, Reader, Reading

Outcome = Reading | SourceError
"""What came of an article: its reading, or why there is none."""

_ARTICLES, _CHARACTERS = 4, 20_000
"""A piece holds at most so many articles, and ends with the one that exceeds so many characters."""

# What reading may come to grief with on a text that nobody thought of. What the machine lacks (OSError) is not among them.
_FAILURES = (GraphbuildError, ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)


def attempt(read: Reader, articles: Sequence[Article]) -> Iterator[Outcome]:
    """Yield what comes of each article, in order. After a failure the rest are read one by one, to find whose it was."""
    done = 0
    try:
        for _, reading in zip(articles, read(articles), strict=True):
            yield reading
            done += 1
    except _FAILURES:
        for article in articles[done:]:
            yield _alone(read, article)


def _alone(read: Reader, article: Article) -> Outcome:
    try:
        [reading] = read((article,))
    except _FAILURES as error:
        return failed(article, f"{type(error).__name__}: {error}")
    return reading


def failed(article: Article, why: str) -> SourceError:
    """Return the error for an article that was found and could not be read, on one line."""
    return SourceError(
        article.source or f"article {article.id}",
        f"reading it failed ({' '.join(why.split())[:200]}); leave it out, and report it as a fault of graphbuild",
    )


def pieces(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    """Yield the articles a few at a time: few enough for several workers to share a small input, and to hold in memory."""
    piece: list[Article] = []
    for article in articles:
        piece.append(article)
        if len(piece) == _ARTICLES or sum(len(one.text) for one in piece) > _CHARACTERS:
            yield tuple(piece)
            piece.clear()
    if piece:
        yield tuple(piece)
