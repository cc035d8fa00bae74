"""What is to be done with each article: read it, leave it as it is, or record whose copy it is.

An article is left as it is when the graph holds it with the same text and the same particulars, made by the same reader.
So a build that was interrupted goes on where it was when it is simply run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.model import Article, Provenance
from graphbuild.sources.copies import Origins


class What(StrEnum):
    """What is done with an article."""

    READ = "read"
    UNCHANGED = "unchanged"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with an article; `origin` is the id of the article that it copies."""

    what: What
    article: Article
    origin: str | None = None


class Planner:
    """Decides on articles in the order in which they come, given the graph as it is and what is under way.

    With `again`, no article is left as it is.
    """

    def __init__(self, dataset: Dataset, origins: Origins, made_by: Provenance, *, again: bool = False) -> None:
        self._dataset = dataset
        self._origins = origins
        self._made_by = made_by
        self._again = again
        self._under_way: dict[str, int] = {}
        if origins.fresh:
            self._remember()

    def steps(self, articles: Iterable[Article]) -> Iterator[Step]:
        """Yield what to do with each article; before one that has changed, with those that copy what it was."""
        for article in articles:
            kept = rdf.record_of(self._dataset, article.id)
            if kept and kept.article.sha256 != article.sha256:
                yield from self._left_behind(article.id)
            yield self._step(article, kept)

    def settled(self, article: Article) -> None:
        """Take note that an article is in the graph now, or that it could not be read."""
        self._under_way.pop(article.id, None)

    def _step(self, article: Article, kept: rdf.Record | None) -> Step:
        origin = self._origin(article)
        wanted = rdf.Record(article, self._made_by, origin)
        mark = hash(wanted)
        if self._under_way.get(article.id) == mark or (kept == wanted and not self._again):
            return Step(What.UNCHANGED, article, origin)
        self._under_way[article.id] = mark
        return Step(What.COPY if origin else What.READ, article, origin)

    def _origin(self, article: Article) -> str | None:
        """Return what an article copies; what was retracted, or could not be read, is nobody's origin any more."""
        while (origin := self._origins.origin(article)) is not None and not self._there(origin):
            self._origins.forget(origin)
        return origin

    def _there(self, article: str) -> bool:
        return article in self._under_way or rdf.record_of(self._dataset, article) is not None

    def _left_behind(self, origin: str) -> Iterator[Step]:
        """Yield the copies of an article whose text is about to change: the first of them is read, as nobody's copy."""
        self._origins.forget(origin)
        for copy in rdf.copies_of(self._dataset, origin):
            if kept := rdf.record_of(self._dataset, copy):
                yield self._step(kept.article, kept)

    def _remember(self) -> None:
        """Show the articles of the graph to a memory that is new: it was lost, or the graph is older than it."""
        for article in rdf.articles(self._dataset):
            kept = rdf.record_of(self._dataset, article)
            if kept and kept.copy_of is None:
                self._origins.origin(kept.article)
