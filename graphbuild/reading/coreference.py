"""Coreference: which mentions of an article are the same actor, and whom a phrase stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from graphbuild import vocab
from graphbuild.model import Actor, ActorKind, Excerpt, Known, Office, Span
from graphbuild.reading import aliases, anaphora, attribution
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.cast import Cast
from graphbuild.reading.named import Form, Named
from graphbuild.reading.phrases import Phrases

__all__ = ["Cast", "resolve"]

_PROPER = frozenset({Form.NAME, Form.ADJECTIVE, Form.SEAT, Form.OFFICE})
_POINTERS = frozenset({Form.PRONOUN, Form.NOMINAL})
_RANK = {Form.NAME: 0, Form.GROUP: 1, Form.OFFICE: 2, Form.SEAT: 3, Form.ADJECTIVE: 4}


def resolve(doc: Doc, named: Sequence[Named], words: ActorWords) -> Cast:
    """Put the mentions of one text together into its cast.

    Quotes are read twice: who is quoted must be known before "I" and "he" inside the quote can be.
    """
    own = aliases.identities(doc, named)
    cast = _cast(doc, anaphora.resolve(doc, named, own, words), words)
    pronouns = [mention.head for mention in named if mention.form is Form.PRONOUN]
    spoken = attribution.speakers(doc, attribution.find(doc, cast, words), pronouns) if pronouns else {}
    return _cast(doc, anaphora.resolve(doc, named, own, words, spoken), words) if spoken else cast


def _cast(doc: Doc, found: Mapping[Named, tuple[str, ...]], words: ActorWords) -> Cast:
    """Gather the mentions by actor. Whoever no mention names is no actor, whatever points at it."""
    known = {one for mention, who in found.items() if mention.form not in _POINTERS for one in who}
    ids = {mention: tuple(one for one in who if one in known) for mention, who in found.items()}
    members: dict[str, list[Named]] = defaultdict(list)
    for mention, who in ids.items():
        for one in who:
            members[one].append(mention)
    actors = [_actor(doc, one, mentions) for one, mentions in sorted(members.items())]
    clusters = {one: tuple((m.start, m.end) for m in mentions) for one, mentions in members.items()}
    described = frozenset(one for one, all_of_it in members.items() if not any(m.form in _PROPER for m in all_of_it))
    return Cast(tuple(actors), Phrases(doc, ids, words).standing(), described, clusters)


def _actor(doc: Doc, identity: str, mentions: Sequence[Named]) -> Actor:
    naming = [mention for mention in mentions if mention.form not in _POINTERS]
    best = min(naming, key=lambda m: (_RANK[m.form], m.start - m.end, m.start))
    known = next((candidate for m in naming for candidate in m.candidates if candidate.id == identity), None)
    country = _country(naming, known)
    titled = [mention for mention in naming if mention.form is Form.NAME and mention.offices] or naming
    offices = tuple(_owned(office, country) for mention in titled for office in mention.offices)
    return Actor(
        id=identity,
        kind=_kind(best, naming, known),
        name=_name(doc, best, known),
        mentions=tuple(_excerpt(doc, mention) for mention in naming),
        offices=offices,
        country=country,
        same_as=known.same_as if known is not None else (),
    )


def _owned(office: Office, country: str | None) -> Office:
    """An office without a country is one of its holder's country."""
    if office.country is not None or country is None:
        return office
    return Office(
        vocab.office_id(office.label, country), f"{office.label} of {country.partition('/')[2]}", country, office.leads
    )


def _kind(best: Named, naming: Sequence[Named], known: Known | None) -> ActorKind:
    if known is not None:
        return known.kind
    return ActorKind.LEADER if any(mention.kind is ActorKind.LEADER for mention in naming) else best.kind


def _name(doc: Doc, best: Named, known: Known | None) -> str:
    """The fullest name in the article; the known name where the article has only an adjective or a seat."""
    if known is not None and best.form in {Form.ADJECTIVE, Form.SEAT}:
        return known.name
    return doc[best.start : best.end].text


def _country(naming: Sequence[Named], known: Known | None) -> str | None:
    if known is not None and known.country is not None:
        return known.country
    if known is not None and known.kind is ActorKind.COUNTRY:
        return known.id
    return next(
        (mention.country for mention in naming if mention.country and mention.country.startswith("country/")), None
    )


def _excerpt(doc: Doc, named: Named) -> Excerpt:
    piece = doc[named.start : named.end]
    return Excerpt(Span(piece.start_char, piece.end_char), piece.text)
