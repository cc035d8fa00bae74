"""The reference facts, ready for use: names to actors, offices to their holders of a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graphbuild.identity import cache
from graphbuild.identity.facts import State, Tenure
from graphbuild.identity.gazetteer import Bearer, NameIndex
from graphbuild.identity.index import Index
from graphbuild.identity.names import key
from graphbuild.model import Known, NameMatch, Office
from graphbuild.vocab import ontologies, reference_files, slug

__all__ = ["Reference", "load"]


class Reference:
    """What is known before an article is read. It satisfies the `Gazetteer` of the reading stage.

    `version` is the content hash of the files behind it, as provenance records it.
    """

    def __init__(self, index: Index, version: str = "") -> None:
        self.version = version
        self._known: Mapping[str, Known] = {known.id: known for known in index.known}
        self._names = NameIndex((k, tuple(Bearer(index.known[i], form) for i, form in of)) for k, of in index.names)
        self._shorts: Mapping[tuple[str, ...], tuple[Known, ...]] = {
            k: tuple(index.known[i] for i in of) for k, of in index.shorts
        }
        self._offices: Mapping[str, Office] = {office.id: office for office in index.offices}
        self._titles: Mapping[tuple[str, str | None], str] = {(title, of): office for title, of, office in index.titles}
        self._titles_of: dict[str, set[str]] = defaultdict(set)
        for title, _, office in index.titles:
            self._titles_of[office].add(title)
        self._adjectives: Mapping[str, tuple[str, ...]] = dict(index.adjectives)
        self._states: Mapping[str, State] = {state.country: state for state in index.states}
        self._then: dict[tuple[str, ...], list[State]] = defaultdict(list)
        for state in index.states:
            for name in state.then:
                self._then[key(name)].append(state)
        self._by_office: dict[str, list[Tenure]] = defaultdict(list)
        self._by_holder: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in index.tenures:
            self._by_office[tenure.office].append(tenure)
            self._by_holder[tenure.holder].append(tenure)

    def matches(self, words: Sequence[str]) -> Iterator[NameMatch]:
        """Yield the reference names in a sequence of words: the longest, left to right, none overlapping.

        Names match with their capitals ("Turkey", "US"), whatever the words do with points, hyphens and accents.
        """
        return self._names.matches(words)

    def bearers(self, name: str) -> tuple[Bearer, ...]:
        """Return the actors that bear exactly this name, the likeliest first."""
        return self._names.bearers(key(name))

    def state_then(self, name: str, day: dt.date) -> Known | None:
        """Return the state of the past that a name, which means another one now, meant on a day; or None.

        >>> from graphbuild.identity.reference import load
        >>> load().state_then("Moscow", dt.date(1962, 10, 29)).name, load().state_then("Moscow", dt.date(2020, 1, 1))
        ('Soviet Union', None)
        """
        found = [state for state in self._then.get(key(name), ()) if state.since <= day <= state.until]
        return self._known[found[0].country] if found else None

    def existed(self, country: str, day: dt.date) -> bool:
        """Tell whether a state existed on a day, as far as the facts tell: only those that are no more have an end."""
        state = self._states.get(country)
        return state is None or state.since <= day <= state.until

    def called(self, short: str) -> tuple[Known, ...]:
        """Return the people who are called by this short name ("Xi"), the likeliest first."""
        return self._shorts.get(key(short), ())

    def known(self, identifier: str) -> Known | None:
        """Return the actor of an id, or None where the facts do not know it."""
        return self._known.get(identifier)

    def office(self, office: Office) -> Office | None:
        """Return the office that a text means by a title and a country, or None.

        A title of the same country stands for it: "premier", "leader", "minister of foreign affairs".
        """
        if found := self._offices.get(office.id):
            return found
        title = office.id.partition("/")[2]
        if office.country:
            title = title.removesuffix(f"-of-{slug(office.country.partition('/')[2])}")
        named = self._titles.get((title, office.country))
        return self._offices[named] if named else None

    def titles(self, office: str) -> frozenset[str]:
        """Return the titles of an office, as slugs: "prime-minister", "premier", "leader"."""
        return frozenset(self._titles_of.get(office, ()))

    def adjectives(self, country: str) -> tuple[str, ...]:
        """Return the adjectives of a country: ("Kyrgyz", "Kyrgyzstani")."""
        return self._adjectives.get(country, ())

    def holders(self, office: str, day: dt.date) -> tuple[Known, ...]:
        """Return who held an office on a day, in the order in which they took it."""
        return tuple(self._known[t.holder] for t in self._by_office[office] if holds(t, day))

    def tenures(self, person: str) -> tuple[Tenure, ...]:
        """Return the offices that a person holds or has held, with their days."""
        return tuple(self._by_holder.get(person, ()))

    def offices(self, person: str, day: dt.date) -> tuple[Office, ...]:
        """Return the offices that a person held on a day."""
        return tuple(self._offices[t.office] for t in self.tenures(person) if holds(t, day))

    @staticmethod
    def certainty(day: dt.date | None) -> float:
        """Return how sure it is (0 to 1) that the holder of an office on a day, as the facts have it, is so.

        Sure until the day of the facts; after it, terms end that the facts do not yet know: half of them in four years.
        """
        late = max((day - FACTS_OF).days, 0) if day else 0
        return float(0.92 * 0.5 ** (late / (4 * 365)))


FACTS_OF = dt.date(2026, 1, 31)
"""The day until which the shipped offices are complete; user files may go further."""


def holds(tenure: Tenure, day: dt.date) -> bool:
    """Tell whether a tenure covers a day; one without an end is taken to last."""
    return (tenure.since is None or tenure.since <= day) and (tenure.until is None or day <= tenure.until)


def load(paths: Sequence[Path] = ()) -> Reference:
    """Load the facts of `ontologies/reference/` and those of further Turtle files of the same form.

    The index is kept in the user's cache folder under the hash of the files' content, and made anew where it cannot
    be kept. Raises ReferenceFactError when a file cannot be used.
    """
    index, version = cache.index_of(reference_files(paths), ontologies() / "reference" / "phrases.txt")
    return Reference(index, version)
