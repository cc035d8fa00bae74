"""The closer look: the encoder's layers once more, over one sentence with its cues marked."""

from __future__ import annotations

import copy
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

import torch
from torch import Tensor, nn

from graphbuild.language.labels import ROLES
from graphbuild.language.training.batches import Batch, Window
from graphbuild.language.training.evaluate import padding
from graphbuild.language.training.losses import role_scores
from graphbuild.language.training.network import POSITIONS, WIDTH, Network
from graphbuild.language.training.passages import Passage, Predicate
from graphbuild.language.words import Vocabulary

WIDE, WIDTHS = 0.2, (40, 110)
"""The part of the sights that show more than the cue's sentence, and how many pieces they hold at most: sentences are not always found."""
STRANGERS = 4
"""Words of a passage that are no cue there, but are elsewhere, looked at for each time that a passage is shown."""
OFTEN, SHORT = 3, 3
"""How often a word must be part of a cue somewhere to be such a word, and the letters that it must have more than."""


class Closer(nn.Module):
    """Layers and heads that start from those of a trained network; its embedding is used as it stands."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.layers = copy.deepcopy(network.encoder.layers)
        self.mark = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.dropout, self.word_dropout = copy.deepcopy(network.encoder.dropout), copy.deepcopy(network.word_dropout)
        self.kind = copy.deepcopy(network.cue)
        self.predicate, self.argument = copy.deepcopy(network.predicate), copy.deepcopy(network.argument)
        self.roles, self.role_bias = _own(network.roles), _own(network.role_bias)
        self.frame_roles, self.frame_bias = _own(network.frame_roles), _own(network.frame_bias)

    def forward(
        self, embedded: Tensor, pool: Tensor, first: Tensor, last: Tensor, mask: Tensor | None
    ) -> dict[str, Tensor]:
        """Score what each cue evokes, `kind` (batch, cues, kinds), and project the words for `role_scores`.

        `embedded` is (batch, pieces, WIDTH), `first` and `last` (batch, words); `pool` (batch, cues, words) pools each cue's words.
        """
        x = self.dropout(embedded + marks(pool, first, last, embedded.shape[1]).unsqueeze(2) * self.mark)
        for layer in self.layers:
            x = layer(x, mask)
        ends = [x.gather(1, at.unsqueeze(2).expand(-1, -1, WIDTH)) for at in (first, last)]
        words = self.word_dropout((ends[0] + ends[1]) * 0.5)
        kind = self.kind(pool.to(words.dtype) @ words)
        return {"kind": kind, "predicate": self.predicate(words), "argument": self.argument(words)}

    def tables(self, *, acts: bool) -> tuple[Tensor, Tensor]:
        """Return the tables and the bias of the roles of acts, or of PropBank's."""
        return (self.roles, self.role_bias) if acts else (self.frame_roles, self.frame_bias)


def _own(parameter: nn.Parameter) -> nn.Parameter:
    return nn.Parameter(parameter.detach().clone())


def marks(pool: Tensor, first: Tensor, last: Tensor, pieces: int) -> Tensor:
    """Mark the pieces of the cues' words: (batch, pieces) of nought and one."""
    at = torch.arange(pieces)
    within = (first.unsqueeze(2) <= at) & (at <= last.unsqueeze(2)) & (pool > 0).any(1).unsqueeze(2)
    return within.any(1).float()


def look(
    closer: Closer, network: Network, batch: Batch, chance: random.Random | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """Look at the one cue of each window: the scores of its kinds, those of its roles' words, and what fills the roles.

    With `chance` the sentences stand anywhere in a longer window, as they do at run time.
    """
    wanted = batch.acts or batch.frames
    if wanted is None:
        raise ValueError("a closer look needs windows with a cue each")
    pool, target = wanted
    inputs = dict(batch.inputs)
    first, last = inputs.pop("first"), inputs.pop("last")
    with torch.no_grad():
        embedded = network.encoder.embed(**inputs, positions=positions(inputs["pieces"], chance))
    with torch.autocast("cpu", torch.bfloat16):
        out = closer(embedded, pool, first, last, padding(batch).bfloat16())
    out = {name: value.float() for name, value in out.items()}
    return out["kind"], role_scores(out, pool, *closer.tables(acts=batch.acts is not None)), target


def positions(pieces: Tensor, chance: random.Random | None) -> Tensor:
    """Return where pieces stand: the first at 0, the last at the end of a window, the others somewhere between."""
    sizes: list[int] = (pieces != 0).sum(1).tolist()
    places = torch.zeros_like(pieces)
    for row, size in enumerate(sizes):
        room = max(0, 190 - size) if chance else 0
        before = chance.randint(0, room) if chance else 0
        after = chance.randint(0, room - before) if chance else 0
        places[row, 1 : size - 1] = torch.arange(before + 1, before + size - 1)
        places[row, size - 1] = before + size - 1 + after
    return places.clamp(max=POSITIONS - 1)


def sights(
    passages: Iterable[Passage], vocabulary: Vocabulary, strange: frozenset[str], chance: random.Random | None = None
) -> Iterator[Window]:
    """Yield every sentence that has a cue, and with `chance` some `strange` words as cues that evoke nothing.

    By chance a window holds what stands around its sentence too.
    """
    for passage in passages:
        found = list(passage.acts)
        if chance:
            none = [i for i, cue in enumerate(passage.cues) if cue == 0 and passage.words[i].lower() in strange]
            picked = chance.sample(none, min(len(none), STRANGERS))
            found += [Predicate((i,), {}, unsure=frozenset(ROLES)) for i in picked]
        yield from _windows(replace(passage, acts=found, frames=[]), found, vocabulary, chance)


def frames(
    passages: Iterable[Passage], vocabulary: Vocabulary, share: float, chance: random.Random
) -> Iterator[Window]:
    """Yield the sentences of a share of the predicates with PropBank frames, which are their cues."""
    for passage in passages:
        chosen = [frame for frame in passage.frames if chance.random() < share]
        yield from _windows(replace(passage, acts=[], frames=chosen), chosen, vocabulary, chance)


def strange_words(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the words that are part of a cue here and there, so that telling where they are none is worth learning."""
    counts = Counter(p.words[i].lower() for p in passages for predicate in p.acts for i in predicate.words)
    return frozenset(word for word, n in counts.items() if n >= OFTEN and len(word) > SHORT)


def _windows(
    passage: Passage, found: Sequence[Predicate], vocabulary: Vocabulary, chance: random.Random | None
) -> Iterator[Window]:
    pieces = vocabulary.pieces(passage.words)
    sizes = [0, *accumulate(map(len, pieces))]
    cuts = [0, *(i for i, place in enumerate(passage.places()) if place and i), len(passage.words)]
    held = {(bisect_right(cuts, one.words[0]) - 1, bisect_right(cuts, one.words[-1])) for one in found}
    for narrow in sorted(held):
        wide = chance is not None and chance.random() < WIDE
        limit = chance.randint(*WIDTHS) if chance and wide else 0
        first, end = _wider(*narrow, [sizes[cut] for cut in cuts], limit)
        start, stop = cuts[first], cuts[end]
        window = Window(passage.slice(start, stop), pieces[start:stop], sizes[stop] - sizes[start] + 2)
        if window.size <= POSITIONS:
            yield window


def _wider(first: int, end: int, before: Sequence[int], limit: int) -> tuple[int, int]:
    """Add sentences to those from `first` to `end`, one by one on both sides, as long as there is room."""
    grown = True
    while grown:
        grown = False
        if first > 0 and before[end] - before[first - 1] <= limit:
            first, grown = first - 1, True
        if end + 1 < len(before) and before[end + 1] - before[first] <= limit:
            end, grown = end + 1, True
    return first, end
