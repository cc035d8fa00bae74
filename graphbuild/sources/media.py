"""What bytes are: by what a server says, or by how they begin."""

from __future__ import annotations

import re
from email.message import Message

from graphbuild.sources.encoding import marked

_MEDIA = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/x-tar": ".tar",
    "application/warc": ".warc",
    "application/vnd.apache.parquet": ".parquet",
}
_SIGNS = (
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\0", ".xz"),
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),
    (b"PAR1", ".parquet"),
    (b"WARC/", ".warc"),
)


def suffix_of(media_type: str) -> str | None:
    """Return the suffix that a Content-Type stands for; None for those that say little (text/plain, XML, octets)."""
    return _MEDIA.get(_parsed(media_type).get_content_type())


def charset_of(media_type: str) -> str | None:
    """Return the charset that a Content-Type names."""
    charset = _parsed(media_type).get_param("charset")
    return charset if isinstance(charset, str) else None


def _parsed(media_type: str) -> Message:
    message = Message()
    message["Content-Type"] = re.sub(r"[^\x20-\x7e]", "", media_type)
    return message


def sniffed(head: bytes) -> str:
    """Return the suffix of bytes that begin so; ".txt" when nothing else fits.

    >>> sniffed(b'{"text": "Ghana thanked Togo."}'), sniffed(b"<!DOCTYPE html>")
    ('.jsonl', '.html')
    """
    for sign, suffix in _SIGNS:
        if head.startswith(sign):
            return suffix
    if head[257:262] == b"ustar":
        return ".tar"
    text = head.decode(marked(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    return _sniffed_text(text)


def _sniffed_text(text: str) -> str:
    if text.startswith("<"):
        return _markup_suffix(text)
    first = text.partition("\n")[0].rstrip()
    if text.startswith("{"):
        return ".jsonl" if first.endswith("}") or len(first) == len(text) else ".json"
    if text.startswith("["):
        return ".json" if re.match(r"\[\s*[{\]]", text) else ".txt"
    columns = first.lower().replace('"', "")
    for separator, suffix in (("\t", ".tsv"), (",", ".csv")):
        if "text" in (name.strip() for name in columns.split(separator)) and separator in columns:
            return suffix
    return ".txt"


def _markup_suffix(text: str) -> str:
    """Tell a feed from a page by the first element."""
    element = re.search(r"<(?:[\w.-]+:)?([A-Za-z]+)", re.sub(r"<!--.*?-->|<[?!][^>]*>", "", text, flags=re.DOTALL))
    return {"rss": ".rss", "rdf": ".rss", "feed": ".atom"}.get(element[1].lower() if element else "", ".html")
