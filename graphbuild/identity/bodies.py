"""Linking countries, organisations and groups by their names, and by what the article says around an ambiguous one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from graphbuild.identity.context import Context, home_of
from graphbuild.identity.gazetteer import Bearer
from graphbuild.identity.links import Link
from graphbuild.identity.reference import Reference
from graphbuild.model import Actor, ActorKind, Known, NameForm

_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_SURE = {NameForm.NAME: 0.98, NameForm.ACRONYM: 0.96, NameForm.ADJECTIVE: 0.95, NameForm.SEAT: 0.85}
_CLASS_WORDS = re.compile(r"(?: [a-z]+)* (?:party|movement|group|bloc|alliance|nations|countries|network)$")
_OF_COUNTRY = re.compile(r"organization/(.+)-of-([a-z]{2})")
_CLEAR = 0.9
_OF_ITS_TIME = 0.95
_LIKELIEST = 0.7
_UNSUPPORTED = 0.5


def link(actor: Actor, context: Context, reference: Reference) -> Link | None:
    """Return whom a country, organisation or group is known as, or None when no reference fact bears its name.

    Of a state's names, those count that it had on the day of the article: "Moscow" was the Soviet Union in 1962.
    """
    found = _by_name(actor, context, reference)
    then = _state_then(actor, context.day, reference) if found and context.day else None
    return (
        Link(then, min(found.score, _OF_ITS_TIME), "the state that bore the name on the day")
        if found and then
        else found
    )


def _state_then(actor: Actor, day: dt.date, reference: Reference) -> Known | None:
    """Return the state of the past that all names of the actor in the article meant on its day; or None."""
    names = {mention.text for mention in actor.mentions if reference.bearers(mention.text)}
    states = {state for name in names if (state := reference.state_then(name, day))}
    if len(states) != 1:
        return None
    state = states.pop()
    own = (bearer.known == state for name in names for bearer in reference.bearers(name))
    meant = sum(reference.state_then(name, day) == state for name in names) + sum(own)
    return state if meant >= len(names) else None


def _by_name(actor: Actor, context: Context, reference: Reference) -> Link | None:
    for name in _names(actor, reference):
        bearers = [bearer for bearer in reference.bearers(name) if _may_mean(actor, bearer)]
        if context.day:
            bearers = [b for b in bearers if reference.existed(b.known.id, context.day)] or bearers
        if len(bearers) == 1:
            return Link(bearers[0].known, _SURE[bearers[0].form], f"the only {bearers[0].form}")
        if bearers:
            return _of_several([bearer.known for bearer in bearers], actor, context)
    return None


def _may_mean(actor: Actor, bearer: Bearer) -> bool:
    """Tell whether a name may mean its bearer here: a capital stands for its country only where reading took it so."""
    if bearer.known.kind in _PEOPLE:
        return False
    return bearer.form is not NameForm.SEAT or actor.kind is ActorKind.COUNTRY or actor.id == bearer.known.id


def _names(actor: Actor, reference: Reference) -> Iterator[str]:
    """Yield the names to look up, the fullest first; a body without a name of its own gets its country's: "Iranian army"."""
    texts = dict.fromkeys([actor.name, *(mention.text for mention in actor.mentions)])
    yield from sorted(texts, key=len, reverse=True)
    yield from (text[: found.start()] for text in texts if (found := _CLASS_WORDS.search(text)))
    if actor.kind is not ActorKind.COUNTRY:
        for name, country in _generic(actor):
            yield from (f"{adjective} {name}" for adjective in reference.adjectives(country))


def _generic(actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield what a body is called without its country, and the country: from its name, and from an id like "army-of-ir"."""
    if actor.country:
        yield actor.name, actor.country
    if found := _OF_COUNTRY.fullmatch(actor.id):
        yield found[1].replace("-", " "), f"country/{found[2].upper()}"


def _of_several(candidates: list[Known], actor: Actor, context: Context) -> Link:
    """Choose among namesakes by clues and by the countries that the article names; else take the likeliest, unsure."""
    beside = context.beside(actor)
    near = [known for known in candidates if home_of(known) in beside]
    if len(near) == 1:
        return Link(near[0], _CLEAR, "the namesake whose country stands beside it")
    if beside and not near and candidates[0].kind is not ActorKind.COUNTRY:
        return Link(candidates[0], 0.0, "a namesake of another country")
    support = [_support(known, actor, context, candidates) for known in candidates]
    best = max(support)
    if best > 0 and support.count(best) == 1:
        return Link(candidates[support.index(best)], _CLEAR, "the namesake that the article speaks of")
    if best == 0 and candidates[0].kind is not ActorKind.COUNTRY:
        return Link(candidates[0], _UNSUPPORTED, "the likeliest namesake, unsupported")
    return Link(candidates[0], _LIKELIEST, "the likeliest namesake")


def _support(known: Known, actor: Actor, context: Context, candidates: list[Known]) -> float:
    clues = float(context.clues(known, actor))
    home = home_of(known)
    # Where reading took the name for one of the namesakes, the actor's country is that one's, and says nothing.
    told = actor.country if all(actor.id != other.id for other in candidates) else None
    if home and home == told:
        clues += 3
    # A state's namesake is not spoken of just because its country is.
    return clues if known.id.endswith("-state") else clues + min(context.named[home or ""], 5) / 2
