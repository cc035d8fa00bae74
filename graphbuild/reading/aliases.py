"""Aliases: short names, longer names and acronyms of one actor within an article.

"Asif" is Khawaja Asif when the article names no other Asif; "RSF" is the Rapid Support Forces when the brackets after
that name, or its initials, say so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from graphbuild.model import ActorKind
from graphbuild.reading.named import Form, Named

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_LONGEST_END = 3  # words: "von der Leyen"
Words = tuple[str, ...]
_PARTICLES = ("al-", "el-", "ul-", "at-", "as-", "an-", "ar-", "az-")


def identities(doc: Doc, found: Sequence[Named]) -> dict[Named, str]:
    """Return the actor id of every mention that names or describes somebody; mentions that point back are left out.

    Linear in the number of mentions: names meet through an index of their words.
    """
    own = {named: named.id for named in found if named.id is not None}
    persons = [named for named in own if named.kind in _PERSONS and named.form is Form.NAME]
    bodies = [
        named for named in own if named.kind in {ActorKind.ORGANIZATION, ActorKind.GROUP} and named.form is Form.NAME
    ]
    own.update(_persons(doc, persons, bodies))
    own.update(_acronyms(doc, bodies))
    own.update(_shortened(doc, bodies))
    return own


def words_of(doc: Doc, named: Named) -> tuple[str, ...]:
    """Return the words of a name for comparison: lower case, without points and without an Arabic article."""
    plain = (token.lower_.replace(".", "") for token in doc[named.start : named.end])
    return tuple(_bare(word) for word in plain if any(c.isalnum() for c in word))


def _bare(word: str) -> str:
    return next((word[len(p) :] for p in _PARTICLES if word.startswith(p) and len(word) > len(p) + 2), word)


def _persons(doc: Doc, persons: Sequence[Named], others: Sequence[Named]) -> dict[Named, str]:
    """Link each short name to the nearest fuller name that ends, or else begins, in it.

    "Maduro" is Nicolás Maduro Moros, too, where no other name has the word. A name that the language model took for a place
    or body is a person's when a full name ends in it and no fact knows it.
    """
    words = {named: words_of(doc, named) for named in (*persons, *others)}
    full = [named for named in persons if len(words[named]) > 1]
    known = {named.id for named in persons if named.candidates}
    ends = _by_end(full, words)
    ids = _merge_variants([(named, words[named]) for named in full])
    for named in sorted(full, key=lambda one: -len(words[one])):
        longer = _nearest(named, ends.get(words[named], ()))
        if longer is not None and not {named.id, ids[longer]} <= known:
            ids[named] = ids[longer]
    links = {named: identity for named, identity in ids.items() if identity != named.id}
    inside = _by_word(ids, words)
    for named in (*persons, *(other for other in others if not other.candidates)):
        person = named.kind in _PERSONS
        if len(words[named]) == 1 or (len(words[named]) == 2 and not person):
            nearest = _nearest(named, ends.get(words[named], ()))
            fuller = ids[nearest] if nearest is not None else inside.get(words[named]) if person else None
            if fuller is not None and not {named.id, fuller} <= known:
                links[named] = fuller
    return links


def _by_end(full: Sequence[Named], words: Mapping[Named, Words]) -> dict[Words, list[Named]]:
    """Map the last one, two and three words of names to the names that are longer than that."""
    found: dict[Words, list[Named]] = defaultdict(list)
    for named in full:
        for size in range(1, min(_LONGEST_END, len(words[named]) - 1) + 1):
            found[words[named][-size:]].append(named)
    return found


def _by_word(ids: Mapping[Named, str], words: Mapping[Named, Words]) -> dict[Words, str]:
    """Map the first words of names, then those inside of them, to the one actor whose name has them there."""
    first, inner = defaultdict(set), defaultdict(set)
    for named, identity in ids.items():
        first[words[named][:1]].add(identity)
        for word in words[named][1:-1]:
            inner[(word,)].add(identity)
    return {word: next(iter(who)) for found in (inner, first) for word, who in found.items() if len(who) == 1}


def _merge_variants(full: Sequence[tuple[Named, tuple[str, ...]]]) -> dict[Named, str]:
    """Give one id to names that agree in first and last word ("Donald J. Trump"), or of which one begins the other.

    "Pedro Pierluisi" is Pedro R. Pierluisi Urrutia, too.
    """
    ids: dict[tuple[str, ...], str] = {}
    for named, words in sorted(full, key=lambda pair: (not pair[0].candidates, -len(pair[1]), pair[0].start)):
        identity = next((ids[key] for key in ((words[0], words[-1]), words) if key in ids), named.id or "")
        for size in range(2, len(words) + 1):
            ids.setdefault(words[:size], identity)
            ids.setdefault((words[0], words[size - 1]), identity)
    return {named: ids.get(words) or ids[words[0], words[-1]] for named, words in full}


def _nearest(named: Named, others: Sequence[Named]) -> Named | None:
    """Return the last of these names, which stand in order, that does not come after `named`, or else the first."""
    before = bisect_right(others, named.start, key=lambda other: other.start)
    return others[max(0, before - 1)] if others else None


def _acronyms(doc: Doc, bodies: Sequence[Named]) -> dict[Named, str]:
    """Link acronyms to the names they abbreviate, introduced in brackets or not."""
    by_initials: dict[str, str] = {}
    links: dict[Named, str] = {}
    for named in bodies:
        for initials in _initials(doc, named):
            by_initials.setdefault(initials, named.id or "")
    for before, named in pairwise(bodies):
        if (
            _is_acronym(doc, named)
            and named.start == before.end + 1
            and doc[before.end].text == "("
            and before.end - before.start > 1
        ):
            by_initials[doc[named.start].text] = before.id or ""
    for named in bodies:
        if _is_acronym(doc, named) and not named.candidates:
            name = doc[named.start].text.replace(".", "")
            if name in by_initials:
                links[named] = by_initials[name]
    return links


def _is_acronym(doc: Doc, named: Named) -> bool:
    text = doc[named.start].text.replace(".", "")
    return named.end - named.start == 1 and 2 <= len(text) <= 8 and sum(c.isupper() for c in text) >= 2


def _initials(doc: Doc, named: Named) -> tuple[str, ...]:
    words = [word for token in doc[named.start : named.end] for word in token.text.split("-") if word[:1].isalpha()]
    if len(words) < 2:
        return ()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0].upper() for word in words)
    return (capitals, every) if len(capitals) > 1 else ()


def _shortened(doc: Doc, bodies: Sequence[Named]) -> dict[Named, str]:
    """Link "the Brotherhood" to the one name of the article that ends in it."""
    by_last: dict[str, set[str]] = defaultdict(set)
    for named in bodies:
        words = words_of(doc, named)
        if len(words) > 1 and named.kind is ActorKind.ORGANIZATION:
            by_last[words[-1]].add(named.id or "")
    links = {}
    for named in bodies:
        words = words_of(doc, named)
        if len(words) == 1 and not named.candidates and len(by_last.get(words[0], ())) == 1:
            links[named] = next(iter(by_last[words[0]]))
    return links
