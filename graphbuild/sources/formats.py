"""The table of formats: which loader reads which suffix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from graphbuild.sources.archives import compressed, tarred, zipped
from graphbuild.sources.feeds import feed
from graphbuild.sources.item import Container, Found, Item, Loader
from graphbuild.sources.media import sniffed
from graphbuild.sources.pages import page
from graphbuild.sources.streams import peek
from graphbuild.sources.tables import comma_separated, json_file, json_lines, parquet, tab_separated
from graphbuild.sources.texts import markdown, plain
from graphbuild.sources.warc import warc


def _markup(item: Item) -> Iterator[Found]:
    """Read XML: a feed, or a page."""
    head, stream = peek(item.stream)
    loader = page if sniffed(head) == ".html" else feed
    yield from loader(replace(item, stream=stream))


LOADERS: Mapping[str, Loader] = MappingProxyType(
    {
        ".txt": plain,
        ".text": plain,
        ".md": markdown,
        ".markdown": markdown,
        ".html": page,
        ".htm": page,
        ".xhtml": page,
        ".json": json_file,
        ".jsonl": json_lines,
        ".ndjson": json_lines,
        ".csv": comma_separated,
        ".tsv": tab_separated,
        ".tab": tab_separated,
        ".parquet": parquet,
        ".rss": feed,
        ".atom": feed,
        ".xml": _markup,
    }
)
"""Formats that hold articles, by suffix."""

CONTAINERS: Mapping[str, Container] = MappingProxyType(
    {
        ".zip": zipped,
        ".tar": tarred,
        ".tgz": compressed,
        ".tbz2": compressed,
        ".txz": compressed,
        ".gz": compressed,
        ".bz2": compressed,
        ".xz": compressed,
        ".warc": warc,
    }
)
"""Formats that hold other files, by suffix."""
