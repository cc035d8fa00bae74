"""Names of people and places from all over the world, to stand in for others: from the World Factbook (public domain)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

OFFICES = frozenset({
    "president", "king", "queen", "prince", "prime", "minister", "premier", "sultan", "emir", "amir", "chancellor",
    "pope", "general", "governor", "acting", "interim", "vice", "chairman", "chairwoman", "of", "the", "state", "and",
    "council", "leader", "captain", "colonel", "sir", "dame", "dr", "dr.", "ret.", "administrator", "commissioner",
    "lieutenant", "taoiseach", "supreme", "co-prince", "grand", "duke", "chief", "executive", "major", "transitional",
    "sheikh", "ayatollah",
})  # fmt: skip


def world(path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Read people (whole names, and family names alone) and places (countries and capitals), each as a list of words."""
    facts = json.loads(path.read_text(encoding="utf8"))
    people = {tuple(name) for fact in facts.values() for name in _people(fact)}
    people |= {(name[-1],) for name in people if len(name) > 1}
    places = {
        tuple(_words(str(fact.get(key) or "").split(";")[0].split("(")[0]))
        for fact in facts.values()
        for key in ("conventional short form", "capital")
    }
    places = {place for place in places if place and len(place) < 5 and place != ("none",)}
    return [list(p) for p in sorted(people)], [list(p) for p in sorted(places)]


def _people(fact: dict[str, object]) -> Iterator[list[str]]:
    for key in ("chief_of_state", "head_of_government"):
        for part in str(fact.get(key) or "").split(";"):
            words = re.sub(r"\(.*", "", part).replace(",", " ").split()
            while words and words[0].lower() in OFFICES:
                words.pop(0)
            if 2 <= len(words) <= 6 and any(w.isupper() for w in words):
                yield _words(" ".join("-".join(_title(p) for p in w.split("-")) for w in words))


def _title(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 1 else word


def _words(name: str) -> list[str]:
    return re.sub(r"(?<=\w)-(?=\w)", " - ", name).split()
