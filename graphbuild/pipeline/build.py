"""The whole story on one page: sources become articles, articles readings, each reading a graph of its own in a store.

Each stage is a stranger to the others; here they meet.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.errors import SourceError
from graphbuild.model import Article, Provenance, Reading
from graphbuild.pipeline.planning import Planner, Step, What
from graphbuild.pipeline.readers import ready
from graphbuild.pipeline.runs import Run, Tally
from graphbuild.pipeline.settings import DEFAULT, Settings
from graphbuild.pipeline.workers import Read, at_work
from graphbuild.sources import Limits, Origins, Web, load
from graphbuild.vocab import REFERENCE_GRAPH, reference_files

# Readings written in one transaction, while the next are read: a crash loses at most twice as many, or some seconds' work.
_AT_ONCE = 16
_SECONDS = 5.0
_IN_LOG = 128
"""Readings that lie in the store's log at most: whoever opens the graph goes through that first, at 10 ms a reading."""

_COPIES = "copies.sqlite"
"""The memory of texts in a graph directory, by which copies are known."""

_LIMITS = Limits()
_WEB = Web()

Sources = Iterable[str | Path] | str | Path


def build(
    sources: Sources,
    *,
    into: str | Path | None = None,
    settings: Settings = DEFAULT,
    workers: int = 1,
    again: bool = False,
    limits: Limits = _LIMITS,
    web: Web = _WEB,
    report: Callable[[SourceError], None] | None = None,
    seen: Callable[[Step], None] | None = None,
    done: Callable[[Run], None] | None = None,
) -> Dataset:
    """Read every article of the sources into a graph and return it: in memory, or in the directory `into`.

    Each article has a named graph of its own. One that is there already, unchanged and made by the same reader, is left
    alone, unless `again`; one that has changed replaces what was there; a copy of an earlier article, word for word or
    nearly, is not read but recorded as its copy. So a build that was interrupted is simply run again. `workers` is the
    number of processes that read; the graph is the same whatever it is.

    What cannot be read goes to `report`, and the rest goes on; without `report` the first such SourceError is raised.
    `seen` is called with each article once it is done with, `done` with what it all came to. Close the graph
    (`dataset.close()`) to let another build write to its directory. The reader is made before the graph: when it cannot
    be made, nothing is written.
    """
    tally, started = Tally(), dt.datetime.now(dt.UTC)
    with at_work(partial(ready, settings), workers) as (read, made_by):
        dataset = rdf.open_graph(into)
        try:
            with Origins(Path(into) / _COPIES if into else None) as origins:
                watch = _Watch(tally, report, seen)
                planner = Planner(dataset, origins, made_by, again=again)
                articles = load(sources, report=watch.failed, limits=limits, web=web)
                with ThreadPoolExecutor(1) as writer:
                    facts = writer.submit(_put_facts, dataset, settings)  # before all articles, whose facts they settle
                    _Builder(dataset, writer, origins, planner, made_by, watch, writing=facts).build(articles, read)
            run = tally.run(workers, made_by)
            run.record(dataset, started)
        except BaseException:
            dataset.close()
            raise
    if done:
        done(run)
    return dataset


def plan(
    sources: Sources,
    *,
    into: str | Path | None = None,
    settings: Settings = DEFAULT,
    again: bool = False,
    limits: Limits = _LIMITS,
    web: Web = _WEB,
    report: Callable[[SourceError], None] | None = None,
) -> Iterator[Step]:
    """Yield what `build` would do with each article. Nothing is written, and `into` need not be there."""
    made_by = ready(settings).made_by
    there = into is not None and Path(into).exists()
    dataset = rdf.open_graph(into if there else None, read_only=there)
    try:
        with Origins.reading(Path(into) / _COPIES) if into and there else Origins() as origins:
            planner = Planner(dataset, origins, made_by, again=again)
            yield from planner.steps(load(sources, report=report, limits=limits, web=web))
    finally:
        dataset.close()


def _put_facts(dataset: Dataset, settings: Settings) -> None:
    rdf.put_graph(dataset, REFERENCE_GRAPH, rdf.read_triples(reference_files(settings.references)))


@dataclass(frozen=True, slots=True)
class _Watch:
    """Those who are told how it goes: the tally, and whoever called."""

    tally: Tally
    report: Callable[[SourceError], None] | None
    seen: Callable[[Step], None] | None

    def failed(self, error: SourceError) -> None:
        self.tally.fail(error)
        if self.report is None:
            raise error
        self.report(error)

    def done(self, step: Step) -> None:
        self.tally.add(step)
        if self.seen:
            self.seen(step)


@dataclass(slots=True)
class _Builder:
    """Carries out the plan: what is read, and what is known to be a copy, is stored a few articles at a time, in order.

    Another thread stores while this one reads on: for most of its time a store is busy without holding Python.
    """

    dataset: Dataset
    writer: ThreadPoolExecutor
    origins: Origins
    planner: Planner
    made_by: Provenance
    watch: _Watch
    writing: Future[None]
    under_way: deque[Step] = field(default_factory=deque)
    finished: list[tuple[Step, Reading]] = field(default_factory=list)
    written: list[Step] = field(default_factory=list)
    in_log: int = 0
    stored: float = field(default_factory=time.monotonic)

    def build(self, articles: Iterable[Article], read: Read) -> None:
        """Do with each article what is to be done with it."""
        try:
            for outcome in read(self._unread(articles)):
                step = self.under_way.popleft()
                if isinstance(outcome, SourceError):
                    self.planner.settled(step.article)
                    self.watch.failed(outcome)
                else:
                    self._finish(step, outcome)
        finally:
            self._store(last=True)
            self._settle()

    def _unread(self, articles: Iterable[Article]) -> Iterator[Article]:
        for step in self.planner.steps(articles):
            if step.what is What.READ:
                self.under_way.append(step)
                yield step.article
            elif step.what is What.COPY:
                self._finish(step, Reading(step.article, (), (), self.made_by, step.origin))
            else:
                self.watch.done(step)

    def _finish(self, step: Step, reading: Reading) -> None:
        self.finished.append((step, reading))
        if len(self.finished) >= _AT_ONCE or time.monotonic() - self.stored > _SECONDS:
            self._store()

    def _store(self, *, last: bool = False) -> None:
        self._settle()
        finished, self.finished = self.finished, []
        self.origins.save()  # before the store: what an article copies is then known whenever it is there
        self.written = [step for step, _ in finished]
        readings = [reading for _, reading in finished]
        self.writing = self.writer.submit(self._write, readings, last=last)
        self.stored = time.monotonic()

    def _write(self, readings: Sequence[Reading], *, last: bool) -> None:
        self.in_log += rdf.put_all(self.dataset, readings, remember=True)
        if last or self.in_log >= _IN_LOG:
            rdf.flush(self.dataset)
            self.in_log = 0

    def _settle(self) -> None:
        """Wait until what was given to the store is there."""
        self.writing.result()
        for step in self.written:
            self.planner.settled(step.article)
            self.watch.done(step)
        self.written = []
