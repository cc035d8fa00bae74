"""RSS 0.9x to 2.0, RSS 1.0 and Atom: one article an entry, as far as the feed carries its text.

The parser is expat, fed piece by piece: memory does not grow with the feed, nothing outside it is fetched, and a feed
that declares entities (the XML bomb) is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.parsers import expat

from graphbuild.errors import SourceError
from graphbuild.sources import records
from graphbuild.sources.item import Found, Item, megabytes
from graphbuild.sources.markup import BLOCKS, fragment_text, paragraphs

_ENTRIES = {"item", "entry"}
_SOURCES = {
    "title",
    "link",
    "guid",
    "id",
    "pubDate",
    "date",
    "published",
    "updated",
    "encoded",
    "content",
    "description",
    "summary",
}
_PIECE = 1 << 16
_DEEPEST = 64


def feed(item: Item) -> Iterator[Found]:
    """Read a feed. An entry's text is its full content where the feed has it, else its summary."""
    reader = _FeedReader(item)
    found = 0
    try:
        while piece := item.stream.read(_PIECE):
            reader.parser.Parse(piece, False)
            for number, entry in reader.entries():
                found += 1
                yield records.found(entry, f"{item.where}, entry {number}")
        reader.parser.Parse(b"", True)
    except (LookupError, ValueError) as error:
        raise SourceError(
            item.where, f"names an encoding that cannot be read ({error}); save it again as UTF-8"
        ) from None
    except expat.ExpatError as error:
        raise SourceError(
            item.where,
            f"is broken XML at line {error.lineno} ({expat.ErrorString(error.code)}); download the feed again",
        ) from None
    if not found:
        raise SourceError(item.where, "is no feed, or holds no entry (RSS <item>, Atom <entry>)")


class _FeedReader:
    """Gathers the fields of each entry while expat walks the feed."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._path: list[str] = []
        self._publisher: list[str] = []
        self._entry: defaultdict[str, list[str]] | None = None
        self._field: str | None = None
        self._size = 0
        self._number = 0
        self._done: list[tuple[int, dict[str, object]]] = []
        # A charset that the server names goes before the one that the document names (RFC 7303, section 3).
        self.parser = expat.ParserCreate(encoding=_for_expat(item.charset), namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity

    def entries(self) -> list[tuple[int, dict[str, object]]]:
        """Hand over the entries that ended since the last call, numbered from 1."""
        done, self._done = self._done, []
        return done

    def _entity(self, *_: object) -> None:
        raise SourceError(self._item.where, "declares XML entities, as bombs do; it is refused")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise SourceError(self._item.where, f"nests its elements more than {_DEEPEST} deep; it is no feed")
        if self._entry is None:
            if name in _ENTRIES:
                self._entry, self._size, self._number = defaultdict(list), 0, self._number + 1
        elif self._field:
            self._entry[self._field].append("\f" if name in BLOCKS else "")
        elif name in _SOURCES and self._path[-2] in _ENTRIES:
            self._field = name
            if name == "link" and attributes.get("rel", "alternate") == "alternate":
                self._entry["href"].append(attributes.get("href", ""))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._path.pop()
        if self._entry is None:
            return
        if self._field == name and self._path[-1] in _ENTRIES:
            self._field = None
        elif self._field and name in BLOCKS:
            self._entry[self._field].append("\f")
        elif name in _ENTRIES and not self._field:
            self._done.append((self._number, self._record(self._entry)))
            self._entry = None

    def _characters(self, text: str) -> None:
        if self._entry is None:
            if self._path[-1] == "title" and self._path[-2:-1] in (["channel"], ["feed"]):
                self._publisher.append(text)
        elif self._field:
            self._size += len(text)
            if self._size > self._item.limits.text:
                raise SourceError(
                    self._item.where,
                    f"entry {self._number} is longer than {megabytes(self._item.limits.text)}; it is no news",
                )
            self._entry[self._field].append(text)

    def _record(self, entry: dict[str, list[str]]) -> dict[str, object]:
        fields = {name: "".join(pieces).strip() for name, pieces in entry.items()}
        bodies = (fields.get(name) for name in ("encoded", "content", "description", "summary"))
        link = fields.get("href") or fields.get("link") or fields.get("guid") or fields.get("id") or ""
        dates = (fields.get(name) for name in ("published", "pubDate", "date", "updated"))
        return {
            "url": link if link.startswith(("http://", "https://")) else None,
            "title": paragraphs(fragment_text(fields.get("title", "")).replace("\f", " ")),
            "text": _body(next(filter(None, bodies), "")),
            "date": next(filter(None, dates), None),
            "publisher": " ".join("".join(self._publisher).split()),
        }


def _body(content: str) -> str:
    """Return the paragraphs of content that is escaped HTML, or of XHTML whose blocks were marked while it was read."""
    return paragraphs(content) if "\f" in content else fragment_text(content)


def _for_expat(charset: str | None) -> str | None:
    return charset if charset and charset.lower() in {"utf-8", "utf-16", "iso-8859-1", "us-ascii"} else None
