"""The reference facts as an index that JSON can hold: names by their keys, and who bears them, the likeliest first."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphbuild.identity.facts import Facts, State, Tenure
from graphbuild.identity.names import Key, key, spellings
from graphbuild.model import ActorKind, Known, NameForm, Office
from graphbuild.vocab import slug

_FORM_RANK = {NameForm.NAME: 0, NameForm.ACRONYM: 1, NameForm.ADJECTIVE: 2, NameForm.SEAT: 3}
_KIND_RANK = {ActorKind.COUNTRY: 0, ActorKind.ORGANIZATION: 1, ActorKind.LEADER: 2}


@dataclass(frozen=True, slots=True)
class Index:
    """What the facts say, by name.

    `names` and `shorts` point into `known`; `titles` holds (slug of the title, country or organisation, office id);
    `adjectives` includes demonyms.
    """

    known: tuple[Known, ...]
    names: tuple[tuple[Key, tuple[tuple[int, NameForm], ...]], ...]
    shorts: tuple[tuple[Key, tuple[int, ...]], ...]
    offices: tuple[Office, ...]
    titles: tuple[tuple[str, str | None, str], ...]
    tenures: tuple[Tenure, ...]
    members: tuple[tuple[str, str], ...]
    adjectives: tuple[tuple[str, tuple[str, ...]], ...]
    states: tuple[State, ...] = ()

    @classmethod
    def of(cls, facts: Facts, phrases: Iterable[str] = ()) -> Index:
        """Index the facts, and the phrases that are no names although they contain some.

        Of several bearers of a name, the one of whom most is stated comes first.
        """
        countries = {office.id: office.country for office in facts.offices}
        known = tuple(_with_country(k, facts.tenures, countries) for k in facts.known)
        return cls(
            known=known,
            names=_names(facts, known, phrases),
            shorts=_shorts(facts, known),
            offices=facts.offices,
            titles=tuple((slug(title), countries[office], office) for office, title in facts.titles),
            tenures=facts.tenures,
            members=facts.members,
            adjectives=_adjectives(facts),
            states=facts.states,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the index as values that JSON can hold."""
        return {
            "known": [[k.id, k.kind, k.name, k.country, k.same_as] for k in self.known],
            "names": [[" ".join(k), [[i, _FORMS.index(form)] for i, form in of]] for k, of in self.names],
            "shorts": [[" ".join(k), of] for k, of in self.shorts],
            "offices": [dataclasses.astuple(office) for office in self.offices],
            "titles": self.titles,
            "tenures": [[t.office, t.holder, *(d and d.isoformat() for d in (t.since, t.until))] for t in self.tenures],
            "members": self.members,
            "adjectives": self.adjectives,
            "states": [[s.country, s.since.isoformat(), s.until.isoformat(), s.then] for s in self.states],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Index:
        """Return the index that `to_json` wrote.

        Raises KeyError, TypeError, ValueError or IndexError when the data is anything else.
        """
        size = len(data["known"])
        if not all(0 <= i < size for _, of in data["names"] for i, _ in of):
            raise ValueError("a name of nobody")
        return cls(
            known=tuple(Known(i, ActorKind(kind), n, c, tuple(same)) for i, kind, n, c, same in data["known"]),
            names=tuple((tuple(k.split(" ")), tuple((i, _FORMS[form]) for i, form in of)) for k, of in data["names"]),
            shorts=tuple((tuple(k.split(" ")), tuple(of)) for k, of in data["shorts"]),
            offices=tuple(Office(*fields) for fields in data["offices"]),
            titles=tuple((title, of, office) for title, of, office in data["titles"]),
            tenures=tuple(Tenure(o, h, _day(since), _day(until)) for o, h, since, until in data["tenures"]),
            members=tuple((member, whole) for member, whole in data["members"]),
            adjectives=tuple((country, tuple(words)) for country, words in data["adjectives"]),
            states=tuple(
                State(country, dt.date.fromisoformat(since), dt.date.fromisoformat(until), tuple(then))
                for country, since, until, then in data["states"]
            ),
        )


_FORMS = tuple(NameForm)


def _adjectives(facts: Facts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = defaultdict(list)
    for identifier, name, form in facts.names:
        if form is NameForm.ADJECTIVE and identifier.startswith("country/"):
            found[identifier].append(name)
    return tuple((country, tuple(dict.fromkeys(words))) for country, words in sorted(found.items()))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _with_country(known: Known, tenures: Iterable[Tenure], countries: Mapping[str, str | None]) -> Known:
    """Give a leader the country of the offices that it held, unless the facts say otherwise."""
    if known.country or known.kind is not ActorKind.LEADER:
        return known
    served = sorted(
        {c for t in tenures if t.holder == known.id and (c := countries[t.office]) and c.startswith("country/")}
    )
    return dataclasses.replace(known, country=served[0]) if len(served) == 1 else known


def _names(
    facts: Facts, known: tuple[Known, ...], phrases: Iterable[str]
) -> tuple[tuple[Key, tuple[tuple[int, NameForm], ...]], ...]:
    place = {k.id: i for i, k in enumerate(known)}
    found: dict[Key, dict[int, NameForm]] = defaultdict(dict)
    for identifier, name, form in facts.names:
        for spelling in spellings(name):
            best = found[spelling].get(place[identifier], form)
            found[spelling][place[identifier]] = min(form, best, key=_FORM_RANK.__getitem__)
    for phrase in phrases:
        found.setdefault(key(phrase), {})
    order = _Order(facts, known)
    return tuple((k, tuple(sorted(of.items(), key=order.of(k)))) for k, of in sorted(found.items()))


def _shorts(facts: Facts, known: tuple[Known, ...]) -> tuple[tuple[Key, tuple[int, ...]], ...]:
    place = {k.id: i for i, k in enumerate(known)}
    found: dict[Key, set[int]] = defaultdict(set)
    for identifier, name in facts.shorts:
        for spelling in spellings(name):
            found[spelling].add(place[identifier])
    order = _Order(facts, known)
    return tuple((k, tuple(sorted(of, key=order.weight))) for k, of in sorted(found.items()))


class _Order:
    """Which of several bearers of a name comes first."""

    def __init__(self, facts: Facts, known: tuple[Known, ...]) -> None:
        self._known = known
        self._stated = facts.weight

    def weight(self, place: int) -> tuple[int, str]:
        identifier = self._known[place].id
        return -self._stated.get(identifier, 0), identifier

    def of(self, name: Key) -> Callable[[tuple[int, NameForm]], tuple[object, ...]]:
        def rank(bearer: tuple[int, NameForm]) -> tuple[object, ...]:
            known, form = self._known[bearer[0]], bearer[1]
            own = key(known.name) == name
            return not own, _FORM_RANK[form], _KIND_RANK.get(known.kind, 3), *self.weight(bearer[0])

        return rank
