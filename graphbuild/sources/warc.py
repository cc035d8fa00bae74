"""WARC files (ISO 28500), as web archives and Common Crawl write them: one page a response record."""

from __future__ import annotations

import gzip
import http.client
import io
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from graphbuild.errors import SourceError
from graphbuild.sources.item import Item, megabytes, shown
from graphbuild.sources.media import charset_of, suffix_of

_LONGEST_LINE = 1 << 14
_MOST_HEADERS = 200


def warc(item: Item) -> Iterator[Item | SourceError]:
    """Yield the body of every successful response of a page or text, with its address, in the file's order."""
    number = 0
    while headers := _headers(item):
        number += 1
        length = _length(headers, item, number)
        if headers.get("warc-type") != "response" or "application/http" not in headers.get("content-type", ""):
            _skip(item, length)
        elif length > item.limits.text:
            _skip(item, length)
            yield SourceError(
                f"{item.where}, record {number}", f"is longer than {megabytes(item.limits.text)}; it is passed over"
            )
        else:
            yield from _response(item, item.stream.read(length), headers, number)
        _skip(item, 4)


def _headers(item: Item) -> dict[str, str]:
    """Read a record's headers; none at the end of the file."""
    version = item.stream.readline(_LONGEST_LINE)
    if not version:
        return {}
    if not version.startswith(b"WARC/"):
        raise SourceError(item.where, "is no WARC file, or is broken in its middle")
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = item.stream.readline(_LONGEST_LINE).decode("utf-8", "replace").strip()
        if not line:
            return headers or {"warc-type": ""}
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    raise SourceError(item.where, f"holds a record with more than {_MOST_HEADERS} headers; it is no WARC file")


def _length(headers: dict[str, str], item: Item, number: int) -> int:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise SourceError(
            f"{item.where}, record {number}", "does not say how long it is; the rest of the file cannot be read"
        )
    return int(length)


def _skip(item: Item, length: int) -> None:
    while length > 0 and (data := item.stream.read(min(length, 1 << 16))):
        length -= len(data)


def _response(item: Item, block: bytes, headers: dict[str, str], number: int) -> Iterator[Item | SourceError]:
    url = headers.get("warc-target-uri", "").strip("<>")
    where = shown(url) or f"{item.where}, record {number}"
    try:
        response = http.client.HTTPResponse(_Recorded(block))  # type: ignore[arg-type]  # it only asks its socket for a file
        response.begin()
        body = response.read()
        if response.getheader("Content-Encoding", "").lower() == "gzip":
            body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(item.limits.text + 1)
    except (http.client.HTTPException, OSError, EOFError, ValueError) as error:
        yield SourceError(where, f"is a broken response in {item.where} ({type(error).__name__})")
        return
    media = response.getheader("Content-Type", "")
    if response.status == http.client.OK and _is_text(response.msg):
        name = f"page{suffix_of(media) or '.html'}"
        yield replace(
            item,
            name=name,
            where=where,
            stream=io.BytesIO(body),
            url=url or None,
            charset=charset_of(media),
            asked=False,
            depth=item.depth + 1,
        )


def _is_text(message: Message) -> bool:
    return message.get_content_type() in {"text/html", "application/xhtml+xml", "text/plain"}


class _Recorded:
    """What `http.client` takes for a socket: a response that was recorded."""

    def __init__(self, block: bytes) -> None:
        self._block = block

    def makefile(self, *_: object) -> io.BytesIO:
        """Return the recorded bytes as a file."""
        return io.BytesIO(self._block)
