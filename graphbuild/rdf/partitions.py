"""A graph in parts, which many machines write side by side: each a file of sorted N-Quads, compressed.

A part holds the graphs of some articles and what they presuppose about their actors; one more holds the reference facts;
`parts.txt` names the files that make up the graph. Their union is the graph, byte for byte once it is sorted: a store
that has loaded all of them, in any order, lacks nothing and needs no further step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import Dataset

from graphbuild.errors import ExportError, StoreError
from graphbuild.model import Reading
from graphbuild.rdf.files import draft_name, opened, quads_in_order, written
from graphbuild.rdf.store import put_all, retract, store_of
from graphbuild.vocab import BASE, REFERENCE_GRAPH, iri

SUFFIX = ".nq.gz"
"""How the name of a part ends."""

REFERENCE = f"reference{SUFFIX}"
"""The file that holds the reference facts."""

_LIST = "parts.txt"
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, RuntimeError)


def write_part(reference: Dataset, readings: Iterable[Reading], path: Path, base: str = BASE) -> None:
    """Write what a graph that starts from these reference facts holds of the readings; of two of one article the later.

    `reference` holds the reference facts and nothing else, before and after. The file is there whole or not at all.
    Raises ExportError when it cannot be written.
    """
    with _scratch(reference, base) as dataset:
        put_all(dataset, readings, base)
        _write(dataset, path, base, facts=False)


def write_reference(reference: Dataset, folder: Path, base: str = BASE) -> None:
    """Write the reference facts as a part of the graph in a folder."""
    _write(reference, folder / REFERENCE, base, facts=True)


def strike_out(reference: Dataset, path: Path, articles: Iterable[str], base: str = BASE) -> str:
    """Write a part anew without some of its articles, beside it under a name of its own, and return the name.

    The part stays as it is; where it holds none of the articles, its own name is returned.
    """
    struck = sorted(articles)
    digest = sha256(" ".join([path.name, *struck]).encode()).hexdigest()[:16]
    other = path.with_name(f"part-{digest}{SUFFIX}")
    if other.exists():
        return other.name
    with _scratch(reference, base) as dataset:
        _load(store_of(dataset), path)
        there = [article for article in struck if retract(dataset, article, base)]
        if not there:
            return path.name
        _write(dataset, other, base, facts=False)
    return other.name


def list_parts(folder: Path, names: Iterable[str]) -> None:
    """Write down which files of a folder make up the graph. Raises ExportError when the list cannot be written."""
    with written(folder / _LIST) as out:
        out.writelines(f"{name}\n".encode() for name in sorted(set(names)))


def sweep(folder: Path) -> None:
    """Delete the drafts that machines left behind which were lost while they wrote; to be called when nobody writes."""
    for draft in folder.glob(draft_name("*", "*")):
        draft.unlink(missing_ok=True)


def parts(folder: Path) -> list[Path]:
    """Return the files that make up the graph in a folder.

    Raises StoreError when there is no list of them, or one that it names is missing.
    """
    try:
        names = (folder / _LIST).read_text(encoding="utf-8").split()
    except OSError as problem:
        raise StoreError(
            f"{folder}: holds no finished graph in parts ({problem.strerror}): let graphbuild cluster run to its end"
        ) from problem
    if missing := [name for name in names if not (folder / name).is_file()]:
        raise StoreError(f"{folder / missing[0]}: this part is missing: give the same graphbuild cluster command again")
    return [folder / name for name in names]


def load_parts(dataset: Dataset, folder: Path) -> None:
    """Load the graph in a folder into an empty graph, as fast as the store can: not in one transaction.

    Raises StoreError when the graph is not empty, or a part is missing or broken.
    """
    store = store_of(dataset)
    if len(store):
        raise StoreError(f"{folder}: parts are loaded into an empty graph: choose a new directory")
    for path in parts(folder):
        _load(store, path)
    store.flush()


def _load(store: Store, path: Path) -> None:
    try:
        with opened(path) as stream:
            store.bulk_load(stream, RdfFormat.N_QUADS)
    except _BROKEN as problem:
        raise StoreError(
            f"{path}: cannot be loaded ({problem}): delete it, and give the same command again"
        ) from problem


@contextmanager
def _scratch(reference: Dataset, base: str) -> Iterator[Dataset]:
    """Give the dataset to be written to, and take out afterwards whatever came to its reference facts."""
    try:
        yield reference
    finally:
        store, facts = store_of(reference), NamedNode(iri(REFERENCE_GRAPH, base))
        for graph in list(store.named_graphs()):
            if graph != facts:
                store.remove_graph(graph)


def _write(dataset: Dataset, path: Path, base: str, *, facts: bool) -> None:
    reference = NamedNode(iri(REFERENCE_GRAPH, base))
    quads = quads_in_order(store_of(dataset), lambda quad: (quad.graph_name == reference) is facts)
    if not path.parent.is_dir():
        raise ExportError(f"{path.parent}: is no folder on this machine: choose one that all machines share")
    with written(path) as out:
        out.writelines(f"{quad} .\n".encode() for quad in quads)
