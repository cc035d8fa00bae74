"""Names: the entities that the language model saw and the names that the reference facts know, made one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from graphbuild import vocab
from graphbuild.model import ActorKind, Gazetteer, Known, NameForm, NameMatch
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, ending, head_of, listed

_KINDS = {"PER": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.GROUP}
# A place that is no country is read as those who live there or govern it.
_FORMS = {
    NameForm.NAME: Form.NAME,
    NameForm.ACRONYM: Form.NAME,
    NameForm.ADJECTIVE: Form.ADJECTIVE,
    NameForm.SEAT: Form.SEAT,
}
_WHERE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "from",
        "to",
        "across",
        "around",
        "through",
        "into",
        "over",
        "inside",
        "toward",
        "towards",
        "via",
        "within",
        "throughout",
        "off",
    ]
)
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
_PARTS = frozenset(
    {"compound", "flat", "amod", "nmod:desc", "nmod:unmarked", "obl:unmarked", "appos", "nummod", "list", "goeswith"}
)
_WATERS = frozenset({"Strait", "Straits", "Gulf", "Bay", "Sea", "Cape", "Isle", "Lake", "Mount"})
_DOERS = frozenset({"nsubj", "obl:agent"})
_DATES = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_MARKS = frozenset("\"'“”‘’`()[],.;:-–—")


def find(doc: Doc, gazetteer: Gazetteer, words: ActorWords) -> list[Named]:
    """Return every name, adjective and seat, in order; of two that overlap, one is a country inside the name of its body."""
    taken: dict[int, Named] = {}
    known = list(_apart_from_namesakes(doc, _known(doc, gazetteer)))
    for named in (*known, *_seats(doc, words)):
        for k in named.tokens:
            taken.setdefault(k, named)
    for entity in doc.ents:
        named_entity = _entity(doc, entity, words)
        if named_entity is not None and _may_take(doc, named_entity, taken, words):
            named_entity = _widened(doc, named_entity, taken)
            land = _first_country(named_entity, taken)
            for k in named_entity.tokens:
                taken[k] = replace(named_entity, country=land)
    for named in _unseen(doc, taken):
        for k in named.tokens:
            taken[k] = named
    owners = (
        owner for named in known if taken[named.start] is named for owner in _owner_inside(doc, named, gazetteer, words)
    )
    return sorted([*set(taken.values()), *owners], key=lambda named: (named.start, -named.end))


def _owner_inside(doc: Doc, named: Named, gazetteer: Gazetteer, words: ActorWords) -> Iterator[Named]:
    """The country that begins or ends the name of its body is named too: "Saudi" in "Saudi Ministry of Defence"."""
    if named.kind is not ActorKind.ORGANIZATION or named.country is None or not _heads_body(doc, named, words):
        return
    for shift, part in ((0, doc[named.start : named.end - 1]), (1, doc[named.start + 1 : named.end])):
        for match in gazetteer.matches([token.text for token in part]):
            owner = _of_match(
                doc, replace(match, start=match.start + named.start + shift, end=match.end + named.start + shift)
            )
            if (
                owner.id == named.country
                and owner.form in {Form.NAME, Form.ADJECTIVE}
                and (owner.end == named.end) == bool(shift)
            ):
                yield owner
                return


def _known(doc: Doc, gazetteer: Gazetteer) -> Iterator[Named]:
    for match in gazetteer.matches([token.text for token in doc]):
        if not all(doc[k].text.islower() for k in range(match.start, match.end)):
            yield _as_place_if_where(doc, _of_match(doc, match))


def _apart_from_namesakes(doc: Doc, known: Iterable[Named]) -> Iterator[Named]:
    """ "Maldivian Democratic Party" is not the Democratic Party that the facts know: another country's adjective stands before it."""
    before: Named | None = None
    for named in known:
        other = (
            before is not None
            and before.form is Form.ADJECTIVE
            and before.end == named.start
            and before.country != named.country
        )
        if (
            other
            and before is not None
            and named.kind is ActorKind.ORGANIZATION
            and named.form is Form.NAME
            and named.country is not None
        ):
            name = doc[before.start : named.end].text
            named = replace(
                named, start=before.start, id=vocab.actor_id(named.kind, name), country=before.country, candidates=()
            )
            before = None
        if before is not None:
            yield before
        before = named
    if before is not None:
        yield before


def _widened(doc: Doc, named: Named, taken: dict[int, Named]) -> Named:
    """Take in capitalised words that belong to the name by the tree: "National | Investigation Agency", "Strait | of Hormuz"."""
    start, end = named.start, named.end
    while (
        named.kind is ActorKind.ORGANIZATION
        and start > 0
        and start - 1 not in taken
        and _is_part(doc[start - 1], start, end)
    ):
        start -= 1
    if (
        named.kind is ActorKind.GROUP
        and end + 1 < len(doc)
        and doc[end - 1].text in _WATERS
        and doc[end].text == "of"
        and doc[end + 1].text[0].isupper()
    ):
        end += 2
    if (start, end) == (named.start, named.end):
        return named
    return replace(named, start=start, end=end, id=vocab.actor_id(named.kind, doc[start:end].text))


def _is_part(token: Token, start: int, end: int) -> bool:
    return (
        token.text[0].isupper()
        and not token.is_sent_start
        and token.dep_ in {"compound", "amod"}
        and start <= token.head.i < end
    )


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
                yield _as_place_if_where(
                    doc, Named(token.i, end, head, ActorKind.COUNTRY, Form.SEAT, country, country=country)
                )


def _entity(doc: Doc, entity: Span, words: ActorWords) -> Named | None:
    kind = _KINDS.get(entity.label_)
    start, end = entity.start, entity.end
    while start < end and (doc[start].text in _MARKS or doc[start].lower_ in _LEADING):
        start += 1
    while start < end and (doc[end - 1].text in _MARKS or doc[end - 1].lower_ in {"'s", "’s", "of", "the"}):
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


def _unseen(doc: Doc, taken: dict[int, Named]) -> Iterator[Named]:
    """Yield proper nouns that nobody knows but that act, or are written as no common word is: "TikTok", "G8"."""
    for token in doc:
        if token.pos_ != "PROPN" or token.i in taken or token.dep_ in _PARTS or token.lower_ in _DATES:
            continue
        end = token.i + 1
        while (
            end < len(doc)
            and doc[end].pos_ == "PROPN"
            and doc[end].head.i == token.i
            and doc[end].dep_ == "flat"
            and end not in taken
        ):
            end += 1
        start = token.i
        while (
            start > 0
            and doc[start - 1].pos_ == "PROPN"
            and doc[start - 1].dep_ == "compound"
            and doc[start - 1].head.i == token.i
            and start - 1 not in taken
        ):
            start -= 1
        if _is_unlike_a_word(token.text) or (
            token.dep_ in _DOERS and token.text[0].isupper() and not token.is_sent_start
        ):
            yield Named(
                start,
                end,
                token.i,
                ActorKind.ORGANIZATION,
                Form.NAME,
                vocab.actor_id(ActorKind.ORGANIZATION, doc[start:end].text),
            )


def _is_unlike_a_word(text: str) -> bool:
    """Tell whether capitals or digits stand inside: "HuffPost", "M23"."""
    return len(text) > 2 and text[0].isalpha() and any(c.isupper() for c in text[1:]) and not text.isupper()
