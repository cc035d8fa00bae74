"""Acts: candidates are weighed, given their parties, and those that hold become acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.model import Act, ActKind, Actor, Amount, Excerpt, Span
from graphbuild.reading import traits
from graphbuild.reading.amounts import amount
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.content import content, quote
from graphbuild.reading.dates import date
from graphbuild.reading.described import Described
from graphbuild.reading.judgement import Judgement, Question
from graphbuild.reading.parties import Party, joined_to
from graphbuild.reading.scene import Scene
from graphbuild.reading.weighing import Weighed, weigh

_LONG_CUE = 8  # tokens: a cue spread wider is quoted by its anchor alone
_PEERS = ({"person"}, {"country"})  # kinds of actor, as their ids begin
_LONG_CONTENT = 80  # tokens of a content in which actors and amounts are looked for


Likely = tuple[Question, Party, float]
"""A role, a party that likely has it, and how likely."""

Homes = Mapping[str, str | None]
"""The country of each actor of a text that has one and is none."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A cue that was seen and is no act of the reading, and why."""

    cue: Excerpt
    kind: ActKind
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a text, the actors that only they describe, and the cues that were dropped."""

    acts: tuple[Act, ...]
    described: tuple[Actor, ...]
    dropped: tuple[Dropped, ...]


def read(scene: Scene, judgement: Judgement) -> Acts:
    """Read the acts of a text."""
    return settle(scene, weigh(scene, judgement), judgement)


def settle(scene: Scene, weighed: Sequence[Weighed], judgement: Judgement) -> Acts:
    """Make acts of the candidates that are likely enough, and give them the parties that are."""
    described = Described()
    homes = {actor.id: actor.country for actor in scene.cast.actors if actor.country != actor.id}
    kept, dropped = _choose(scene, weighed, judgement)
    acts: dict[str, Act] = {}
    for one in kept:
        act = _act(scene, one, judgement, described, homes)
        if act.id not in acts or acts[act.id].score < act.score:
            acts[act.id] = act
    wanted = frozenset(party for act in acts.values() for party in act.parties())
    return Acts(tuple(acts.values()), tuple(described.actors(wanted)), tuple(dropped))


def _choose(scene: Scene, weighed: Sequence[Weighed], judgement: Judgement) -> tuple[list[Weighed], list[Dropped]]:
    """Keep what is likely enough; of several kinds at one anchor, and of cues of one kind that share words, the likeliest."""
    kept: dict[int, Weighed] = {}
    told: dict[tuple[ActKind, int], Weighed] = {}
    dropped: list[Dropped] = []
    for one in sorted(weighed, key=lambda w: (-w.score, w.candidate.anchor, w.candidate.kind)):
        anchor = one.candidate.anchor
        if not judgement.holds(Question.ACT, one.score):
            dropped.append(_dropped(scene, one, "not likely enough"))
            continue
        if anchor in kept:
            dropped.append(_dropped(scene, one, f"read as {kept[anchor].candidate.kind}"))
            continue
        words = _words(scene, one)
        other = next((told[word] for word in words if word in told), None)
        if other is not None:
            dropped.append(_dropped(scene, one, f"its words are those of “{cue_of(scene, other.candidate).text}”"))
            continue
        kept[anchor] = one
        told |= dict.fromkeys(words, one)
    return [kept[anchor] for anchor in sorted(kept)], sorted(dropped, key=lambda d: (d.cue, d.kind))


def _words(scene: Scene, one: Weighed) -> list[tuple[ActKind, int]]:
    span = cue_of(scene, one.candidate).span
    return [(one.candidate.kind, token) for token in scene.tokens(span.start, span.end)]


def _dropped(scene: Scene, one: Weighed, reason: str) -> Dropped:
    return Dropped(cue_of(scene, one.candidate), one.candidate.kind, round(one.score, 2), reason)


def cue_of(scene: Scene, candidate: Candidate) -> Excerpt:
    """Return the words of the cue, or its anchor alone when they stand far apart."""
    first, last = min(candidate.cue), max(candidate.cue)
    sentence = scene.syntax.sentence
    if last - first > _LONG_CUE or sentence[first] != sentence[last]:
        first = last = candidate.anchor
    return scene.excerpt(first, last)


def _act(scene: Scene, one: Weighed, judgement: Judgement, described: Described, homes: Homes) -> Act:
    candidate = one.candidate
    actors, targets = _roles(scene, one, judgement, described, homes)
    modality = tuple(traits.of_modality(candidate))
    about = content(scene, candidate)
    cue, evidence = cue_of(scene, candidate), _evidence(scene, candidate)
    return Act(
        kind=candidate.kind,
        cue=cue,
        evidence=evidence,
        actors=tuple(actors),
        targets=tuple(targets),
        via=_via(scene, candidate, actors),
        about=_about(scene, about, {*actors, *targets}),
        content=about,
        quote=quote(scene, candidate),
        negated=judgement.holds(Question.NEGATED, judgement.probability(Question.NEGATED, candidate.kind, modality)),
        future=judgement.holds(Question.FUTURE, judgement.probability(Question.FUTURE, candidate.kind, modality)),
        date=date(evidence.text, cue.span.start - evidence.span.start, scene.article.published),
        place=_place(scene, candidate),
        amount=_amount(scene, about),
        found_by=tuple(name for name, found in (("lexicon", candidate.known), ("model", candidate.learned)) if found),
        score=one.score,
    )


def _roles(
    scene: Scene, one: Weighed, judgement: Judgement, described: Described, homes: Homes
) -> tuple[list[str], list[str]]:
    """Give each party the role that it likelier has, if it likely has one; nobody is both actor and target."""
    chances: dict[Question, dict[str, float]] = {Question.ACTOR: {}, Question.TARGET: {}}
    for role, party, chance in _unowned(scene, _outermost(scene, list(_likely(one, judgement))), homes):
        for name in party.ids or (described.name(scene, party.token),):
            chances[role][name] = max(chance, chances[role].get(name, 0.0))
    actors, targets = chances[Question.ACTOR], chances[Question.TARGET]
    return (
        [name for name in actors if actors[name] >= targets.get(name, 0.0)],
        [name for name in targets if targets[name] > actors.get(name, 0.0)],
    )


def _likely(one: Weighed, judgement: Judgement) -> Iterator[Likely]:
    """Yield the parties that likely have a role, each with the role it likelier has.

    Who is a party alone is judged alone: "both countries" says no more of two that the sentence names.
    """
    alone = {party.ids[0] for party in one.parties if len(party.ids) == 1}
    chances: dict[Question, list[tuple[float, Party]]] = {Question.ACTOR: [], Question.TARGET: []}
    for party, actor, target in one.roles(judgement):
        chances[Question.ACTOR if actor >= target else Question.TARGET].append((max(actor, target), party))
    for role, found in chances.items():
        best = max((chance for chance, _ in found), default=0.0)
        for chance, party in found:
            if judgement.holds(role, chance) and (chance == best or chance >= judgement.company):
                ids = party.ids if len(party.ids) < 2 else tuple(name for name in party.ids if name not in alone)
                if ids or not party.ids:
                    yield role, replace(party, ids=ids), chance


def _outermost(scene: Scene, likely: Sequence[Likely]) -> list[Likely]:
    """Of two parties in one role, of which one stands inside the other's phrase, keep the likelier."""
    syntax = scene.syntax
    held = {(role, party.token): chance for role, party, chance in likely}
    parties = {party.token: party for _, party, _ in likely}
    beaten = set()
    for (role, token), chance in held.items():
        above = syntax.heads[token]
        if syntax.deps[token] not in traits.NESTING or above == token or (role, above) not in held:
            continue
        if not _peers(parties[token], parties[above]):
            beaten.add((role, token if held[role, above] >= chance else above))
    return [(role, parties[token], chance) for (role, token), chance in held.items() if (role, token) not in beaten]


def _peers(one: Party, other: Party) -> bool:
    """Tell whether both are persons, or both countries, and different ones: then neither tells who the other is."""
    kinds = {name.partition("/")[0] for name in (*one.ids, *other.ids)}
    return bool(one.ids and other.ids) and kinds in _PEERS and not set(one.ids) & set(other.ids)


def _unowned(scene: Scene, likely: Sequence[Likely], homes: Homes) -> list[Likely]:
    """Of a country and its own leader or institution in one role, not joined by "and", keep the likelier.

    The other is there to tell whose it is, or where: "the parliament of Iraq voted to expel them from the country".
    """
    beaten = set()
    for role, owner, chance in likely:
        for other, owned, its in likely:
            lands = {homes.get(name) for name in owned.ids if name not in owner.ids}
            if role == other and lands & set(owner.ids) and not _joined(scene, owner, owned):
                beaten.add((role, owned.token if its < chance else owner.token))
    return [one for one in likely if (one[0], one[1].token) not in beaten]


def _joined(scene: Scene, one: Party, other: Party) -> bool:
    syntax = scene.syntax
    return one.token in joined_to(syntax, other.token) or other.token in joined_to(syntax, one.token)


def _evidence(scene: Scene, candidate: Candidate) -> Excerpt:
    """Return the sentence of the cue, without the white space around it."""
    syntax, text = scene.syntax, scene.article.text
    start = min(syntax.starts[syntax.sentence[candidate.anchor]], *(syntax.starts[k] for k in candidate.cue))
    end = max(syntax.ends[syntax.last[candidate.anchor]], *(syntax.ends[k] for k in candidate.cue))
    while text[end - 1].isspace():
        end -= 1
    while text[start].isspace():
        start += 1
    return Excerpt(Span(start, end), text[start:end])


def _via(scene: Scene, candidate: Candidate, actors: Sequence[str]) -> tuple[str, ...]:
    said = scene.speech[candidate.anchor]
    if said is None or said.cue_token == candidate.anchor:
        return ()
    return tuple(source for source in (*said.via, *said.sources) if source not in actors)


def _about(scene: Scene, about: Excerpt | None, parties: set[str]) -> tuple[str, ...]:
    if about is None:
        return ()
    tokens = scene.tokens(about.span.start, about.span.end)[:_LONG_CONTENT]
    named = (name for token in tokens for name in scene.cast.at(token))
    return tuple(name for name in dict.fromkeys(named) if name not in parties)


def _amount(scene: Scene, about: Excerpt | None) -> Amount | None:
    tokens = scene.tokens(about.span.start, about.span.end)[:_LONG_CONTENT] if about else range(0)
    return amount(scene, tokens[0], tokens[-1]) if tokens else None


def _place(scene: Scene, candidate: Candidate) -> Excerpt | None:
    syntax = scene.syntax
    for preposition in ("in", "at", "near", "outside"):
        for token in syntax.governed(candidate.anchor, preposition):
            if syntax.pos[token] == "PROPN" and token in scene.places:
                first, last = syntax.left[token], syntax.right[token]
                return scene.excerpt(first + 1 if first < token else first, last)
    return None
