"""`organisations.ttl`: bodies that political news names, their acronyms, countries and members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from graphbuild.identity import terms
from graphbuild.identity.generate import turtle
from graphbuild.identity.generate.countries import gec, identifier
from graphbuild.identity.generate.tables import Row, listed
from graphbuild.model import ActorKind
from graphbuild.vocab import actor_id

HEADER = """
Organisations that political news names: international bodies, alliances, ministries, parliaments, courts, parties,
armed forces and armed groups, agencies; their acronyms, the countries they belong to, their members.

Sources: The World Factbook (CIA), as of January 2026, public domain: memberships.
         Everything else by hand from public knowledge: tables/organisations.psv, November 2026.
         Further ministries, parliaments and armed forces of often-named countries take their names from the country's.
Made by: python -m graphbuild.identity.generate (see README.md). Edit the table, not this file.
"""

MINISTRIES = {
    "Ministry of Foreign Affairs": ("Foreign Ministry", "foreign ministry", "Ministry of Foreign Affairs"),
    "Ministry of Defence": (
        "Defence Ministry",
        "defence ministry",
        "Defense Ministry",
        "defense ministry",
        "Ministry of Defence",
        "Ministry of Defense",
    ),
    "Ministry of the Interior": (
        "Interior Ministry",
        "interior ministry",
        "Ministry of the Interior",
        "Ministry of Interior",
    ),
}
PARLIAMENT = ("parliament", "Parliament")
_OFTEN_NAMED = """
AE AF AM AR AT AU AZ BD BE BF BG BH BO BR BY CA CD CH CL CN CO CU CY CZ DE DK DO DZ EC EE EG ER ES ET FI FR GB
GE GH GR GT GY HN HR HT HU ID IE IL IN IQ IR IT JO JP KE KG KH KP KR KW KZ LB LK LT LV LY MA MD MG ML MM MX
MY MZ NE NG NI NL NO NP NZ OM PE PH PK PL PT PY QA RO RS RU RW SA SD SE SG SI SK SN SO SS SV SY TD TH TJ TN
TR TW TZ UA UG US UZ VE VN YE ZA ZW
"""
OFTEN_NAMED = frozenset(_OFTEN_NAMED.split())
"""Countries whose ministries, parliament and armed forces news names often enough."""
FORCES = ("Armed Forces", "armed forces", "military", "army", "Army", "forces", "troops", "soldiers", "soldier")

Names = Mapping[str, tuple[str, list[str]]]
"""For each code the name of a country and its adjectives."""


def named(name: str) -> str:
    """Return the id of an organisation."""
    return actor_id(ActorKind.ORGANIZATION, name)


def triples(
    hand: list[Row], names: Names, codes: Mapping[str, Row], factbook: Mapping[str, Mapping[str, object]]
) -> Iterator[ox.Triple]:
    """State the facts of the organisations in the hand table, and of those that each country has."""
    members = _members(codes, factbook)
    for row in hand:
        yield from _organisation(row, members)
    taken = {alias for row in hand for alias in listed(row["also"])} | {row["name"] for row in hand}
    yield from _further_forces(hand, names, taken)
    for code, (country, adjectives) in sorted(names.items()):
        if adjectives and code in OFTEN_NAMED:
            yield from _of_country(code, country, adjectives, taken)


def _organisation(row: Row, members: Mapping[str, list[str]]) -> Iterator[ox.Triple]:
    subject = named(row["name"])
    yield turtle.link(subject, terms.TYPE, terms.ORGANIZATION)
    yield turtle.english(subject, terms.LABEL, row["name"])
    for name in listed(row["also"]):
        term = terms.ADJECTIVE if name.startswith("~") else terms.ALIAS
        yield turtle.english(subject, term, name.removeprefix("~"))
    yield from (turtle.english(subject, terms.ACRONYM, short) for short in listed(row["short"]))
    yield from (turtle.english(subject, terms.SEAT, seat) for seat in listed(row["seats"]))
    if row["country"]:
        yield turtle.link(subject, terms.BASED_IN, identifier(row["country"]))
    if row["wikidata"]:
        yield turtle.same_as(subject, row["wikidata"])
    listed_here = (
        row["members"].removeprefix("=").split(",")
        if row["members"].startswith("=")
        else members.get(row["members"], [])
    )
    yield from (turtle.link(identifier(code), terms.MEMBER_OF, subject) for code in listed_here)


def _further_forces(hand: list[Row], names: Names, taken: set[str]) -> Iterator[ox.Triple]:
    """State the usual ways to speak of the armed forces that the hand table names: "Pakistani soldiers"."""
    for row in hand:
        _, adjectives = names.get(row["country"], ("", []))
        aliases = set(listed(row["also"]))
        for adjective in adjectives:
            if f"{adjective} military" in aliases:
                further = {f"{adjective} {form}" for form in FORCES} - taken
                yield from (turtle.english(named(row["name"]), terms.ALIAS, alias) for alias in sorted(further))


def _members(codes: Mapping[str, Row], factbook: Mapping[str, Mapping[str, object]]) -> dict[str, list[str]]:
    """Return the codes of each body's full members, by the Factbook's abbreviation; observers and partners are left out."""
    members: dict[str, list[str]] = {}
    for code in codes:
        bodies = factbook.get(gec(code, codes), {}).get("io")
        for body in bodies if isinstance(bodies, list) else []:
            members.setdefault(str(body), []).append(code)
    return members


def _of_country(code: str, country: str, adjectives: list[str], taken: set[str]) -> Iterator[ox.Triple]:
    for label, forms in MINISTRIES.items():
        names = [f"{adjective} {form}" for adjective in adjectives for form in forms]
        names += [f"{form} of {country}" for form in forms if form[0].isupper()]
        yield from _body(f"{label} of {country}", names, code, taken)
    parliament = [f"{adjective} {form}" for adjective in adjectives for form in PARLIAMENT]
    yield from _body(f"Parliament of {country}", parliament, code, taken)
    forces = [f"{adjective} {form}" for adjective in adjectives for form in FORCES]
    yield from _body(f"{adjectives[0]} Armed Forces", forces, code, taken)


def _body(label: str, aliases: list[str], code: str, taken: set[str]) -> Iterator[ox.Triple]:
    """Describe a body of a country, unless the hand table names one alike."""
    if label in taken or not taken.isdisjoint(aliases):
        return
    subject = named(label)
    yield turtle.link(subject, terms.TYPE, terms.ORGANIZATION)
    yield turtle.english(subject, terms.LABEL, label)
    yield from (turtle.english(subject, terms.ALIAS, alias) for alias in aliases if alias != label)
    yield turtle.link(subject, terms.BASED_IN, identifier(code))
