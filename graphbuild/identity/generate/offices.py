"""`offices.ttl`: offices, the people who have held them, from when until when, and how those people are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graphbuild.identity import terms
from graphbuild.identity.generate import turtle
from graphbuild.identity.generate.countries import gec, identifier
from graphbuild.identity.generate.factbook import Head, heads
from graphbuild.identity.generate.organisations import Names, named
from graphbuild.identity.generate.tables import Row, listed
from graphbuild.identity.names import key
from graphbuild.model import ActorKind
from graphbuild.vocab import actor_id, office_id, slug

HEADER = """
Offices with dated holders: heads of state and government of every country, foreign and defence ministers and further
ministers of the main countries, heads of international bodies and armed movements; names of people and their variants.

Sources: The World Factbook (CIA), as of January 2026, public domain: heads of state and government without a line of
         their own in the hand table; their first day is that of the present term where the Factbook gives it so.
         Everything else by hand from public knowledge: tables/tenures.psv, people.psv, titles.psv, November 2026.
         No end of a tenure is stated that was not known then; a day that was not certain is left out.
Made by: python -m graphbuild.identity.generate (see README.md). Edit the tables, not this file.
"""

_WITH_ARTICLE = (
    "United", "Netherlands", "Philippines", "Bahamas", "Democratic Republic", "Republic", "Central African", "Czech Republic",
    "Dominican Republic", "Marshall", "Solomon", "Maldives", "Comoros", "Gambia", "European", "African Union", "Arab League",
    "International", "World", "Office", "Federal", "Central Intelligence", "Labour", "Conservative", "Armed Forces", "Taliban",
    "Soviet", "Houthis", "Islamic", "Quds", "Rapid", "Syrian", "Wagner", "Kurdistan", "Libyan", "Transitional", "Tatmadaw", "Vatican",
)  # fmt: skip
_CEREMONIAL = {"King", "Prince", "Grand Duke"}
_NOT_FROM_FACTBOOK = {("SY", "Prime Minister"), ("ZW", "Vice President"), ("GM", "Vice President"), ("MM", "President")}


@dataclass(frozen=True, slots=True)
class Stay:
    """One tenure of the hand table, or one head that the Factbook names; `of` is the id of a country or organisation."""

    of: str
    body: str
    title: str
    marks: str
    holder: str
    since: dt.date | None
    until: dt.date | None

    @property
    def office(self) -> str:
        """The office's id."""
        return office_id(self.title, self.of)


@dataclass(frozen=True, slots=True)
class Tables:
    """The hand-kept tables that offices are made from; `bodies` is that of the organisations."""

    tenures: list[Row]
    people: list[Row]
    titles: list[Row]
    bodies: list[Row]


def triples(
    tables: Tables, names: Names, codes: Mapping[str, Row], factbook: Mapping[str, Mapping[str, object]]
) -> Iterator[ox.Triple]:
    """State the facts of every office, tenure and person."""
    stays = list(_by_hand(tables.tenures, names))
    further, short = _from_factbook(stays, names, codes, factbook)
    stays += further
    acronyms = {row["name"]: listed(row["short"]) for row in tables.bodies}
    yield from _offices(stays, {row["title"]: listed(row["also"]) for row in tables.titles}, acronyms)
    for stay in stays:
        yield from _tenure(stay)
    described = {row["name"]: row for row in tables.people}
    homes = _homes(stays, {named(row["name"]): identifier(row["country"]) for row in tables.bodies if row["country"]})
    for name in sorted(homes.keys() | described.keys()):
        yield from _person(name, described.get(name, {}), short.get(name), homes)


def _by_hand(tenures: list[Row], names: Names) -> Iterator[Stay]:
    of = title = marks = ""
    for row in tenures:
        if row["of"]:
            of, title, marks = row["of"], row["title"], row["marks"]
        country = of in names or of.islower()
        body = names[of][0] if of in names else of.replace("-", " ").title() if of.islower() else of
        yield Stay(
            identifier(of) if country else named(of),
            body,
            title,
            marks,
            row["holder"],
            _day(row["from"]),
            _day(row["until"]),
        )


def _from_factbook(
    stays: list[Stay], names: Names, codes: Mapping[str, Row], factbook: Mapping[str, Mapping[str, object]]
) -> tuple[list[Stay], dict[str, Head]]:
    held = {(stay.of, stay.title) for stay in stays if stay.until is None}
    led = {stay.of for stay in stays if stay.marks == "**"}
    people = {(stay.of, key(stay.holder)) for stay in stays}
    found, short = [], {}
    for code, (country, _) in names.items():
        of = identifier(code)
        both = dict(heads(factbook.get(gec(code, codes), {})))
        for which, head in both.items():
            known = any((of, key(name)) in people for name in head.names)
            skipped = (code, head.title) in _NOT_FROM_FACTBOOK or (
                which == "state" and codes[code]["is_independent"] != "Yes"
            )
            if (of, head.title) in held or known or skipped:
                continue
            held.add((of, head.title))
            found.append(Stay(of, country, head.title, _marks(head, both, of in led), head.names[0], head.since, None))
            short[head.names[0]] = head
    return found, short


def _marks(head: Head, both: Mapping[str, Head], led: bool) -> str:
    """Tell what "the leader" of a country means: its only head, or the head of government under a crowned head of state."""
    if led or head.title == "Vice President":
        return "*" if led else ""
    state, government = both.get("state"), both.get("government")
    if state and government and state.names == government.names:
        return "**"
    crowned = state is None or state.title in _CEREMONIAL
    return "**" if crowned and head is government else "*"


def _offices(
    stays: Iterable[Stay], also: Mapping[str, list[str]], acronyms: Mapping[str, list[str]]
) -> Iterator[ox.Triple]:
    for stay in {stay.office: stay for stay in stays}.values():
        body = f"the {stay.body}" if stay.body.startswith(_WITH_ARTICLE) else stay.body
        yield turtle.link(stay.office, terms.TYPE, terms.OFFICE)
        yield turtle.english(
            stay.office, terms.LABEL, stay.title if stay.title == "Pope" else f"{stay.title} of {body}"
        )
        yield turtle.link(stay.office, terms.OFFICE_OF, stay.of)
        titles = [stay.title, *also.get(stay.title, ())]
        if stay.marks == "**":
            titles += ["leader", "ruler"] if stay.of.startswith("country/") else ["leader", "chief", "head", "boss"]
        titles += [f"{short} {title}" for short in acronyms.get(stay.body, ()) for title in titles]
        yield from (turtle.english(stay.office, terms.OFFICE_TITLE, title) for title in titles)
        if stay.marks:
            yield turtle.yes(stay.office, terms.LEADS_OFFICE)


def _tenure(stay: Stay) -> Iterator[ox.Triple]:
    since = f"-{stay.since}" if stay.since else ""
    subject = f"tenure/{stay.office.partition('/')[2]}-{slug(stay.holder)}{since}"
    yield turtle.link(subject, terms.TYPE, terms.TENURE)
    yield turtle.link(subject, terms.HOLDER, person(stay.holder))
    yield turtle.link(subject, terms.HELD_OFFICE, stay.office)
    if stay.since:
        yield turtle.day(subject, terms.FROM, stay.since)
    if stay.until:
        yield turtle.day(subject, terms.UNTIL, stay.until)


def person(name: str) -> str:
    """Return the id of a person."""
    return actor_id(ActorKind.LEADER, name)


def _homes(stays: Iterable[Stay], based: Mapping[str, str]) -> dict[str, str | None]:
    """Return the country of everybody whose offices are all of one country and its bodies; None for the others."""
    homes: dict[str, str | None] = {}
    for stay in stays:
        served = stay.of if stay.of.startswith("country/") else based.get(stay.of)
        homes[stay.holder] = served if homes.get(stay.holder, served) == served else None
    return homes


def _person(name: str, row: Row, head: Head | None, homes: Mapping[str, str | None]) -> Iterator[ox.Triple]:
    subject = person(name)
    yield turtle.link(subject, terms.TYPE, terms.LEADER if name in homes else terms.PERSON)
    yield turtle.english(subject, terms.LABEL, name)
    others = listed(row["also"]) if row else list(head.names[1:]) if head else []
    yield from (turtle.english(subject, terms.ALIAS, other) for other in dict.fromkeys(others) if other != name)
    shorts = listed(row["short"]) if row and row["short"] else [head.short] if head else [name.rsplit(maxsplit=1)[-1]]
    shorts = shorts if name in homes or row["short"] else []
    yield from (turtle.english(subject, terms.SHORT, short) for short in dict.fromkeys(shorts))
    if country := (identifier(row["country"]) if row and row["country"] else homes.get(name)):
        yield turtle.link(subject, terms.BELONGS_TO, country)
    if row and row["wikidata"]:
        yield turtle.same_as(subject, row["wikidata"])


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
