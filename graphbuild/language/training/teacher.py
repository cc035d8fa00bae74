"""The teacher of the closer look: a larger encoder that looks at the same sentences, and says of unlabelled news what it sees there.

It is trained as the closer look is; that one then learns from the labels and from the teacher. Source: Hinton et al.,
"Distilling the knowledge in a neural network" (2015).
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from graphbuild.language.labels import CUES, ROLES
from graphbuild.language.training.closer import Look
from graphbuild.language.training.mpnet import BREADTH, DEPTH, MPNet, from_weights
from graphbuild.language.training.network import perceptron, projection
from graphbuild.language.training.passages import FRAME_ROLES

HIDDEN, DROPOUT, HEAD_DROPOUT = 192, 0.1, 0.2
"""The width of the heads, and the parts of the encoder and of the heads that training leaves out."""


class Teacher(Look):
    """Looks with all-mpnet-base-v2."""

    def __init__(self, depth: int = DEPTH) -> None:
        super().__init__()
        self.encoder = MPNet(DROPOUT, depth)
        self.mark = nn.Parameter(torch.randn(BREADTH) * 0.02)
        self.word_dropout = nn.Dropout(HEAD_DROPOUT)
        self.kind = perceptron(HIDDEN, len(CUES), HEAD_DROPOUT, BREADTH)
        self.predicate, self.argument = (projection(HIDDEN, HEAD_DROPOUT, BREADTH) for _ in range(2))
        self.roles, self.role_bias = _tables(len(ROLES))
        self.frame_roles, self.frame_bias = _tables(len(FRAME_ROLES))

    @classmethod
    def from_file(cls, path: Path) -> Teacher:
        """Begin with the weights of all-mpnet-base-v2 (`model.safetensors`)."""
        teacher = cls()
        from_weights(teacher.encoder, load_file(path))
        return teacher

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Return the encoder's parameters."""
        return list(self.encoder.parameters())

    def encode(self, inputs: dict[str, Tensor], marked: Tensor, mask: Tensor | None) -> Tensor:
        """Read a batch; positions play no part but those in the batch."""
        encoded: Tensor = self.encoder(inputs, marked, torch.zeros(1) if mask is None else mask)
        return encoded


def _tables(roles: int) -> tuple[nn.Parameter, nn.Parameter]:
    return nn.Parameter(torch.randn(roles, HIDDEN, HIDDEN) * 0.02), nn.Parameter(torch.full((roles,), -3.0))
