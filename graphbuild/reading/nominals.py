"""Nominals: bodies, groups, people and things that a text describes instead of naming."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from graphbuild import vocab
from graphbuild.model import ActorKind
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import (
    NUMBERS,
    Form,
    Named,
    ending,
    has_determiner,
    is_plural,
    is_predicate,
    listed,
    owned_by,
    phrase_start,
)

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_PARTITIVE = frozenset(
    "thousand hundred million dozen ten tens number group member majority handful crowd citizen supporter opponent family owner resident user leader official victim".split()
)
_INSIDE = frozenset({"compound", "flat", "fixed"})
_WITH_FIELD = frozenset(
    "ministry department office council committee court board bureau agency organization organisation house commission chamber authority service institute directorate union".split()
)
_LONGEST_TAIL = 6


def find(doc: Doc, cover: Mapping[int, Named], words: ActorWords) -> Iterator[Named]:
    """Yield, in order, the described actors whose head noun is part of no name."""
    for token in doc:
        if (
            token.i not in cover
            and token.pos_ in {"NOUN", "PROPN"}
            and (token.dep_ not in _INSIDE or _owns(token, words))
        ):
            named = _points_back(token, words) or _body(token, cover, words) or _described(token, cover, words)
            if named is not None:
                yield named


def _owns(token: Token, words: ActorWords) -> bool:
    """A body before a noun that is no actor owns it: "government actions", not "police officers"."""
    head = token.head
    if token.dep_ != "compound" or listed(token, words.alone) is None or not token.text.islower():
        return False
    return all(listed(head, table) is None for table in (words.groups, words.bodies, words.things, words.offices))


def _points_back(token: Token, words: ActorWords) -> Named | None:
    """A definite noun with nothing to tell it apart points back: "the group", "the two countries"."""
    lemma = token.lemma_.lower()
    if not any(lemma in words.anaphors[name] for name in ("sides", "country", "organization", "person")):
        return None
    if (
        not has_determiner(token, *_DEFINITE)
        or phrase_start(token) < _first_plain(token)
        or any(True for _ in owned_by(token, "of"))
    ):
        return None
    if is_plural(token):
        many = has_determiner(token, *NUMBERS) or has_determiner(token, "these", "those")
        return _pointer(token, ActorKind.GROUP, words) if many and lemma in words.anaphors["sides"] else None
    for name, kind in (
        ("country", ActorKind.COUNTRY),
        ("organization", ActorKind.ORGANIZATION),
        ("person", ActorKind.PERSON),
    ):
        if lemma in words.anaphors[name]:
            return _pointer(token, kind, words)
    return None


def _first_plain(token: Token) -> int:
    """The first token that a number or nothing stands before: "the two | countries" starts at its number."""
    start = token.i
    while start > 0 and (token.doc[start - 1].pos_ == "NUM"):
        start -= 1
    return start


def _pointer(token: Token, kind: ActorKind, words: ActorWords) -> Named:
    """A pointer; with an id of its own where the noun says enough to be somebody when it points at nobody."""
    alone = listed(token, words.alone) is not None or listed(token, words.groups) is not None
    identity = vocab.actor_id(kind, token.text) if alone else None
    return Named(token.i, token.i + 1, token.i, kind, Form.NOMINAL, identity)


def _body(token: Token, cover: Mapping[int, Named], words: ActorWords) -> Named | None:
    """An institution with an owner, a proper name, or known to stand alone: "Saudi foreign ministry", "the police"."""
    head = listed(token, words.bodies)
    if head is None or _is_many(token, head):
        return None
    start, first = phrase_start(token), token.i - head.count(" ")
    start = min(start, first)
    owner = _owner(token, start, first, cover)
    field, end = _field(token, cover)
    owner_after, end = _owner_after(token, end, cover)
    owner = owner or owner_after
    label_start = owner.end if owner is not None and owner.end <= first else start
    if owner is not None and owner.end <= first and (owner.reach is not None or owner.start < start):
        start = owner.start
    land = owner.country if owner is not None else None
    told = token.text[0].isupper() or (start < first and head not in words.weak)
    if owner is None and head not in words.alone and not told:
        return None
    label = words.canonical(_label(token.doc, label_start, field, words))
    name = token.doc[start:end].text
    if owner is not None and owner.kind is ActorKind.COUNTRY and land is not None:
        identity = f"organization/{vocab.slug(label)}-of-{land.partition('/')[2]}".lower()
    else:
        identity = vocab.actor_id(ActorKind.ORGANIZATION, name)
    return Named(start, end, token.i, ActorKind.ORGANIZATION, Form.GROUP, identity, country=land)


def _is_many(token: Token, head: str) -> bool:
    return is_plural(token) and head.rsplit(maxsplit=1)[-1] not in {
        "force",
        "forces",
        "services",
        "media",
        "guard",
        "corps",
        "headquarters",
        "defenses",
    }


def _owner(token: Token, start: int, first: int, cover: Mapping[int, Named]) -> Named | None:
    """The country, organisation or person named before the body, the nearest to it."""
    for k in range(first - 1, start - 1, -1):
        if k in cover:
            return cover[k]
    return ending(cover, token.doc, start)


def _field(token: Token, cover: Mapping[int, Named]) -> tuple[int, int]:
    """Read "of Foreign Affairs" after a body; return where label and phrase end."""
    doc, k = token.doc, token.i + 1
    if k + 1 >= len(doc) or doc[k].lower_ not in {"of", "for"} or token.lemma_.lower() not in _WITH_FIELD:
        return k, k
    last = k + 1
    while (
        last < len(doc)
        and last - k < 6
        and last not in cover
        and (doc[last].text[0].isupper() or doc[last].lower_ in {"the", "and"})
    ):
        last += 1
    while last > k + 1 and doc[last - 1].lower_ in {"the", "and"}:
        last -= 1
    return (last, last) if last > k + 1 else (k, k)


def _owner_after(token: Token, end: int, cover: Mapping[int, Named]) -> tuple[Named | None, int]:
    doc = token.doc
    if end + 1 < len(doc) and doc[end].lower_ in {"of", "in"}:
        k = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        named = cover.get(k)
        if named is not None and named.start == k and named.kind in {ActorKind.COUNTRY, ActorKind.ORGANIZATION}:
            return named, named.end if doc[end].lower_ == "of" else end
    return None, end


def _label(doc: Doc, start: int, end: int, words: ActorWords) -> str:
    plain = [
        t.lower_
        for t in doc[start:end]
        if t.lower_ not in words.present | words.past and t.lower_ not in {"'s", "’s", "'", "’"}
    ]
    return " ".join(plain)


def _described(token: Token, cover: Mapping[int, Named], words: ActorWords) -> Named | None:
    """People and things as written: "six Chinese officials", "the owner of a bar", "oil tanker"."""
    kind = _kind(token, words)
    if kind is None:
        return None
    start = phrase_start(token)
    end = _tail(token)
    land = next(
        (
            cover[k].country
            for k in range(token.i - 1, start - 1, -1)
            if k in cover and cover[k].kind is ActorKind.COUNTRY
        ),
        None,
    )
    return Named(start, end, token.i, kind, Form.GROUP, vocab.actor_id(kind, token.doc[start:end].text), country=land)


def _kind(token: Token, words: ActorWords) -> ActorKind | None:
    """People in the singular are a person; people in the plural, bodies in the plural and things are a group."""
    many = is_plural(token) or token.lower_ in words.collective
    if listed(token, words.groups) is not None:
        if not many and (is_predicate(token) or (token.text[0].isupper() and listed(token, words.offices) is not None)):
            return None
        return ActorKind.GROUP if many or token.lemma_.lower() in words.collective else ActorKind.PERSON
    if many and (listed(token, words.bodies) or listed(token, words.plural) or listed(token, words.collective)):
        return ActorKind.GROUP
    return ActorKind.GROUP if listed(token, words.things) is not None else None


def _tail(token: Token) -> int:
    """Return where the phrase ends: after a short "of …" where the noun says little by itself."""
    end = token.i + 1
    if token.lemma_.lower() in _PARTITIVE:
        for noun in owned_by(token, "of"):
            if noun.i - token.i <= _LONGEST_TAIL:
                return noun.i + 1
    return end
