"""The network: a six-layer encoder with word shapes at its input, and one head a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from graphbuild.language.labels import CUES, ENTITY_TAGS, ROLES, UPOS
from graphbuild.language.training.passages import FRAME_ROLES
from graphbuild.language.words import Shape, Spacing

WIDTH, LAYERS, HEADS, PIECES, POSITIONS = 384, 6, 12, 30522, 512


@dataclass(frozen=True)
class Sizes:
    """The sizes that depend on the corpora or are a matter of taste."""

    xpos: int
    relations: int
    arc: int = 256
    relation: int = 192
    role: int = 128
    hidden: int = 192
    dropout: float = 0.1
    head_dropout: float = 0.3


class Layer(nn.Module):
    """One transformer layer of BERT: attention, then a feed-forward net, each added to its input and normalised."""

    def __init__(self, dropout: float, width: int = WIDTH, epsilon: float = 1e-12) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Read and return (batch, pieces, width); `mask` is added to the attention scores."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q * (width // HEADS) ** -0.5) @ k.transpose(2, 3)  # torch's fused attention trains slower on a CPU
        weights = (scores if mask is None else scores + mask).softmax(3).to(v.dtype)
        attended = (weights @ v).transpose(1, 2)
        x = self.norm1(x + self.dropout(self.out(attended.reshape(batch, length, width))))
        inner = self.down(F.gelu(self.up(x)))
        normed: Tensor = self.norm2(x + self.dropout(inner))
        return normed


class Encoder(nn.Module):
    """Word pieces, shapes and spacings in; one vector a piece out."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(Shape), WIDTH)
        self.spacings = nn.Embedding(len(Spacing), WIDTH)
        for table in (self.shapes, self.spacings):
            nn.init.normal_(table.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def embed(self, pieces: Tensor, shapes: Tensor, spacings: Tensor, positions: Tensor | None = None) -> Tensor:
        """Turn (batch, pieces) of ids into what the first layer reads; `positions` are 0, 1, 2 … where none are given."""
        places = self.positions.weight[: pieces.shape[1]] if positions is None else self.positions(positions)
        embedded: Tensor = self.norm(self.pieces(pieces) + places + self.shapes(shapes) + self.spacings(spacings))
        return embedded

    def forward(self, pieces: Tensor, shapes: Tensor, spacings: Tensor, mask: Tensor | None) -> Tensor:
        """Encode (batch, pieces) of ids."""
        x = self.dropout(self.embed(pieces, shapes, spacings))
        for layer in self.layers:
            x = layer(x, mask)
        encoded: Tensor = x
        return encoded


def perceptron(inner: int, out: int, dropout: float, width: int = WIDTH) -> nn.Sequential:
    """Make a net of two layers that scores vectors of `width`."""
    return nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(dropout), nn.Linear(inner, out))


def projection(out: int, dropout: float, width: int = WIDTH) -> nn.Sequential:
    """Make the layer that turns vectors of `width` into smaller ones, which are then compared."""
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(dropout))


def word_vectors(encoded: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return one vector a word: the mean of its first and its last piece. `first` and `last` are (batch, words)."""
    width = encoded.shape[2]
    ends = [encoded.gather(1, at.unsqueeze(2).expand(-1, -1, width)) for at in (first, last)]
    return (ends[0] + ends[1]) * 0.5


class Network(nn.Module):
    """Encoder and heads. `forward` returns a named tensor for each head; see `heads` for their shapes."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        drop = sizes.head_dropout
        self.encoder = Encoder(sizes.dropout)
        self.word_dropout = nn.Dropout(drop)
        self.start = nn.Linear(WIDTH, 1)
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.xpos = nn.Linear(WIDTH, sizes.xpos)
        self.entity = perceptron(sizes.hidden, len(ENTITY_TAGS), drop)
        self.cue = perceptron(sizes.hidden, len(CUES), drop)
        self.flags = perceptron(64, 2, drop)
        self.event = nn.Linear(WIDTH, 1)
        self.arc_head, self.arc_child = projection(sizes.arc, drop), projection(sizes.arc, drop)
        self.arc = nn.Parameter(torch.zeros(sizes.arc, sizes.arc))
        self.arc_bias = nn.Linear(sizes.arc, 1)
        self.root = nn.Linear(sizes.arc, 1)
        self.relation_head, self.relation_child = nn.Linear(WIDTH, sizes.relation), nn.Linear(WIDTH, sizes.relation)
        self.relation = nn.Linear(sizes.relation, sizes.relations)
        self.predicate, self.argument = projection(sizes.role, drop), projection(sizes.role, drop)
        self.roles = nn.Parameter(torch.zeros(len(ROLES), sizes.role, sizes.role))
        self.role_bias = nn.Parameter(torch.full((len(ROLES),), -3.0))
        self.frame_roles = nn.Parameter(torch.zeros(len(FRAME_ROLES), sizes.role, sizes.role))
        self.frame_bias = nn.Parameter(torch.full((len(FRAME_ROLES),), -3.0))
        for table in (self.arc, self.roles, self.frame_roles):
            nn.init.normal_(table, std=0.02)

    def heads(self, words: Tensor) -> dict[str, Tensor]:
        """Score every head on word vectors (batch, words, WIDTH).

        `arc` is (batch, child, head) and `root` (batch, child); `relation_*`, `predicate` and `argument` are projections.
        """
        x = self.word_dropout(words)
        child, head = self.arc_child(x), self.arc_head(x)
        with torch.autocast("cpu", enabled=False):  # bfloat16 rounds away what tells one head from the next
            arc = (child.float() @ self.arc) @ head.float().transpose(1, 2)
            arc = arc + self.arc_bias(head.float()).transpose(1, 2)
        return {
            "start": self.start(x).squeeze(2), "upos": self.upos(x), "xpos": self.xpos(x), "entity": self.entity(x),
            "cue": self.cue(x), "flags": self.flags(x), "event": self.event(x).squeeze(2),
            "arc": arc, "root": self.root(child).squeeze(2),
            "relation_child": self.relation_child(x), "relation_head": self.relation_head(x),
            "predicate": self.predicate(x), "argument": self.argument(x),
        }  # fmt: skip

    def forward(
        self, *, pieces: Tensor, shapes: Tensor, spacings: Tensor, first: Tensor, last: Tensor, mask: Tensor | None
    ) -> dict[str, Tensor]:
        """Score every head; see `heads`."""
        return self.heads(word_vectors(self.encoder(pieces, shapes, spacings, mask), first, last))

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Score the relations of children to their heads, given the projections of both."""
        scores: Tensor = self.relation(F.gelu(child + head))
        return scores


def from_minilm(network: Network, weights: dict[str, Tensor]) -> None:
    """Copy the encoder of all-MiniLM-L6-v2 (Hugging Face's names of BERT's parameters) into the network."""
    encoder = network.encoder
    own: dict[str, Tensor] = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    attention = [f"attention.self.{name}" for name in ("query", "key", "value")]
    fill(encoder, own, weights, attention, {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"})


def fill(
    encoder: nn.Module, own: dict[str, Tensor], weights: dict[str, Tensor], qkv: Sequence[str], names: dict[str, str]
) -> None:
    """Load what is `own` to an encoder, and its layers from Hugging Face's weights; shapes and spacings stay as they are.

    `qkv` are their names of a layer's three projections, `names` those of ours that they call otherwise than BERT.
    """
    names = names | {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    own = dict(own)
    for i, _ in enumerate(encoder.get_submodule("layers").children()):
        theirs = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            own[f"layers.{i}.qkv.{part}"] = torch.cat([weights[f"{theirs}{name}.{part}"] for name in qkv])
            own |= {f"layers.{i}.{name}.{part}": weights[f"{theirs}{their}.{part}"] for name, their in names.items()}
    missing, unexpected = encoder.load_state_dict(own, strict=False)
    if unexpected or set(missing) != {"shapes.weight", "spacings.weight"}:
        raise ValueError(f"the weights do not fit: {missing} {unexpected}")
