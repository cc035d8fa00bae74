"""Linking countries, organisations and groups by their names, and by what the article says around an ambiguous one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphbuild.identity.context import Context, home_of
from graphbuild.identity.gazetteer import Bearer
from graphbuild.identity.links import Link
from graphbuild.identity.reference import Reference
from graphbuild.model import Actor, ActorKind, Known, NameForm

_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_SURE = {NameForm.NAME: 0.98, NameForm.ACRONYM: 0.96, NameForm.ADJECTIVE: 0.95, NameForm.SEAT: 0.85}
_CLEAR = 0.9
_LIKELIEST = 0.7
_UNSUPPORTED = 0.5


def link(actor: Actor, context: Context, reference: Reference) -> Link | None:
    """Return whom a country, organisation or group is known as, or None when no reference fact bears its name."""
    for name in _names(actor, reference):
        bearers = [bearer for bearer in reference.bearers(name) if _may_mean(actor, bearer)]
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
    if actor.country and actor.kind is not ActorKind.COUNTRY:
        generic = _generic(actor)
        yield from (f"{adjective} {name}" for name in generic for adjective in reference.adjectives(actor.country))


def _generic(actor: Actor) -> Iterable[str]:
    """Return what the body is called without its country: from its name, and from an id of the form "army-of-ir"."""
    room, _, rest = actor.id.partition("/")
    tail = f"-of-{(actor.country or '').partition('/')[2].lower()}"
    own = [rest.removesuffix(tail).replace("-", " ")] if room == "organization" and rest.endswith(tail) else []
    return dict.fromkeys([actor.name, *own])


def _of_several(candidates: list[Known], actor: Actor, context: Context) -> Link:
    """Choose among namesakes by clues and by the countries that the article names; else take the likeliest, unsure."""
    support = [_support(known, actor, context) for known in candidates]
    best = max(support)
    if best > 0 and support.count(best) == 1:
        return Link(candidates[support.index(best)], _CLEAR, "the namesake that the article speaks of")
    if best == 0 and candidates[0].kind is not ActorKind.COUNTRY:
        return Link(candidates[0], _UNSUPPORTED, "the likeliest namesake, unsupported")
    return Link(candidates[0], _LIKELIEST, "the likeliest namesake")


def _support(known: Known, actor: Actor, context: Context) -> float:
    clues = context.clues(known, actor)
    if known.id == actor.country:
        clues += 3
    home = home_of(known)
    if home and home == actor.country:
        clues += 3
    # A state's namesake is not spoken of just because its country is.
    spoken_of = 0.0 if known.id.endswith("-state") else min(context.named[home or ""], 5) / 2
    return clues + spoken_of
