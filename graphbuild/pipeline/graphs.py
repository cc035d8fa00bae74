"""What a graph is opened by, and drawn by."""

from __future__ import annotations

from pathlib import Path

from rdflib import Dataset

from graphbuild import picture, rdf
from graphbuild.analysis.network import project


def open_graph(path: str | Path | None = None) -> Dataset:
    """Open a graph to ask it: a graph directory, a file that `export` wrote, or "sparql+https://…"; None is a new one.

    A directory is opened read-only, so that one may ask while another process builds. Raises StoreError when there is
    nothing to open.
    """
    if path is None or not Path(path).is_file():
        return rdf.open_graph(path, read_only=path is not None)
    dataset = rdf.open_graph()
    rdf.load(dataset, path)
    return dataset


def draw(dataset: Dataset, path: str | Path, *, title: str = "Who does what to whom") -> None:
    """Write the graph as one interactive HTML page that needs no network."""
    picture.draw(project(dataset), Path(path), title=title)
