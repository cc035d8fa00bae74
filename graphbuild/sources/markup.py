"""Fragments of HTML, as feeds carry them, to paragraphs of text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})
# fmt: on
"""Elements that end a paragraph."""

_UNREAD = frozenset({"script", "style", "template", "noscript", "figure", "svg", "iframe"})
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&[#a-zA-Z]\w*;")


def fragment_text(fragment: str) -> str:
    r"""Return the paragraphs of a fragment, a blank line between them; text without marks comes back as it is.

    >>> fragment_text("<p>Ghana thanked <b>Togo</b>.</p><script>x()</script><p>Togo &amp; Benin agreed.</p>")
    'Ghana thanked Togo.\n\nTogo & Benin agreed.'
    """
    if not _MARKUP.search(fragment):
        return fragment.strip()
    reader = _Paragraphs()
    reader.feed(fragment)
    reader.close()
    return paragraphs("".join(reader.pieces))


def paragraphs(text: str) -> str:
    r"""Return text whose paragraphs end in "\f" with a blank line between them, and one space for the white space within."""
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in text.split("\f"))))


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the signature is html.parser's
        if tag in _UNREAD:
            self._unread.append(tag)
        elif tag in BLOCKS:
            self.pieces.append("\f")

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.pop()
        elif tag in BLOCKS:
            self.pieces.append("\f")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data.replace("\f", " "))
