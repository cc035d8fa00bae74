"""Runs as RDF: when a graph was built, by which reader, and what came of it. The only statements that the clock is in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple
from rdflib import Dataset

from graphbuild.model import Provenance
from graphbuild.rdf.codec import reader_of
from graphbuild.rdf.store import add_to
from graphbuild.rdf.terms import Term, integer, moment, term
from graphbuild.vocab import BASE, RUNS_GRAPH, iri


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a graph records of a build. Times have a zone; `skipped` articles were left as they were, copies among them."""

    started: dt.datetime
    ended: dt.datetime
    read: int
    skipped: int
    failed: int
    words: int
    made_by: Provenance


def put_run(dataset: Dataset, run: RunRecord, base: str = BASE) -> str:
    """Add a run to the graph of runs and return its id. One transaction."""
    told = [str(value) for value in (moment(run.started), moment(run.ended), run)]
    name = f"run/{hashlib.sha256(' '.join(told).encode()).hexdigest()[:16]}"
    add_to(dataset, RUNS_GRAPH, _statements(run, NamedNode(iri(name, base)), base), base)
    return name


def _statements(run: RunRecord, node: NamedNode, base: str) -> Iterator[Triple]:
    reader, description = reader_of(run.made_by, base)
    said: list[tuple[str, Term]] = [
        ("rdf:type", term("gb:Run")),
        ("rdf:type", term("prov:Activity")),
        ("prov:wasAssociatedWith", reader),
        ("prov:startedAtTime", moment(run.started)),
        ("prov:endedAtTime", moment(run.ended)),
        ("gb:articlesRead", integer(run.read)),
        ("gb:articlesSkipped", integer(run.skipped)),
        ("gb:articlesFailed", integer(run.failed)),
        ("gb:wordsRead", integer(run.words)),
    ]
    yield from (Triple(node, term(name), value) for name, value in said)
    yield from (Triple(*statement) for statement in description)
