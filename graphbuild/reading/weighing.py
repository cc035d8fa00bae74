"""Weighing: every candidate and every party is judged twice, by itself and then in the light of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.reading import candidates as proposals
from graphbuild.reading import context, traits
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.context import Around, Glance
from graphbuild.reading.judgement import Judgement, Question
from graphbuild.reading.parties import Party, pool, standing_heads
from graphbuild.reading.scene import Scene

_IDLE = 0.08  # candidates less likely than this at first sight are given no parties: most words that could evoke an act do not


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its parties, what is seen of each, and the probability that it is an act.

    `bare` and `party_bare` are the traits at first sight, `traits` and `party_traits` those in context too.
    """

    candidate: Candidate
    parties: tuple[Party, ...]
    bare: tuple[str, ...]
    party_bare: tuple[tuple[str, ...], ...]
    traits: tuple[str, ...] = ()
    party_traits: tuple[tuple[str, ...], ...] = ()
    score: float = 0.0

    def roles(self, judgement: Judgement) -> Iterator[tuple[Party, float, float]]:
        """Yield each party with the probabilities that it is the actor and that it is the target."""
        for party, seen in zip(self.parties, self.party_traits, strict=True):
            yield party, judgement.probability(Question.ACTOR, seen), judgement.probability(Question.TARGET, seen)


def weigh(scene: Scene, judgement: Judgement) -> list[Weighed]:
    """Weigh every candidate of a text, in order of their anchors."""
    candidates = list(proposals.find(scene))
    others: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        others.setdefault(candidate.anchor, []).append(candidate)
    heads = standing_heads(scene)
    kinds = {actor.id: actor.kind for actor in scene.cast.actors}
    found = []
    for candidate in candidates:
        parties = tuple(pool(scene, candidate, heads))
        bare = tuple(traits.of_candidate(scene, candidate, parties, others))
        sight = judgement.probability(Question.ACT_AT_SIGHT, bare)
        parties = parties if sight >= _IDLE else ()
        seen = tuple(traits.of_parties(scene, candidate, parties, kinds))
        found.append((Weighed(candidate, parties, bare, seen), _glance(candidate, sight, parties, seen, judgement)))
    around = Around.of(scene, [glance for _, glance in found])
    return [_in_context(scene, one, glance, around, judgement) for one, glance in found]


def _glance(
    candidate: Candidate,
    sight: float,
    parties: tuple[Party, ...],
    seen: Sequence[tuple[str, ...]],
    judgement: Judgement,
) -> Glance:
    actors = tuple(judgement.probability(Question.ACTOR_AT_SIGHT, each) for each in seen)
    targets = tuple(judgement.probability(Question.TARGET_AT_SIGHT, each) for each in seen)
    return Glance(candidate, sight, parties, actors, targets)


def _in_context(scene: Scene, one: Weighed, glance: Glance, around: Around, judgement: Judgement) -> Weighed:
    whole = (*one.bare, *context.of_candidate(scene, glance, around))
    parties = tuple(
        (*seen, *context.of_party(scene, glance, place, around)) for place, seen in enumerate(one.party_bare)
    )
    return replace(one, traits=whole, party_traits=parties, score=judgement.probability(Question.ACT, whole))
