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
from graphbuild.reading.named import FIRST_PERSON, Form, Named
from graphbuild.reading.phrases import Phrases

__all__ = ["Cast", "resolve"]

_POINTERS = frozenset({Form.PRONOUN, Form.NOMINAL})
_RANK = {Form.NAME: 0, Form.GROUP: 1, Form.OFFICE: 2, Form.SEAT: 3, Form.ADJECTIVE: 4}


def resolve(doc: Doc, named: Sequence[Named], words: ActorWords) -> Cast:
    """Put the mentions of one text together into its cast. "I" and "we" in a quote are whoever is quoted."""
    ids = anaphora.resolve(doc, named, aliases.identities(doc, named), words)
    cast = _cast(doc, ids, words)
    speakers = [mention for mention in named if doc[mention.head].lower_ in FIRST_PERSON]
    if not speakers:
        return cast
    heads = [mention.head for mention in speakers]
    spoken = attribution.speakers(doc, attribution.find(doc, cast, words), heads)
    quoted = {mention: spoken[mention.head] for mention in speakers if mention.head in spoken}
    return _cast(doc, {**ids, **quoted}, words) if quoted else cast


def _cast(doc: Doc, ids: Mapping[Named, tuple[str, ...]], words: ActorWords) -> Cast:
    members: dict[str, list[Named]] = defaultdict(list)
    for mention, who in ids.items():
        for one in who:
            members[one].append(mention)
    actors = [_actor(doc, one, mentions) for one, mentions in sorted(members.items())]
    clusters = {one: tuple((m.start, m.end) for m in mentions) for one, mentions in members.items()}
    return Cast(tuple(actors), Phrases(doc, ids, words).standing(), clusters)


def _actor(doc: Doc, identity: str, mentions: Sequence[Named]) -> Actor:
    naming = [mention for mention in mentions if mention.form not in _POINTERS]
    best = min(naming, key=lambda m: (_RANK[m.form], m.start - m.end, m.start))
    known = next((candidate for m in naming for candidate in m.candidates if candidate.id == identity), None)
    country = _country(naming, known)
    offices = tuple(_owned(office, country) for mention in naming for office in mention.offices)
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
