"""Names: the entities that the language model saw and the names that the reference facts know, made one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from graphbuild import vocab
from graphbuild.model import ActorKind, Gazetteer, Known, NameForm, NameMatch
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, head_of, listed

_KINDS = {"PER": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.GROUP}
# A place that is no country is read as those who live there or govern it.
_FORMS = {NameForm.NAME: Form.NAME, NameForm.ACRONYM: Form.NAME, NameForm.ADJECTIVE: Form.ADJECTIVE, NameForm.SEAT: Form.SEAT}
_WHERE = frozenset(
    "in at near outside from to across around through into over inside toward towards via within throughout off".split()
)
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
_MARKS = frozenset("\"'“”‘’`()[],.;:-–—")


def find(doc: Doc, gazetteer: Gazetteer, words: ActorWords) -> list[Named]:
    """Return every name, adjective and seat, in order, none overlapping another."""
    taken: dict[int, Named] = {}
    for named in (*_known(doc, gazetteer), *_seats(doc, words)):
        for k in named.tokens:
            taken.setdefault(k, named)
    for entity in doc.ents:
        named_entity = _entity(doc, entity, words)
        if named_entity is not None and _may_take(doc, named_entity, taken, words):
            land = _first_country(named_entity, taken)
            for k in named_entity.tokens:
                taken[k] = replace(named_entity, country=land)
    return sorted(set(taken.values()), key=lambda named: named.start)


def _known(doc: Doc, gazetteer: Gazetteer) -> Iterator[Named]:
    for match in gazetteer.matches([token.text for token in doc]):
        if not all(doc[k].text.islower() for k in range(match.start, match.end)):
            yield _as_place_if_where(doc, _of_match(doc, match))


def _of_match(doc: Doc, match: NameMatch) -> Named:
    best = match.candidates[0]
    return Named(
        match.start,
        match.end,
        head_of(doc, match.start, match.end),
        best.kind,
        _FORMS[match.form],
        best.id,
        country=_land(best),
        candidates=match.candidates,
    )


def _land(known: Known) -> str | None:
    return known.id if known.kind is ActorKind.COUNTRY else known.country


def _as_place_if_where(doc: Doc, named: Named) -> Named:
    """A seat stands for its government unless it is where something happens: "in Washington"."""
    if named.form is not Form.SEAT or not _is_where(doc[named.head]):
        return named
    name = doc[named.start : named.end].text
    return replace(named, kind=ActorKind.GROUP, form=Form.NAME, id=vocab.actor_id(ActorKind.GROUP, name), candidates=())


def _is_where(head: Token) -> bool:
    if head.dep_.startswith(("obl", "nmod")) and any(c.dep_ == "case" and c.lower_ in _WHERE for c in head.lefts):
        return True
    return head.i > 0 and head.nbor(-1).lower_ in _WHERE and head.nbor(-1).pos_ == "ADP"


def _seats(doc: Doc, words: ActorWords) -> Iterator[Named]:
    seats = [(seat.split(), country) for seat, country in words.seats.items()]
    firsts = {seat[0] for seat, _ in seats}
    for token in doc:
        if token.text not in firsts:
            continue
        for seat, country in seats:
            end = token.i + len(seat)
            if [word.text for word in doc[token.i : end]] == seat:
                head = head_of(doc, token.i, end)
                yield _as_place_if_where(doc, Named(token.i, end, head, ActorKind.COUNTRY, Form.SEAT, country, country=country))


def _entity(doc: Doc, entity: Span, words: ActorWords) -> Named | None:
    kind = _KINDS.get(entity.label_)
    start, end = entity.start, entity.end
    while start < end and (doc[start].text in _MARKS or doc[start].lower_ in _LEADING):
        start += 1
    while start < end and (doc[end - 1].text in _MARKS or doc[end - 1].lower_ in {"'s", "’s"}):
        end -= 1
    while kind is ActorKind.PERSON and end - start > 1 and _is_title(doc[start], words):
        start += 1
    if kind is None or start >= end or not any(token.text[0].isupper() or token.is_digit for token in doc[start:end]):
        return None
    return Named(start, end, head_of(doc, start, end), kind, Form.NAME, vocab.actor_id(kind, doc[start:end].text))


def _is_title(token: Token, words: ActorWords) -> bool:
    return token.lower_ in words.titles or token.lower_ in words.offices


def _may_take(doc: Doc, named: Named, taken: dict[int, Named], words: ActorWords) -> bool:
    """Tell whether an entity is better than the known names on its tokens: it holds them, and is no body of a country."""
    rivals = {taken[k] for k in named.tokens if k in taken}
    if not rivals:
        return True
    if named.kind is ActorKind.GROUP or not all(named.start <= r.start and r.end <= named.end for r in rivals):
        return False
    if any((r.start, r.end) == (named.start, named.end) for r in rivals):
        return False
    lands = any(rival.kind is ActorKind.COUNTRY for rival in rivals)
    return not (lands and named.kind is ActorKind.ORGANIZATION and _heads_body(doc, named, words))


def _heads_body(doc: Doc, named: Named, words: ActorWords) -> bool:
    return any(listed(doc[k], words.bodies) is not None for k in (named.end - 1, named.head, named.start))


def _first_country(named: Named, taken: dict[int, Named]) -> str | None:
    first = taken.get(named.start)
    return first.country if first is not None else None
