"""Checkpoints: the whole state of a training run in one file of its folder, from which it goes on."""

from __future__ import annotations

import argparse
import logging
import random
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

NAME = "checkpoint.pt"

Shown = TypeVar("Shown")


class Resumable(ABC):
    """A training run that is stopped and gone on with: its chance, and the epochs, seconds and steps it has had."""

    optimiser: torch.optim.Optimizer

    def __init__(self, out: Path, seed: int, warm_up: int) -> None:
        """`warm_up` is the number of steps over which the learning rates rise to their full height."""
        torch.manual_seed(seed)
        self.out, self.seed, self.warm_up = out, seed, warm_up
        self.chance = random.Random(seed)  # noqa: S311 (no secret)
        self.epochs, self.seconds, self.steps = 0, 0.0, 0
        self.stopping = False

    @abstractmethod
    def epoch(self, seconds: float) -> None:
        """Train one epoch, or what is left of `seconds` in all."""

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """Return what the run itself must keep: weights, and what they belong to."""

    @abstractmethod
    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` returned."""

    def optimise(self, module: nn.Module, slow: Iterable[nn.Parameter], rates: tuple[float, float]) -> None:
        """Train a module's parameters, those in `slow` at the first of two rates and the others at the second."""
        encoder = [p for p in slow if p.requires_grad]
        known = {id(p) for p in encoder}
        heads = [p for p in module.parameters() if p.requires_grad and id(p) not in known]
        groups = [{"params": encoder, "rate": rates[0]}, {"params": heads, "rate": rates[1]}]
        self.optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def descend(self, loss: Tensor, height: float) -> None:
        """Take a step, at `height` (0 to 1) of the full rates."""
        torch.autograd.backward(loss)
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min((self.steps + 1) / self.warm_up, height)
        torch.nn.utils.clip_grad_norm_([p for group in self.optimiser.param_groups for p in group["params"]], 2.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.steps += 1

    def drawn(self, shares: Iterable[tuple[Shown, float]]) -> list[Shown]:
        """Return each thing as often as its share says, on average."""
        return [one for one, times in shares for _ in range(int(times + self.chance.random()))]

    def stop(self, *_: object) -> None:
        """End the epoch after this batch, so that nothing is lost when the run is told to end."""
        self.stopping = True

    def timed(self, batches: Callable[[], Iterable[Shown]], seconds: float) -> Iterator[Shown]:
        """Yield the batches of an epoch while `seconds` in all are not spent and the run is not told to stop; count the time."""
        before, began = self.seconds, time.monotonic()
        for batch in batches():
            self.seconds = before + time.monotonic() - began
            if self.seconds >= seconds or self.stopping:
                break
            yield batch
        self.epochs += 1

    def epochs_until(self, seconds: float) -> Iterator[int]:
        """Train, epoch by epoch, until `seconds` in all have been spent or the run is told to stop; number the epochs."""
        signal.signal(signal.SIGTERM, self.stop)
        while self.seconds < seconds and not self.stopping:
            self.epoch(seconds)
            self.save()
            yield self.epochs

    def save(self) -> None:
        """Write the checkpoint, the old one staying whole until the new one is."""
        own = {"chance": self.chance.getstate(), "torch": torch.get_rng_state(), "seed": self.seed}
        own |= {"optimiser": self.optimiser.state_dict(), "progress": (self.epochs, self.seconds, self.steps)}
        write(self.state() | own, self.out / NAME)

    def resume(self) -> bool:
        """Go on where the checkpoint left off, if there is one; with another seed, by chances of its own."""
        path = self.out / NAME
        if not path.exists():
            return False
        state = torch.load(path, weights_only=False)
        self.restore(state)
        self.optimiser.load_state_dict(state["optimiser"])
        if state.get("seed", 1) == self.seed:
            self.chance.setstate(state["chance"])
            torch.set_rng_state(state["torch"])
        self.epochs, self.seconds, self.steps = state["progress"]
        return True


def write(content: object, path: Path) -> None:
    """Write a file of torch's, whole or not at all."""
    fresh = path.with_suffix(".new")
    torch.save(content, fresh)
    fresh.replace(path)


def options(parser: argparse.ArgumentParser, minutes: float) -> None:
    """Add the options that every training has; `minutes` is how long it takes unless told."""
    parser.add_argument(
        "--minutes", type=float, default=minutes, help="time to train in all, with what a checkpoint has"
    )
    parser.add_argument(
        "--fold", type=int, nargs=2, metavar=("K", "N"), help="hold out every N-th item of the gold from the K-th"
    )
    machine(parser)


def machine(parser: argparse.ArgumentParser) -> None:
    """Add the options of whatever computes with torch, and draws by chance."""
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)


def begin(chosen: argparse.Namespace) -> tuple[int, int] | None:
    """Set up what the options say, and return the fold that is held out."""
    set_up(chosen.threads)
    chosen.out.mkdir(parents=True, exist_ok=True)
    return tuple(chosen.fold) if chosen.fold else None


def set_up(threads: int) -> None:
    """Log what is done, with the time of day, and compute on so many cores."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
