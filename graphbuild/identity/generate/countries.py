"""`countries.ttl`: every country and territory, its names, its codes, its capital, and what stands for its government."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from graphbuild.identity import terms
from graphbuild.identity.generate import turtle
from graphbuild.identity.generate.tables import Row, listed

HEADER = """
Countries and territories: names, adjectives, demonyms, capitals, seats that stand for a government, codes.

Sources: The World Factbook (CIA), as of January 2026, public domain: names, adjectives, demonyms.
         Country codes (Open Knowledge, datasets/country-codes), PDDL: ISO 3166-1 codes, names, capitals, Wikidata items.
         Completed and corrected by hand: tables/countries.psv; states that are no more: tables/states.psv; November 2026.
Made by: python -m graphbuild.identity.generate (see README.md). Edit the table, not this file.
"""

# GEC (formerly FIPS 10-4) codes that the table of codes lacks or holds otherwise.
_GEC = {"RS": "RI", "XK": "KV", "gaza-strip": "GZ", "west-bank": "WE", "PS": "", "SJ": "SV", "MQ": "", "BQ": ""}
_ONE_FORM = re.compile(r"^([\w' -]+?)(?: \(singular and plural\))?$")
_TWO_FORMS = re.compile(r"^([\w' -]+)\((s|es)\)(?: \([\w ]+\))?$")


def identifier(code: str) -> str:
    """Return a country's id from its ISO code, or from the slug that stands in for one."""
    return f"country/{code}"


def gec(code: str, codes: Mapping[str, Row]) -> str:
    """Return the Factbook's code of a country; empty where it has no page."""
    return _GEC[code] if code in _GEC else codes.get(code, {}).get("FIPS", "").strip()


def triples(
    hand: list[Row], past: list[Row], codes: Mapping[str, Row], factbook: Mapping[str, Mapping[str, object]]
) -> Iterator[ox.Triple]:
    """State the facts of every country; the hand table's cells win over both sources. `past` are the states that are no more."""
    by_hand = {row["code"]: row for row in hand}
    for code in sorted(by_hand.keys() | codes.keys()):
        facts = factbook.get(gec(code, codes), {})
        yield from _country(code, by_hand.get(code, {}), codes.get(code, {}), facts)
    for row in past:
        yield from _past(row)


def _past(row: Row) -> Iterator[ox.Triple]:
    subject = identifier(row["code"])
    yield turtle.day(subject, terms.EXISTED_FROM, dt.date.fromisoformat(row["from"]))
    yield turtle.day(subject, terms.EXISTED_UNTIL, dt.date.fromisoformat(row["until"]))
    yield turtle.english(subject, terms.CAPITAL, row["capital"])
    yield from (turtle.link(subject, terms.SUCCEEDED_BY, identifier(code)) for code in listed(row["successors"]))
    yield from (turtle.english(subject, terms.NAME_THEN, name) for name in listed(row["then"]))


def names(
    hand: list[Row], codes: Mapping[str, Row], factbook: Mapping[str, Mapping[str, object]]
) -> dict[str, tuple[str, list[str]]]:
    """Return the name and the adjectives of every country, by code."""
    by_hand = {row["code"]: row for row in hand}
    return {
        code: (
            _label(by_hand.get(code, {}), row),
            _adjectives(by_hand.get(code, {}), factbook.get(gec(code, codes), {})),
        )
        for code, row in codes.items()
    }


def _label(hand: Row, row: Row) -> str:
    return hand.get("name") or row["CLDR display name"].replace("&", "and")


def _country(code: str, hand: Row, row: Row, facts: Mapping[str, object]) -> Iterator[ox.Triple]:
    subject = identifier(code)
    label = _label(hand, row)
    yield turtle.link(subject, terms.TYPE, terms.COUNTRY)
    yield turtle.english(subject, terms.LABEL, label)
    yield from (turtle.english(subject, terms.ALIAS, n) for n in _other_names(hand, row, facts) if n != label)
    yield from (turtle.english(subject, terms.ADJECTIVE, adjective) for adjective in _adjectives(hand, facts))
    yield from (turtle.english(subject, terms.DEMONYM, people) for people in _demonyms(hand, facts))
    yield from (turtle.english(subject, terms.SEAT, seat) for seat in listed(hand.get("seats", "")))
    yield from (turtle.english(subject, terms.ACRONYM, short) for short in listed(hand.get("short", "")))
    if capital := row.get("Capital", "").strip():
        yield turtle.english(subject, terms.CAPITAL, capital)
    yield from _codes(subject, code, hand, row)


def _codes(subject: str, code: str, hand: Row, row: Row) -> Iterator[ox.Triple]:
    if row or code == "XK":
        yield turtle.plain(subject, terms.ISO2, code)
        yield turtle.plain(subject, terms.ISO3, row["ISO3166-1-Alpha-3"] if row else "XKX")
    if item := hand.get("wikidata") or row.get("wikidata_id", "").rpartition("/")[2]:
        yield turtle.same_as(subject, item)
    status = row.get("is_independent", "")
    if sovereign := hand.get("within") or (status[-2:] if " of " in status else ""):
        yield turtle.link(subject, terms.BELONGS_TO, identifier(sovereign))


def _other_names(hand: Row, row: Row, facts: Mapping[str, object]) -> Iterator[str]:
    yield from listed(hand.get("also", ""))
    for column in ("UNTERM English Short", "UNTERM English Formal", "official_name_en"):
        name = re.sub(r"\s*(\(the\)|\*+)", "", row.get(column, "")).strip()
        if name and "(" not in name and not name.startswith("China, "):
            yield name.removeprefix("the ")
    for key in ("conventional short form", "conventional long form"):
        name = str(facts.get(key) or "none")
        if name != "none" and not set(name) & set("(;,") and name != "The Dominican":
            yield name.removeprefix("The ")


def _adjectives(hand: Row, facts: Mapping[str, object]) -> list[str]:
    if hand.get("adjectives"):
        return listed(hand["adjectives"])
    adjective = str(facts.get("nationality_adj") or "")
    return [adjective] if re.fullmatch(r"[\w' -]+", adjective) and adjective not in {"none", "NA"} else []


def _demonyms(hand: Row, facts: Mapping[str, object]) -> list[str]:
    if hand.get("people"):
        return [form for pair in listed(hand["people"]) for form in dict.fromkeys(pair.split("/"))]
    noun = str(facts.get("nationality_noun") or "")
    if found := _TWO_FORMS.match(noun):
        return [found[1], found[1] + found[2]]
    if (found := _ONE_FORM.match(noun)) and noun not in {"none", "NA"}:
        return [found[1]]
    return []
