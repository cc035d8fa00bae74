"""What a teacher says of the cues in unlabelled news, for the closer look to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from graphbuild.language import decoding
from graphbuild.language.labels import ROLES
from graphbuild.language.training import checkpoints, teaching
from graphbuild.language.training.batches import LONGEST, Tables, Window, grouped, tensors, windows
from graphbuild.language.training.closer import Look, look
from graphbuild.language.training.network import Network
from graphbuild.language.training.passages import Passage, Predicate
from graphbuild.language.words import Vocabulary

LONG = 120
"""The word pieces of a sentence above which it is left out: lists, tables, and what is no sentence."""


@dataclass(frozen=True)
class Lesson:
    """A sentence with cues, the `kinds` (cues, kinds) and the words of their `roles` (cues, roles, words) as a teacher scores them."""

    window: Window
    kinds: Tensor
    roles: Tensor

    @property
    def size(self) -> int:
        """The word pieces that the sentence takes in a batch."""
        return self.window.size


@torch.no_grad()
def candidates(
    network: Network, passages: Iterable[Passage], vocabulary: Vocabulary, tables: Tables
) -> Iterator[Window]:
    """Yield the sentences in which a trained network sees words that may evoke an act, with these as their cues."""
    for passage in passages:
        for window in windows(passage, vocabulary, LONGEST):
            if window.size <= LONGEST:
                inputs = tensors([window], vocabulary, tables).inputs
                with torch.autocast("cpu", torch.bfloat16):
                    out = network(**inputs, mask=None)
                yield from _sentences(
                    window, {name: out[name][0].float().numpy() for name in ("start", "cue", "flags")}
                )


def _sentences(window: Window, scores: dict[str, decoding.Scores]) -> Iterator[Window]:
    starts = scores["start"] > 0
    starts[0] = True
    number = starts.cumsum()
    places = {(cue.start, cue.end) for cue in decoding.cues(scores["cue"], scores["flags"], number)}
    borders = [*np.flatnonzero(starts).tolist(), len(starts)]
    for start, end in pairwise(borders):
        inside = sorted(place for place in places if start <= place[0] < end)
        size = sum(map(len, window.pieces[start:end])) + 2
        if inside and size <= LONG:
            part = window.passage.slice(start, end)
            part.acts = [Predicate(tuple(range(a - start, b - start)), {}, unsure=frozenset(ROLES)) for a, b in inside]
            yield Window(part, window.pieces[start:end], size)


@torch.no_grad()
def lessons(teacher: Look, found: Sequence[Window], vocabulary: Vocabulary, tables: Tables) -> Iterator[Lesson]:
    """Let a teacher look at sentences."""
    teacher.eval()
    for batch in grouped(found, 4096, random.Random(1)):  # noqa: S311 (no secret)
        kinds, roles, _ = look(teacher, tensors(batch, vocabulary, tables))
        for window, kind, role in zip(batch, kinds.half(), roles.half(), strict=True):
            cues, words = len(window.passage.acts), len(window.passage.words)
            yield Lesson(window, kind[:cues].clone(), role[:cues, :, :words].clone())


def taught(given: Sequence[Lesson], kinds: Tensor, roles: Tensor) -> tuple[Tensor, Tensor]:
    """Compute the losses of kinds and roles against what the teacher says, summed."""
    told_kinds, told_roles = torch.full_like(kinds, torch.nan), torch.full_like(roles, torch.nan)
    for row, lesson in enumerate(given):
        cues, _, words = lesson.roles.shape
        told_kinds[row, :cues], told_roles[row, :cues, :, :words] = lesson.kinds.float(), lesson.roles.float()
    cued, known = ~told_kinds.isnan().any(2), ~told_roles.isnan()
    return teaching.classes(kinds, told_kinds, cued), teaching.binary(roles, told_roles, known)


def save(found: Iterable[Lesson], path: Path) -> None:
    """Write lessons down, whole or not at all."""
    checkpoints.write(list(found), path)


def load(path: Path) -> list[Lesson]:
    """Read what `save` wrote."""
    found: list[Lesson] = torch.load(path, weights_only=False)
    return found
