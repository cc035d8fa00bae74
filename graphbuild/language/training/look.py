"""Train the closer look: `python -m graphbuild.language.training.look CHECKPOINT CORPORA GOLD OWN OUT --minutes 45`.

With `--teacher WEIGHTS` its teacher is trained instead, from the weights of all-mpnet-base-v2. With `--lessons FILE` the
closer look learns, beside the labels, from what a teacher says of news without labels; see `lesson`.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from graphbuild.language.labels import ROLES
from graphbuild.language.training import checkpoints, lessons
from graphbuild.language.training.batches import Tables, Window, grouped, tensors
from graphbuild.language.training.closer import Closer, Look, look
from graphbuild.language.training.corpora import Cued, cued, unseen_acts
from graphbuild.language.training.lessons import Lesson
from graphbuild.language.training.passages import UNKNOWN, Passage
from graphbuild.language.training.sights import frames, sights, strange_words
from graphbuild.language.training.teacher import Teacher
from graphbuild.language.training.train import MINILM, restore
from graphbuild.language.words import Vocabulary

WARM_UP = 100
"""Steps over which the learning rates rise to their full height."""
FRAME_WEIGHT = 0.3
"""What the loss of PropBank's frames counts beside that of acts."""
BUDGET = 2048
"""Word pieces a batch."""
ROLE_SCALE, KIND_SCALE = 100.0, 40.0
"""What the losses of a batch are divided by, so that each word and each cue weighs the same."""

log = logging.getLogger("looking")


@dataclass(frozen=True)
class Pace:
    """How one learns: the learning rates of encoder and heads, and the part of the time after which they fall to nought."""

    rates: tuple[float, float]
    level: float


CLOSER, TEACHER = Pace((1e-4, 5e-4), 0.3), Pace((4e-5, 5e-4), 0.2)


@dataclass(frozen=True)
class Beside:
    """What is learned beside the labels of acts: the share of PropBank's frames that an epoch shows, and that of lessons."""

    frames: float = 0.15
    lessons: Sequence[Lesson] = ()
    share: float = 1.0


class Run(checkpoints.Resumable):
    """One training run, which a checkpoint holds whole: weights, optimiser, chance, and time spent."""

    def __init__(
        self,
        closer: Look,
        pace: Pace,
        tables: Tables,
        found: Cued,
        *,
        out: Path,
        seed: int,
        beside: Beside = Beside(),
    ) -> None:
        super().__init__(out, seed, WARM_UP)
        self.closer, self.pace, self.tables, self.found = closer, pace, tables, found
        self.beside = beside
        self.vocabulary = Vocabulary(MINILM / "tokenizer.json")
        self.strange = strange_words([passage for passage, _ in found.train])
        self.optimise(closer, closer.encoder_parameters(), pace.rates)

    def epoch(self, seconds: float) -> None:
        """Train one epoch, or what is left of `seconds` in all."""
        sums: dict[str, float] = defaultdict(float)
        before = self.seconds
        for batch in self.timed(self._batches, seconds):
            found = self._taught(batch) if isinstance(batch[0], Lesson) else self._told(batch)
            self.descend(
                torch.stack(list(found.values())).sum(), min(1.0, (1 - self.seconds / seconds) / (1 - self.pace.level))
            )
            for name, loss in found.items():
                sums[name] += float(loss.detach())
        log.info(
            "epoch %d: %.0f s, step %d, done %.2f, losses %s",
            self.epochs, self.seconds - before, self.steps, self.seconds / seconds, json.dumps({k: round(v, 1) for k, v in sums.items()}),
        )  # fmt: skip

    def _batches(self) -> list[list[Window] | list[Lesson]]:
        shown = sights(self.drawn(self.found.train), self.vocabulary, self.strange, self.chance)
        framed = frames(self.found.frames, self.vocabulary, self.beside.frames, self.chance)
        told = self.drawn((lesson, self.beside.share) for lesson in self.beside.lessons)
        found: list[list[Window] | list[Lesson]] = []
        found += grouped(shown, BUDGET, self.chance)
        found += grouped(framed, BUDGET, self.chance)
        found += grouped(told, BUDGET, self.chance)
        self.chance.shuffle(found)
        return found

    def _told(self, windows: list[Window]) -> dict[str, Tensor]:
        """Compute the losses against the labels."""
        batch = tensors(windows, self.vocabulary, self.tables, self.chance)
        kinds, roles, target = look(self.closer, batch, self.chance)
        known = target != UNKNOWN
        loss = F.binary_cross_entropy_with_logits(roles[known], target[known].float(), reduction="sum") / ROLE_SCALE
        if not batch.acts:
            return {"frames": FRAME_WEIGHT * loss}
        evoke = evoked(windows).flatten()
        kind = F.cross_entropy(kinds.flatten(0, 1), evoke, ignore_index=UNKNOWN, reduction="sum")
        return {"roles": loss, "kinds": kind / KIND_SCALE}

    def _taught(self, given: list[Lesson]) -> dict[str, Tensor]:
        """Compute the losses against what the teacher says."""
        batch = tensors([lesson.window for lesson in given], self.vocabulary, self.tables, self.chance)
        kinds, roles, _ = look(self.closer, batch, self.chance)
        kind, role = lessons.taught(given, kinds, roles)
        return {"roles taught": role / ROLE_SCALE, "kinds taught": kind / KIND_SCALE}

    def state(self) -> dict[str, object]:
        """Return weights, and the hashes of what is trained on."""
        return {"closer": self.closer.state_dict(), "hashes": self.found.hashes}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up the weights."""
        self.closer.load_state_dict(state["closer"])


def evoked(windows: Sequence[Window]) -> Tensor:
    """Return what each cue of the windows evokes, (batch, cues)."""
    kinds = [[window.passage.cues[act.words[0]] for act in window.passage.acts] for window in windows]
    most = max(map(len, kinds))
    return torch.tensor([row + [UNKNOWN] * (most - len(row)) for row in kinds])


@torch.no_grad()
def figures(run: Run, passages: Sequence[Passage]) -> dict[str, float]:
    """Measure a run on passages, given their cues: the kinds told rightly, and the F1 of words that fill a role."""
    run.closer.eval()
    counts: Counter[str] = Counter()
    for windows in grouped(sights(passages, run.vocabulary, frozenset()), 2 * BUDGET, random.Random(1)):  # noqa: S311 (no secret)
        kinds, roles, target = look(run.closer, tensors(windows, run.vocabulary, run.tables))
        gold = evoked(windows)
        counts["kinds"] += int((gold > 0).sum())
        counts["kinds right"] += int((kinds[:, :, 1:].argmax(2) + 1 == gold).sum())
        for r, role in enumerate(ROLES):
            guess, true = roles[:, :, r] > 0, target[:, :, r]
            counts[f"{role} both"] += int((guess & (true == 1)).sum())
            counts[role] += int((true == 1).sum()) + int((guess & (true != UNKNOWN)).sum())
    run.closer.train()
    found = {f"{role} F1": round(200 * counts[f"{role} both"] / max(1, counts[role]), 1) for role in ROLES}
    return found | {"kinds": round(100 * counts["kinds right"] / max(1, counts["kinds"]), 1)}


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="the trained network to start from")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("own", type=Path, help="a folder of annotated texts, as examples/annotated")
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--teacher", type=Path, metavar="WEIGHTS", help="train the teacher, from all-mpnet-base-v2's model.safetensors"
    )
    parser.add_argument(
        "--lessons",
        type=Path,
        nargs="+",
        default=(),
        help="what a teacher says of unlabelled news, as `lesson` writes it",
    )
    parser.add_argument("--plain", type=float, default=1.0, help="the part of the lessons that an epoch shows")
    parser.add_argument("--frames", type=float, default=0.15, help="the part of PropBank's frames that an epoch shows")
    parser.add_argument(
        "--dropout",
        type=float,
        nargs=2,
        metavar=("LAYERS", "HEADS"),
        default=(0.1, 0.3),
        help="the parts of the closer look's units that are left out; 0.02 and 0.1 where lessons outweigh labels",
    )
    checkpoints.options(parser, minutes=45.0)
    options = parser.parse_args()
    fold = checkpoints.begin(options)
    network, tables = restore(options.checkpoint)
    found = cued(options.corpora, options.gold, options.own, fold)
    log.info("%d passages, %d acts", len(found.train), sum(len(p.acts) for p, _ in found.train))
    measured = {"gold news": unseen_acts(options.gold)} | ({"held-out gold": found.held} if found.held else {})
    given = [lesson for path in options.lessons for lesson in lessons.load(path)]
    beside = Beside(options.frames, given, options.plain)
    torch.manual_seed(options.seed)
    closer, pace = (Teacher.from_file(options.teacher), TEACHER) if options.teacher else (Closer(network), CLOSER)
    if isinstance(closer, Closer):
        closer.leave_out(*options.dropout)
    run = Run(closer, pace, tables, found, out=options.out, seed=options.seed, beside=beside)
    if run.resume():
        log.info("resumed after epoch %d", run.epochs)
    for _ in run.epochs_until(options.minutes * 60):
        for name, passages in measured.items():
            log.info("  %s %s", name, json.dumps(figures(run, passages)))


if __name__ == "__main__":
    main()
