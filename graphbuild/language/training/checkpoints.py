"""Checkpoints: the whole state of a training run in one file of its folder, from which it goes on."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import torch

NAME = "checkpoint.pt"


class Resumable(ABC):
    """A training run that is stopped and gone on with: its chance, and the epochs, seconds and steps it has had."""

    def __init__(self, out: Path, seed: int) -> None:
        torch.manual_seed(seed)
        self.out, self.seed = out, seed
        self.chance = random.Random(seed)  # noqa: S311 (no secret)
        self.epochs, self.seconds, self.steps = 0, 0.0, 0
        self.stopping = False

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """Return what the run itself must keep: weights, optimiser, what it is trained on."""

    @abstractmethod
    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` returned."""

    def stop(self, *_: object) -> None:
        """End the epoch after this batch, so that nothing is lost when the run is told to end."""
        self.stopping = True

    def save(self) -> None:
        """Write the checkpoint, the old one staying whole until the new one is."""
        own = {"chance": self.chance.getstate(), "torch": torch.get_rng_state(), "seed": self.seed}
        fresh = self.out / "checkpoint.new"
        torch.save(self.state() | own | {"progress": (self.epochs, self.seconds, self.steps)}, fresh)
        fresh.replace(self.out / NAME)

    def resume(self) -> bool:
        """Go on where the checkpoint left off, if there is one; with another seed, by chances of its own."""
        path = self.out / NAME
        if not path.exists():
            return False
        state = torch.load(path, weights_only=False)
        self.restore(state)
        if state.get("seed", 1) == self.seed:
            self.chance.setstate(state["chance"])
            torch.set_rng_state(state["torch"])
        self.epochs, self.seconds, self.steps = state["progress"]
        return True
