"""Quick figures while training: greedy trees, tags and names on windows of gold passages."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch

from graphbuild.language.training.batches import Batch, Tables, epoch, tensors
from graphbuild.language.training.losses import arc_scores, role_scores
from graphbuild.language.training.network import Network
from graphbuild.language.training.passages import UNKNOWN, Passage
from graphbuild.language.words import Vocabulary


@torch.no_grad()
def figures(network: Network, passages: Sequence[Passage], vocabulary: Vocabulary, tables: Tables) -> dict[str, float]:
    """Measure a network on passages: accuracies of words in per cent, F1 of whole names, cue words and role words."""
    network.eval()
    counts: Counter[str] = Counter()
    for found in epoch(passages, vocabulary, 4096, random.Random(1)):  # noqa: S311 (no secret)
        batch = tensors(found, vocabulary, tables)
        with torch.autocast("cpu", torch.bfloat16):
            out = {name: value.float() for name, value in network(**batch.inputs, mask=padding(batch)).items()}
        _count(network, out, batch, counts)
    network.train()
    return _ratios(counts)


def padding(batch: Batch) -> torch.Tensor:
    """Return the additive attention mask of a batch."""
    empty = batch.inputs["pieces"] == 0
    return torch.zeros(empty.shape).masked_fill(empty, -1e4).view(empty.shape[0], 1, 1, -1)


def _count(network: Network, out: dict[str, torch.Tensor], batch: Batch, counts: Counter[str]) -> None:
    labels = batch.labels
    for name, key in (("upos", "upos"), ("xpos", "xpos")):
        known = labels[key] != UNKNOWN
        counts[f"{name} n"] += int(known.sum())
        counts[f"{name} right"] += int((out[name].argmax(2) == labels[key])[known].sum())
    _overlap(counts, "start", out["start"] > 0, labels["starts"], labels["starts"] != UNKNOWN)
    _overlap(counts, "entity", out["entity"].argmax(2), labels["entities"], labels["entities"] != UNKNOWN)
    _overlap(counts, "cue", out["cue"].argmax(2), labels["cues"], labels["cues"] != UNKNOWN)
    if batch.acts is not None:
        pool, target = batch.acts
        scores = role_scores(out, pool, network.roles, network.role_bias)
        for r, name in ((0, "actor"), (1, "target"), (2, "content")):
            _overlap(counts, name, scores[:, :, r] > 0, target[:, :, r], target[:, :, r] != UNKNOWN)
    _trees(network, out, labels, counts)


def _overlap(counts: Counter[str], name: str, guess: torch.Tensor, gold: torch.Tensor, known: torch.Tensor) -> None:
    guess, gold = guess[known].long(), gold[known]
    counts[f"{name} both"] += int(((guess == gold) & (gold > 0)).sum())
    counts[f"{name} guess"] += int((guess > 0).sum())
    counts[f"{name} gold"] += int((gold > 0).sum())


def _trees(
    network: Network, out: dict[str, torch.Tensor], labels: dict[str, torch.Tensor], counts: Counter[str]
) -> None:
    heads, sentences = labels["heads"], labels["sentences"]
    known = heads != UNKNOWN
    if not bool(known.any()):
        return
    guess = arc_scores(out, sentences).argmax(2)
    guess = torch.where(guess == heads.shape[1], -1, guess)
    at = guess.clamp(min=0).unsqueeze(2).expand(-1, -1, out["relation_head"].shape[2])
    relation = network.relations(out["relation_child"], out["relation_head"].gather(1, at)).argmax(2)
    attached = (guess == heads) & known
    counts["uas n"] += int(known.sum())
    counts["uas right"] += int(attached.sum())
    counts["las n"] += int(known.sum())
    counts["las right"] += int((attached & ((relation == labels["relations"]) | (heads == -1))).sum())


def _ratios(counts: Counter[str]) -> dict[str, float]:
    found = {}
    for key in counts:
        name, _, what = key.partition(" ")
        if what == "n" and counts[key]:
            found[name] = round(100 * counts[f"{name} right"] / counts[key], 2)
        if what == "gold" and counts[key]:
            found[f"{name} F1"] = round(200 * counts[f"{name} both"] / (counts[key] + counts[f"{name} guess"]), 1)
    return found
