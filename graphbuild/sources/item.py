"""What a loader is given: a named stream of bytes, and how much of it may be held."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from graphbuild.errors import SourceError
from graphbuild.model import Article

Found = Article | SourceError
"""What a loader yields: an article, or why there is none. An error is a value here, so that the rest goes on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a source is refused; all sizes in bytes.

    `text` bounds one article, page, line or field; `whole` what must be held in memory at once (a JSON list, an archive
    within an archive, a download); `expansion` how many times its size a compressed stream may unpack to, once it has
    given `whole` bytes; `depth` how many archives may lie within each other.
    """

    text: int = 8 << 20
    whole: int = 128 << 20
    expansion: int = 200
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with a name. `where` names them in messages and as `Article.source`; `name` carries the suffix.

    `url` is where a page was fetched from, `charset` what its server said. `asked` tells an item that the user named,
    which is looked into when its suffix says nothing, from one that was met in a folder or an archive, which is then
    left alone. `depth` counts the archives around it.
    """

    name: str
    where: str
    stream: IO[bytes]
    url: str | None = None
    charset: str | None = None
    asked: bool = True
    depth: int = 0
    limits: Limits = field(default_factory=Limits)

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in lower case, with its dot."""
        return PurePosixPath(self.name.lower()).suffix

    def read_all(self) -> bytes:
        """Return everything, for one article; raise SourceError when it is longer than `limits.text`."""
        return self._read(self.limits.text)

    def seekable(self) -> IO[bytes]:
        """Return the stream itself when it can be read in any order, or a copy in memory of at most `limits.whole`."""
        return self.stream if self.stream.seekable() else io.BytesIO(self.read_whole())

    def read_whole(self) -> bytes:
        """Return everything; raise SourceError when it is longer than `limits.whole`."""
        return self._read(self.limits.whole)

    def _read(self, limit: int) -> bytes:
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise SourceError(
                self.where, f"is longer than {megabytes(limit)}; split it, or give its articles as JSON Lines"
            )
        return data


Loader = Callable[[Item], Iterator[Found]]
"""Turns bytes into articles. One a format; `formats.LOADERS` is the table."""

Container = Callable[[Item], Iterator[Item | SourceError]]
"""Turns bytes into items that lie within: `formats.CONTAINERS` is the table."""


def megabytes(size: int) -> str:
    """Return a number of bytes as text.

    >>> megabytes(8 << 20), megabytes(3000)
    ('8 MB', '2 KB')
    """
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size >> 10} KB" if size >= 1 << 10 else f"{size} bytes"


def shown(name: str) -> str:
    r"""Return a name from outside as it may be printed: on one line, and with nothing that steers a terminal.

    >>> shown("a\x1b[2Jb\n.txt")
    'a\\x1b[2Jb\\n.txt'
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in name
    )
