"""Candidates: words that may evoke an act, as the lexicon and the learned reader propose them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.model import ActKind, Cue
from graphbuild.reading import frames
from graphbuild.reading.frames import Frame
from graphbuild.reading.lexicon import Entry, Part
from graphbuild.reading.modality import marks
from graphbuild.reading.scene import Scene

_PART = {"VERB": Part.VERB, "AUX": Part.VERB, "NOUN": Part.NOUN, "PROPN": Part.NOUN}
_NOUN_ACTORS = ("carrier", "between", "possessive", "by", "of-actor", "modifier")
_NOUN_TARGETS = ("on", "against", "with", "of-target", "to", "for", "between")
_VERB_TARGETS = ("object", "on", "against", "with", "to", "indirect", "for")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind of act that a token may evoke.

    `frames` are the entries that fit, the most telling first (where none does, one made of the usual places of the part
    of speech); `known` tells whether the lexicon proposed it. `learned` is the learned reader's cue of this kind here,
    `rival` its cue of another kind. `marks` are those of modality.
    """

    kind: ActKind
    anchor: int
    frames: tuple[Frame, ...]
    known: bool
    learned: Cue | None
    rival: Cue | None
    marks: tuple[str, ...]

    @property
    def cue(self) -> tuple[int, ...]:
        """The tokens of the cue."""
        return self.frames[0].cue

    @property
    def entry(self) -> Entry:
        """The most telling entry."""
        return self.frames[0].entry

    @property
    def sure(self) -> bool:
        """Whether the lexicon is sure of it, so that it is read whatever the weights say."""
        return self.known and self.entry.sure


def find(scene: Scene) -> Iterator[Candidate]:
    """Yield the candidates of a text in order of their anchors; a token may have several, of different kinds."""
    fitting: dict[int, dict[ActKind, list[Frame]]] = {}
    for frame in frames.find(scene.syntax, scene.lexicon):
        if not scene.silent[frame.anchor] and _in_place(scene, frame):
            fitting.setdefault(frame.anchor, {}).setdefault(frame.entry.kind, []).append(frame)
    learned = _learned(scene, fitting)
    for anchor in sorted(fitting.keys() | learned.keys()):
        if not scene.silent[anchor]:
            yield from _at(scene, anchor, fitting.get(anchor, {}), learned.get(anchor, ()))


def _in_place(scene: Scene, frame: Frame) -> bool:
    entry = frame.entry
    if entry.attributed and scene.speech[frame.anchor] is None:
        return False
    return not entry.future or bool({"modal", "plan", "infinitive"} & set(marks(scene, frame.anchor)))


def _learned(scene: Scene, fitting: dict[int, dict[ActKind, list[Frame]]]) -> dict[int, list[Cue]]:
    """Give each learned cue the token that anchors it: one where the lexicon agrees, else the head of its words."""
    placed: dict[int, list[Cue]] = {}
    for cue in scene.cues:
        tokens = scene.tokens(cue.span.start, cue.span.end)
        if tokens:
            placed.setdefault(_anchor(scene, cue, tokens, fitting), []).append(cue)
    return placed


def _anchor(scene: Scene, cue: Cue, tokens: range, fitting: dict[int, dict[ActKind, list[Frame]]]) -> int:
    for token in tokens:
        if cue.kind in fitting.get(token, {}):
            return token
    for token in tokens:
        if token in fitting:
            return token
    return next((t for t in tokens if scene.syntax.heads[t] not in tokens or scene.syntax.heads[t] == t), tokens[0])


def _at(scene: Scene, anchor: int, fitting: dict[ActKind, list[Frame]], cues: Sequence[Cue]) -> Iterator[Candidate]:
    status = marks(scene, anchor)
    best = {kind: max((c for c in cues if c.kind == kind), key=lambda c: c.score) for kind in {c.kind for c in cues}}
    for kind in sorted(fitting.keys() | best.keys()):
        known = sorted(fitting.get(kind, ()), key=lambda f: (-len(f.entry.words), f.entry.weak, f.entry.name))
        rivals = [cue for other, cue in sorted(best.items()) if other != kind]
        cue = best.get(kind)
        yield Candidate(
            kind=kind,
            anchor=anchor,
            frames=tuple(known) or (_usual(scene, anchor, kind, cue),),
            known=bool(known),
            learned=cue,
            rival=max(rivals, key=lambda c: c.score, default=None),
            marks=status,
        )


def _usual(scene: Scene, anchor: int, kind: ActKind, cue: Cue | None) -> Frame:
    part = _PART.get(scene.syntax.pos[anchor], Part.ADJECTIVE)
    noun = part is Part.NOUN
    entry = Entry(
        kind=kind,
        part=part,
        words=("*",),
        actor=_NOUN_ACTORS if noun else ("subject", "speaker"),
        target=_NOUN_TARGETS if noun else _VERB_TARGETS,
        content=("of", "clause", "infinitive") if noun else ("clause", "infinitive", "object"),
        weak=True,
    )
    tokens = tuple(scene.tokens(cue.span.start, cue.span.end)) if cue else (anchor,)
    return Frame(entry, anchor, tokens or (anchor,))
