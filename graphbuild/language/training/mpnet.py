"""A larger encoder, from the weights of all-mpnet-base-v2, that teaches the closer look and is never shipped.

Source: Song et al., "MPNet: masked and permuted pre-training for language understanding" (2020). Its vocabulary is BERT's,
four places on, with marks of its own; attention adds a bias that depends on how far apart two pieces stand.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from graphbuild.language.training.network import HEADS, PIECES, Layer, fill
from graphbuild.language.words import Shape, Spacing

BREADTH, DEPTH = 768, 12
"""The width of its vectors, and how many layers it has."""

_BUCKETS, _FAR = 32, 128
"""How many biases each head has, and the distance from which on all are alike."""

_SPECIAL = {0: 1, 101: 0, 102: 2, 103: 30526}
"""Its ids of BERT's padding, start, end and hidden piece."""


class MPNet(nn.Module):
    """Reads BERT's word pieces, and shapes and spacings beside them; the table of pieces stays as it is."""

    ids: Tensor

    def __init__(self, dropout: float, depth: int = DEPTH) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES + 5, BREADTH).requires_grad_(requires_grad=False)
        self.positions = nn.Embedding(514, BREADTH)
        self.shapes, self.spacings = nn.Embedding(len(Shape), BREADTH), nn.Embedding(len(Spacing), BREADTH)
        for table in (self.shapes, self.spacings):
            nn.init.normal_(table.weight, std=0.01)
        self.norm = nn.LayerNorm(BREADTH, 1e-5)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout, BREADTH, 1e-5) for _ in range(depth))
        self.distance = nn.Embedding(_BUCKETS, HEADS)
        ids = torch.arange(PIECES) + 4
        ids[list(_SPECIAL)] = torch.tensor(list(_SPECIAL.values()))
        self.register_buffer("ids", ids, persistent=False)

    def forward(self, inputs: dict[str, Tensor], added: Tensor, mask: Tensor) -> Tensor:
        """Encode `pieces`, `shapes` and `spacings`, (batch, pieces) each.

        `added` (batch, pieces, BREADTH) goes to the embedding, `mask` to the scores of the attention.
        """
        length = inputs["pieces"].shape[1]
        places = self.positions.weight[2 : length + 2]
        marks = self.shapes(inputs["shapes"]) + self.spacings(inputs["spacings"]) + added
        x: Tensor = self.dropout(self.norm(self.pieces(self.ids[inputs["pieces"]]) + places + marks))
        bias = self.distance(buckets(length)).permute(2, 0, 1).unsqueeze(0) + mask
        for layer in self.layers:
            x = layer(x, bias.to(mask.dtype))
        return x

    def table(self) -> Tensor:
        """Return a row of BREADTH numbers for each of BERT's word pieces: those used alike have like rows."""
        return self.pieces.weight[self.ids]


def buckets(length: int) -> Tensor:
    """Number the distances between `length` pieces, (pieces, pieces): near ones each for itself, far ones in growing groups.

    >>> buckets(4)[0].tolist()
    [0, 17, 18, 19]
    """
    place = torch.arange(length)
    away = place.unsqueeze(0) - place.unsqueeze(1)
    side, near = _BUCKETS // 2, _BUCKETS // 4
    far = near + (away.abs().clamp(min=1) / near).log() / math.log(_FAR / near) * (side - near)
    steps = torch.where(away.abs() < near, away.abs(), far.long().clamp(max=side - 1))
    return steps + side * (away > 0)


def from_weights(encoder: MPNet, weights: dict[str, Tensor]) -> None:
    """Copy the weights of all-mpnet-base-v2 (Hugging Face's names) into an encoder."""
    own = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
        "distance.weight": weights["encoder.relative_attention_bias.weight"],
    }
    attention = [f"attention.attn.{name}" for name in "qkv"]
    fill(encoder, own, weights, attention, {"out": "attention.attn.o", "norm1": "attention.LayerNorm"})
