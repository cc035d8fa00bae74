"""Sources to articles: files, folders, addresses and standard input, in the order they are named."""

from __future__ import annotations

import lzma
import os
import re
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from graphbuild.errors import SourceError
from graphbuild.model import Article
from graphbuild.sources.archives import hidden
from graphbuild.sources.formats import CONTAINERS, LOADERS
from graphbuild.sources.item import Found, Item, Limits, shown
from graphbuild.sources.media import sniffed
from graphbuild.sources.streams import peek
from graphbuild.sources.web import Visitor, Web

Report = Callable[[SourceError], None]
"""Receives what could not be read, one call each, in order."""

_DEFAULT_LIMITS = Limits()
_DEFAULT_WEB = Web()
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_READ_FAILURES = (
    OSError,
    EOFError,
    RecursionError,
    NotImplementedError,  # zipfile, for a compression it does not know
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)
_KNOWN = ", ".join((*LOADERS, *CONTAINERS))


def load(
    sources: Iterable[str | Path] | str | Path,
    *,
    report: Report | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    web: Web = _DEFAULT_WEB,
) -> Iterator[Article]:
    """Yield the articles of all sources, in order: paths, http(s) addresses, and "-" for standard input.

    A folder is read in order of its paths, with all that lies below. What cannot be read goes to `report` as a
    SourceError that names file, line and remedy, and loading goes on; without `report` the first one is raised.
    The same sources give the same articles in the same order; memory does not grow with their number.
    """
    visitor = Visitor(web)
    for source in [sources] if isinstance(sources, str | Path) else sources:
        for found in _read(source, limits, visitor):
            if isinstance(found, Article):
                yield found
            elif report is None:
                raise found
            else:
                report(found)


def _read(source: str | Path, limits: Limits, visitor: Visitor) -> Iterator[Found]:
    scheme = _SCHEME.match(source) if isinstance(source, str) else None
    if source == "-":
        yield from _read_item(Item("", "standard input", sys.stdin.buffer, limits=limits))
    elif scheme:
        yield from _read_address(str(source), scheme[1].lower(), limits, visitor)
    else:
        yield from _read_path(Path(source), limits)


def _read_address(url: str, scheme: str, limits: Limits, visitor: Visitor) -> Iterator[Found]:
    if scheme not in {"http", "https"}:
        yield SourceError(
            shown(url),
            f"the scheme {scheme} is not known; graphbuild reads http and https addresses, files and folders",
        )
        return
    try:
        item = visitor.fetch(url, limits)
    except SourceError as error:
        yield error
    else:
        yield from _read_item(item)


def _read_path(path: Path, limits: Limits) -> Iterator[Found]:
    where = shown(str(path))
    try:
        if path.is_dir():
            yield from _read_folder(path, limits)
        elif not path.exists():
            yield SourceError(where, "there is no such file or folder; check the name")
        elif not path.is_file() and not path.is_fifo():
            yield SourceError(where, "is neither a file nor a folder")
        else:
            yield from _read_file(path, limits, asked=True)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield SourceError(where, f"cannot be read ({_reason(error)})")


def _read_file(path: Path, limits: Limits, *, asked: bool) -> Iterator[Found]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield SourceError(shown(str(path)), f"cannot be read ({_reason(error)})")
        return
    with stream:
        yield from _read_item(Item(path.name, shown(str(path)), stream, asked=asked, limits=limits))


def _read_folder(folder: Path, limits: Limits) -> Iterator[Found]:
    """Read the files of a folder whose suffix is known, in order of their paths; links to folders are not followed."""
    empty = True
    for path in _files(folder):
        if _suffix(path.name):
            empty = False
            yield from _read_file(path, limits, asked=False)
    if empty:
        yield SourceError(shown(str(folder)), f"holds no article; graphbuild reads {_KNOWN}")


def _files(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if not hidden(entry.name)), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _suffix(name: str) -> str | None:
    suffix = Path(name.lower()).suffix
    return suffix if suffix in LOADERS or suffix in CONTAINERS else None


def _read_item(item: Item) -> Iterator[Found]:
    """Read an item; whatever goes wrong with it is yielded as its last value."""
    try:
        suffix = _suffix(item.name)
        if suffix is None and item.asked:
            head, stream = peek(item.stream)
            suffix, item = sniffed(head), replace(item, stream=stream)
            item = replace(item, name=item.name + suffix)
        if suffix and suffix in CONTAINERS:
            yield from _read_container(item, suffix)
        elif suffix:
            yield from LOADERS[suffix](item)
    except SourceError as error:
        yield error
    except _READ_FAILURES as error:
        yield SourceError(
            item.where, f"cannot be read to its end ({_reason(error)}); it is damaged or not what its name says"
        )


def _read_container(item: Item, suffix: str) -> Iterator[Found]:
    if item.depth >= item.limits.depth:
        raise SourceError(item.where, f"lies within {item.depth} other archives; unpack them first")
    empty = True
    for inner in CONTAINERS[suffix](item):
        if isinstance(inner, SourceError):
            empty = False
            yield inner
        elif inner.asked or _suffix(inner.name):
            empty = False
            yield from _read_item(inner)
    if empty:
        raise SourceError(item.where, f"holds no article; graphbuild reads {_KNOWN}")


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return shown(text)[:120] or type(error).__name__
