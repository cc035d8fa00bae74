import gzip
from pathlib import Path

import pytest

from graphbuild.errors import SourceError
from graphbuild.sources import load

PARAGRAPH = "The foreign minister of Ghana thanked Togo on Tuesday for its help in the talks on fishing grounds."
HTML = f"<html><head><title>Thanks</title></head><body><article><h1>Thanks</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}</p></article></body></html>".encode()


def record(kind: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype={kind}\r\n"
    )
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def response(body: bytes, *headers: str, status: str = "200 OK", media: str = "text/html; charset=utf-8") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {media}", *headers, "", "")).encode() + body


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:50], body[50:], b""))


RECORDS = [
    record("warcinfo", "", b"software: none"),
    record("request", "https://example.org/1", b"GET /1 HTTP/1.1\r\n\r\n"),
    record("response", "https://example.org/1", response(HTML)),
    record("response", "https://example.org/2", response(chunked(HTML), "Transfer-Encoding: chunked")),
    record("response", "<https://example.org/3>", response(gzip.compress(HTML), "Content-Encoding: gzip")),
    record("response", "https://example.org/4", response(HTML, status="404 Not Found")),
    record("response", "https://example.org/5", response(b"\x89PNG", media="image/png")),
    record("response", "https://example.org/6", b"no response at all"),
    record("response", "https://example.org/7", response(HTML[:40], "Content-Length: 9999")),
]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_web_archive(packed: bool, tmp_path: Path) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(map(gzip.compress, RECORDS)) if packed else b"".join(RECORDS))
    errors: list[SourceError] = []
    articles = list(load([path], report=errors.append))
    assert [article.url for article in articles] == [f"https://example.org/{n}" for n in (1, 2, 3)]
    assert all(PARAGRAPH in article.text for article in articles)
    assert [error.where for error in errors] == ["https://example.org/6", "https://example.org/7"]
