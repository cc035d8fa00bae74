"""Copies of one origin: the same agency report in many newspapers, word for word or nearly.

A claim that ten newspapers copy from one agency has one origin, not ten. Texts are compared by their runs of three words,
through MinHash signatures (Broder 1997) found by locality-sensitive hashing, so that each costs the same however many
came before.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator

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


def origins(articles: Iterable[Article]) -> Iterator[tuple[Article, str | None]]:
    """Yield every article with the id of the earlier one that it copies, None for one of its own.

    An origin is always the first of its copies in the order given; give articles in a stable order to get the same
    origins again. The same address twice is the same article, and no copy.
    """
    memory = Origins()
    for article in articles:
        yield article, memory.origin(article)


class Origins:
    """Remembers the articles seen, as fingerprints, and finds what a new one copies."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._sizes: list[int] = []
        self._signatures = np.empty((64, _BANDS * _ROWS), dtype=np.uint32)
        self._texts: dict[bytes, int] = {}
        self._bands: dict[int, int] = {}

    def origin(self, article: Article) -> str | None:
        """Return the id of the earlier article that this one copies, or None, and remember this one."""
        words = _WORD.findall(article.text[article.body.start :].casefold())
        text = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
        runs = _runs(words)
        signature = _signature(runs)
        keys = _band_keys(signature) if len(words) >= _FEWEST else []
        found = self._texts.get(text)
        if found is None:
            found = self._nearest(keys, signature, len(runs))
        if found is None:
            self._remember(article.id, text, keys, signature, len(runs))
            return None
        origin = self._ids[found]
        return origin if origin != article.id else None

    def _nearest(self, keys: list[int], signature: npt.NDArray[np.uint32], size: int) -> int | None:
        candidates = sorted({self._bands[key] for key in keys if key in self._bands})
        return next((one for one in candidates if self._is_copy(one, signature, size)), None)

    def _is_copy(self, one: int, signature: npt.NDArray[np.uint32], size: int) -> bool:
        shared = float(np.mean(self._signatures[one] == signature))
        in_both = shared * (size + self._sizes[one]) / (1 + shared)
        return shared >= _SHARED and in_both >= _CONTAINED * min(size, self._sizes[one])

    def _remember(
        self, article: str, text: bytes, keys: list[int], signature: npt.NDArray[np.uint32], size: int
    ) -> None:
        number = len(self._ids)
        if number == len(self._signatures):
            self._signatures = np.concatenate([self._signatures, np.empty_like(self._signatures)])
        self._ids.append(article)
        self._sizes.append(size)
        self._signatures[number] = signature
        self._texts[text] = number
        for key in keys:
            self._bands.setdefault(key, number)


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


def _signature(runs: Numbers) -> npt.NDArray[np.uint32]:
    """Return the least value of every hash function over the runs."""
    least = np.full(_BANDS * _ROWS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(runs), _PIECE):
        piece = runs[start : start + _PIECE]
        values = ((_FACTORS[:, None] * piece + _SUMMANDS[:, None]) >> np.uint64(32)).astype(np.uint32)
        least = np.minimum(least, values.min(axis=1))
    return least


def _band_keys(signature: npt.NDArray[np.uint32]) -> list[int]:
    key = np.arange(_BANDS, dtype=np.uint64)
    for row in signature.reshape(_BANDS, _ROWS).T.astype(np.uint64):
        key = _mixed(key + row)
    return [int(number) for number in key]
