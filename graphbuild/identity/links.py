"""A link from an actor of an article to one of the reference facts, and when it is good enough to be made."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.model import Known

THRESHOLD = 0.6
"""Links that score less are not made: the name stays a node of its own. Chosen on the WCEP links (see tests/benchmarks)."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whom an actor is taken to be: with which score (0 to 1), and by which method."""

    known: Known
    score: float
    method: str
