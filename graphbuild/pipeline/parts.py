"""A build in parts: how articles are cut into them, and how one is read, on whatever machine.

The same articles, in the same order, give the same parts under the same names: one that is there already is done.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.errors import ClusterError, SourceError
from graphbuild.model import Article, Provenance, Reading
from graphbuild.pipeline.attempts import attempt
from graphbuild.pipeline.settings import ReadyReader, Settings
from graphbuild.rdf import partitions
from graphbuild.sources import Origins
from graphbuild.vocab import REFERENCE_GRAPH, reference_files

_LAYOUT = 1
"""Raised when parts come to hold something else for the same articles and the same reader."""

Make = Callable[[Settings], ReadyReader]
"""Makes a reader; a function of a module that every machine has."""


@dataclass(frozen=True, slots=True)
class Part:
    """Articles that are read together, each with the id of the earlier one that it copies, None for one of its own.

    `made_by` is the reader that is to read them, `plan` the part that this one was cut from, its own name otherwise.
    """

    articles: tuple[tuple[Article, str | None], ...]
    made_by: Provenance
    plan: str = ""

    @property
    def name(self) -> str:
        """The name of its file, which follows from all that goes into it."""
        marks = [_mark(article, origin) for article, origin in self.articles]
        return f"part-{_digest(_LAYOUT, self.made_by, marks)}{partitions.SUFFIX}"

    def halves(self) -> tuple[Part, Part]:
        """Return two parts that together hold the same articles."""
        middle = len(self.articles) // 2
        first, second = self.articles[:middle], self.articles[middle:]
        return Part(first, self.made_by, self.plan), Part(second, self.made_by, self.plan)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a part: the file's name (None when no machine could read it), and what of its articles failed.

    `found` tells that the file was there before; `words` are those read.
    """

    plan: str
    name: str | None
    articles: int
    copies: int
    words: int = 0
    failures: tuple[SourceError, ...] = ()
    found: bool = False


class Cutter:
    """Cuts a stream of articles into parts of `size`, and remembers which part each article went to, on disk.

    The same article with the same text is taken once. With another text the later one counts: `superseded` names the
    articles, by part, that a later part holds in another version.
    """

    def __init__(self, size: int, made_by: Provenance) -> None:
        self._size = size
        self._made_by = made_by
        self._places = _Places()
        self.repeated = 0
        self.superseded: dict[str, set[str]] = defaultdict(set)

    def parts(self, articles: Iterable[Article]) -> Generator[Part, None, None]:
        """Yield the parts, in order."""
        with Origins() as origins:
            piece: dict[str, tuple[Article, str | None]] = {}
            for article in articles:
                origin = origins.origin(article)
                if self._places.mark(article.id) == _mark(article, origin):
                    self.repeated += 1
                    continue
                self._places.put(article.id, _mark(article, origin))
                piece[article.id] = (article, origin)
                if len(piece) == self._size:
                    yield self._part(piece)
                    piece.clear()
            if piece:
                yield self._part(piece)

    def _part(self, piece: dict[str, tuple[Article, str | None]]) -> Part:
        part = Part(tuple(piece.values()), self._made_by)
        self.superseded.pop(part.name, None)  # the very same part again: what it holds is the latest
        for article in piece:
            if before := self._places.move(article, part.name):
                self.superseded[before].add(article)
        return Part(part.articles, part.made_by, part.name)


class _Places:
    """Which version of each article came last, and in which part it is; in a temporary file, so that memory does not grow."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE place (article TEXT PRIMARY KEY, mark TEXT, part TEXT) WITHOUT ROWID")

    def mark(self, article: str) -> str | None:
        row = self._db.execute("SELECT mark FROM place WHERE article = ?", (article,)).fetchone()
        return str(row[0]) if row else None

    def put(self, article: str, mark: str) -> None:
        self._db.execute(
            "INSERT INTO place VALUES (?, ?, NULL) ON CONFLICT (article) DO UPDATE SET mark = excluded.mark",
            (article, mark),
        )

    def move(self, article: str, part: str) -> str | None:
        """Take note of the part that an article goes to, and return the one that it was in."""
        (before,) = self._db.execute("SELECT part FROM place WHERE article = ?", (article,)).fetchone()
        self._db.execute("UPDATE place SET part = ? WHERE article = ?", (part, article))
        return str(before) if before else None


def begin(folder: Path, make: Make, settings: Settings) -> Provenance:
    """Write the reference facts into the folder, and return the provenance that all readings will carry."""
    with _AT_WORK:
        bench = _bench(make, settings)
        partitions.write_reference(bench.facts, folder)
        return bench.reader.made_by


def write(part: Part, folder: Path, make: Make, settings: Settings) -> Written:
    """Read a part and write its file; where some articles failed, under another name, so that it is tried again next time.

    Raises ClusterError when this machine's reader is not the one that the part is to be read by, and ExportError when
    the file cannot be written.
    """
    with _AT_WORK:
        bench = _bench(make, settings)
        if bench.reader.made_by != part.made_by:
            raise ClusterError(
                f"the workers differ: one reads with {bench.reader.made_by}, another with {part.made_by}: "
                "install the same graphbuild, and the same files of yours, on all machines"
            )
        unread = [article for article, origin in part.articles if origin is None]
        outcomes = attempt(bench.reader.read, unread)
        found = [_outcome(article, origin, outcomes, part.made_by) for article, origin in part.articles]
        failures = tuple(one for one in found if isinstance(one, SourceError))
        name = part.name if not failures else part.name.replace(partitions.SUFFIX, f"-partial{partitions.SUFFIX}")
        partitions.write_part(bench.facts, [one for one in found if isinstance(one, Reading)], folder / name)
    words = sum(len(article.text.split()) for article in unread)
    return Written(part.plan, name, len(found), len(found) - len(unread), words, failures)


def strike_out(folder: Path, name: str, articles: frozenset[str], make: Make, settings: Settings) -> str:
    """Write a part's file anew without some articles, and return its new name."""
    with _AT_WORK:
        return partitions.strike_out(_bench(make, settings).facts, folder / name, articles)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a process needs to read and to write, made once."""

    reader: ReadyReader
    facts: Dataset


_AT_WORK = Lock()
"""A process may have several threads, and has one reader and one scratch graph."""


@cache
def _bench(make: Make, settings: Settings) -> _Bench:
    facts = rdf.open_graph()
    rdf.put_graph(facts, REFERENCE_GRAPH, rdf.read_triples(reference_files(settings.references)))
    return _Bench(make(settings), facts)


def _outcome(
    article: Article, origin: str | None, outcomes: Iterator[Reading | SourceError], made_by: Provenance
) -> Reading | SourceError:
    return Reading(article, (), (), made_by, origin) if origin else next(outcomes)


def _mark(article: Article, origin: str | None) -> str:
    """Return what tells one version of an article, as it is known here, from another."""
    told = (article.sha256, article.title, article.url, article.publisher, article.published, article.language)
    return _digest(article.id, told, origin)


def _digest(*told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
