"""Heads of state and government out of the sentences of The World Factbook: "President Gabriel BORIC (since 11 March 2022)"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TITLES = {
    "Interim President": "President",
    "Transition President": "President",
    "Transitional President": "President",
    "Acting President": "President",
    "President": "President",
    "Interim Prime Minister": "Prime Minister",
    "Transition Prime Minister": "Prime Minister",
    "Acting Prime Minister": "Prime Minister",
    "Caretaker Prime Minister": "Prime Minister",
    "Prime Minister": "Prime Minister",
    "King": "King",
    "Prince": "Prince",
    "Grand Duke": "Grand Duke",
    "Amir": "Emir",
    "Chancellor": "Chancellor",
    "Premier": "Premier",
    "Chief Minister": "Chief Minister",
    "Chief Executive": "Chief Executive",
    "Governor": "Governor",
    "Minister of State": "Minister of State",
    "Vice President": "Vice President",
}
_MILITARY = re.compile(r"^(?:Capt\.|Col\.|Gen\.|Sr\. Gen\.|General|Colonel|Dr\.|Sir|Lt\. Gen\.)\s+")
_ENTRY = re.compile(
    rf"^(?P<title>{'|'.join(sorted(_TITLES, key=len, reverse=True))}) (?P<name>[^(;,]+?),?(?: Jr\.)?(?: of [A-Z]\w+)? \(since (?P<since>\d+ \w+ \d{{4}})\)"
)
_LOWER = {"AL", "BIN", "DA", "DE", "DI", "DOS", "EL", "VAN", "DER"}
_NUMERAL = re.compile(r"[IVX]+")
_NO_NAME = ("of ", "and ", "Crown ")


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads a state or government, as the Factbook writes it: `names` holds the usual name first, then fuller ones."""

    title: str
    names: tuple[str, ...]
    short: str
    since: dt.date


def heads(facts: Mapping[str, object]) -> Iterator[tuple[str, Head]]:
    """Yield ("state" or "government", head) where the Factbook's sentence is of the usual form."""
    for which, column in (("state", "chief_of_state"), ("government", "head_of_government")):
        if (found := _ENTRY.match(str(facts.get(column) or ""))) and (since := _day(found["since"])):
            name = _MILITARY.sub("", found["name"].strip())
            if not name.startswith(_NO_NAME) and (upper := _upper(name)):
                yield which, Head(_TITLES[found["title"]], _names(name, upper), cased(upper), since)


def cased(name: str) -> str:
    """Return a name with its capitals as news writes them.

    >>> cased("FILS-AIMÉ"), cased("Américo DOS RAMOS"), cased("LETSIE III")
    ('Fils-Aimé', 'Américo dos Ramos', 'Letsie III')
    """
    words = name.split()
    return " ".join([*map(_cased_word, words[:1]), *(w.lower() if w in _LOWER else _cased_word(w) for w in words[1:])])


def _cased_word(word: str) -> str:
    if not word.isupper() or _NUMERAL.fullmatch(word):
        return word
    return re.sub(r"[^\W\d_]+", lambda letters: letters[0].capitalize(), word)


def _upper(name: str) -> str:
    """Return the part in capitals, by which the person is called; numerals of monarchs belong to it."""
    found = re.search(r"\b[^\W\d_a-z][^\W\d_a-z'’.-]+(?:[ -][^\W\d_a-z][^\W\d_a-z'’-]*)*(?![\w'’-])", name)
    return found[0].strip() if found and len(found[0]) > 1 else ""


def _names(name: str, upper: str) -> tuple[str, ...]:
    before, _, after = name.partition(upper)
    given = before.split()
    usual = cased(" ".join([*given, upper]) if given else f"{upper}{after}".strip())
    following = after.split()[:1]
    if given:
        brief = cased(f"{given[0]} {upper}")
    elif following and following[0].upper() not in _LOWER:
        brief = cased(f"{upper} {following[0]}")
    else:
        brief = usual
    return tuple(dict.fromkeys((usual, brief, cased(name))))


def _day(text: str) -> dt.date | None:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None
