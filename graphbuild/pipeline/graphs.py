"""What a graph is opened by, and drawn by."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from rdflib import Dataset

from graphbuild import picture, rdf
from graphbuild.analysis import network
from graphbuild.pipeline.identities import decided

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def open_graph(path: str | Path | None = None, *, as_stored: bool = False) -> Dataset:
    """Open a graph to ask it: a graph directory, a file that `export` wrote, or "sparql+https://…"; None is a new one.

    It is as the recorded decisions say, so that two ids of one actor are one; `as_stored` leaves them two. A directory
    is opened read-only, so that one may ask while another process builds. Raises StoreError when there is nothing to
    open.
    """
    dataset = _opened(path)
    return dataset if as_stored else decided(dataset, Path(path) if path and Path(path).is_dir() else None)


def _opened(path: str | Path | None) -> Dataset:
    if path is None or not Path(path).is_file():
        return rdf.open_graph(path, read_only=path is not None)
    dataset = rdf.open_graph()
    rdf.load(dataset, path)
    return dataset


def _as_decided(
    ask: Callable[Concatenate[Dataset, Given], Answer],
) -> Callable[Concatenate[Dataset, Given], Answer]:
    @wraps(ask)
    def answer(dataset: Dataset, /, *args: Given.args, **named: Given.kwargs) -> Answer:
        return ask(decided(dataset), *args, **named)

    return answer


project = _as_decided(network.project)
"""`analysis.network.project`, of the graph as its decisions say."""


def draw(dataset: Dataset, path: str | Path, *, title: str = "Who does what to whom") -> None:
    """Write the graph as one interactive HTML page that needs no network."""
    picture.draw(project(dataset), Path(path), title=title)
