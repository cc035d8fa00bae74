"""What the network is trained to lessen: one loss a task, summed over words and divided by a constant."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from graphbuild.language.labels import ENTITY_TAGS
from graphbuild.language.training.batches import Batch
from graphbuild.language.training.network import Network
from graphbuild.language.training.passages import UNKNOWN

SCALE = 1000.0
"""Words that losses are divided by: about those of a batch, and the same for every batch, so that each word weighs the same."""

WEIGHTS = {
    "start": 0.5, "upos": 0.6, "xpos": 0.5, "arc": 1.0, "relation": 1.0, "entity": 1.5, "cue": 2.0, "flags": 0.5,
    "event": 0.2, "acts": 0.4, "frames": 0.04,
}  # fmt: skip


def losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Compute each task's loss, unweighted; tasks that the batch has no labels for are nought."""
    labels = batch.labels
    found = {
        name: _classes(out[name], labels[key]) for name, key in (("upos", "upos"), ("xpos", "xpos"), ("cue", "cues"))
    }
    found |= {"start": _binary(out["start"], labels["starts"]), "event": _binary(out["event"], labels["events"])}
    found["flags"] = _binary(out["flags"], torch.stack([labels["negated"], labels["future"]], dim=2))
    found["entity"] = _entities(out["entity"], labels["entities"], labels["others"])
    found["arc"], found["relation"] = _tree(network, out, labels)
    found["acts"] = _roles(out, batch.acts, network.roles, network.role_bias)
    found["frames"] = _roles(out, batch.frames, network.frame_roles, network.frame_bias)
    return {name: loss / SCALE for name, loss in found.items()}


def total(found: dict[str, Tensor]) -> Tensor:
    """Weigh and add the losses."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()


def _classes(scores: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum")


def _binary(scores: Tensor, labels: Tensor) -> Tensor:
    known = labels != UNKNOWN
    return F.binary_cross_entropy_with_logits(scores[known], labels[known].float(), reduction="sum")


def _entities(scores: Tensor, labels: Tensor, others: Tensor) -> Tensor:
    """Where names of other kinds are left unmarked, "no name" may be one of theirs."""
    logs = scores.log_softmax(2)
    misc = ENTITY_TAGS.index("B-MISC")
    loose = torch.cat([logs[..., :1], logs[..., misc : misc + 2]], 2).logsumexp(2)
    chosen = logs.gather(2, labels.clamp(min=0).unsqueeze(2)).squeeze(2)
    chosen = torch.where(others.unsqueeze(1) & (labels == 0), loose, chosen)
    return -chosen[labels != UNKNOWN].sum()


def arc_scores(out: dict[str, Tensor], sentences: Tensor) -> Tensor:
    """Score each word's head: the words of its sentence but itself, and last the root. `sentences` numbers the words' sentences."""
    apart = sentences.unsqueeze(1) != sentences.unsqueeze(2)
    itself = torch.eye(sentences.shape[1], dtype=torch.bool).unsqueeze(0)
    return torch.cat([out["arc"].masked_fill(apart | itself, -1e4), out["root"].unsqueeze(2)], 2)


def role_scores(out: dict[str, Tensor], pool: Tensor, tables: Tensor, bias: Tensor) -> Tensor:
    """Score each word for each role of each predicate, (batch, predicates, roles, words); `pool` pools words to predicates."""
    projected = torch.einsum("bkd,rde->bkre", pool @ out["predicate"], tables)
    scores = projected.flatten(1, 2) @ out["argument"].transpose(1, 2)
    return scores.view(*projected.shape[:3], -1) + bias.view(1, 1, -1, 1)


def _tree(network: Network, out: dict[str, Tensor], labels: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    heads, sentences = labels["heads"], labels["sentences"]
    words = heads.shape[1]
    arcs = arc_scores(out, sentences)
    target = torch.where(heads == -1, words, heads)
    arc = F.cross_entropy(arcs.flatten(0, 1), target.flatten(), ignore_index=UNKNOWN, reduction="sum")
    at = heads.clamp(min=0).unsqueeze(2).expand(-1, -1, out["relation_head"].shape[2])
    scores = network.relations(out["relation_child"], out["relation_head"].gather(1, at))
    return arc, _classes(scores, torch.where(heads < 0, UNKNOWN, labels["relations"]))


def _roles(out: dict[str, Tensor], wanted: tuple[Tensor, Tensor] | None, tables: Tensor, bias: Tensor) -> Tensor:
    if wanted is None:
        return out["predicate"].sum() * 0.0
    pool, target = wanted
    return _binary(role_scores(out, pool, tables, bias), target)
