"""Gathers the acts of several articles that tell of one and the same thing. The reports stay as they are.

Reports are compared only where they share kind, an actor, and either a target or a telling word of their content, within
a window of days; precision comes before recall. The result depends on the reports alone, not on their order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graphbuild.identity.names import unmarked
from graphbuild.model import ActKind

WINDOW = 2
"""How many days may lie between two reports of one act."""

# What is done or said again day after day, in the same words: reports of two days are taken for two acts.
_REPEATED = frozenset({ActKind.ASSAULT, ActKind.MOBILIZATION, ActKind.PROTEST, ActKind.STATEMENT, ActKind.WARNING})
_LIKE_ENOUGH = 0.35
# Asked where mistakes are frequent: of accusations of two days, and of articles of other weeks, which often date an act
# by something else that its sentence names.
_SURELY_LIKE = 0.75
_SENTENCES_LIKE_ENOUGH = 0.2
_NUMBERS_ALIKE = 0.75
_NEIGHBOURS = 25
_TELLING = 4
_WORD = re.compile(r"[a-z]{3,}|\d[\d.,]*")
_EMPTY_WORDS = """
about after again against all also and any are because been before being between both but can could did does during each for from
further had has have having her here him his how into its itself just more most not now off once only other our out over own same
said says say she should some such than that the their them then there these they this those through too under until very was were
what when where which while who whom why will with would you your new
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_NAME = re.compile(r"(?<=\s)[A-Z]\w+")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million"
_NUMBERS = re.compile(rf"\b(?:\d[\d.,]*|{'|'.join(_NUMBER_WORDS.split())})\b")


@dataclass(frozen=True, slots=True)
class Report:
    """An act as one article tells it. `id` names act and article ("article/3f…#pledge-10-17"), `origin` its text (a hash).

    `day` is that of the act as far as it is told, else that of publication; `published` None where it is not known.
    """

    id: str
    article: str
    origin: str
    kind: ActKind
    actors: frozenset[str]
    targets: frozenset[str]
    day: dt.date
    content: str = ""
    evidence: str = ""
    published: dt.date | None = None
    negated: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What the reports of one act come to. `reports` are in order of publication; the first names the event.

    `day` is the earliest that a report gives; `articles` counts the copies too; `origins` counts texts of which the
    others are no copies.
    """

    id: str
    kind: ActKind
    actors: frozenset[str]
    targets: frozenset[str]
    day: dt.date
    reports: tuple[Report, ...]
    articles: int
    origins: int


def gather(reports: Iterable[Report], copies: Mapping[str, frozenset[str]] = MappingProxyType({})) -> list[Event]:
    """Return the events that at least two articles tell of, in order of day and id.

    `copies` names, for an article, those that repeat it and were not read themselves; they add no origin.
    """
    ordered = sorted(set(reports), key=_order)
    said = [_Said.of(report) for report in ordered]
    pairs = sorted(_scored(ordered, said), key=lambda pair: (-pair[0], pair[1], pair[2]))
    groups = _Groups(ordered)
    for _, one, other in pairs:
        groups.join(one, other)
    events = [_event([ordered[k] for k in members], copies) for members in groups.members()]
    return sorted((event for event in events if event.articles > 1), key=lambda event: (event.day, event.id))


def window(kind: ActKind) -> int:
    """Return how many days may lie between two reports of one act of a kind."""
    return 0 if kind in _REPEATED else WINDOW


def _order(report: Report) -> tuple[dt.date, dt.date, str]:
    return report.published or report.day, report.day, report.id


@dataclass(frozen=True, slots=True)
class _Said:
    """What a report says, for comparison: the words of its content, of its sentence, the numbers in both, the names in the content."""

    content: frozenset[str]
    sentence: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> _Said:
        sentence = _words(report.evidence)
        numbers = frozenset(n.rstrip(".,") for n in _NUMBERS.findall(f"{report.content} {report.evidence}".lower()))
        names = _words(" ".join(_NAME.findall(report.content)))
        return cls(_words(report.content) or sentence, sentence, numbers, names)


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(unmarked(text).lower()) if word not in _EMPTY)


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ed|ing)$", "", word) if len(word) > 5 else word.rstrip("s")


def _weights(said: Sequence[_Said]) -> Mapping[str, float]:
    """Return how much each word tells: the logarithm of how rare it is among the reports (Spärck Jones 1972)."""
    count = Counter(word for one in said for word in one.content | one.sentence)
    return {word: math.log((1 + len(said)) / n) + 0.1 for word, n in count.items()}


def _scored(reports: Sequence[Report], said: Sequence[_Said]) -> Iterator[tuple[float, int, int]]:
    weight = _weights(said)
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k, report in enumerate(reports):
        for key in _keys(report, said[k].content, weight):
            blocks[key].append(k)
    seen: set[tuple[int, int]] = set()
    for _, block in sorted(blocks.items()):
        for pair in _near(sorted(block, key=lambda k: (reports[k].day, reports[k].id)), reports):
            if pair not in seen:
                seen.add(pair)
                one, other = pair
                if _may_be_one(reports[one], reports[other], said[one], said[other]):
                    score = _likeness(reports[one], reports[other], said[one], said[other], weight)
                    if score >= _wanted(reports[one], reports[other]):
                        yield round(score, 6), one, other


def _named(parties: frozenset[str]) -> frozenset[str]:
    """Return the parties with a name of their own: "police" or "four people" are others in another article."""
    return frozenset(party for party in parties if not party.startswith("group/"))


def _keys(report: Report, words: frozenset[str], weight: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    telling = sorted(words, key=lambda word: (-weight[word], word))[:_TELLING]
    for actor in sorted(_named(report.actors)):
        yield from ((report.kind, actor, target) for target in sorted(_named(report.targets)))
        yield from ((report.kind, actor, "", word) for word in telling)


def _near(block: Sequence[int], reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a block within the window of days; in a crowd, each with its nearest neighbours only."""
    for place, k in enumerate(block):
        for other in block[place + 1 : place + 1 + _NEIGHBOURS]:
            if (reports[other].day - reports[k].day).days > window(reports[k].kind):
                break
            if reports[k].article != reports[other].article:
                yield min(k, other), max(k, other)


def _may_be_one(one: Report, other: Report, of_one: _Said, of_other: _Said) -> bool:
    """Tell whether nothing speaks against it: negation, plan, other targets, names or numbers."""
    if one.negated != other.negated or one.future != other.future:
        return False
    if one.targets and other.targets and not one.targets & other.targets:
        return False
    if of_one.names and of_other.names and not of_one.names & of_other.names:
        return False
    fewer = min(len(of_one.numbers), len(of_other.numbers))
    return len(of_one.numbers & of_other.numbers) >= _NUMBERS_ALIKE * fewer


def _wanted(one: Report, other: Report) -> float:
    """Return how alike two reports have to be."""
    apart = one.published and other.published and abs((one.published - other.published).days) > WINDOW
    charged_again = one.kind is ActKind.ACCUSATION and one.day != other.day
    return _SURELY_LIKE if apart or charged_again else _LIKE_ENOUGH


def _likeness(one: Report, other: Report, of_one: _Said, of_other: _Said, weight: Mapping[str, float]) -> float:
    """Return how alike two reports are (0 to 1): their words, and whether they name the same parties."""
    if len(of_one.content & of_other.content) < 2:
        return 0.0
    if _overlap(of_one.sentence, of_other.sentence, weight) < _SENTENCES_LIKE_ENOUGH:
        return 0.0
    same_actors = _named(one.actors) == _named(other.actors)
    same_targets = bool(_named(one.targets)) and _named(one.targets) == _named(other.targets)
    return min(1.0, _overlap(of_one.content, of_other.content, weight) + 0.15 * same_actors + 0.15 * same_targets)


def _overlap(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    """Return the weight of the words in both, as a part of the weight of all (weighted Jaccard); 1 where there are none."""
    total = sum(weight[word] for word in sorted(one | other))
    return sum(weight[word] for word in sorted(one & other)) / total if total else 1.0


class _Groups:
    """Reports that are one event so far: all of one kind, within the window from first to last."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._home = list(range(len(reports)))
        self._members = {k: [k] for k in range(len(reports))}

    def join(self, one: int, other: int) -> None:
        mine, theirs = sorted((self._home[one], self._home[other]))
        if mine == theirs:
            return
        together = [*self._members[mine], *self._members[theirs]]
        days = [self._reports[k].day for k in together]
        if (max(days) - min(days)).days > window(self._reports[mine].kind):
            return
        for k in self._members.pop(theirs):
            self._home[k] = mine
        self._members[mine] = together

    def members(self) -> list[list[int]]:
        return [sorted(group) for _, group in sorted(self._members.items()) if len(group) > 1]


def _event(reports: Sequence[Report], copies: Mapping[str, frozenset[str]]) -> Event:
    first = reports[0]
    articles = {report.article for report in reports}
    return Event(
        id=f"event/{hashlib.sha256(first.id.encode()).hexdigest()[:16]}",
        kind=first.kind,
        actors=frozenset.intersection(*(report.actors for report in reports)) or first.actors,
        targets=frozenset().union(*(report.targets for report in reports)),
        day=min(report.day for report in reports),
        reports=tuple(reports),
        articles=len(articles.union(*(copies.get(article, ()) for article in articles))),
        origins=_origins(reports),
    )


def _origins(reports: Sequence[Report]) -> int:
    """Count the texts of which the others are no copies: neither the whole text nor the sentence is the same."""
    texts: set[str] = set()
    count = 0
    for report in reports:
        marks = {report.origin, " ".join(_WORD.findall(unmarked(report.evidence).lower()))} - {""}
        count += texts.isdisjoint(marks)
        texts |= marks
    return count
