"""Context: traits of a candidate and of its parties in the light of the candidates around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.model import ActKind
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.parties import Party, path
from graphbuild.reading.scene import Scene
from graphbuild.reading.traits import steps

_LIKELY = 0.4  # the probability from which a neighbour counts as an act
_MOST = 6  # neighbours looked at, the nearest first
_NEAR = 6  # words
_CLIMB = 6  # steps up the tree
_LISTED = 3  # words between the members of a list: a comma, "and", "the"


@dataclass(frozen=True, slots=True)
class Glance:
    """A candidate as judged by itself: how likely an act, and for each party how likely its actor and its target.

    `extents` gives the first and last token of each party's phrase.
    """

    candidate: Candidate
    sight: float
    parties: tuple[Party, ...]
    actors: tuple[float, ...]
    targets: tuple[float, ...]
    extents: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The glances of a text, found by anchor and, the likely ones, by sentence, and where each word first evoked a likely act of each kind."""

    by_anchor: Mapping[int, Sequence[Glance]]
    by_sentence: Mapping[int, tuple[Sequence[int], Sequence[Glance]]]
    anchors: Sequence[int]
    earlier: Mapping[tuple[ActKind, str], int]

    @classmethod
    def of(cls, scene: Scene, glances: Sequence[Glance]) -> Around:
        """Index glances that are in order of their anchors."""
        anchors: dict[int, list[Glance]] = {}
        sentences: dict[int, list[Glance]] = {}
        earlier: dict[tuple[ActKind, str], int] = {}
        for glance in glances:
            anchor = glance.candidate.anchor
            anchors.setdefault(anchor, []).append(glance)
            sentences.setdefault(scene.syntax.sentence[anchor], []).append(glance)
            if glance.sight > _LIKELY:
                earlier.setdefault((glance.candidate.kind, scene.syntax.lemmas[anchor]), anchor)
        kept = {start: [g for g in found if g.sight > _LIKELY] for start, found in sentences.items()}
        likely = {start: ([g.candidate.anchor for g in found], found) for start, found in kept.items()}
        return cls(anchors, likely, sorted(anchors), earlier)

    def near(self, scene: Scene, anchor: int, kind: ActKind | None = None) -> list[Glance]:
        """Return the likely acts at other words of the sentence, of one kind where it is given, the nearest first."""
        places, found = self.by_sentence[scene.syntax.sentence[anchor]]
        middle = bisect_left(places, anchor)
        window = found[max(0, middle - 2 * _MOST) : middle + 2 * _MOST]
        fitting = [g for g in window if g.candidate.anchor != anchor and kind in {None, g.candidate.kind}]
        return sorted(fitting, key=lambda g: abs(g.candidate.anchor - anchor))[:_MOST]


def of_candidate(scene: Scene, glance: Glance, around: Around) -> Iterator[str]:
    """Yield the traits that tell whether a candidate is an act, given what it looks like and what is around it."""
    candidate = glance.candidate
    yield "second"
    yield from steps("sight", glance.sight)
    yield from _parties(glance)
    yield from _twins(scene, glance, around)
    yield from _above(scene, candidate.anchor, around)
    yield from _below(scene, candidate.anchor, around)
    rivals = [(g.sight, g.candidate.kind) for g in around.by_anchor[candidate.anchor] if g is not glance]
    if rivals:
        chance, kind = max(rivals)
        yield from steps("other kind", chance)
        if chance > glance.sight:
            yield f"rather {kind}"
    first = around.earlier.get((candidate.kind, scene.syntax.lemmas[candidate.anchor]), candidate.anchor)
    if scene.syntax.sentence[first] < scene.syntax.sentence[candidate.anchor]:
        yield "again after the title" if first < scene.body else "again"


def _parties(glance: Glance) -> Iterator[str]:
    for role, chances in (("actor", glance.actors), ("target", glance.targets)):
        yield from steps(f"some {role}", max(chances, default=0.0))


def _twins(scene: Scene, glance: Glance, around: Around) -> Iterator[str]:
    """Yield what other likely acts of the kind are in the sentence: news tells one act in two words, "killed in an attack"."""
    syntax, anchor = scene.syntax, glance.candidate.anchor
    twins = around.near(scene, anchor, glance.candidate.kind)
    yield f"twins {min(len(twins), 3)}"
    for twin in twins:
        other = twin.candidate.anchor
        order = "stronger" if (twin.sight, -other) > (glance.sight, -anchor) else "weaker"
        yield f"{order} twin"
        yield f"{order} twin at {path(syntax, anchor, other)}"
        yield f"{order} twin {'near' if abs(other - anchor) < _NEAR else 'far'}"
        if syntax.lemmas[other] == syntax.lemmas[anchor]:
            yield f"{order} twin of the same word"


def _above(scene: Scene, token: int, around: Around) -> Iterator[str]:
    syntax = scene.syntax
    for _ in range(_CLIMB):
        label, token = syntax.deps[token], syntax.heads[token]
        likely = _likeliest(around.by_anchor.get(token, ()))
        if likely is not None:
            yield f"under {likely}"
            yield f"under {likely} by {label}"
            break
        if syntax.heads[token] == token:
            break


def _below(scene: Scene, anchor: int, around: Around) -> Iterator[str]:
    syntax = scene.syntax
    for label in ("ccomp", "xcomp", "obj", "obl", "parataxis", "advcl"):
        for child in list(syntax.under(anchor, label))[:_MOST]:
            low, high = (
                bisect_left(around.anchors, syntax.left[child]),
                bisect_right(around.anchors, syntax.right[child]),
            )
            places = around.anchors[low : min(high, low + 2 * _MOST)]
            likely = _likeliest([g for place in places if place != anchor for g in around.by_anchor[place]])
            if likely is not None:
                yield f"over some act by {label}"
                yield f"over {likely} by {label}"
            elif label in {"ccomp", "xcomp"}:
                yield f"over no act by {label}"


def _likeliest(glances: Sequence[Glance]) -> ActKind | None:
    likely = [(glance.sight, glance.candidate.kind) for glance in glances if glance.sight > _LIKELY]
    return max(likely)[1] if likely else None


def of_party(scene: Scene, glance: Glance, place: int, around: Around) -> Iterator[str]:
    """Yield the traits that tell what a party, the one at `place`, is to a candidate beside the other parties and acts."""
    own = set(glance.parties[place].ids)
    for role, chances in (("actor", glance.actors), ("target", glance.targets)):
        yield from steps(f"{role} at sight", chances[place])
        others = [c for k, c in enumerate(chances) if k != place and not own & set(glance.parties[k].ids)]
        better = sum(c > chances[place] for c in others)
        yield f"{role} rank {min(better, 3)}"
        yield from steps(f"another {role}", max(others, default=0.0))
        same = [c for k, c in enumerate(chances) if k != place and own & set(glance.parties[k].ids)]
        yield from steps(f"same {role}", max(same, default=0.0))
    yield from _mates(scene, glance, place)
    yield from _elsewhere(scene, glance, own, around)


def _mates(scene: Scene, glance: Glance, place: int) -> Iterator[str]:
    """Yield what the neighbours in a list are: "Ghana, Togo and Benin" share their role, however the tree hangs them."""
    first, last = glance.extents[place]
    best = {"actor": 0.0, "target": 0.0}
    for k, (begin, end) in enumerate(glance.extents):
        low, high = (end + 1, first) if end < first else (last + 1, begin)
        if 0 < high - low <= _LISTED and all(
            scene.syntax.pos[t] in {"PUNCT", "CCONJ", "DET"} for t in range(low, high)
        ):
            best["actor"] = max(best["actor"], glance.actors[k])
            best["target"] = max(best["target"], glance.targets[k])
            yield "listed"
    for role, chance in best.items():
        yield from steps(f"mate {role}", chance)


def _elsewhere(scene: Scene, glance: Glance, own: set[str], around: Around) -> Iterator[str]:
    """Yield what the party is to the nearest likely acts of the sentence."""
    best = {"actor": 0.0, "target": 0.0}
    for other in around.near(scene, glance.candidate.anchor):
        for party, actor, target in zip(other.parties, other.actors, other.targets, strict=True):
            if own & set(party.ids):
                best["actor"], best["target"] = max(best["actor"], actor), max(best["target"], target)
    for role, chance in best.items():
        yield from steps(f"{role} beside", chance)
