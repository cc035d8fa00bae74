"""Graphs as files: Turtle, TriG, N-Quads, N-Triples and JSON-LD, the same bytes for the same graph whatever its history.

Quads are sorted here, since the store's own dump comes in another order on every run. Formats with named graphs are
written graph by graph, so that memory holds one graph at a time; Turtle and N-Triples hold the union, and memory holds
all of it. A file is written beside its place and renamed when it is whole.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from uuid import uuid4

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from rdflib import Dataset

from graphbuild.errors import ExportError, GraphbuildError, ReferenceFactError, StoreError
from graphbuild.rdf.extent import Wanted, everything, without_idle_facts, without_past
from graphbuild.rdf.store import settle, store_of
from graphbuild.rdf.turtle import trig, turtle
from graphbuild.vocab import BASE


def save(
    dataset: Dataset,
    path: str | Path,
    format: str | None = None,  # noqa: A002
    base: str = BASE,
    *,
    all_facts: bool = False,
    past: bool = False,
) -> None:
    """Write a graph to a file; `format` names its syntax where the suffix does not, and a last ".gz" compresses.

    Of the reference facts it carries those about whoever the articles name, all of them with `all_facts`;
    with `past` also the runs and what articles were before they were corrected, without which the same articles give the
    same bytes. Raises ExportError when the format is unknown or the file cannot be written; what was there before is then left.
    """
    target = Path(path)
    syntax = _syntax_of(target, format, ExportError)
    store = store_of(dataset)
    wanted = everything if all_facts else without_idle_facts(store, base)
    wanted = wanted if past else without_past(wanted, base)
    with written(target) as out:
        syntax.write(store, out, base, wanted)


def load(dataset: Dataset, path: str | Path, format: str | None = None, base: str = BASE) -> None:  # noqa: A002
    """Add a file's quads to a graph, in one transaction; triples of a format without named graphs go to the default graph.

    Raises StoreError when the file is missing, broken, or of an unknown format; nothing is then added.
    """
    source = Path(path)
    syntax = _syntax_of(source, format, StoreError)
    try:
        with opened(source) as stream:
            store_of(dataset).load(stream, syntax.rdf, base_iri=base)
    except (OSError, EOFError, SyntaxError, ValueError, RuntimeError) as problem:
        raise StoreError(f"{source}: cannot be loaded ({problem}): export the graph again") from problem
    settle(dataset, base)


def read_triples(paths: Iterable[Path], base: str = BASE) -> Iterator[Triple]:
    """Yield the triples of Turtle files, with IRIs below the default base moved below `base`.

    Raises ReferenceFactError, naming file and line, when one is missing or broken.
    """
    for path in paths:
        try:
            for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=BASE):
                yield quad.triple if base == BASE else _moved(quad.triple, base)
        except (OSError, SyntaxError) as problem:
            raise ReferenceFactError(f"{path}: is no Turtle file ({problem}): correct it") from problem


def _moved(triple: Triple, base: str) -> Triple:
    subject, value = triple.subject, triple.object
    return Triple(
        _below(base, subject) if isinstance(subject, NamedNode) else subject,
        triple.predicate,
        _below(base, value) if isinstance(value, NamedNode) else value,
    )


def _below(base: str, node: NamedNode) -> NamedNode:
    return NamedNode(base + node.value.removeprefix(BASE)) if node.value.startswith(BASE) else node


def _write_turtle(store: Store, out: BinaryIO, base: str, wanted: Wanted) -> None:
    out.writelines(block.encode() for block in turtle(_triples_in_order(store, wanted), base))


def _write_trig(store: Store, out: BinaryIO, base: str, wanted: Wanted) -> None:
    out.writelines(block.encode() for block in trig(quads_in_order(store, wanted), base))


def _write_nquads(store: Store, out: BinaryIO, _base: str, wanted: Wanted) -> None:
    out.writelines(f"{quad} .\n".encode() for quad in quads_in_order(store, wanted))


def _write_ntriples(store: Store, out: BinaryIO, _base: str, wanted: Wanted) -> None:
    out.writelines(f"{triple} .\n".encode() for triple in _triples_in_order(store, wanted))


def _write_jsonld(store: Store, out: BinaryIO, _base: str, wanted: Wanted) -> None:
    serialize(quads_in_order(store, wanted), out, RdfFormat.JSON_LD)


@dataclass(frozen=True, slots=True)
class _Syntax:
    suffix: str
    rdf: RdfFormat
    write: Callable[[Store, BinaryIO, str, Wanted], None]


_SYNTAXES = {
    "turtle": _Syntax(".ttl", RdfFormat.TURTLE, _write_turtle),
    "trig": _Syntax(".trig", RdfFormat.TRIG, _write_trig),
    "nquads": _Syntax(".nq", RdfFormat.N_QUADS, _write_nquads),
    "ntriples": _Syntax(".nt", RdfFormat.N_TRIPLES, _write_ntriples),
    "jsonld": _Syntax(".jsonld", RdfFormat.JSON_LD, _write_jsonld),
}
_COMPRESSED = ".gz"

FORMATS = tuple(_SYNTAXES)
"""The names of the formats that `save` writes and `load` reads."""


def _syntax_of(path: Path, name: str | None, failure: type[GraphbuildError]) -> _Syntax:
    if name is not None:
        if name not in _SYNTAXES:
            raise failure(f"{path}: {name!r} is no format: choose one of {', '.join(FORMATS)}")
        return _SYNTAXES[name]
    suffix = Path(path.name.removesuffix(_COMPRESSED)).suffix.lower()
    for syntax in _SYNTAXES.values():
        if syntax.suffix == suffix:
            return syntax
    known = ", ".join(syntax.suffix for syntax in _SYNTAXES.values())
    raise failure(f"{path}: no format has the suffix {suffix!r}: use one of {known}, or name the format")


def quads_in_order(store: Store, wanted: Wanted) -> Iterator[Quad]:
    """Yield what is wanted of a store graph by graph, each in the order in which files have it."""
    graphs = sorted(store.named_graphs(), key=str)
    for graph in (DefaultGraph(), *graphs):
        yield from sorted(filter(wanted, store.quads_for_pattern(None, None, None, graph)), key=_order)


def _triples_in_order(store: Store, wanted: Wanted) -> Iterator[Triple]:
    last = None
    for triple in sorted((quad.triple for quad in store if wanted(quad)), key=_order):
        if triple != last:
            yield triple
        last = triple


def _order(statement: Triple | Quad) -> str:
    """Order by subject, predicate, object; an article before its fragments, and rdf:type first by the luck of its IRI."""
    return str(statement).replace(">", " ", 1)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Give a file's bytes, unpacked when it is compressed."""
    with path.open("rb") as plain:
        if path.suffix == _COMPRESSED:
            with gzip.GzipFile(fileobj=plain) as stream:
                yield cast("BinaryIO", stream)
        else:
            yield plain


def draft_name(name: str, mark: str) -> str:
    """Return under what name a file is written until it is whole; `mark` tells this draft of it from others."""
    return f".{name}.{mark}.part"


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become the file when all is well; otherwise leave what was there."""
    draft = path.with_name(draft_name(path.name, uuid4().hex))  # nobody else's, on whatever machine
    try:
        with draft.open("wb") as plain:
            if path.suffix == _COMPRESSED:
                with gzip.GzipFile(filename="", fileobj=plain, mode="wb", mtime=0) as stream:
                    yield cast("BinaryIO", stream)
            else:
                yield plain
            plain.flush()
            os.fsync(plain.fileno())
        draft.replace(path)
    except OSError as problem:
        raise ExportError(
            f"{path}: cannot be written ({problem.strerror or problem}): choose another place"
        ) from problem
    finally:
        draft.unlink(missing_ok=True)
