"""Slots: where in the tree a place of the lexicon's is, seen from the token that anchors a cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from graphbuild.reading.frames import Frame
from graphbuild.reading.lexicon import Part
from graphbuild.reading.scene import Scene
from graphbuild.reading.syntax import CLAUSES, Syntax

_CLIMB = (
    5  # tokens between a word of a phrase and the verb of its clause: "with the consent of" hangs two below its verb
)


def fillers(scene: Scene, frame: Frame, slot: str) -> Iterator[int]:
    """Yield the tokens that head what stands in a slot, the nearest first; none for a slot that is empty."""
    place = _PLACES.get(slot)
    if place is not None:
        yield from _found(place(scene, frame))
    elif slot.startswith("object-"):
        yield from _below_object(scene, frame, slot.removeprefix("object-"))
    else:
        yield from _after_preposition(scene, frame, slot)


def carrier(scene: Scene, noun: int) -> int | None:
    """Return the verb that carries a noun's act: the light verb it is object of, or the participle beside it."""
    syntax = scene.syntax
    above = syntax.heads[noun]
    if syntax.deps[noun] in {"obj", "nsubj:pass", "obl", "xcomp"} and syntax.lemmas[above] in scene.lexicon.light:
        return above
    if syntax.deps[noun] == "conj" and above != noun and syntax.deps[above] in {"obj", "nsubj:pass"}:
        holder = syntax.heads[above]
        return holder if syntax.lemmas[holder] in scene.lexicon.light else None
    return next((v for v in syntax.under(noun, "acl", "acl:relcl") if syntax.lemmas[v] in scene.lexicon.light), None)


def clause_of(syntax: Syntax, token: int) -> int:
    """Return the head of the smallest clause that holds the token."""
    for _ in range(_CLIMB):
        if syntax.deps[token] in CLAUSES or syntax.deps[token] == "root" or syntax.pos[token] == "VERB":
            return token
        token = syntax.heads[token]
    return token


def _found(places: int | Iterator[int] | None) -> Iterator[int]:
    if isinstance(places, int):
        yield places
    elif places is not None:
        yield from places


def _verb(scene: Scene, frame: Frame) -> int:
    return clause_of(scene.syntax, frame.anchor) if frame.entry.part is Part.PHRASE else frame.anchor


def _subject(scene: Scene, frame: Frame) -> int | None:
    syntax, anchor = scene.syntax, _verb(scene, frame)
    if syntax.pos[anchor] == "VERB":
        return syntax.doer(anchor)
    own = syntax.first(anchor, "nsubj")
    return own if own is not None else syntax.subject(anchor)


def _object(scene: Scene, frame: Frame) -> int | None:
    return scene.syntax.undergoer(_verb(scene, frame))


def _indirect(scene: Scene, frame: Frame) -> int | None:
    return scene.syntax.first(frame.anchor, "iobj")


def _clause(scene: Scene, frame: Frame) -> int | None:
    return scene.syntax.first(frame.anchor, "ccomp", "acl")


def _infinitive(scene: Scene, frame: Frame) -> int | None:
    syntax = scene.syntax
    for child in syntax.under(frame.anchor, "xcomp", "advcl", "acl", "ccomp"):
        if any(syntax.words[m] == "to" for m in syntax.under(child, "mark")):
            return child
    return None


def _gerund(scene: Scene, frame: Frame) -> int | None:
    syntax = scene.syntax
    return next((c for c in syntax.under(frame.anchor, "xcomp", "ccomp", "advcl") if syntax.tags[c] == "VBG"), None)


def _clause_subject(scene: Scene, frame: Frame) -> int | None:
    syntax = scene.syntax
    if frame.entry.part is Part.PHRASE:
        return syntax.subject(clause_of(syntax, frame.anchor))
    clause = syntax.first(frame.anchor, "ccomp", "parataxis")
    if clause is None:
        return None
    return syntax.doer(clause) if syntax.passive(clause) else syntax.subject(clause)


def _for_subject(scene: Scene, frame: Frame) -> int | None:
    syntax = scene.syntax
    for child in syntax.governed(frame.anchor, "for"):
        own = syntax.first(child, "nsubj", "nsubj:pass")
        return own if own is not None else child
    return None


def _possessive(scene: Scene, frame: Frame) -> Iterator[int]:
    return scene.syntax.under(frame.anchor, "nmod:poss")


def _modifier(scene: Scene, frame: Frame) -> Iterator[int]:
    for child in scene.syntax.under(frame.anchor, "amod", "compound", "nmod:poss", "nmod:desc", "nmod"):
        if child < frame.anchor and scene.cast.at(child):
            yield child


def _carrier(scene: Scene, frame: Frame) -> int | None:
    verb = carrier(scene, frame.anchor)
    return scene.syntax.doer(verb) if verb is not None else None


def _of(scene: Scene, frame: Frame) -> Iterator[int]:
    return scene.syntax.governed(frame.anchor, "of")


def _head(scene: Scene, frame: Frame) -> int | None:
    syntax = scene.syntax
    return syntax.heads[frame.anchor] if syntax.deps[frame.anchor] in {"amod", "acl", "compound", "appos"} else None


def _governor_subject(scene: Scene, frame: Frame) -> int | None:
    return scene.syntax.subject(clause_of(scene.syntax, frame.anchor))


def _speaker(scene: Scene, frame: Frame) -> int | None:
    said = scene.speech[frame.anchor]
    if said is None or said.cue_token == frame.anchor:
        return None
    return said.source


def _after(scene: Scene, frame: Frame) -> int | None:
    syntax, last = scene.syntax, frame.cue[-1]
    if syntax.deps[last] in {"case", "mark"}:
        return syntax.heads[last]
    return last + 1 if last + 1 < len(syntax) else None


def _inside(scene: Scene, frame: Frame) -> Iterator[int]:
    return (token for token in frame.cue if scene.cast.at(token))


def _below_object(scene: Scene, frame: Frame, what: str) -> Iterator[int]:
    syntax = scene.syntax
    below = syntax.undergoer(frame.anchor)
    if below is None:
        return
    if what == "infinitive":
        yield from syntax.under(below, "acl")
    else:
        yield from syntax.governed(below, what)


def _after_preposition(scene: Scene, frame: Frame, preposition: str) -> Iterator[int]:
    syntax = scene.syntax
    yield from syntax.governed(frame.anchor, preposition)
    if frame.entry.part is Part.NOUN:
        verb = carrier(scene, frame.anchor)
        if verb is not None:
            yield from syntax.governed(verb, preposition)


_PLACES: Mapping[str, Callable[[Scene, Frame], int | Iterator[int] | None]] = {
    "subject": _subject,
    "object": _object,
    "indirect": _indirect,
    "clause": _clause,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "xcomp": _infinitive,
    "clause-subject": _clause_subject,
    "for-subject": _for_subject,
    "clause-verb": _verb,
    "possessive": _possessive,
    "possessive-target": _possessive,
    "modifier": _modifier,
    "carrier": _carrier,
    "of-actor": _of,
    "of-target": _of,
    "head": _head,
    "head-of": _of,
    "subject-of": _governor_subject,
    "self": lambda _, frame: frame.anchor,
    "speaker": _speaker,
    "after": _after,
    "inside": _inside,
    "none": lambda *_: None,
}
