"""Archives and compressed files: what lies within, read where it lies. Nothing is ever written to disk.

A bomb is bounded by how much it may unpack to (`Limits.expansion`), and by how many archives may lie in each other.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from graphbuild.errors import SourceError
from graphbuild.sources.item import Item, megabytes, shown
from graphbuild.sources.streams import Bounded, Counted, Readable

_OPENERS: dict[str, Callable[[IO[bytes]], Readable]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
_SHORT = {".tgz": (".gz", ".tar"), ".tbz2": (".bz2", ".tar"), ".txz": (".xz", ".tar")}


def compressed(item: Item) -> Iterator[Item | SourceError]:
    """Yield the one item within a gzip, bzip2 or xz file, read as a stream."""
    outer, inner = _SHORT.get(item.suffix, (item.suffix, ""))
    packed = Counted(item.stream)

    def bound(unpacked: int) -> None:
        problem = _bomb(unpacked, packed.count, item)
        if problem:
            raise SourceError(item.where, f"{problem} after {megabytes(unpacked)}")

    stream = io.BufferedReader(Bounded(_OPENERS[outer](io.BufferedReader(packed)), bound))
    name = item.name[: -len(item.suffix)] + inner
    yield replace(item, name=name, stream=stream, asked=item.asked or "." not in name, depth=item.depth + 1)


def zipped(item: Item) -> Iterator[Item | SourceError]:
    """Yield every file of a zip archive, in its order. The table of contents is held in memory, the files are not."""
    stream = item.seekable()
    size = stream.seek(0, io.SEEK_END)
    unpacked = 0
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or hidden(entry.filename):
                continue
            where = f"{item.where}!{shown(entry.filename)}"
            unpacked += entry.file_size
            problem = _zip_problem(entry) or _bomb(unpacked, size, item)
            if problem:
                yield SourceError(where, problem)
                continue
            with archive.open(entry) as member:
                # zipfile gives no more than the size that the entry declares, which was counted above.
                yield within(item, entry.filename, where, member)


def tarred(item: Item) -> Iterator[Item | SourceError]:
    """Yield every file of a tar archive, in its order, as a stream; links and devices are passed over."""
    with tarfile.open(fileobj=item.stream, mode="r|", errorlevel=1) as archive:
        while (entry := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # not in typeshed; tarfile remembers every member otherwise
            if not entry.isreg() or hidden(entry.name):
                continue
            where = f"{item.where}!{shown(entry.name)}"
            member = archive.extractfile(entry)
            if leads_out(entry.name):
                yield SourceError(where, "its name leads out of the archive; it is passed over")
            elif member is not None:
                yield within(item, entry.name, where, io.BufferedReader(Counted(member)))


def within(item: Item, name: str, where: str, stream: IO[bytes]) -> Item:
    """Return the item of a member of an archive."""
    return replace(
        item,
        name=PurePosixPath(name).name,
        where=where,
        stream=stream,
        asked=False,
        url=None,
        charset=None,
        depth=item.depth + 1,
    )


def hidden(name: str) -> bool:
    """Tell whether a file is one that systems put beside others: below a name that begins with a dot, or `__MACOSX`."""
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in PurePosixPath(name).parts)


def leads_out(name: str) -> bool:
    """Tell whether a member's name would lie outside the folder that it is unpacked to."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def _zip_problem(entry: zipfile.ZipInfo) -> str | None:
    if leads_out(entry.filename):
        return "its name leads out of the archive; it is passed over"
    if entry.flag_bits & 0x1:
        return "is encrypted; unpack it first"
    return None


def _bomb(unpacked: int, packed: int, item: Item) -> str | None:
    if unpacked > max(item.limits.whole, packed * item.limits.expansion):
        return f"unpacks to more than {item.limits.expansion} times its size, as bombs do; it is passed over"
    return None
