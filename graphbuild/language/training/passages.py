"""What a corpus becomes before training: running words with whatever labels the corpus has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graphbuild.language.windows import breaks

UNKNOWN = -100
"""A label that a corpus does not give; no loss is taken there."""

FRAME_ROLES = ("ARG0", "ARG1", "ARG2", "ARGM-NEG", "ARGM-MOD")
"""The PropBank roles learned beside the roles of acts; ARG3 and ARG4 count as ARG2."""


@dataclass
class Predicate:
    """A cue of an act, or a predicate of a frame, with the words that fill each role.

    `doubtful` words take no loss: other places where the same name stands. A role in `unsure` takes none at all.
    """

    words: tuple[int, ...]
    roles: dict[str, tuple[int, ...]]
    doubtful: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()


@dataclass
class Passage:
    """Running words of one document. Every list has one entry a word, `UNKNOWN` or "" where the corpus says nothing.

    `heads` are word indices in the passage, -1 for roots. `other_names` says that names outside PER, LOC and ORG are
    left unmarked in `entities`.
    """

    words: list[str] = field(default_factory=list)
    spacings: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    entities: list[int] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)
    negated: list[int] = field(default_factory=list)
    future: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    acts: list[Predicate] = field(default_factory=list)
    frames: list[Predicate] = field(default_factory=list)
    other_names: bool = False

    @classmethod
    def plain(cls, words: list[str], spacings: list[int]) -> Passage:
        """Make a passage about which nothing is known yet."""
        n = len(words)
        unknown = [UNKNOWN] * n
        return cls(
            words, spacings, [*unknown], [""] * n, [""] * n, [*unknown], [""] * n,
            [*unknown], [*unknown], [*unknown], [*unknown], [*unknown],
        )  # fmt: skip

    def places(self) -> list[int]:
        """Where the passage may be cut: before sentences where they are known, else where a stop or a line ends."""
        if UNKNOWN in self.starts:
            return breaks(self.words, self.spacings)
        return [3 * start for start in self.starts]

    def slice(self, start: int, end: int) -> Passage:
        """Return the words from `start` to `end` as a passage of their own. Arcs across its borders become unknown."""
        part = Passage.plain(self.words[start:end], self.spacings[start:end])
        part.other_names = self.other_names
        for name in ("starts", "upos", "xpos", "relations", "entities", "cues", "negated", "future", "events"):
            setattr(part, name, getattr(self, name)[start:end])
        part.heads = [_moved(head, start, end) for head in self.heads[start:end]]
        part.acts = list(_inside(self.acts, start, end, lenient=False))
        part.frames = list(_inside(self.frames, start, end, lenient=True))
        return part


def _moved(head: int, start: int, end: int) -> int:
    if head < 0:
        return head
    return head - start if start <= head < end else UNKNOWN


def _inside(predicates: Iterable[Predicate], start: int, end: int, *, lenient: bool) -> Iterable[Predicate]:
    def kept(words: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(w - start for w in words if start <= w < end)

    for predicate in predicates:
        if not all(start <= w < end for w in predicate.words):
            continue
        roles = {role: kept(words) for role, words in predicate.roles.items()}
        torn = {role for role, words in predicate.roles.items() if words and not roles[role]}
        yield Predicate(
            kept(predicate.words),
            roles,
            {role: kept(words) for role, words in predicate.doubtful.items()},
            predicate.unsure if lenient else predicate.unsure | torn,
        )
