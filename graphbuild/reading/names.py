"""Names: the entities that the language model saw and the names that the reference facts know, made one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from graphbuild import vocab
from graphbuild.model import ActorKind, Gazetteer, Known, NameForm, NameMatch
from graphbuild.reading import entities
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, ending, head_of, listed

_FORMS = {
    NameForm.NAME: Form.NAME,
    NameForm.ACRONYM: Form.NAME,
    NameForm.ADJECTIVE: Form.ADJECTIVE,
    NameForm.SEAT: Form.SEAT,
}
_WHERE = frozenset(
    "in at near outside from to across around through into over inside toward towards via within throughout off".split()
)


def find(doc: Doc, gazetteer: Gazetteer, words: ActorWords) -> list[Named]:
    """Return every name, adjective and seat, in order; of two that overlap, one is a country inside the name of its body."""
    taken: dict[int, Named] = {}
    known = list(_apart_from_namesakes(doc, _known(doc, gazetteer)))
    for named in (*known, *_seats(doc, words)):
        for k in named.tokens:
            taken.setdefault(k, named)
    surnames = entities.surnames(doc)
    for entity in doc.ents:
        named_entity = entities.read(doc, entity, words, surnames)
        if named_entity is not None and _may_take(doc, named_entity, taken, words):
            named_entity = entities.widened(doc, named_entity, taken)
            land = _first_country(named_entity, taken)
            for k in named_entity.tokens:
                taken[k] = replace(named_entity, country=land)
    for named in entities.unseen(doc, taken, words, surnames):
        for k in named.tokens:
            taken[k] = named
    owners = (
        owner for named in known if taken[named.start] is named for owner in _owner_inside(doc, named, gazetteer, words)
    )
    return sorted([*set(taken.values()), *owners], key=lambda named: (named.start, -named.end))


def _owner_inside(doc: Doc, named: Named, gazetteer: Gazetteer, words: ActorWords) -> Iterator[Named]:
    """Yield the country that begins or ends the name of its body: "Saudi" in "Saudi Ministry of Defence"."""
    if named.kind is not ActorKind.ORGANIZATION or named.country is None or not _heads_body(doc, named, words):
        return
    for first, last in ((named.start, named.end - 1), (named.start + 1, named.end)):
        for match in gazetteer.matches([token.text for token in doc[first:last]]):
            owner = _of_match(doc, replace(match, start=match.start + first, end=match.end + first))
            at_edge = owner.start == named.start or owner.end == named.end
            if at_edge and owner.id == named.country and owner.form is not Form.SEAT:
                yield owner
                return


def _apart_from_namesakes(doc: Doc, known: Iterable[Named]) -> Iterator[Named]:
    """Tell "Maldivian Democratic Party" from the Democratic Party that the facts know, by the adjective before it."""
    before: Named | None = None
    for named in known:
        if before is not None and _is_of_another(before, named):
            before = _renamed(doc, before, named)
            continue
        if before is not None:
            yield before
        before = named
    if before is not None:
        yield before


def _is_of_another(before: Named, named: Named) -> bool:
    """Tell whether a body's name follows the adjective of a country that is not its own."""
    body = named.kind is ActorKind.ORGANIZATION and named.form is Form.NAME and named.country is not None
    return body and before.form is Form.ADJECTIVE and before.end == named.start and before.country != named.country


def _renamed(doc: Doc, before: Named, named: Named) -> Named:
    identity = vocab.actor_id(named.kind, doc[before.start : named.end].text)
    return replace(named, start=before.start, id=identity, country=before.country, candidates=())


def _known(doc: Doc, gazetteer: Gazetteer) -> Iterator[Named]:
    for match in gazetteer.matches([token.text for token in doc]):
        if not all(doc[k].text.islower() for k in range(match.start, match.end)):
            yield _as_place_if_where(doc, _of_match(doc, match))


def _of_match(doc: Doc, match: NameMatch) -> Named:
    head = head_of(doc, match.start, match.end)
    best, form = match.candidates[0], _FORMS[match.form]
    country = next((known for known in match.candidates if known.kind is ActorKind.COUNTRY), best)
    if country is not best and not _is_where(doc[head]):  # Washington is a state too, but where it acts it is a seat
        best, form = country, Form.SEAT
    return Named(
        match.start, match.end, head, best.kind, form, best.id, country=_land(best), candidates=match.candidates
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
                yield _as_place_if_where(
                    doc, Named(token.i, end, head, ActorKind.COUNTRY, Form.SEAT, country, country=country)
                )


def _may_take(doc: Doc, named: Named, taken: dict[int, Named], words: ActorWords) -> bool:
    """Tell whether an entity is better than the known names on its tokens: it holds them, and is no body of a country."""
    rivals = {taken[k] for k in named.tokens if k in taken}
    if not rivals:
        owner = ending(taken, doc, named.start)
        owned = owner is not None and owner.kind is ActorKind.COUNTRY and named.kind is ActorKind.ORGANIZATION
        return not (owned and _heads_body(doc, named, words))
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
