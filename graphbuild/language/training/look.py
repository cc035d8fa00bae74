"""Train the closer look: `python -m graphbuild.language.training.look CHECKPOINT CORPORA GOLD OWN OUT --minutes 45`."""

from __future__ import annotations

import argparse
import json
import logging
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from graphbuild.language.labels import ROLES
from graphbuild.language.training.batches import Tables, Window, grouped, tensors
from graphbuild.language.training.checkpoints import Resumable
from graphbuild.language.training.closer import Closer, frames, look, sights, strange_words
from graphbuild.language.training.corpora import Cued, cued, unseen_acts
from graphbuild.language.training.network import Network
from graphbuild.language.training.passages import UNKNOWN, Passage
from graphbuild.language.training.train import MINILM, restore
from graphbuild.language.words import Vocabulary

LAYER_RATE, HEAD_RATE = 1e-4, 5e-4
WARM_UP = 100
"""Steps over which the learning rates rise to their full height."""
LEVEL = 0.3
"""The part of the time after which the rates fall to nought."""
FRAMES, FRAME_WEIGHT = 0.15, 0.3
"""The share of the PropBank frames that an epoch shows, and what their loss counts beside that of acts."""
BUDGET = 2048
"""Word pieces a batch."""
ROLE_SCALE, KIND_SCALE = 100.0, 40.0
"""What the losses of a batch are divided by, so that each word and each cue weighs the same."""

log = logging.getLogger("looking")


class Run(Resumable):
    """One training run, which a checkpoint holds whole: weights, optimiser, chance, and time spent."""

    def __init__(self, network: Network, tables: Tables, found: Cued, out: Path, seed: int) -> None:
        super().__init__(out, seed)
        self.network, self.tables, self.found = network, tables, found
        self.closer = Closer(network)
        self.vocabulary = Vocabulary(MINILM / "tokenizer.json")
        layers = list(self.closer.layers.parameters())
        known = {id(p) for p in layers}
        heads = [p for p in self.closer.parameters() if id(p) not in known]
        groups = [{"params": layers, "rate": LAYER_RATE}, {"params": heads, "rate": HEAD_RATE}]
        self.optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def epoch(self, seconds: float) -> None:
        """Train one epoch, or what is left of `seconds` in all."""
        sums: dict[str, float] = defaultdict(float)
        before, began = self.seconds, time.monotonic()
        for batch in self._batches():
            self.seconds = before + time.monotonic() - began
            if self.seconds >= seconds or self.stopping:
                break
            self._step(batch, min(1.0, (1 - self.seconds / seconds) / (1 - LEVEL)), sums)
        self.epochs += 1
        log.info(
            "epoch %d: %.0f s, step %d, done %.2f, losses %s",
            self.epochs, self.seconds - before, self.steps, self.seconds / seconds, json.dumps({k: round(v, 1) for k, v in sums.items()}),
        )  # fmt: skip

    def _batches(self) -> list[list[Window]]:
        shown = [p for p, times in self.found.train for _ in range(int(times + self.chance.random()))]
        strange = strange_words([p for p, _ in self.found.train])
        found = grouped(sights(shown, self.vocabulary, strange, self.chance), BUDGET, self.chance)
        found += grouped(frames(self.found.frames, self.vocabulary, FRAMES, self.chance), BUDGET, self.chance)
        self.chance.shuffle(found)
        return found

    def _step(self, windows: list[Window], height: float, sums: dict[str, float]) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min((self.steps + 1) / WARM_UP, height)
        batch = tensors(windows, self.vocabulary, self.tables, self.chance)
        kinds, roles, target = look(self.closer, self.network, batch, self.chance)
        known = target != UNKNOWN
        loss = F.binary_cross_entropy_with_logits(roles[known], target[known].float(), reduction="sum") / ROLE_SCALE
        sums["roles" if batch.acts else "frames"] += float(loss.detach())
        if batch.acts:
            kind = (
                F.cross_entropy(kinds.flatten(0, 1), evoked(windows).flatten(), ignore_index=UNKNOWN, reduction="sum")
                / KIND_SCALE
            )
            sums["kinds"] += float(kind.detach())
            loss = loss + kind
        else:
            loss = FRAME_WEIGHT * loss
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.closer.parameters(), 2.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.steps += 1

    def state(self) -> dict[str, object]:
        """Return weights, optimiser, and the hashes of what is trained on."""
        return {
            "closer": self.closer.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "hashes": self.found.hashes,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take up the weights and the optimiser."""
        self.closer.load_state_dict(state["closer"])
        self.optimiser.load_state_dict(state["optimiser"])


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
        kinds, roles, target = look(run.closer, run.network, tensors(windows, run.vocabulary, run.tables))
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
    parser.add_argument("--minutes", type=float, default=45.0, help="time to train in all, with what a checkpoint has")
    parser.add_argument(
        "--fold", type=int, nargs=2, metavar=("K", "N"), help="hold out every N-th item of the gold from the K-th"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    network, tables = restore(options.checkpoint)
    found = cued(options.corpora, options.gold, options.own, tuple(options.fold) if options.fold else None)
    log.info("%d passages, %d acts", len(found.train), sum(len(p.acts) for p, _ in found.train))
    measured = {"gold news": unseen_acts(options.gold)} | ({"held-out gold": found.held} if found.held else {})
    run = Run(network, tables, found, options.out, options.seed)
    if run.resume():
        log.info("resumed after epoch %d", run.epochs)
    signal.signal(signal.SIGTERM, run.stop)
    while run.seconds < options.minutes * 60 and not run.stopping:
        run.epoch(options.minutes * 60)
        run.save()
        for name, passages in measured.items():
            log.info("  %s %s", name, json.dumps(figures(run, passages)))


if __name__ == "__main__":
    main()
