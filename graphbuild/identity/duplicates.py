"""Candidate duplicates: actors of different ids whose names say that they may be one. Proposed, never applied.

Names that could be alike are brought together by keys (blocking: Christen, Data Matching, 2012), so that the work is
near-linear; within a block they are compared by rapidfuzz.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import JaroWinkler

from graphbuild.identity.names import PARTICLES, key, unmarked
from graphbuild.identity.people import bare
from graphbuild.model import ActorKind

_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_LINEAGE = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "vi"})
_LARGEST_BLOCK = 60
_LEAST = 0.7
_ONE_WORD = 0.65
# Spellings of one sound in names from other scripts, the longer first.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^y(?=[aeiou])", ""),
        (r"kh|gh|ck|q|g|c(?![eiy])", "k"),
        (r"ph|v|w|ff", "f"),
        (r"sch|sh|ch|c|z|x|ts", "s"),
        (r"dh|th|d", "t"),
        (r"dj|dzh|zh|j", "j"),
        (r"(?<=.)[aeiouyh]", ""),
        (r"^[aeiou]", "a"),
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Record:
    """An actor of the graph, as far as its identity goes: `names` the fullest first, `country` an id, `evidence` a sentence.

    `settled` says that the reference facts know it; two of those are told apart already.
    """

    id: str
    kind: ActorKind
    names: tuple[str, ...]
    country: str | None = None
    evidence: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two actors that may be one: how likely (0 to 1), and why. `left.id < right.id`."""

    left: Record
    right: Record
    score: float
    reasons: tuple[str, ...]


def candidates(actors: Iterable[Record], decided: Collection[tuple[str, str]] = ()) -> list[Candidate]:
    """Return the pairs that may be one actor, the likeliest first; pairs of ids (in order) that are decided are left out.

    Who is only described ("the governments") is somebody else in every article, and never proposed.
    """
    seen = set(decided)
    found = []
    named = (actor for actor in actors if not all(name.islower() for name in actor.names))
    for left, right in _pairs(sorted(named, key=lambda actor: actor.id)):
        if (left.id, right.id) not in seen and not (left.settled and right.settled):
            seen.add((left.id, right.id))
            if (judged := _compare(left, right)) and judged.score >= _LEAST:
                found.append(judged)
    return sorted(found, key=lambda c: (-c.score, c.left.id, c.right.id))


def _pairs(actors: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    blocks: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for actor in actors:
        for block in sorted({block for name in actor.names for block in _keys(actor.kind, name)}):
            blocks[block].append(actor)
    for _, members in sorted(blocks.items()):
        # A key that so many share tells nobody apart; the others of the name's keys are left to do it.
        if len(members) <= _LARGEST_BLOCK:
            yield from combinations(members, 2)


def _keys(kind: ActorKind, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a name: its sounds in any order, its surname's sounds with an initial; of a body, its initials too."""
    people = kind in _PEOPLE
    words = _words(name, people=people)
    if not words:
        return
    room = "person" if people else "body"
    sounds = [sound(word) for word in words]
    yield (room, "sounds", *sorted(sounds))
    yield (room, "joined", sound("".join(words)))
    if people and len(words) > 1:
        yield (room, "surname", sounds[-1], words[0][0])
        yield (room, "first", sounds[0], words[-1][0])
    elif not people:
        initials = "".join(word[0] for word in words)
        yield (room, "initials", initials if len(words) > 2 else words[0])


def _words(name: str, *, people: bool) -> list[str]:
    """Return the words of a name for comparison: without particles, points and case, a person's without forms of address."""
    plain = unmarked(name).replace("'", "").replace("’", "")
    pieces = [piece.casefold() for piece in (bare(plain) if people else key(plain)) if piece[0].isalnum()]
    return [piece for piece in pieces if piece not in PARTICLES and piece not in {"of", "the", "and", "for"}] or pieces


def sound(word: str) -> str:
    """Return roughly how a word sounds, whatever the transliteration.

    >>> sound("gaddafi") == sound("qadhafi"), sound("mohammed") == sound("muhamad"), sound("zelensky") == sound("zelenskyy")
    (True, True, True)
    """
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def _compare(left: Record, right: Record) -> Candidate | None:
    best, reasons, people = 0.0, [""], left.kind in _PEOPLE
    for one in left.names:
        for other in right.names:
            score, reason = _likeness(_words(one, people=people), _words(other, people=people), people=people)
            if score > best:
                best, reasons = score, [f"{reason}: {one} / {other}"]
    if left.country and right.country:
        same = left.country == right.country
        best = (max(best, _LEAST) if best >= _ONE_WORD else best) if same else best * 0.6
        reasons.append("same country" if same else "different countries")
    return Candidate(left, right, round(best, 2), tuple(reasons)) if best else None


def _likeness(one: list[str], other: list[str], *, people: bool) -> tuple[float, str]:
    if people and _LINEAGE & set(one) != _LINEAGE & set(other):
        return 0.0, ""
    found = _letter_for_letter(one, other) or _by_sound(one, other)
    if found:
        # Two articles' "Mensah" are two people more often than one, unless both are of one country.
        return (_ONE_WORD, "the same single name") if people and len(one) == len(other) == 1 else found
    return (_by_surname(one, other) if people else _by_initials(one, other)) or (0.0, "")


def _letter_for_letter(one: list[str], other: list[str]) -> tuple[float, str] | None:
    if "".join(one) == "".join(other):
        return 0.95, "written alike but for capitals, marks, hyphens or forms of address"
    return (0.92, "the same words in another order") if sorted(one) == sorted(other) else None


def _by_sound(one: list[str], other: list[str]) -> tuple[float, str] | None:
    if len(one) != len(other) or not all(map(_alike, one, other)):
        return None
    closeness = sum(JaroWinkler.similarity(a, b) for a, b in zip(one, other, strict=True)) / len(one)
    return 0.6 + 0.3 * closeness, "sounds alike"


def _by_initials(one: list[str], other: list[str]) -> tuple[float, str] | None:
    short, long = sorted((one, other), key=len)
    return (0.8, "initials of the other") if short == ["".join(word[0] for word in long)] else None


def _by_surname(one: list[str], other: list[str]) -> tuple[float, str] | None:
    if min(len(one), len(other)) < 2 or not _alike(one[-1], other[-1]):
        return None
    if _abbreviates(one[0], other[0]) or _abbreviates(other[0], one[0]):
        return 0.75, "initial and surname"
    return (0.85, "the same first name and surname") if _alike(one[0], other[0]) else None


def _alike(one: str, other: str) -> bool:
    """Tell whether two words may be one name: the same sound, and much the same letters."""
    return one == other or (sound(one) == sound(other) and JaroWinkler.similarity(one, other) >= 0.75)


def _abbreviates(one: str, other: str) -> bool:
    return len(one) == 1 and other.startswith(one)
