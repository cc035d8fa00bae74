"""Streams of bytes over other streams: looked into, counted, bounded. None of them closes what it reads from."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Readable(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        ...


class Counted(io.RawIOBase):
    """A stream that gives `head`, then what another gives, and counts it."""

    def __init__(self, stream: Readable, head: bytes = b"") -> None:
        super().__init__()
        self._stream = stream
        self._head = head
        self.count = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill `buffer` and return how many bytes it took."""
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        self.count += len(data)
        self.check()
        return len(data)

    def check(self) -> None:
        """Do nothing; a bounded stream raises here."""


class Bounded(Counted):
    """A stream that calls `bound` with the number of bytes given so far, which may raise."""

    def __init__(self, stream: Readable, bound: Callable[[int], None]) -> None:
        super().__init__(stream)
        self._bound = bound

    def check(self) -> None:
        """Raise what `bound` raises."""
        self._bound(self.count)


def peek(stream: IO[bytes], size: int = 1 << 16) -> tuple[bytes, IO[bytes]]:
    """Return the first `size` bytes and a stream that still has them."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    head = stream.read(size)
    return head, io.BufferedReader(Counted(stream, head))
