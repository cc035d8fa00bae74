"""The whole story on one page: sources become articles, articles readings, each reading a graph of its own in a store.

Each stage is a stranger to the others; here they meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.errors import SourceError
from graphbuild.model import Reading
from graphbuild.pipeline.readers import ready
from graphbuild.pipeline.settings import DEFAULT, Settings
from graphbuild.sources.loading import load
from graphbuild.vocab import REFERENCE_GRAPH, reference_files

# Readings written in one transaction: each costs a disk sync, and a crash loses at most these.
_AT_ONCE = 32


def build(
    sources: Iterable[str | Path] | str | Path,
    *,
    into: str | Path | None = None,
    settings: Settings = DEFAULT,
    report: Callable[[SourceError], None] | None = None,
    seen: Callable[[Reading], None] | None = None,
) -> Dataset:
    """Read every article of the sources into a graph and return it: in memory, or in the directory `into`.

    Each article has a named graph of its own, so reading it again replaces what it said before. What cannot be read
    goes to `report`, and the rest goes on; without `report` the first such SourceError is raised. `seen` is called with
    each reading once it is stored. Close the graph (`dataset.close()`) to let another build write to its directory.
    The reader is made before the graph: when it cannot be made, nothing is written.
    """
    reader = ready(settings)
    dataset = rdf.open_graph(into)
    rdf.put_graph(dataset, REFERENCE_GRAPH, rdf.read_triples(reference_files(settings.references)))
    readings = reader.read(load(sources, report=report))
    while batch := list(islice(readings, _AT_ONCE)):
        rdf.put_all(dataset, batch)
        for reading in batch:
            if seen:
                seen(reading)
    return dataset
