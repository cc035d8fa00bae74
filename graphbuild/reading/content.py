"""Content: what is claimed, promised, demanded or rejected, and the words of it that stand between quotation marks."""

from __future__ import annotations

from graphbuild.model import Excerpt, Span
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.lexicon import SLOTS, Part
from graphbuild.reading.scene import Scene
from graphbuild.reading.slots import fillers

_EDGES = " \t\n,;:.–—-"
_SKIPPED = frozenset({"that", "whether", "if"})


def content(scene: Scene, candidate: Candidate) -> Excerpt | None:
    """Return what the act is about: the first content place of its frames that is filled, or what is attributed by its cue."""
    for frame in candidate.frames:
        for slot in frame.entry.content:
            for token in fillers(scene, frame, slot):
                if token not in frame.cue or frame.entry.part is Part.PHRASE:
                    found = _subtree(scene, candidate, token, slot)
                    if found is not None:
                        return found
    said = scene.uttered.get(candidate.anchor)
    return _trimmed(scene, said.content.start, said.content.end) if said is not None else None


def quote(scene: Scene, candidate: Candidate) -> Excerpt | None:
    """Return the quoted words of what the cue attributes, or those that the cue itself stands in."""
    said = scene.uttered.get(candidate.anchor, scene.speech[candidate.anchor])
    if said is None or said.quote is None:
        return None
    return scene.article.excerpt(said.quote.start, said.quote.end)


def _subtree(scene: Scene, candidate: Candidate, token: int, slot: str) -> Excerpt | None:
    syntax = scene.syntax
    first, last = syntax.left[token], syntax.right[token]
    if first <= candidate.anchor <= last:
        first = max(candidate.cue) + 1
    preposition = slot not in SLOTS or slot in {"after", "of-actor", "of-target"}
    while first <= last and (
        syntax.words[first] in _SKIPPED or (preposition and syntax.deps[first] in {"case", "mark"})
    ):
        first += 1
    return _trimmed(scene, syntax.starts[first], syntax.ends[last]) if first <= last else None


def _trimmed(scene: Scene, start: int, end: int) -> Excerpt | None:
    text = scene.article.text
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Excerpt(Span(start, end), text[start:end]) if start < end else None
