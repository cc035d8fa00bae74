"""Amounts: "up to 20,000 troops", "$4 billion", "a 19% tariff"."""

from __future__ import annotations

import re
from decimal import Decimal

from graphbuild.model import Amount
from graphbuild.reading.scene import Scene

_SCALE = {
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_CURRENCY = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "a$": "AUD", "c$": "CAD", "₹": "INR"}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MONEY = re.compile(
    r"(?P<sign>US\$|A\$|C\$|[$€£¥₹])\s?(?P<number>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<scale>thousand|million|billion|trillion|mn|bn|tn|m|b)?\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)")


def amount(scene: Scene, first: int, last: int) -> Amount | None:
    """Return the first amount of money, share or count in the tokens `first` to `last`, both inclusive.

    Money is given in ISO 4217 codes, shares as "percent", counts by the noun that is counted, with its modifiers.
    """
    text = scene.article.text[scene.syntax.starts[first] : scene.syntax.ends[last]]
    money = _MONEY.search(text)
    if money:
        scale = _SCALE.get((money["scale"] or "").lower(), 1)
        return Amount(_decimal(money["number"]) * scale, _CURRENCY[money["sign"].lower()])
    share = _PERCENT.search(text)
    if share:
        return Amount(_decimal(share["number"]), "percent")
    return _count(scene, first, last)


def _count(scene: Scene, first: int, last: int) -> Amount | None:
    syntax = scene.syntax
    for token in range(first, last + 1):
        head = syntax.heads[token]
        if syntax.deps[token] == "nummod" and syntax.pos[head] == "NOUN" and token < head <= last:
            value = number(" ".join(syntax.words[k] for k in range(syntax.left[token], token + 1)))
            if value is not None:
                return Amount(value, scene.excerpt(token + 1, head).text)
    return None


def number(words: str) -> Decimal | None:
    """Read a number from digits or words.

    >>> number("20,000"), number("2.5 million"), number("three"), number("some")
    (Decimal('20000'), Decimal('2500000.0'), Decimal('3'), None)
    """
    found = _NUMBER.search(words)
    parts = words.lower().replace("-", " ").split()
    if found:
        value = _decimal(found[0])
    else:
        spelt = [_WORDS[part] for part in parts if part in _WORDS]
        if not spelt:
            return None
        value = Decimal(sum(spelt))
    scale = next((_SCALE[part] for part in parts if part in _SCALE), 1)
    return value * scale


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").rstrip("."))
