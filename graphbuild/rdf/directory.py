"""Where a graph lies: in memory, in a directory, or behind a SPARQL endpoint; `open_graph` opens each as a Dataset.

A graph directory holds `graphbuild.json`, which says of what version it is, and `quads/`, the Oxigraph database
(`oxigraph serve --location DIR/quads` serves it). One process writes at a time; readers may open it beside.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path

from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset

from graphbuild.errors import StoreError
from graphbuild.rdf.endpoint import Endpoint
from graphbuild.rdf.turtle import instance_prefixes
from graphbuild.vocab import BASE, PREFIXES

VERSION = 1
"""Version of the directory's layout and of the terms in it; a directory of another version is refused."""

_MARK = "graphbuild.json"
_QUADS = "quads"
_ATTEMPTS = 5
_PAUSE = 0.05
_REMOTE = ("sparql+http://", "sparql+https://")


def open_graph(path: str | Path | None = None, *, read_only: bool = False, base: str = BASE) -> Dataset:
    """Open a graph: in memory when `path` is None, in a directory (made when missing), or at "sparql+https://…".

    The default graph is the union of all named graphs; `base` is where the prefixes of instances ("person:") point. A reader opened with `read_only` beside a writer sees the
    graph as it was when it was opened; an endpoint is always read-only.

    Raises StoreError when the directory is missing (read-only), busy, foreign, damaged, or of another version, and when
    the endpoint does not answer.
    """
    if path is None:
        return over(Store(), base)
    if str(path).startswith(_REMOTE):
        return _remote(str(path).removeprefix("sparql+"), base)
    return over(_open(Path(path), read_only=read_only), base)


def over(store: Store, base: str = BASE) -> Dataset:
    """Return a dataset over an Oxigraph store, its default graph the union of all named graphs."""
    return _with_prefixes(Dataset(store=OxigraphStore(store=store), default_union=True), base)


def _remote(endpoint: str, base: str) -> Dataset:
    return _with_prefixes(Dataset(store=Endpoint(endpoint), default_union=True), base)


def _with_prefixes(dataset: Dataset, base: str) -> Dataset:
    for prefix, namespace in {**PREFIXES, **instance_prefixes(base)}.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


def _open(path: Path, *, read_only: bool) -> Store:
    quads = path / _QUADS
    try:
        _check(path, create=not read_only)
        if read_only and not quads.is_dir():
            raise StoreError(f"{path}: nothing was written there yet: build it first")
        return _reader(quads) if read_only else Store(quads)
    except (OSError, RuntimeError) as problem:
        raise StoreError(f"{path}: {_explained(problem)}") from problem


def _reader(quads: Path) -> Store:
    # A table that the writer merged away between our reading of the list and of the tables: the list is then newer.
    for _ in range(_ATTEMPTS - 1):
        with suppress(OSError, RuntimeError):
            return Store.read_only(str(quads))
        time.sleep(_PAUSE)
    return Store.read_only(str(quads))


def branched(path: Path, base: str = BASE) -> Dataset | None:
    """Return a graph of its own that starts as the one in a directory and can be written; it goes with its dataset.

    The database's tables are never changed once written: they are linked, not copied, and only its log is copied, so
    that this takes the same short time whatever the size. None where it cannot be had: the directory cannot be written,
    or the process that writes to the graph is busy putting tables together.
    """
    with suppress(OSError):
        place = Path(tempfile.mkdtemp(prefix="decided-", dir=path))
        for _ in range(_ATTEMPTS):
            with suppress(OSError, RuntimeError):
                if _linked(path / _QUADS, place / _QUADS):
                    dataset = over(Store(str(place / _QUADS)), base)
                    weakref.finalize(dataset, shutil.rmtree, place, ignore_errors=True)
                    return dataset
            shutil.rmtree(place / _QUADS, ignore_errors=True)
        shutil.rmtree(place, ignore_errors=True)
    return None


def _linked(source: Path, target: Path) -> bool:
    """Link a database's tables, copy the rest; tell whether its list of tables was the same before and after."""
    before = _tables(source)
    target.mkdir()
    files = sorted(source.iterdir())
    for file in files:
        if file.suffix == ".sst":
            os.link(file, target / file.name)
        elif file.suffix == ".log" or file.name.startswith(("CURRENT", "IDENTITY", "MANIFEST", "OPTIONS")):
            shutil.copy(file, target / file.name)
    return _tables(source) == before


def _tables(quads: Path) -> list[tuple[str, int]]:
    """Return the names and sizes of the lists of tables, which grow whenever a table comes or goes."""
    return sorted((file.name, file.stat().st_size) for file in quads.glob("MANIFEST-*"))


def _check(path: Path, *, create: bool) -> None:
    """Raise StoreError unless `path` is a graph directory of this version; make one where there is nothing."""
    if path.is_file():
        raise StoreError(f"{path}: is a file, not a graph directory: load it into a graph instead")
    mark, draft = path / _MARK, path / f".{_MARK}.part"
    if mark.is_file():
        _check_version(path, mark.read_bytes())
    elif path.is_dir() and any(file != draft for file in path.iterdir()):
        raise StoreError(f"{path}: holds other files and no graph: choose an empty or a new directory")
    elif create:
        path.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"version": VERSION}) + "\n", encoding="utf-8")
        draft.replace(mark)  # a process killed here leaves a mark that is whole, or none
    else:
        raise StoreError(f"{path}: no graph is there: build it first")


def _check_version(path: Path, mark: bytes) -> None:
    try:
        version = json.loads(mark)["version"]
    except (ValueError, KeyError, TypeError) as problem:
        raise StoreError(f"{path}: {_MARK} is not graphbuild's: choose an empty or a new directory") from problem
    if version != VERSION:
        raise StoreError(
            f"{path}: is a graph of version {version!r} and this graphbuild reads version {VERSION}: "
            "use the graphbuild that made it, or build the graph again in a new directory"
        )


def _explained(problem: Exception) -> str:
    text = str(problem)
    if "lock" in text.lower():
        return "another process is writing to this graph: wait for it, or open the graph read-only"
    if isinstance(problem, OSError) and problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR}:
        return (
            f"the directory cannot be made or written ({problem.strerror}): choose another, or open the graph read-only"
        )
    return f"the graph cannot be opened ({text}): restore it from an export, or build it again in a new directory"
