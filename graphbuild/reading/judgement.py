"""Judgement: probabilities learned from annotated news, applied by addition.

Each question ("is this an act?", "is this party its actor?") has a table of traits and their weights; the probability is
the logistic of their sum. `tests/benchmarks/calibrate_reading.py` makes the file, `ontologies/lexicon/README.md` documents it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import repeat
from pathlib import Path

from graphbuild.errors import LexiconError
from graphbuild.model import ActKind
from graphbuild.vocab import ontologies


class Question(StrEnum):
    """What is asked of a candidate, or of a party and a candidate.

    Some are asked twice: at first sight of the candidate or party by itself, then among the others around it.
    """

    ACT_AT_SIGHT = "act at sight"
    ACTOR_AT_SIGHT = "actor at sight"
    TARGET_AT_SIGHT = "target at sight"
    ACT = "act"
    ACTOR = "actor"
    TARGET = "target"
    NEGATED = "negated"
    FUTURE = "future"


Table = Mapping[str, Mapping[str, float]]
"""Weights of traits: under "" those that hold for acts of every kind, under a kind of act what they weigh more or less there."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Weights of traits by question; `thresholds` is the probability from which the answer is yes.

    Of the parties of an act the likeliest needs no more than the threshold of its role, each further one `company`.
    """

    weights: Mapping[Question, Table]
    thresholds: Mapping[Question, float]
    company: float = 0.5

    def probability(self, question: Question, kind: ActKind, traits: Sequence[str]) -> float:
        """Return how likely the answer is yes for an act of this kind, 0 to 1; a trait that was never seen weighs nothing."""
        table = self.weights[question]
        everywhere, here = table.get("", _NONE), table.get(kind, _NONE)
        # Two maps over the whole, not a loop: this is the hottest line of reading.
        total = sum(map(everywhere.get, traits, repeat(0.0))) + sum(map(here.get, traits, repeat(0.0)))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def holds(self, question: Question, probability: float) -> bool:
        """Tell whether a probability is enough for a yes."""
        return probability >= self.thresholds[question]


_NONE: Mapping[str, float] = {}


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Judgement:
    """Read the weights, ours unless another file is named.

    Raises LexiconError when the file is missing or no file of weights.
    """
    file = path or ontologies() / "lexicon" / "en.weights.json"
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return Judgement(
            {question: table[question]["weights"] for question in Question},
            {question: float(table[question]["threshold"]) for question in Question},
            float(table["company"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LexiconError(
            f"{file}: not a file of weights ({error}); make it with tests/benchmarks/calibrate_reading.py"
        ) from error
