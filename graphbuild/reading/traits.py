"""Traits: what is seen of a candidate and of its parties, as the short names that weights are learned for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from graphbuild.model import ActorKind, Argument, Role, Span
from graphbuild.reading.candidates import Candidate
from graphbuild.reading.parties import Party, path
from graphbuild.reading.scene import Scene
from graphbuild.reading.slots import carrier
from graphbuild.reading.syntax import Syntax

_STEPS = (0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.96)
_CLIMB = 6
_LONG = 150  # words: a bulletin is shorter, an article longer
_SAID = 40  # words of an utterance that are looked at
NESTING = ("amod", "compound", "nmod:poss", "nmod", "flat", "appos", "nmod:desc", "acl", "acl:relcl")
"""Relations by which one party's phrase stands inside another's."""


def of_words(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """Yield what the words alone tell of a candidate: enough to leave most of what is no act at once."""
    yield "candidate"
    if candidate.known:
        yield f"entry={candidate.entry.name}"
    yield f"lemma={scene.syntax.lemmas[candidate.anchor]}"
    yield from _found(candidate)
    yield from _place(scene, candidate.anchor)


def of_candidate(
    scene: Scene, candidate: Candidate, parties: Sequence[Party], others: Mapping[int, Sequence[Candidate]]
) -> Iterator[str]:
    """Yield the other traits that tell whether a candidate is an act; `others` are the candidates of the text by anchor."""
    yield from _filled(parties)
    yield from (f"mark={mark}" for mark in candidate.marks)
    yield from _neighbours(scene, candidate, others)
    yield from _words(scene, candidate.anchor)
    yield from _said(scene, candidate.anchor)


def _found(candidate: Candidate) -> Iterator[str]:
    if candidate.known:
        yield "weak" if candidate.entry.weak else "strong"
        if len(candidate.entry.words) > 1:
            yield "several words"
    yield "known" if candidate.known else "unknown"
    yield from steps("learned", candidate.learned.score if candidate.learned else 0.0)
    yield from steps("glance", candidate.learned.glance if candidate.learned else 0.0)
    yield from steps("rival", candidate.rival.score if candidate.rival else 0.0)


@lru_cache(maxsize=256)
def _names(name: str) -> tuple[str, ...]:
    return tuple(f"{name}>{step}" for step in _STEPS)


def steps(name: str, score: float) -> Iterator[str]:
    """Yield a trait for each step that a probability exceeds."""
    yield from _names(name)[: bisect_left(_STEPS, score)]


def _place(scene: Scene, anchor: int) -> Iterator[str]:
    syntax = scene.syntax
    yield f"dep={syntax.deps[anchor]}"
    yield f"tag={syntax.tags[anchor]}"
    if anchor < scene.body:
        yield "title"
    yield "long text" if len(syntax) > _LONG else "short text"
    if scene.speech[anchor] is not None:
        yield "attributed"
    verb = carrier(scene, anchor) if syntax.pos[anchor] != "VERB" else None
    if verb is not None:
        yield "carried"
        yield f"carrier={syntax.lemmas[verb]}"


def _filled(parties: Sequence[Party]) -> Iterator[str]:
    for role in (Role.ACTOR, Role.TARGET):
        slots = {slot for party in parties if party.ids for r, slot, _ in party.slots if r is role}
        yield f"{role} filled" if slots else f"{role} empty"
        yield from (f"{role}:{slot}" for slot in sorted(slots))
    if not any(party.ids for party in parties):
        yield "nobody"


def _neighbours(scene: Scene, candidate: Candidate, others: Mapping[int, Sequence[Candidate]]) -> Iterator[str]:
    syntax = scene.syntax
    for other in others.get(candidate.anchor, ()):
        if other.kind != candidate.kind:
            yield f"also={other.kind}"
    token = candidate.anchor
    for _ in range(_CLIMB):
        label = syntax.deps[token]
        if syntax.heads[token] == token:
            break
        token = syntax.heads[token]
        if token in others:
            yield f"under={syntax.lemmas[token]}"
            yield from (f"below={other.kind}.{label}" for other in others[token])
            break
    clause = syntax.first(candidate.anchor, "ccomp", "xcomp", "obj", "parataxis")
    if clause is not None:
        yield f"complement={syntax.deps[clause]}"
        yield from (f"holds={other.kind}" for other in others.get(clause, ()))
        yield from (f"complement={syntax.words[aux]}" for aux in syntax.under(clause, "aux", "mark"))


def _words(scene: Scene, anchor: int) -> Iterator[str]:
    syntax = scene.syntax
    for label in ("obj", "compound", "amod", "compound:prt", "nsubj:pass", "xcomp", "ccomp", "case", "det"):
        yield from (f"{label}={syntax.lemmas[k]}" for k in syntax.under(anchor, label))
    if syntax.deps[anchor] in {"obj", "obl", "nmod", "compound", "nsubj", "conj", "xcomp"}:
        yield f"above={syntax.lemmas[syntax.heads[anchor]]}"
    yield from (f"to={syntax.lemmas[m]}" for k in syntax.under(anchor, "obl", "nmod") for m in syntax.under(k, "case"))


def _said(scene: Scene, anchor: int) -> Iterator[str]:
    """Yield what the words of an utterance tell of what it does, where the anchor is a word of saying."""
    syntax = scene.syntax
    said = scene.uttered.get(anchor)
    clause = syntax.first(anchor, "ccomp", "parataxis")
    if said is not None:
        tokens = scene.tokens(said.content.start, said.content.end)
    elif clause is not None:
        tokens = range(syntax.left[clause], syntax.right[clause] + 1)
    else:
        return
    words = {
        syntax.lemmas[token] for token in tokens[:_SAID] if syntax.pos[token] not in {"PUNCT", "DET", "ADP", "PROPN"}
    }
    yield "says"
    yield from (f"says {word}" for word in sorted(words))
    yield from (
        f"tone {tone}" for tone in sorted({tone for word in words for tone in scene.lexicon.tones.get(word, ())})
    )
    if clause is not None:
        yield from _about_whom(scene, anchor, clause)


def _about_whom(scene: Scene, anchor: int, clause: int) -> Iterator[str]:
    speaker, subject = scene.syntax.subject(anchor), scene.syntax.subject(clause)
    if subject is None:
        return
    about = set(scene.cast.at(subject))
    if speaker is not None and about & set(scene.cast.at(speaker)):
        yield "says of oneself"
    elif about:
        yield "says of another"
    else:
        yield "says of a thing"


def of_parties(
    scene: Scene, candidate: Candidate, parties: Sequence[Party], kinds: Mapping[str, ActorKind]
) -> list[tuple[str, ...]]:
    """Return for each party the traits that tell what it is to the candidate; `kinds` gives the kind of each actor."""
    order = _order(candidate, parties)
    heard = _learned(scene, candidate, parties)
    return [
        (*_of_party(scene, candidate, party, parties, kinds), *order[party.token], *learned)
        for party, learned in zip(parties, heard, strict=True)
    ]


def _heard(scene: Scene, candidate: Candidate) -> Sequence[Argument]:
    """Return the arguments that the learned reader gives the cue, whoever found it."""
    if candidate.learned:
        return candidate.learned.arguments
    anchor = candidate.anchor
    return scene.arguments(Span(scene.syntax.starts[anchor], scene.syntax.ends[anchor]))


def _order(candidate: Candidate, parties: Sequence[Party]) -> dict[int, tuple[str, ...]]:
    """Return how manieth each party is before or after the cue, counting actors once."""
    places: dict[int, tuple[str, ...]] = {}
    for side, sign in (("before", -1), ("after", 1)):
        met: list[tuple[str, ...]] = []
        for party in sorted(parties, key=lambda p: sign * (p.token - candidate.anchor)):
            if sign * (party.token - candidate.anchor) > 0:
                if party.ids not in met:
                    met.append(party.ids)
                place = f"{side} {min(met.index(party.ids) + 1, 4)}"
                places[party.token] = (place,)
        if met:
            last = met[-1]
            for party in parties:
                if party.ids == last and sign * (party.token - candidate.anchor) > 0:
                    places[party.token] = (*places[party.token], f"{side} last")
    return {party.token: places.get(party.token, ("self",)) for party in parties}


def _of_party(
    scene: Scene, candidate: Candidate, party: Party, parties: Sequence[Party], kinds: Mapping[str, ActorKind]
) -> Iterator[str]:
    syntax = scene.syntax
    way = path(syntax, candidate.anchor, party.token)
    outer = _outer(syntax, party.token)
    yield "party"
    yield from _slots(party)
    yield f"path={way}"
    yield f"{syntax.lemmas[candidate.anchor]} path={way}"
    yield f"outer={way if outer == party.token else path(syntax, candidate.anchor, outer)}"
    yield from _rivals(scene, party, parties)
    yield from _standing(scene, candidate, party, kinds)


def _outer(syntax: Syntax, token: int) -> int:
    """Return the head of the whole name or description that the token is a piece of: "Minister Ama Mensah" has one."""
    for _ in range(_CLIMB):
        if (
            syntax.deps[token] not in {"flat", "appos", "compound", "nmod:desc", "conj"}
            or syntax.pos[syntax.heads[token]] == "VERB"
        ):
            break
        token = syntax.heads[token]
    return token


def _rivals(scene: Scene, party: Party, parties: Sequence[Party]) -> Iterator[str]:
    """Yield whether others fill the places better, and whether the party stands inside another's phrase or around it."""
    syntax = scene.syntax
    for role in (Role.ACTOR, Role.TARGET):
        if not _best_filler(party, role):
            filled = any(other.ids and _best_filler(other, role) for other in parties)
            yield f"{role} {'elsewhere' if filled else 'nowhere'}"
    tokens = {other.token for other in parties if other.ids}
    if syntax.deps[party.token] in NESTING and syntax.heads[party.token] in tokens:
        yield f"inside {syntax.deps[party.token]}"
    if any(child in tokens for child in syntax.under(party.token, *NESTING)):
        yield "around"


def _best_filler(party: Party, role: Role) -> bool:
    return any(r is role and rank == 0 for r, _, rank in party.slots)


def _slots(party: Party) -> Iterator[str]:
    for role, slot, rank in party.slots:
        yield f"{role}:{slot}"
        yield f"{role} rank {min(rank, 3)}"
    roles = {role for role, _, _ in party.slots}
    if not roles & {Role.ACTOR, Role.TARGET}:
        yield "no slot"


def _standing(scene: Scene, candidate: Candidate, party: Party, kinds: Mapping[str, ActorKind]) -> Iterator[str]:
    syntax, token = scene.syntax, party.token
    yield f"is={kinds[party.ids[0]]}" if party.ids else "unnamed"
    yield f"pos={syntax.pos[token]}"
    yield f"dep={syntax.deps[token]}"
    yield f"side={'before' if token < candidate.anchor else 'after'}"
    case = syntax.first(token, "case")
    if case is not None:
        yield f"case={syntax.lemmas[case]}"
    edge = syntax.left[token]
    if edge > syntax.sentence[token]:
        yield f"prior={syntax.lemmas[edge - 1]}"
    if token > candidate.anchor and candidate.anchor + 1 < edge:
        yield f"next={syntax.lemmas[candidate.anchor + 1]}"
    if syntax.deps[token].startswith("nsubj") and syntax.deps[syntax.heads[token]] == "root":
        yield "main subject"
    yield f"distance={min(abs(token - candidate.anchor) // 4, 6)}"
    said = scene.speech[candidate.anchor]
    if said is not None:
        speaks = bool(set(said.sources) & set(party.ids))
        yield "speaker" if speaks else "not speaker"
    if scene.speech[token] is not said:
        yield "other speech"


def _learned(scene: Scene, candidate: Candidate, parties: Sequence[Party]) -> list[list[str]]:
    """Return what the learned reader takes each party to be to the cue, whoever found the cue."""
    arguments = _heard(scene, candidate) if parties else ()
    scores = [_scores(scene, arguments, party.token) for party in parties]
    seen: list[list[str]] = [[] for _ in parties]
    for role in (Role.ACTOR, Role.TARGET, Role.CONTENT, Role.VIA):
        best = max((found.get(role, 0.0) for found in scores), default=0.0)
        for traits, found in zip(seen, scores, strict=True):
            score = found.get(role, 0.0)
            traits.extend(steps(f"learned {role}", score))
            if role in {Role.ACTOR, Role.TARGET}:
                traits.append(f"learned {role} {'top' if score == best > 0 else 'elsewhere' if best else 'nowhere'}")
    return seen


def _scores(scene: Scene, arguments: Sequence[Argument], token: int) -> dict[Role, float]:
    start, end = scene.syntax.starts[token], scene.syntax.ends[token]
    best: dict[Role, float] = {}
    for argument in arguments:
        if argument.span.start < end and start < argument.span.end:
            best[argument.role] = max(best.get(argument.role, 0.0), argument.score)
    return best


def of_modality(candidate: Candidate) -> Iterator[str]:
    """Yield the traits that tell whether an act is negated, or to come."""
    yield "act"
    yield f"part={candidate.entry.part}"
    for mark in candidate.marks:
        yield f"mark={mark}"
        yield f"{candidate.entry.part} mark={mark}"
    if not candidate.marks:
        yield "plain"
    if candidate.learned:
        yield from steps("learned negated", candidate.learned.negated)
        yield from steps("learned future", candidate.learned.future)
