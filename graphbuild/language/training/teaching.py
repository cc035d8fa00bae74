"""Learning from unlabelled news: a network learns to say of it what a trained one, its teacher, says.

The teacher reads the text as it is; the learner reads it with pieces hidden and units dropped. Sources: Hinton et al.,
"Distilling the knowledge in a neural network" (2015); Xie et al., "Self-training with noisy student" (2020).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from spacy.language import Language
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from graphbuild.language.tagger import read
from graphbuild.language.training.batches import Batch
from graphbuild.language.training.evaluate import padding
from graphbuild.language.training.losses import SCALE, arc_scores, role_scores
from graphbuild.language.training.network import Network
from graphbuild.language.training.passages import Passage

SURE = 0.3
"""How likely a cue the teacher must hold a word to be, for the word's roles and flags to be learned."""


def texts(paths: Iterable[Path], held: Collection[str]) -> Iterator[str]:
    """Read the texts of gzipped JSON lines, titles first, but for those whose `text` is in `held`."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            records = [json.loads(line) for line in lines]
        yield from (
            "\n\n".join(filter(None, (record.get("title"), record["text"])))
            for record in records
            if record["text"] not in held
        )


def passages(found: Iterable[str], nlp: Language) -> Iterator[Passage]:
    """Turn texts into passages without any label; `nlp` only tokenises."""
    for doc in map(nlp.make_doc, found):
        _, words = read(doc)
        yield Passage.plain(words.texts, words.spacings)


@dataclass(frozen=True)
class Lesson:
    """What a teacher says of a batch: its scores, the cues it sees as pools of words, and which words are real."""

    out: dict[str, Tensor]
    pools: Tensor
    words: Tensor


@torch.no_grad()
def lesson(teacher: Network, plain: Batch) -> Lesson:
    """Let a teacher read a batch whose pieces are all shown."""
    with torch.autocast("cpu", torch.bfloat16):
        out = teacher(**plain.inputs, mask=padding(plain).bfloat16())
    out = {name: value.float() for name, value in out.items()}
    words = plain.labels["sentences"] != -1
    return Lesson(out, _pools(out["cue"], words), words)


def taught(network: Network, teacher: Network, out: dict[str, Tensor], given: Lesson) -> dict[str, Tensor]:
    """Compute each task's loss against what the teacher says, unweighted, as `losses.losses` does against labels."""
    told, words = given.out, given.words
    found = {name: classes(out[name], told[name], words) for name in ("upos", "xpos", "cue", "entity")}
    found["start"] = binary(out["start"], told["start"], words)
    cues = given.pools.any(1)
    found["flags"] = binary(out["flags"], told["flags"], cues.unsqueeze(2).expand_as(out["flags"]))
    found["arc"], found["relation"] = _tree(network, teacher, out, given)
    found["acts"] = _roles(network, teacher, out, given)
    return {name: loss / SCALE for name, loss in found.items()}


def classes(scores: Tensor, told: Tensor, words: Tensor) -> Tensor:
    """Compute the loss of one class a word against a teacher's scores, summed over the `words` that count."""
    return F.cross_entropy(scores[words], told[words].softmax(1), reduction="sum")


def binary(scores: Tensor, told: Tensor, known: Tensor) -> Tensor:
    """Compute the loss of yes or no against a teacher's scores, summed over what is `known`."""
    return F.binary_cross_entropy_with_logits(scores[known], told[known].sigmoid(), reduction="sum")


def _tree(network: Network, teacher: Network, out: dict[str, Tensor], given: Lesson) -> tuple[Tensor, Tensor]:
    told, words = given.out, given.words
    sentences = (told["start"] > 0).cumsum(1).masked_fill(~words, -1)
    arcs, right = arc_scores(out, sentences), arc_scores(told, sentences)
    heads = right.argmax(2)
    below = words & (heads < words.shape[1])
    at = heads.clamp(max=words.shape[1] - 1).unsqueeze(2).expand(-1, -1, out["relation_head"].shape[2])
    own, theirs = (
        who.relations(scores["relation_child"], scores["relation_head"].gather(1, at))
        for who, scores in ((network, out), (teacher, told))
    )
    return classes(arcs, right, words), classes(own, theirs, below)


def _roles(network: Network, teacher: Network, out: dict[str, Tensor], given: Lesson) -> Tensor:
    if not given.pools.any():
        return out["predicate"].sum() * 0.0
    own, theirs = (
        role_scores(scores, given.pools, who.roles, who.role_bias)
        for who, scores in ((network, out), (teacher, given.out))
    )
    known = given.pools.any(2)[:, :, None, None] & given.words[:, None, None, :]
    return binary(own, theirs, known.expand_as(own))


def _pools(cues: Tensor, words: Tensor) -> Tensor:
    """Pool each run of words that are likely a cue of the same kind: (batch, cues, words)."""
    chances = cues.softmax(2)
    kinds = (chances[..., 1:].argmax(2) + 1).masked_fill((chances[..., 0] > 1 - SURE) | ~words, 0)
    rows = [_runs(row) for row in kinds.tolist()]
    pools = torch.zeros(len(rows), max(1, *map(len, rows)), words.shape[1])
    for b, runs in enumerate(rows):
        for k, (start, end) in enumerate(runs):
            pools[b, k, start:end] = 1 / (end - start)
    return pools


def _runs(kinds: Sequence[int]) -> list[tuple[int, int]]:
    """Find the half-open ranges of equal numbers other than nought.

    >>> _runs([0, 3, 3, 1, 0])
    [(1, 3), (3, 4)]
    """
    borders = [i for i in range(1, len(kinds)) if kinds[i] != kinds[i - 1]]
    return [(a, b) for a, b in zip([0, *borders], [*borders, len(kinds)], strict=True) if kinds[a]]
