"""Linking people: by full name, by what they are called together with their office, country and day, or by office alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from graphbuild.identity.context import Context
from graphbuild.identity.links import Link
from graphbuild.identity.names import PARTICLES, Key, key
from graphbuild.identity.reference import Reference
from graphbuild.model import Actor, ActorKind, Known, NameForm, Office

_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_FORMS_OF_ADDRESS = """
Mr Mrs Ms Miss Dr Sir Dame Lord Lady President Prime Minister Premier Chancellor Secretary Senator Sen Rep Gov Governor General
Gen Col Colonel Maj Major Lt Capt Captain Adm Admiral King Queen Prince Princess Crown Emperor Emir Sheikh Sheik Sultan Ayatollah
Imam Mullah Pope Patriarch Archbishop Cardinal Foreign Defence Defense Judge Justice Professor Prof Sayyid Sayyed
"""
_ADDRESS = frozenset(_FORMS_OF_ADDRESS.split())
# Countries whose leader of the day is meant by a surname alone, where no other known person is called so.
_LED_IN_THE_NEWS = frozenset(
    f"country/{code}" for code in ("BR", "CN", "DE", "FR", "GB", "IL", "IN", "IR", "KP", "RU", "TR", "UA", "US")
)
_MARGIN = 0.1
_LONG_AGO = 25
"""Years after which somebody who held office is not met in the news by name alone: whoever then bears it may be another."""


def link(actor: Actor, context: Context, reference: Reference) -> Link | None:
    """Return whom a person is known as, or None."""
    if office_only(actor):
        return _by_office(actor, context, reference)
    found = _by_name(actor, context, reference) or _by_short_name(actor, context, reference)
    if found and (
        _contradicted(found.known, actor, context, reference) or _of_another_age(found.known, actor, context, reference)
    ):
        return None
    return found


def office_only(actor: Actor) -> bool:
    """Tell whether an article names the person by an office alone: "the U.S. president"."""
    return any(actor.id == "person/" + office.id.partition("/")[2] for office in actor.offices)


def bare(name: str) -> Key:
    """Return the pieces of a person's name without forms of address and single initials.

    >>> bare("President Joseph R. Biden Jr."), bare("Xi")
    (('Joseph', 'Biden', 'Jr'), ('Xi',))
    """
    pieces = [piece for piece in key(name) if piece[0].isalnum()]
    while len(pieces) > 1 and pieces[0] in _ADDRESS:
        pieces = pieces[1:]
    kept = [piece for at, piece in enumerate(pieces) if len(piece) > 1 or at == 0]
    return tuple(kept)


def without_country(name: str, reference: Reference) -> str:
    """Return a person's name without a country that reading left before it: "Ghanaian Ama Mensah" is Ama Mensah."""
    first, _, rest = name.partition(" ")
    lands = [b for b in reference.bearers(first) if b.known.kind is ActorKind.COUNTRY and b.form is NameForm.ADJECTIVE]
    return rest if lands and is_full(rest) else name


def is_name(text: str) -> bool:
    """Tell whether words are a name, not a description: they begin with a capital, or with a particle before one.

    >>> is_name("al-Sisi"), is_name("the minister"), is_name("foreign minister Asif")
    (True, False, False)
    """
    first, *rest = key(text) or ("",)
    return first[:1].isupper() or (first in PARTICLES and bool(rest) and rest[0][:1].isupper())


def is_full(text: str) -> bool:
    """Tell whether words are a person's name with more than one part of its own.

    >>> is_full("al-Sisi"), is_full("Abdel Fattah al-Sisi"), is_full("Dr. Hassan"), is_full("One person")
    (False, True, False, False)
    """
    own = [piece for piece in bare(text) if piece[:1].isupper() and piece.lower() not in PARTICLES]
    return is_name(text) and len(own) > 1


def _by_office(actor: Actor, context: Context, reference: Reference) -> Link | None:
    offices = [found for office in actor.offices if (found := reference.office(office))]
    if not offices or context.elected_only(actor):
        return None
    holders = {day: _holder(offices[0].id, day, reference) for day in sorted(context.days(actor))}
    chosen = set(holders.values())
    if len(chosen) > 1 and context.day:
        chosen = {_holder(offices[0].id, context.day, reference)}
    if len(chosen) != 1 or (known := chosen.pop()) is None:
        return None
    return Link(known, reference.certainty(max(holders, default=context.day)), "the holder of the office on the day")


def _holder(office: str, day: dt.date, reference: Reference) -> Known | None:
    """Return who holds an office at the end of a day."""
    holders = reference.holders(office, day)
    return holders[-1] if holders else None


def _by_name(actor: Actor, context: Context, reference: Reference) -> Link | None:
    for name in _names(actor):
        for pieces, score in ((key(name), 0.97), (bare(without_country(name, reference)), 0.94)):
            people = (
                [b.known for b in reference.bearers(" ".join(pieces)) if b.known.kind in _PEOPLE]
                if len(pieces) > 1
                else []
            )
            if people:
                best = max(people, key=lambda known: _support(known, actor, context, reference))
                return Link(best, score if len(people) == 1 else 0.85, "the full name")
    return None


def _by_short_name(actor: Actor, context: Context, reference: Reference) -> Link | None:
    for name in _names(actor):
        people = reference.called(" ".join(bare(name)))
        scored = sorted(((_support(k, actor, context, reference), -at) for at, k in enumerate(people)), reverse=True)
        if scored and (len(scored) == 1 or scored[0][0] - scored[1][0] >= _MARGIN):
            support, at = scored[0]
            alone = 0.2 if len(scored) == 1 and _leads_in_the_news(people[-at], context, reference) else 0.0
            return Link(
                people[-at], min(0.95, support + alone), "what the person is called, and the office, country or day"
            )
    return None


def _leads_in_the_news(known: Known, context: Context, reference: Reference) -> bool:
    held = reference.offices(known.id, context.day) if context.day else ()
    return any(office.leads and office.country in _LED_IN_THE_NEWS for office in held)


def _support(known: Known, actor: Actor, context: Context, reference: Reference) -> float:
    """Return how much speaks for a short name to mean this person, from 0 to 1."""
    day = max(context.days(actor), default=None)
    held = reference.offices(known.id, day) if day else ()
    support = 0.2
    if _same_office(held, actor.offices, reference):
        support += 0.5
    if held:
        support += 0.3 if any(office.leads for office in held) else 0.2
    if known.country and known.country == actor.country:
        support += 0.3
    elif any(context.named[home] for home in (known.country, *(office.country for office in held)) if home):
        support += 0.2
    if day:
        support += 0.05 / (1 + _years_since(known, day, reference))
    return support


def _years_since(known: Known, day: dt.date, reference: Reference) -> float:
    """Return how far a day is from the person's nearest time in office."""
    gaps = [
        max(
            (t.since - day).days if t.since and day < t.since else 0,
            (day - t.until).days if t.until and t.until < day else 0,
        )
        for t in reference.tenures(known.id)
    ]
    return min(gaps, default=36500) / 365


def _same_office(held: Iterable[Office], said: Iterable[Office], reference: Reference) -> bool:
    """Tell whether one of the offices held is one that the article says: the same, or the same title without its country."""
    titles = {title for office in held for title in reference.titles(office.id)}
    ids = {office.id for office in held}
    for office in said:
        found = reference.office(office)
        if (found and found.id in ids) or (office.country is None and office.id.partition("/")[2] in titles):
            return True
    return False


def _contradicted(known: Known, actor: Actor, context: Context, reference: Reference) -> bool:
    """Tell whether the article gives the person a country of its own that is not this one's, nor one it has an office in."""
    if actor.country is None or known.country is None or actor.country == known.country:
        return False
    day = max(context.days(actor), default=None)
    return not (day and _same_office(reference.offices(known.id, day), actor.offices, reference))


def _of_another_age(known: Known, actor: Actor, context: Context, reference: Reference) -> bool:
    """Tell whether the person left office long before, and the article speaks of other offices or of other countries only."""
    day = max(context.days(actor), default=None)
    tenures = reference.tenures(known.id)
    if not (day and tenures and _years_since(known, day, reference) > _LONG_AGO and all(t.until for t in tenures)):
        return False
    once = [office for tenure in tenures for office in reference.offices(known.id, tenure.until or day)]
    if actor.offices:
        return not (any(office.leads for office in actor.offices) or _same_office(once, actor.offices, reference))
    homes = {known.country, actor.country, *(office.country for office in once)}
    lands = {name for name in context.named if name.startswith("country/")}
    return bool(lands) and homes.isdisjoint(lands)


def _names(actor: Actor) -> list[str]:
    texts = dict.fromkeys([actor.name, *(mention.text for mention in actor.mentions)])
    return sorted((text for text in texts if is_name(text)), key=len, reverse=True)
