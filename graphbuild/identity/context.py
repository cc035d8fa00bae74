"""What an article says around a name: its day, and the countries and things that it speaks of."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from graphbuild.identity.reference import Reference
from graphbuild.model import Actor, ActorKind, Known, NameMatch, Reading

# Words beside which an ambiguous name means this one of its bearers. Names of places and people that the reference
# facts do not hold, since they are nobody who acts.
_CLUES: Mapping[str, str] = MappingProxyType(
    {
        "organization/georgia-u-s-state": r"Atlanta|Savannah|Augusta|Macon|Fulton County|Brian Kemp|Raffensperger|Warnock|Ossoff|"
        r"U\.?S\.? state|South Carolina|Alabama|Tennessee|Florida",
        "country/GE": r"Tbilisi|Batumi|Kutaisi|Abkhazia|South Ossetia|Georgian Dream|Saakashvili|Zourabichvili|Caucasus",
        "organization/washington-state": r"Seattle|Spokane|Tacoma|Olympia|Puget|Jay Inslee|Bob Ferguson|Oregon|Idaho",
        "country/CD": r"Kinshasa|Goma|Kivu|Ituri|Bukavu|Katanga|Kasai|M23|Bunia|Beni|Lubumbashi|Tshisekedi|Kabila|Rwanda|DRC",
        "country/CG": r"Brazzaville|Pointe-Noire|Sassou|Nguesso",
        "country/KP": r"Pyongyang|Kim Jong|DPRK|nuclear test",
        "country/KR": r"Seoul|Busan|Samsung|Hyundai|K-pop",
        "country/DO": r"Santo Domingo|Punta Cana|Abinader|Haiti",
        "country/DM": r"Roseau|Skerrit",
    }
)
_HERE = re.compile(r"[A-Z][\w.'’-]+, $")
_WIDTH = 60
_GENITIVE = frozenset({"'", "’", "'s", "’s", "s"})
_ELECT = ("-elect", "-designate", " elect", " designate")


class Context:
    """The surroundings of the names of one reading. `day` is the day of publication, None where it is not known."""

    def __init__(self, reading: Reading, reference: Reference) -> None:
        self.day = reading.article.published
        self.article = reading.article.id
        self._text = reading.article.text
        self._reference = reference
        self._days: dict[str, set[dt.date]] = {}
        for act in reading.acts:
            for party in act.parties():
                if day := act.date or self.day:
                    self._days.setdefault(party, set()).add(day)

    def days(self, actor: Actor) -> set[dt.date]:
        """Return the days on which the actor's acts took place; that of publication where it has none."""
        return self._days.get(actor.id) or ({self.day} if self.day else set())

    @cached_property
    def named(self) -> Counter[str]:
        """How often the text names each country, or what belongs to it, and each organisation; ambiguous names left out."""
        found: Counter[str] = Counter()
        for match in self._reference.matches(_words(self._text)):
            homes = {home_of(known) for known in match.candidates}
            if len(homes) == 1:
                home = homes.pop()
                found.update({home or "", *(k.id for k in match.candidates if len(match.candidates) == 1)} - {""})
        return found

    def clues(self, known: Known, actor: Actor) -> int:
        """Return how many clues speak for an ambiguous name to mean this bearer."""
        pattern = _CLUES.get(known.id)
        count = len(set(re.findall(pattern, self._text))) if pattern else 0
        return count + (known.id.endswith("-state") and self._follows_a_town(actor))

    def beside(self, actor: Actor) -> set[str]:
        """Return the countries that stand right at the name: "Pakistan's Senate", "the Senate of Pakistan"."""
        found: set[str] = set()
        for mention in actor.mentions:
            before = _words(self._text[max(0, mention.span.start - _WIDTH) : mention.span.start])
            after = _words(self._text[mention.span.end : mention.span.end + _WIDTH])
            found.update(_homes(m for m in self._reference.matches(before) if _GENITIVE.issuperset(before[m.end :])))
            if after[:1] == ["of"]:
                start = 2 if after[1:2] == ["the"] else 1
                found.update(_homes(m for m in self._reference.matches(after) if m.start == start))
        return found

    def elected_only(self, actor: Actor) -> bool:
        """Tell whether the words after an office say that its holder has yet to take it: "president-elect"."""
        return any(self._text.startswith(_ELECT, m.span.end) for m in actor.mentions)

    def _follows_a_town(self, actor: Actor) -> bool:
        """Tell whether the name stands as the state of a town: "in Macon, Georgia"."""
        return any(_HERE.search(self._text[max(0, m.span.start - _WIDTH) : m.span.start]) for m in actor.mentions)


def _homes(matches: Iterable[NameMatch]) -> Iterator[str]:
    for match in matches:
        homes = {home_of(known) for known in match.candidates}
        if len(homes) == 1 and (home := homes.pop()):
            yield home


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.]*\w[\w.'’-]*|[^\w\s]", text)


def home_of(known: Known) -> str | None:
    """Return the country that an actor is or belongs to."""
    return known.id if known.kind is ActorKind.COUNTRY else known.country
