"""The cast: who acts in an article, and whom each of its phrases stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphbuild.model import Actor


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of an article, in order of id, and whom each of its phrases stands for.

    `standing` gives, for the token that heads a phrase and for each token of a name, the ids of the actors that the
    phrase stands for. `clusters` gives for each actor the token spans (start, end) of all its mentions, pronouns included;
    `Actor.mentions` keeps those that name or describe it. `described` holds the ids of those that the article only describes
    ("protesters", "a hospital"): worth keeping where they take part in an act.
    """

    actors: tuple[Actor, ...]
    standing: Mapping[int, tuple[str, ...]]
    described: frozenset[str] = frozenset()
    clusters: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def at(self, token: int) -> tuple[str, ...]:
        """Return the ids of the actors that the phrase headed by this token stands for; none when it is no actor.

        Conjoined names count all ("France and Germany"), and a phrase that is not itself an actor stands for its owner:
        "Israeli airstrikes" for Israel, "Hamas leaders" for Hamas, "their decision" for whoever "their" is.
        """
        return self.standing.get(token, ())
