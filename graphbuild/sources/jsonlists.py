"""A JSON file, one entry of its list at a time: memory does not grow with the file."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from graphbuild.errors import SourceError
from graphbuild.sources.encoding import broken, encoding_of
from graphbuild.sources.item import Item, megabytes
from graphbuild.sources.streams import peek

_SPACE = re.compile(r"[ \t\r\n]*")
_PIECE = 1 << 16


def entries(item: Item) -> Iterator[object]:
    """Yield the entries of a list, or the one value that is no list.

    Raises SourceError where the JSON is broken: after that place nothing can be told apart any more.
    """
    window = _Window(item)
    if window.character() != "[":
        yield window.value()
    else:
        window.take()
        while window.character() != "]":
            yield window.value()
            if window.character() == ",":
                window.take()
            elif window.character() != "]":
                raise window.error("a comma is missing between two records")
        window.take()
    if window.character():
        raise window.error("something follows its end; one record a line is JSON Lines: name the file .jsonl")


class _Window:
    """The part of a file that is being looked at, as text."""

    def __init__(self, item: Item) -> None:
        head, self._stream = peek(item.stream)
        self._item = item
        self._encoding = encoding_of(head, item.where, item.charset)
        self._decoder = codecs.getincrementaldecoder(self._encoding)()
        self._json = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._lines = 1
        self._ended = False
        self._fill(_PIECE)
        self._text = self._text.removeprefix("\ufeff")

    def character(self) -> str:
        """Return the next character that is no white space, or nothing at the end of the file."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # no space is a match too
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._fill(_PIECE)

    def take(self) -> None:
        """Go behind the next character."""
        self._at += 1

    def value(self) -> object:
        """Return the value that begins here and go behind it."""
        piece = _PIECE
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise self.error(error.msg, error.pos) from None
                if len(self._text) - self._at > self._item.limits.text:
                    raise self.error(
                        f"a record is longer than {megabytes(self._item.limits.text)}, or is not closed"
                    ) from None
            except RecursionError:
                raise self.error("it is nested too deeply; a record is flat") from None
            except ValueError as error:  # a number with thousands of digits
                raise self.error(str(error)) from None
            else:
                # A number may go on behind the window.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._fill(piece)
            piece *= 2

    def error(self, problem: str, at: int | None = None) -> SourceError:
        """Return what to say of a mistake, with its line."""
        line = self._lines + self._text.count("\n", 0, self._at if at is None else at)
        return SourceError(self._item.where, f"is broken JSON at line {line} ({problem}); write it again")

    def _fill(self, size: int) -> None:
        """Forget what was read, and take up to `size` more bytes."""
        data = self._stream.read(size)
        try:
            more = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise broken(self._encoding, error, self._item.where) from None
        self._ended = not data
        self._lines += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + more
        self._at = 0
