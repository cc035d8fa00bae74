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

from graphbuild.identity.names import unmarked
from graphbuild.model import ActKind

WINDOW = 2
"""How many days may lie between two reports of one act."""

_LIKE_ENOUGH = 0.5
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

    `day` is the earliest that a report gives; `origins` counts texts of which the others are no copies.
    """

    id: str
    kind: ActKind
    actors: frozenset[str]
    targets: frozenset[str]
    day: dt.date
    reports: tuple[Report, ...]
    articles: int
    origins: int


def gather(reports: Iterable[Report]) -> list[Event]:
    """Return the events that at least two articles tell of, in order of day and id."""
    ordered = sorted(set(reports), key=_order)
    words = [_words(report) for report in ordered]
    weight = _weights(words)
    pairs = sorted(_scored(ordered, words, weight), key=lambda pair: (-pair[0], pair[1], pair[2]))
    groups = _Groups(ordered)
    for _, one, other in pairs:
        groups.join(one, other)
    events = [_event([ordered[k] for k in members]) for members in groups.members()]
    return sorted((event for event in events if event.articles > 1), key=lambda event: (event.day, event.id))


def _order(report: Report) -> tuple[dt.date, dt.date, str]:
    return report.published or report.day, report.day, report.id


def _words(report: Report) -> frozenset[str]:
    text = unmarked(report.content or report.evidence).lower()
    return frozenset(_stem(word) for word in _WORD.findall(text) if word not in _EMPTY)


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ed|ing)$", "", word) if len(word) > 5 else word.rstrip("s")


def _weights(words: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Return how much each word tells: the logarithm of how rare it is among the reports (Spärck Jones 1972)."""
    count = Counter(word for of_one in words for word in of_one)
    return {word: math.log((1 + len(words)) / n) + 0.1 for word, n in count.items()}


def _scored(
    reports: Sequence[Report], words: Sequence[frozenset[str]], weight: Mapping[str, float]
) -> Iterator[tuple[float, int, int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k, report in enumerate(reports):
        for key in _keys(report, words[k], weight):
            blocks[key].append(k)
    seen: set[tuple[int, int]] = set()
    for _, block in sorted(blocks.items()):
        for pair in _near(sorted(block, key=lambda k: (reports[k].day, reports[k].id)), reports):
            if pair not in seen:
                seen.add(pair)
                score = _likeness(reports[pair[0]], reports[pair[1]], words[pair[0]], words[pair[1]], weight)
                if score >= _LIKE_ENOUGH:
                    yield round(score, 6), *pair


def _keys(report: Report, words: frozenset[str], weight: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    telling = sorted(words, key=lambda word: (-weight[word], word))[:_TELLING]
    for actor in sorted(report.actors):
        yield from ((report.kind, actor, target) for target in sorted(report.targets))
        yield from ((report.kind, actor, "", word) for word in telling)


def _near(block: Sequence[int], reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a block within the window of days; in a crowd, each with its nearest neighbours only."""
    for place, k in enumerate(block):
        for other in block[place + 1 : place + 1 + _NEIGHBOURS]:
            if (reports[other].day - reports[k].day).days > WINDOW:
                break
            if reports[k].article != reports[other].article:
                yield min(k, other), max(k, other)


def _likeness(
    one: Report, other: Report, of_one: frozenset[str], of_other: frozenset[str], weight: Mapping[str, float]
) -> float:
    """Return how alike two reports are (0 to 1): their words, and whether they name the same parties."""
    if one.negated != other.negated or one.future != other.future:
        return 0.0
    if one.targets and other.targets and not one.targets & other.targets:
        return 0.0
    common, least = of_one & of_other, min(of_one, of_other, key=len)
    if not least:
        return 0.0
    total = sum(weight[word] for word in sorted(of_one | of_other))
    overlap = sum(weight[word] for word in sorted(common)) / total
    same_actors = one.actors == other.actors
    same_targets = bool(one.targets) and one.targets == other.targets
    return min(1.0, overlap + 0.15 * same_actors + 0.15 * same_targets) if len(common) > 1 else 0.0


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
        if (max(days) - min(days)).days > WINDOW:
            return
        for k in self._members.pop(theirs):
            self._home[k] = mine
        self._members[mine] = together

    def members(self) -> list[list[int]]:
        return [sorted(group) for _, group in sorted(self._members.items()) if len(group) > 1]


def _event(reports: Sequence[Report]) -> Event:
    first = reports[0]
    return Event(
        id=f"event/{hashlib.sha256(first.id.encode()).hexdigest()[:16]}",
        kind=first.kind,
        actors=frozenset.intersection(*(report.actors for report in reports)) or first.actors,
        targets=frozenset().union(*(report.targets for report in reports)),
        day=min(report.day for report in reports),
        reports=tuple(reports),
        articles=len({report.article for report in reports}),
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
