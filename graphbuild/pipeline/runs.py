"""What a build came to: how many articles were read, left alone or recorded as copies, what failed and why, how fast."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from rdflib import Dataset

from graphbuild import rdf
from graphbuild.errors import ExportError, SourceError
from graphbuild.model import Provenance
from graphbuild.pipeline.planning import Step, What

_TOLD = 1000
"""Failures whose reasons are kept; of more, the number is."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build. `words` are those of the articles read, `seconds` the time from first to last, the reader's making included.

    `failures` holds where and why for the first 1,000 of the `failed` sources and articles.
    """

    read: int
    unchanged: int
    copies: int
    failed: int
    failures: tuple[tuple[str, str], ...]
    words: int
    seconds: float
    workers: int
    made_by: Provenance

    @property
    def words_per_second(self) -> float:
        """Words read in a second, 0 where nothing was read."""
        return self.words / self.seconds if self.seconds else 0.0

    def record(self, dataset: Dataset, started: dt.datetime) -> None:
        """Add the run to the graph's runs; one that only found everything as it was leaves no trace."""
        if self.read or self.copies or self.failed:
            ended = started + dt.timedelta(seconds=self.seconds)
            skipped = self.unchanged + self.copies
            counts = {"read": self.read, "skipped": skipped, "failed": self.failed, "words": self.words}
            rdf.put_run(dataset, rdf.RunRecord(started, ended, **counts, made_by=self.made_by))

    def save(self, path: Path) -> None:
        """Write the run as JSON; raises ExportError when the file cannot be written."""
        told = {
            **asdict(self),
            "failures": [{"where": where, "problem": problem} for where, problem in self.failures],
            "words_per_second": round(self.words_per_second, 1),
            "seconds": round(self.seconds, 3),
        }
        try:
            path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as problem:
            raise ExportError(
                f"{path}: cannot be written ({problem.strerror or problem}): choose another place"
            ) from problem


class Tally:
    """Counts while a build goes on."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._done: Counter[What] = Counter()
        self._failed = 0
        self._failures: list[tuple[str, str]] = []
        self._words = 0

    def add(self, step: Step) -> None:
        """Count an article that is done."""
        self._done[step.what] += 1
        if step.what is What.READ:
            self._words += len(step.article.text.split())

    def fail(self, error: SourceError) -> None:
        """Count what could not be read."""
        self._failed += 1
        if self._failed <= _TOLD:
            self._failures.append((error.where, error.problem))

    def run(self, workers: int, made_by: Provenance) -> Run:
        """Return what it has come to."""
        return Run(
            read=self._done[What.READ],
            unchanged=self._done[What.UNCHANGED],
            copies=self._done[What.COPY],
            failed=self._failed,
            failures=tuple(self._failures),
            words=self._words,
            seconds=time.perf_counter() - self._began,
            workers=workers,
            made_by=made_by,
        )
