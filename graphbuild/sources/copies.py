"""Copies of one origin: the same agency report in many newspapers, word for word or nearly.

A claim that ten newspapers copy from one agency has one origin, not ten. Texts are compared by their runs of three words,
through MinHash signatures (Broder 1997) found by locality-sensitive hashing, so that each costs the same however many
came before.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from graphbuild.model import Article

_RUN = 3
"""Words in a run. Reports of the same event by different hands share few runs of three."""
_BANDS, _ROWS = 16, 4
"""Texts that share 60 % of their runs meet in a band with probability 1 - (1 - 0.6^4)^16 = 0.89, at 80 % with 0.9998."""
_SHARED = 0.4
"""Share of all runs of two texts that both must have, whatever their lengths."""
_CONTAINED = 0.75
"""Share of the shorter text's runs that the longer one must have: newspapers cut reports from their end."""
_FEWEST = 50
"""Words below which only the very same text is a copy: two short reports may differ in one number, and be two events."""
_PIECE = 1 << 12
_WORD = re.compile(r"\w+")

Numbers = npt.NDArray[np.uint64]
Signature = npt.NDArray[np.uint32]


def origins(articles: Iterable[Article]) -> Iterator[tuple[Article, str | None]]:
    """Yield every article with the id of the earlier one that it copies, None for one of its own.

    An origin is always the first of its copies in the order given; give articles in a stable order to get the same
    origins again. The same address twice is the same article, and no copy.
    """
    with Origins() as memory:
        for article in articles:
            yield article, memory.origin(article)


class Origins:
    """Remembers articles as fingerprints, in a file or for as long as it lives, and finds what a new one copies.

    The memory lies in SQLite, so that it takes disk and not RAM, some 1,000 bytes an article, and outlasts a run. It only
    repeats what the articles say: a file that is damaged or of another version is made anew, empty. `fresh` tells that
    it was, so that the articles known elsewhere can be shown to it again..
    """

    def __init__(self, path: Path | None = None) -> None:
        self._db, self.fresh = _opened(path)

    @classmethod
    def reading(cls, path: Path) -> Origins:
        """Return what the file remembers, to be added to without changing the file."""
        memory = cls()
        if path.is_file():
            with (
                suppress(sqlite3.DatabaseError),
                closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as kept,
            ):
                if _version(kept) == _VERSION:
                    kept.backup(memory._db)
                    memory.fresh = False
        return memory

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what was not saved, and close the file."""
        self._db.close()

    def save(self) -> None:
        """Write what was remembered; called after every few articles, it costs less than a thousandth of their reading."""
        self._db.commit()

    def origin(self, article: Article) -> str | None:
        """Return the id of the earlier article that this one copies, or None, and remember this one.

        An article that was known with another text is known with the new one from now on.
        """
        words = _WORD.findall(article.text[article.body.start :].casefold())
        text = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
        runs = _runs(words)
        signature = _signature(runs)
        keys = _band_keys(signature) if len(words) >= _FEWEST else []
        self._forget(article.id, unless=text)
        found = self._same(text) or self._nearest(keys, signature, len(runs))
        if found is None:
            self._remember(article.id, text, keys, signature, len(runs))
        return found if found != article.id else None

    def forget(self, article: str) -> None:
        """Forget an article: what was its copy is from now on one of its own."""
        self._forget(article, unless=b"")

    def _forget(self, article: str, unless: bytes) -> None:
        for (number,) in self._db.execute(
            "SELECT number FROM text WHERE article = ? AND digest <> ?", (article, unless)
        ).fetchall():
            self._db.execute("DELETE FROM band WHERE number = ?", (number,))
            self._db.execute("DELETE FROM text WHERE number = ?", (number,))

    def _same(self, text: bytes) -> str | None:
        row = self._db.execute("SELECT article FROM text WHERE digest = ? ORDER BY number LIMIT 1", (text,)).fetchone()
        return str(row[0]) if row else None

    def _nearest(self, keys: list[int], signature: Signature, size: int) -> str | None:
        places = ", ".join("?" * len(keys))
        found = self._db.execute(
            f"SELECT article, size, signature FROM text WHERE number IN (SELECT number FROM band WHERE key IN ({places}))"  # noqa: S608 (question marks alone)
            " ORDER BY number",
            keys,
        )
        for article, other_size, kept in found:
            if _is_copy(signature, size, np.frombuffer(kept, dtype="<u4"), other_size):
                return str(article)
        return None

    def _remember(self, article: str, text: bytes, keys: list[int], signature: Signature, size: int) -> None:
        kept = (article, text, size, signature.astype("<u4").tobytes())
        number = self._db.execute(
            "INSERT INTO text (article, digest, size, signature) VALUES (?, ?, ?, ?)", kept
        ).lastrowid
        self._db.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((key, number) for key in keys))


_VERSION = 1
_TABLES = f"""
CREATE TABLE text (number INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, size INTEGER NOT NULL, signature BLOB NOT NULL);
CREATE INDEX text_digest ON text (digest);
CREATE TABLE band (key INTEGER PRIMARY KEY, number INTEGER NOT NULL);
CREATE INDEX band_number ON band (number);
PRAGMA user_version = {_VERSION};
"""


def _opened(path: Path | None) -> tuple[sqlite3.Connection, bool]:
    """Open the file, or a temporary one, and tell whether it was empty; what is no such file is made anew."""
    found = sqlite3.connect(path or "")
    try:
        version = _version(found)
    except sqlite3.DatabaseError:
        version = -1
    if version == _VERSION:
        return found, False
    if path and version:
        found.close()
        path.unlink()
        found = sqlite3.connect(path)
    found.executescript(_TABLES)
    return found, True


def _version(found: sqlite3.Connection) -> int:
    return int(found.execute("PRAGMA user_version").fetchone()[0])


def _is_copy(one: Signature, one_size: int, other: Signature, other_size: int) -> bool:
    shared = float(np.mean(one == other))
    in_both = shared * (one_size + other_size) / (1 + shared)
    return shared >= _SHARED and in_both >= _CONTAINED * min(one_size, other_size)


def _runs(words: list[str]) -> Numbers:
    """Return a number for every different run of words; the same on every machine."""
    hashes = np.fromiter((zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words))
    if len(hashes) < _RUN:
        return np.unique(_mixed(hashes))
    run = np.zeros(len(hashes) - _RUN + 1, dtype=np.uint64)
    for k in range(_RUN):
        run = _mixed(run + hashes[k : len(hashes) - _RUN + 1 + k])
    return np.unique(run)


def _mixed(numbers: Numbers) -> Numbers:
    """Spread numbers evenly over 64 bits (the finaliser of SplitMix64, Steele et al. 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


# One hash function a column: multiply by an odd number, add, keep the upper half (Dietzfelbinger 1996).
_FACTORS = _mixed(np.arange(_BANDS * _ROWS, dtype=np.uint64)) | np.uint64(1)
_SUMMANDS = _mixed(np.arange(1000, 1000 + _BANDS * _ROWS, dtype=np.uint64))


def _signature(runs: Numbers) -> Signature:
    """Return the least value of every hash function over the runs."""
    least = np.full(_BANDS * _ROWS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(runs), _PIECE):
        piece = runs[start : start + _PIECE]
        values = ((_FACTORS[:, None] * piece + _SUMMANDS[:, None]) >> np.uint64(32)).astype(np.uint32)
        least = np.minimum(least, values.min(axis=1))
    return least


def _band_keys(signature: Signature) -> list[int]:
    key = np.arange(_BANDS, dtype=np.uint64)
    for row in signature.reshape(_BANDS, _ROWS).T.astype(np.uint64):
        key = _mixed(key + row)
    return [int(number) for number in key.astype(np.int64)]
