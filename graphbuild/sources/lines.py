"""Lines of text from bytes, one at a time, each with its number, none longer than it may be."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO

from graphbuild.errors import SourceError
from graphbuild.sources.encoding import decode, marked
from graphbuild.sources.item import Item, megabytes
from graphbuild.sources.streams import peek

Line = tuple[int, str | SourceError]
"""A line's number, counted from 1, and its text, or why it has none."""


def numbered_lines(item: Item) -> Iterator[Line]:
    """Yield every line with its newline. A line that is too long or cannot be decoded is an error; the next ones follow."""
    limit = item.limits.text
    head, stream = peek(item.stream, 4)
    wide = marked(head)
    lines = (
        codecs.EncodedFile(stream, "utf-8", wide.removesuffix("-le").removesuffix("-be"), "replace") if wide else stream
    )
    number = 0
    while data := lines.readline(limit + 1):
        number += 1
        if len(data) > limit and not data.endswith(b"\n"):
            _skip_line(lines, limit)
            yield (
                number,
                SourceError(
                    f"{item.where}, line {number}",
                    f"is longer than {megabytes(limit)}; split it into records of one article",
                ),
            )
        else:
            yield number, _decoded(data, f"{item.where}, line {number}", item.charset)


def _skip_line(stream: IO[bytes] | codecs.StreamRecoder, limit: int) -> None:
    while (data := stream.readline(limit)) and not data.endswith(b"\n"):
        pass


def _decoded(data: bytes, where: str, charset: str | None) -> str | SourceError:
    try:
        return decode(data, where, charset)
    except SourceError as error:
        return error
