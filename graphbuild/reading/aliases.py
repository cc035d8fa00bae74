"""Aliases: short names, longer names and acronyms of one actor within an article.

"Asif" is Khawaja Asif when the article names no other Asif; "RSF" is the Rapid Support Forces when the brackets after
that name, or its initials, say so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from graphbuild.model import ActorKind
from graphbuild.reading.named import Form, Named

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "de", "du", "la", "al", "to", "&"})
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

    A name that the language model took for a place or body is one too, when a full name ends in it and no fact knows it.
    """
    full = [(named, words_of(doc, named)) for named in persons]
    full = [(named, words) for named, words in full if len(words) > 1]
    ids = _merge_variants(full)
    enders, beginners = defaultdict(list), defaultdict(set)
    for named, words in full:
        enders[words[-1:]].append(named)
        enders[words[-2:]].append(named)
        beginners[words[:1]].add(ids[named])
    known = {named.id for named in persons if named.candidates}
    links = {named: ids[named] for named, _ in full if ids[named] != named.id}
    for named in (*persons, *(other for other in others if not other.candidates)):
        words = words_of(doc, named)
        if len(words) == 1 or (len(words) == 2 and named.kind not in _PERSONS):
            nearest = _nearest(named, enders.get(words, ()))
            fuller = ids[nearest] if nearest is not None else None
            if fuller is None and named.kind in _PERSONS and len(beginners.get(words, ())) == 1:
                fuller = next(iter(beginners[words]))
            if fuller is not None and not (named.id in known and fuller in known):
                links[named] = fuller
    return links


def _merge_variants(full: Sequence[tuple[Named, tuple[str, ...]]]) -> dict[Named, str]:
    """Give one id to names that agree in first and last word ("Donald J. Trump"), or of which one begins the other."""
    ids: dict[tuple[str, ...], str] = {}
    for named, words in sorted(full, key=lambda pair: (not pair[0].candidates, -len(pair[1]), pair[0].start)):
        identity = next((ids[key] for key in ((words[0], words[-1]), words) if key in ids), named.id or "")
        ids.setdefault((words[0], words[-1]), identity)
        for size in range(2, len(words) + 1):
            ids.setdefault(words[:size], identity)
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
