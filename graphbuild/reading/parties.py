"""Parties: who may be the actor or the target of a candidate, and how each stands to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from graphbuild.model import Role
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.scene import Scene
from graphbuild.reading.slots import fillers
from graphbuild.reading.syntax import Syntax

_REACH = 60  # words to either side of a cue within which its parties are looked for: longer sentences are lists
_MOST = 24  # parties weighed for one cue, the nearest first
_CHAIN = 3  # conjuncts of conjuncts, as in phrases
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Party:
    """A phrase that may take part in an act.

    `token` heads it, `ids` are the actors it stands for (none: a phrase that nobody else named), `slots` the places of the
    lexicon that it fills, by role, with the number of fuller slots tried before it.
    """

    token: int
    ids: tuple[str, ...]
    slots: tuple[tuple[Role, str, int], ...] = ()

    def fills(self) -> frozenset[Role]:
        """The roles whose first place it fills."""
        return frozenset(role for role, _, rank in self.slots if rank == 0)


def standing_heads(scene: Scene) -> list[int]:
    """Return the tokens that head a phrase standing for some actor, in order; not the other words of a name."""
    cast, syntax = scene.cast, scene.syntax
    heads = []
    for token in sorted(cast.standing):
        above = syntax.heads[token]
        within = syntax.deps[token] in {"flat", "compound", "case", "flat:name"} and above != token
        if cast.at(token) and not (within and _includes(scene, above, token)):
            heads.append(token)
    return heads


def _includes(scene: Scene, above: int, token: int) -> bool:
    """Tell whether a phrase stands for the same as a word of it, and at most for what is joined to it, too."""
    whole, part = scene.cast.at(above), scene.cast.at(token)
    return whole == part or (set(part) < set(whole) and any(scene.syntax.under(above, "conj")))


def pool(scene: Scene, candidate: Candidate, heads: Sequence[int]) -> list[Party]:
    """Return whoever may take part: what fills the slots of the candidate's frames, and the actors named around it."""
    slots: dict[int, list[tuple[Role, str, int]]] = {}
    for role, slot, rank, token in _filled(scene, candidate):
        for conjunct in (token, *islice(scene.syntax.under(token, "conj"), _MOST)):
            slots.setdefault(conjunct, []).append((role, slot, rank))
    around = _around(scene.syntax, candidate.anchor, heads)
    parties = []
    for token in islice(dict.fromkeys((*slots, *around)), 2 * _MOST):
        ids = scene.cast.at(token)
        if ids or (token in slots and _nameable(scene.syntax, token)):
            parties.append(Party(token, ids, tuple(slots.get(token, ()))))
    return list(_apart(scene.syntax, parties))


def _apart(syntax: Syntax, parties: Sequence[Party]) -> Iterator[Party]:
    """Let a noun that others are joined to stand for itself where those are parties of their own: "France and Germany"."""
    joined: dict[int, set[str]] = {}
    for party in parties:
        for token in joined_to(syntax, party.token):
            joined.setdefault(token, set()).update(party.ids)
    for party in parties:
        left = tuple(one for one in party.ids if one not in joined.get(party.token, ()))
        yield replace(party, ids=left) if left else party


def joined_to(syntax: Syntax, token: int) -> Iterator[int]:
    """Yield the nouns to which a conjunct is joined, the nearest first."""
    for _ in range(_CHAIN):
        if syntax.deps[token] != "conj":
            return
        token = syntax.heads[token]
        yield token


def _filled(scene: Scene, candidate: Candidate) -> Iterator[tuple[Role, str, int, int]]:
    for frame in candidate.frames[:2]:
        for role, slots in ((Role.ACTOR, frame.entry.actor), (Role.TARGET, frame.entry.target)):
            rank = 0
            for slot in slots:
                found = False
                for token in fillers(scene, frame, slot):
                    if token != candidate.anchor or slot == "self":
                        found = True
                        yield role, slot, rank, token
                rank += found
    said = scene.speech[candidate.anchor]
    if said is not None and said.source is not None:
        yield Role.VIA, "speaker", 0, said.source


def _around(syntax: Syntax, anchor: int, heads: Sequence[int]) -> list[int]:
    low = bisect_left(heads, max(syntax.sentence[anchor], anchor - _REACH))
    high = bisect_right(heads, anchor + _REACH)
    near = [t for t in heads[low:high] if syntax.sentence[t] == syntax.sentence[anchor] and t != anchor]
    return sorted(sorted(near, key=lambda t: abs(t - anchor))[:_MOST])


def _nameable(syntax: Syntax, token: int) -> bool:
    return syntax.pos[token] in _NOMINAL or (syntax.pos[token] == "NUM" and syntax.deps[token] != "nummod")


def path(syntax: Syntax, anchor: int, token: int) -> str:
    """Write the way through the tree from one token to another: labels upward after "^", downward after "_", with prepositions.

    The empty string for the token itself; "far" for more than eight steps. A noun joined to others stands where the first of them stands.
    """
    above = _ancestors(syntax, anchor)
    down: list[str] = []
    while syntax.deps[token] == "conj" and token not in above and syntax.pos[syntax.heads[token]] in _NOMINAL:
        token = syntax.heads[token]
    for _ in range(5):
        if token in above:
            up = [f"^{syntax.deps[k]}" for k in above[: above.index(token)]]
            return "".join(up + down[::-1])
        down.append("_" + _label(syntax, token))
        if syntax.heads[token] == token:
            break
        token = syntax.heads[token]
    return "far"


def _ancestors(syntax: Syntax, token: int) -> list[int]:
    chain = [token]
    while len(chain) < 5 and syntax.heads[token] != token:
        token = syntax.heads[token]
        chain.append(token)
    return chain


def _label(syntax: Syntax, token: int) -> str:
    label = syntax.deps[token]
    if label in {"obl", "nmod", "obl:agent", "advcl", "acl"}:
        case = syntax.first(token, "case", "mark")
        return f"{label}.{syntax.lemmas[case]}" if case is not None else label
    return label
