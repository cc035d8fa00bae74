"""Weighing: every candidate and every party is judged twice, by itself and then in the light of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.model import ActorKind, Role
from graphbuild.reading import candidates as proposals
from graphbuild.reading import context, traits
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.context import Around, Glance
from graphbuild.reading.described import phrase
from graphbuild.reading.judgement import Judgement, Question
from graphbuild.reading.parties import Party, pool, standing_heads
from graphbuild.reading.scene import Scene

_HOPELESS = 0.02  # candidates that their words alone make less likely than this are not looked at further
_SURE = 0.5  # the least score of what the lexicon is sure of
_IDLE = 0.3  # candidates less likely than this at first sight are given parties only if their context makes them acts


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
        """Yield each party with the probabilities that it is the actor and that it is the target.

        Where the lexicon is sure of the entry it is so of the places that it names, too.
        """
        filled = {role for party in self.parties for role in party.fills()} if self.candidate.sure else set()
        for party, seen in zip(self.parties, self.party_traits, strict=True):
            actor, target = (
                float(role in party.fills())
                if role in filled
                else judgement.probability(question, self.candidate.kind, seen)
                for role, question in ((Role.ACTOR, Question.ACTOR), (Role.TARGET, Question.TARGET))
            )
            yield party, actor, target


def weigh(scene: Scene, judgement: Judgement) -> list[Weighed]:
    """Weigh every candidate of a text that its words do not make hopeless, in order of their anchors."""
    candidates = list(proposals.find(scene))
    others: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        others.setdefault(candidate.anchor, []).append(candidate)
    weigher = _Weigher(scene, judgement, standing_heads(scene), {actor.id: actor.kind for actor in scene.cast.actors})
    found = [one for one in (weigher.at_sight(candidate, others) for candidate in candidates) if one is not None]
    around = Around.of(scene, [glance for _, glance in found])
    return [weigher.in_context(one, glance, around) for one, glance in found]


@dataclass(frozen=True, slots=True)
class _Weigher:
    """What weighing needs of a text: the heads of the phrases that stand for actors, and each actor's kind."""

    scene: Scene
    judgement: Judgement
    heads: Sequence[int]
    kinds: Mapping[str, ActorKind]

    def at_sight(
        self, candidate: Candidate, others: Mapping[int, Sequence[Candidate]]
    ) -> tuple[Weighed, Glance] | None:
        words = tuple(traits.of_words(self.scene, candidate))
        hope = self.judgement.probability(Question.ACT_AT_SIGHT, candidate.kind, words)
        if hope < _HOPELESS and not candidate.sure:
            return None
        parties = tuple(pool(self.scene, candidate, self.heads))
        bare = (*words, *traits.of_candidate(self.scene, candidate, parties, others))
        sight = self.judgement.probability(Question.ACT_AT_SIGHT, candidate.kind, bare)
        if sight < _IDLE:
            return Weighed(candidate, parties, bare, ()), Glance(candidate, sight, (), (), (), ())
        return self._with_parties(Weighed(candidate, parties, bare, ()), sight)

    def in_context(self, one: Weighed, glance: Glance, around: Around) -> Weighed:
        whole = (*one.bare, *context.of_candidate(self.scene, glance, around))
        score = self.judgement.probability(Question.ACT, one.candidate.kind, whole)
        if one.candidate.sure:
            score = max(score, _SURE)
        if not self.judgement.holds(Question.ACT, score):
            return replace(one, parties=(), party_bare=(), traits=whole, score=score)
        if not glance.parties:
            one, glance = self._with_parties(one, glance.sight)
        parties = tuple(
            (*seen, *context.of_party(self.scene, glance, place, around)) for place, seen in enumerate(one.party_bare)
        )
        return replace(one, traits=whole, party_traits=parties, score=score)

    def _with_parties(self, one: Weighed, sight: float) -> tuple[Weighed, Glance]:
        kind, parties = one.candidate.kind, one.parties
        seen = tuple(traits.of_parties(self.scene, one.candidate, parties, self.kinds))
        actors = tuple(self.judgement.probability(Question.ACTOR_AT_SIGHT, kind, each) for each in seen)
        targets = tuple(self.judgement.probability(Question.TARGET_AT_SIGHT, kind, each) for each in seen)
        extents = tuple(phrase(self.scene.syntax, party.token) for party in parties)
        return replace(one, party_bare=seen), Glance(one.candidate, sight, parties, actors, targets, extents)
