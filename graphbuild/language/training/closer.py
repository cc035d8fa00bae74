"""The closer look: the encoder's layers once more, over one sentence with its cues marked."""

from __future__ import annotations

import copy
import random
from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from graphbuild.language.training.batches import LONGEST, Batch
from graphbuild.language.training.evaluate import padding
from graphbuild.language.training.losses import role_scores
from graphbuild.language.training.network import POSITIONS, WIDTH, Network, word_vectors


class Look(nn.Module, ABC):
    """A look at sentences whose cues are marked: an encoder, and heads that tell what the cues evoke, and who and what fills their roles."""

    mark: nn.Parameter
    word_dropout: nn.Module
    kind: nn.Module
    predicate: nn.Module
    argument: nn.Module
    roles: nn.Parameter
    role_bias: nn.Parameter
    frame_roles: nn.Parameter
    frame_bias: nn.Parameter

    @abstractmethod
    def encoder_parameters(self) -> list[nn.Parameter]:
        """Return what was trained before on other things, and is changed slowly."""

    @abstractmethod
    def encode(self, inputs: dict[str, Tensor], marked: Tensor, mask: Tensor | None) -> Tensor:
        """Encode a batch's inputs, (batch, pieces, width); `marked` is added where the encoder begins, `mask` to its attention."""

    def forward(self, inputs: dict[str, Tensor], pool: Tensor, mask: Tensor | None) -> dict[str, Tensor]:
        """Score what each cue evokes, `kind` (batch, cues, kinds), and project the words for `role_scores`.

        `pool` (batch, cues, words) pools each cue's words.
        """
        first, last = inputs["first"], inputs["last"]
        marked = marks(pool, first, last, inputs["pieces"].shape[1]).unsqueeze(2) * self.mark
        words = self.word_dropout(word_vectors(self.encode(inputs, marked, mask), first, last))
        kind = self.kind(pool.to(words.dtype) @ words)
        return {"kind": kind, "predicate": self.predicate(words), "argument": self.argument(words)}

    def tables(self, *, acts: bool) -> tuple[Tensor, Tensor]:
        """Return the tables and the bias of the roles of acts, or of PropBank's."""
        return (self.roles, self.role_bias) if acts else (self.frame_roles, self.frame_bias)


class Closer(Look):
    """The look that is shipped. Layers and heads start from those of a trained network; its embedding is used as it stands."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._embed = network.encoder.embed
        self.layers = copy.deepcopy(network.encoder.layers)
        self.mark = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.dropout, self.word_dropout = copy.deepcopy(network.encoder.dropout), copy.deepcopy(network.word_dropout)
        self.kind = copy.deepcopy(network.cue)
        self.predicate, self.argument = copy.deepcopy(network.predicate), copy.deepcopy(network.argument)
        self.roles, self.role_bias = _own(network.roles), _own(network.role_bias)
        self.frame_roles, self.frame_bias = _own(network.frame_roles), _own(network.frame_bias)

    def leave_out(self, layers: float, heads: float) -> None:
        """Say which parts of the units of layers and heads training leaves out; a teacher's lessons ask for few."""
        for name, module in self.named_modules():
            if isinstance(module, nn.Dropout):
                module.p = layers if name.startswith(("layers", "dropout")) else heads

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Return the layers' parameters."""
        return list(self.layers.parameters())

    def encode(self, inputs: dict[str, Tensor], marked: Tensor, mask: Tensor | None) -> Tensor:
        """Read what the network's first layer reads, with the marks, layer by layer."""
        with torch.no_grad():
            embedded = self._embed(*(inputs[name] for name in ("pieces", "shapes", "spacings", "positions")))
        x: Tensor = self.dropout(embedded + marked)
        for layer in self.layers:
            x = layer(x, mask)
        return x


def _own(parameter: nn.Parameter) -> nn.Parameter:
    return nn.Parameter(parameter.detach().clone())


def marks(pool: Tensor, first: Tensor, last: Tensor, pieces: int) -> Tensor:
    """Mark the pieces of the cues' words: (batch, pieces) of nought and one."""
    at = torch.arange(pieces)
    within = (first.unsqueeze(2) <= at) & (at <= last.unsqueeze(2)) & (pool > 0).any(1).unsqueeze(2)
    return within.any(1).float()


def look(closer: Look, batch: Batch, chance: random.Random | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """Look at the cues of each window: the scores of their kinds, those of their roles' words, and what fills the roles.

    With `chance` the sentences stand anywhere in a longer window, as they do at run time.
    """
    wanted = batch.acts or batch.frames
    if wanted is None:
        raise ValueError("a closer look needs windows with a cue each")
    pool, target = wanted
    inputs = batch.inputs | {"positions": positions(batch.inputs["pieces"], chance)}
    with torch.autocast("cpu", torch.bfloat16):
        out = closer(inputs, pool, padding(batch).bfloat16())
    out = {name: value.float() for name, value in out.items()}
    return out["kind"], role_scores(out, pool, *closer.tables(acts=batch.acts is not None)), target


def positions(pieces: Tensor, chance: random.Random | None) -> Tensor:
    """Return where pieces stand: the first at 0, the last at the end of a window, the others somewhere between."""
    sizes: list[int] = (pieces != 0).sum(1).tolist()
    places = torch.zeros_like(pieces)
    for row, size in enumerate(sizes):
        room = max(0, LONGEST - size) if chance else 0
        before = chance.randint(0, room) if chance else 0
        after = chance.randint(0, room - before) if chance else 0
        places[row, 1 : size - 1] = torch.arange(before + 1, before + size - 1)
        places[row, size - 1] = before + size - 1 + after
    return places.clamp(max=POSITIONS - 1)
