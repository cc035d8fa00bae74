"""Windows of passages, their labels as tensors, and batches of windows of like length."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import torch
from torch import Tensor

from graphbuild.language.labels import ROLES, UPOS
from graphbuild.language.training.network import POSITIONS
from graphbuild.language.training.passages import FRAME_ROLES, UNKNOWN, Passage, Predicate
from graphbuild.language.words import Shape, Spacing, Vocabulary, shape

SHORTEST, LONGEST = 24, 190
"""Pieces that a window may hold at most: drawn anew for each document and epoch between these two."""


@dataclass(frozen=True)
class Tables:
    """The label sets that the corpora bring."""

    xpos: tuple[str, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """A stretch of a passage that the network reads at once, and its word pieces."""

    passage: Passage
    pieces: list[tuple[int, ...]]
    size: int


def windows(passage: Passage, vocabulary: Vocabulary, limit: int) -> Iterator[Window]:
    """Cut a passage into windows of about `limit` pieces, never within a sentence."""
    pieces = vocabulary.pieces(passage.words)
    places = [i for i, place in enumerate(passage.places()) if place and i]
    start = size = 0
    for at, end in zip([0, *places], [*places, len(pieces)], strict=True):
        fresh = sum(len(p) for p in pieces[at:end])
        if at > start and size + fresh > limit:
            yield Window(passage.slice(start, at), pieces[start:at], size + 2)
            start, size = at, 0
        size += fresh
    yield Window(passage.slice(start, len(pieces)), pieces[start:], size + 2)


def _limit(passage: Passage, chance: random.Random) -> int:
    return chance.randint(SHORTEST, LONGEST) if any(passage.upos) else LONGEST


def epoch(
    passages: Iterable[Passage], vocabulary: Vocabulary, budget: int, chance: random.Random
) -> list[list[Window]]:
    """Cut all passages anew and group windows of like length into batches of about `budget` pieces, in random order."""
    # A list without a stop may be longer than the network can read at once: it is left out of training.
    cut = (w for p in passages for w in windows(p, vocabulary, _limit(p, chance)))
    return grouped([w for w in cut if w.size <= POSITIONS], budget, chance)


class Sized(Protocol):
    """What a batch is made of."""

    @property
    def size(self) -> int:
        """The word pieces that it takes."""


Item = TypeVar("Item", bound=Sized)


def grouped(found: Iterable[Item], budget: int, chance: random.Random) -> list[list[Item]]:
    """Group windows of like length into batches of about `budget` pieces, in random order."""
    found = sorted(found, key=lambda w: (w.size // 8, chance.random()))
    batches: list[list[Item]] = []
    batch: list[Item] = []
    for window in found:
        if batch and window.size * (len(batch) + 1) > budget:
            batches.append(batch)
            batch = []
        batch.append(window)
    batches += [batch] if batch else []
    chance.shuffle(batches)
    return batches


def _padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows], dtype=torch.long)


@dataclass
class Batch:
    """Tensors of a batch: what the network reads, and what it should say (`UNKNOWN` where nobody knows)."""

    inputs: dict[str, Tensor]
    labels: dict[str, Tensor]
    acts: tuple[Tensor, Tensor] | None
    frames: tuple[Tensor, Tensor] | None


def tensors(
    batch: Sequence[Window], vocabulary: Vocabulary, tables: Tables, chance: random.Random | None = None
) -> Batch:
    """Turn windows into tensors; with `chance`, hide some pieces and change the letter case of some windows."""
    inputs = _inputs(batch, vocabulary, chance)
    passages = [window.passage for window in batch]
    labels = {
        name: _padded([getattr(p, name) for p in passages], UNKNOWN)
        for name in ("starts", "entities", "cues", "negated", "future", "events", "heads")
    }
    labels["upos"] = _padded([_numbers(p.upos, UPOS) for p in passages], UNKNOWN)
    labels["xpos"] = _padded([_numbers(p.xpos, tables.xpos) for p in passages], UNKNOWN)
    labels["relations"] = _padded([_numbers(p.relations, tables.relations) for p in passages], UNKNOWN)
    labels["sentences"] = _padded([_sentences(p.starts) for p in passages], -1)
    labels["others"] = torch.tensor([p.other_names for p in passages])
    return Batch(
        inputs,
        labels,
        _roles([p.acts for p in passages], passages, ROLES),
        _roles([p.frames for p in passages], passages, FRAME_ROLES),
    )


def _numbers(labels: Sequence[str], table: Sequence[str]) -> list[int]:
    known = {label: i for i, label in enumerate(table)}
    return [known.get(label, UNKNOWN) for label in labels]


def _sentences(starts: Sequence[int]) -> list[int]:
    number, numbers = 0, []
    for start in starts:
        number += start == 1
        numbers.append(number)
    return numbers


def _inputs(batch: Sequence[Window], vocabulary: Vocabulary, chance: random.Random | None) -> dict[str, Tensor]:
    rows: dict[str, list[list[int]]] = {name: [] for name in ("pieces", "shapes", "spacings", "first", "last")}
    for window in batch:
        shapes = _cased([shape(word) for word in window.passage.words], chance)
        at = 1
        row: dict[str, list[int]] = {name: [] for name in rows}
        for ids, how, gap in zip(window.pieces, shapes, _spaced(window.passage.spacings, chance), strict=True):
            row["pieces"] += _hidden(ids, vocabulary, chance)
            row["shapes"] += [how] * len(ids)
            row["spacings"] += [gap] + [0] * (len(ids) - 1)
            row["first"].append(at)
            at += len(ids)
            row["last"].append(at - 1)
        row["pieces"] = [vocabulary.start, *row["pieces"], vocabulary.end]
        for name in ("shapes", "spacings"):
            row[name] = [0, *row[name], 0]
        for name, values in row.items():
            rows[name].append(values)
    return {name: _padded(values, 0) for name, values in rows.items()}


def _cased(shapes: list[Shape], chance: random.Random | None) -> list[Shape]:
    draw = chance.random() if chance else 1.0
    if draw < 0.02:
        return [Shape.LOWER if s < Shape.DIGITS else s for s in shapes]
    if draw < 0.04:
        return [Shape.UPPER if s < Shape.DIGITS else s for s in shapes]
    if draw < 0.07:
        return [Shape.TITLE if s == Shape.LOWER else s for s in shapes]
    return shapes


def _spaced(spacings: list[int], chance: random.Random | None) -> list[int]:
    """Sometimes part paragraphs by one line break instead of two, and sometimes break lines anywhere."""
    draw = chance.random() if chance else 1.0
    if chance and draw < 0.05:
        return [Spacing.LINE if s == Spacing.SPACE and chance.random() < 0.1 else s for s in spacings]
    if draw < 0.35:
        return [Spacing.LINE if s == Spacing.BLANK_LINE else s for s in spacings]
    return spacings


def _hidden(ids: tuple[int, ...], vocabulary: Vocabulary, chance: random.Random | None) -> tuple[int, ...]:
    if chance is None or chance.random() >= 0.06:
        return ids
    return tuple(vocabulary.mask for _ in ids)


def _roles(
    predicates: Sequence[Sequence[Predicate]], passages: Sequence[Passage], roles: Sequence[str]
) -> tuple[Tensor, Tensor] | None:
    """Return how predicates pool words (batch, predicates, words), and what fills their roles (batch, predicates, roles, words)."""
    most, width = max(map(len, predicates)), max(len(p.words) for p in passages)
    if not most:
        return None
    pool = torch.zeros(len(passages), most, width)
    target = torch.full((len(passages), most, len(roles), width), UNKNOWN, dtype=torch.long)
    for b, (found, passage) in enumerate(zip(predicates, passages, strict=True)):
        for k, predicate in enumerate(found):
            pool[b, k, list(predicate.words)] = 1 / len(predicate.words)
            for r, role in enumerate(roles):
                if role in predicate.unsure:
                    continue
                target[b, k, r, : len(passage.words)] = 0
                target[b, k, r, list(predicate.doubtful.get(role, ()))] = UNKNOWN
                target[b, k, r, list(predicate.roles.get(role, ()))] = 1
    return pool, target
