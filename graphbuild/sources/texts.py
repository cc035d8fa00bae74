"""Plain text and Markdown: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphbuild.sources import records
from graphbuild.sources.encoding import decode
from graphbuild.sources.item import Found, Item

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>.*?)(?:^)---[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE)
_HEADER = re.compile(r"(?:(?:title|date|published|publisher|url|language):[^\n]*\n)+\n+", re.IGNORECASE)
_FIELD = re.compile(r"^(?P<name>[A-Za-z]+)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_HEADLINE = re.compile(r"\n*(?P<title>[^\n]*[^\s.][^\n]*)\n[ \t]*\n+", re.MULTILINE)
_IN_HEADER = frozenset(records.FIELDS) - {"id", "text"}
_LONGEST_HEADLINE = 200

# Lists and indented code stay as they are written: "1982. The war …" is a sentence of a newspaper, no list.
_MARKDOWN = MarkdownIt("zero").enable(
    [
        "heading",
        "lheading",
        "blockquote",
        "fence",
        "hr",
        "emphasis",
        "link",
        "image",
        "backticks",
        "escape",
        "autolink",
        "entity",
    ]
)
_MARKDOWN.enable(["reference"])


def plain(item: Item) -> Iterator[Found]:
    r"""Read a text file: a header or front matter if there is one, else a headline, a blank line and the body.

    A header is lines such as "Title: …" and "Date: …" before a blank line; front matter is the same between two lines
    "---". A first line of at most 200 characters before a blank line, without a full stop at its end, is the title.
    """
    fields, body = _header(decode(item.read_all(), item.where, item.charset))
    headline = _HEADLINE.match(body)
    if "title" not in fields and headline and _is_title(headline["title"], body[headline.end() :]):
        fields["title"] = headline["title"]
        body = body[headline.end() :]
    yield _found(item, fields, body)


def markdown(item: Item) -> Iterator[Found]:
    """Read a Markdown file: as plain text, with the first heading as the title, and the marks taken off."""
    fields, body = _header(decode(item.read_all(), item.where, item.charset))
    blocks = list(_blocks(_MARKDOWN.parse(body)))
    if "title" not in fields and blocks and blocks[0][0]:
        fields["title"] = blocks[0][1].replace("\n", " ")
        del blocks[0]
    yield _found(item, fields, "\n\n".join(text for _, text in blocks))


def _found(item: Item, fields: dict[str, str], body: str) -> Found:
    if "url" not in fields and item.url:
        fields["url"] = item.url
    return records.found({**fields, "text": body}, item.where)


def _header(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text) or _HEADER.match(text)
    if not match:
        return {}, text
    lines = _FIELD.finditer(match.groupdict().get("fields") or match[0])
    fields = {line["name"].lower(): _unquoted(line["value"]) for line in lines}
    return {name: value for name, value in fields.items() if name in _IN_HEADER}, text[match.end() :]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _is_title(line: str, rest: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not line.rstrip().endswith(".") and bool(rest.strip())


def _blocks(tokens: list[Token]) -> Iterator[tuple[bool, str]]:
    """Yield whether it is a heading, and its text, for every block of text."""
    heading = False
    for token in tokens:
        heading = token.type == "heading_open" or (heading and token.type == "inline")
        if token.type == "inline":
            yield heading, "".join(_inline(token.children or ()))


def _inline(tokens: list[Token] | tuple[Token, ...]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type != "image":
            yield token.content
