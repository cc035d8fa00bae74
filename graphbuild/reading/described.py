"""Described actors: phrases in the place of an actor or a target that name nobody ("two bridges", "a fishing boat")."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphbuild.model import Actor, ActorKind, Excerpt
from graphbuild.reading.scene import Scene
from graphbuild.reading.syntax import Syntax
from graphbuild.vocab import actor_id

_PREMODIFIERS = frozenset(
    {"amod", "compound", "nummod", "nmod:poss", "advmod", "flat", "nmod", "nmod:desc", "obl:npmod"}
)
_FOLLOWING = frozenset({"flat", "compound", "appos", "flat:name"})
_LONGEST = 12  # words of a description, so that no id holds a sentence


@dataclass(slots=True)
class Described:
    """The actors made from descriptions while an article is read, one for each wording."""

    mentions: dict[str, set[Excerpt]] = field(default_factory=dict)

    def name(self, scene: Scene, token: int) -> str:
        """Return the id of whoever the phrase headed by this token describes, and remember the mention."""
        first, last = phrase(scene.syntax, token)
        excerpt = scene.excerpt(first, last)
        identifier = actor_id(ActorKind.GROUP, excerpt.text)
        self.mentions.setdefault(identifier, set()).add(excerpt)
        return identifier

    def actors(self, wanted: frozenset[str]) -> list[Actor]:
        """Return the described actors among `wanted`."""
        return [
            Actor(identifier, ActorKind.GROUP, min(found).text, tuple(found))
            for identifier, found in sorted(self.mentions.items())
            if identifier in wanted
        ]


def phrase(syntax: Syntax, token: int) -> tuple[int, int]:
    """Return the first and last token of a noun with what stands before it, without its article, and a name that follows."""
    first = last = token
    for label in _PREMODIFIERS:
        first = min([first, *(syntax.left[k] for k in syntax.under(token, label) if k < token)])
    for label in _FOLLOWING:
        last = max([last, *(syntax.right[k] for k in syntax.under(token, label) if k == last + 1)])
    first = max(first, token - _LONGEST)
    while first < token and (syntax.pos[first] in {"DET", "PUNCT", "ADP", "CCONJ"}):
        first += 1
    return first, min(last, first + _LONGEST)
