"""Links the actors of a reading to the reference facts: canonical ids, and one actor where the article has two names.

A name that no fact bears keeps an id made from the name alone, so that the same full name is one node in every article;
its country stays a property, for an article often does not say it. A person named by less than a full name, or by an
office whose holder is not known, is somebody else in another article: its id ends in that of its article. So does the id
of a namesake that is none of those known. A body named by a common noun is that of its country ("army" of Chad:
`organization/army-of-td`), or else of its article; a company is called the same with and without "Inc.".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphbuild.identity import bodies, people
from graphbuild.identity.context import Context
from graphbuild.identity.links import THRESHOLD, Link
from graphbuild.identity.reference import Reference
from graphbuild.model import Act, Actor, ActorKind, Office, Reading
from graphbuild.vocab import actor_id, slug

_LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|LLC|PLC|plc|N\.?V|S\.?A|AG|SE|GmbH)\.?,?)+$"
)
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.LEADER})


def link(reading: Reading, reference: Reference) -> Reading:
    """Return the reading with its actors linked and merged, and its acts naming them by their new ids."""
    context = Context(reading, reference)
    linked: dict[str, list[Actor]] = defaultdict(list)
    renamed: dict[str, str] = {}
    for actor in reading.actors:
        found = explain(actor, context, reference)
        new = _known(actor, found, context, reference) if found else _unknown(actor, context, reference)
        renamed[actor.id] = new.id
        linked[new.id].append(new)
    actors = tuple(_merged(same) for same in linked.values())
    homes = {actor.id: actor.country for actor in actors if actor.kind is ActorKind.LEADER and actor.country}
    return replace(reading, actors=actors, acts=tuple(_with_parties(act, renamed, homes) for act in reading.acts))


def explain(actor: Actor, context: Context, reference: Reference) -> Link | None:
    """Return whom an actor is taken to be, with score and method; None where the score is below the threshold."""
    found = (people if actor.kind in _PEOPLE else bodies).link(actor, context, reference)
    return found if found and found.score >= THRESHOLD else None


def _known(actor: Actor, found: Link, context: Context, reference: Reference) -> Actor:
    known = found.known
    return replace(
        actor,
        id=known.id,
        kind=known.kind,
        name=known.name,
        offices=_offices(actor, known.id, context, reference) if known.kind in _PEOPLE else actor.offices,
        country=known.id if known.kind is ActorKind.COUNTRY else known.country or actor.country,
        same_as=known.same_as,
        score=found.score,
    )


def _offices(actor: Actor, person: str, context: Context, reference: Reference) -> tuple[Office, ...]:
    """Return the offices held on the article's day: by the facts, and by the text where the facts are silent on the office."""
    held = reference.offices(person, context.day) if context.day else ()
    ever = [tenure.office for tenure in reference.tenures(person)]
    titles = {title for office in ever for title in reference.titles(office)}
    said = []
    for office in actor.offices:
        found = reference.office(office)
        title = office.id.partition("/")[2]
        if not (found and found.id in ever) and not (office.country is None and title in titles):
            said.append(found or office)
    return (*held, *said)


def _unknown(actor: Actor, context: Context, reference: Reference) -> Actor:
    here = f"-in-{context.article[:8]}"
    if reference.known(actor.id):
        country = actor.country if actor.kind in _PEOPLE else None
        return replace(actor, id=actor_id(actor.kind, actor.name) + here, country=country, same_as=())
    if actor.kind in _PEOPLE:
        lasting = people.is_full(actor.name) and not people.office_only(actor)
        return actor if lasting or actor.id.endswith(here) else replace(actor, id=actor.id + here)
    if actor.kind is ActorKind.COUNTRY or not actor.name.islower():
        short = _LEGAL_FORM.sub("", actor.name) if actor.kind is ActorKind.ORGANIZATION else actor.name
        return replace(actor, id=actor_id(actor.kind, short)) if short and short != actor.name else actor
    return replace(actor, id=actor.id + _tail(actor, here))


def _tail(actor: Actor, here: str) -> str:
    """Return what tells a body with a common noun for a name from those of other countries or, failing that, articles."""
    home = (actor.country or "").partition("/")[2]
    if "-of-" in actor.id or actor.id.endswith(here):
        return ""
    if home:
        return f"-of-{slug(home)}"
    return here


def _merged(same: Iterable[Actor]) -> Actor:
    """Make one actor of several that are the same; what the surest link says stands."""
    first, *others = sorted(same, key=lambda actor: (-actor.score, -len(actor.name), actor.name))
    return replace(
        first,
        mentions=(*first.mentions, *(mention for other in others for mention in other.mentions)),
        offices=(*first.offices, *(office for other in others for office in other.offices)),
        country=first.country or next((other.country for other in others if other.country), None),
    )


def _with_parties(act: Act, renamed: Mapping[str, str], homes: Mapping[str, str]) -> Act:
    """Return the act with its parties' new ids; nobody acts on himself, and a leader acts for his country, not on it."""
    actors, targets, via, about = (
        tuple(renamed[party] for party in parties) for parties in (act.actors, act.targets, act.via, act.about)
    )
    own = {*actors, *(homes[actor] for actor in actors if actor in homes)}
    others = tuple(target for target in targets if target not in own)
    return replace(act, actors=actors, targets=others, via=via, about=about)
