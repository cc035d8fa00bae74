"""What came of it: promises and whether they were repeated, kept or taken back; accusations and what was answered.

All of it as the articles tell it: that an aid followed a pledge in time does not say that it was the aid pledged.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from graphbuild.analysis.ties import Told, label, told

SAME = dt.timedelta(days=3)
"""Pledges of one actor to one target so close together are one pledge, told again."""

ANSWER = dt.timedelta(days=30)
"""How long after an accusation a denial or a counter-accusation still counts as its answer."""

_DELIVERY = frozenset({"aid", "cooperation", "retreat", "concession"})
_WITHDRAWAL = frozenset({"denial", "rejection"})


@dataclass(frozen=True, slots=True)
class Promise:
    """A pledge: by whom, to whom, what and when; `articles` and `publishers` tell of it.

    `repeated` is how often the same actor pledged something to the same target later; `followed` the day of its first
    aid, cooperation, retreat or concession towards the target since, `withdrawn` that of a denial or a rejection.
    """

    by: str
    to: str | None
    what: str
    amount: float | None
    of: str | None
    date: dt.date | None
    articles: int
    publishers: int
    repeated: int
    followed: dt.date | None
    withdrawn: dt.date | None
    sentence: str
    url: str | None


def promises(graph: nx.MultiDiGraph) -> list[Promise]:
    """Return the pledges of the network in order of date, planned ones included, those said not to be made left out.

    Source: the idea of setting pledges against later deeds is that of Royed, "Testing the Mandate Model in Britain and the
    United States", British Journal of Political Science 26 (1996); the rule of days and kinds (see `Promise`) is ours.
    """
    acts = [one for one in told(graph) if not one.negated]
    pledges: dict[tuple[str, str | None], list[Told]] = defaultdict(list)
    for one in acts:
        if one.kind == "pledge":
            pledges[one.actor, one.target].append(one)
    found = []
    for (actor, target), mine in pledges.items():
        since = [one for one in acts if one.actor == actor and (target is None or one.target == target)]
        runs = _runs(mine, SAME)
        found += [_promise(graph, run, len(runs) - place - 1, since) for place, run in enumerate(runs)]
    return sorted(
        found, key=lambda promise: (promise.date or dt.date.max, promise.by, promise.to or "", promise.sentence)
    )


def _promise(graph: nx.MultiDiGraph, run: list[Told], repeated: int, since: list[Told]) -> Promise:
    first = run[0]
    fullest = max(run, key=lambda one: (one.amount is not None, one.content is not None, one.score))
    later = [one for one in since if one.date is not None and first.date is not None and one.date >= first.date]
    return Promise(
        by=label(graph, first.actor),
        to=label(graph, first.target) if first.target is not None else None,
        what=fullest.content or fullest.sentence,
        amount=fullest.amount,
        of=fullest.amount_of,
        date=first.date,
        articles=len({one.article for one in run}),
        publishers=len({one.publisher or one.article for one in run}),
        repeated=repeated,
        followed=_first_day(later, _DELIVERY),
        withdrawn=_first_day(later, _WITHDRAWAL),
        sentence=fullest.sentence,
        url=fullest.url,
    )


def _runs(acts: list[Told], gap: dt.timedelta) -> list[list[Told]]:
    """Split acts, which come in order of date, wherever more than `gap` passes; undated ones make a run of their own."""
    runs: list[list[Told]] = []
    for one in acts:
        last = runs[-1][-1].date if runs else None
        same = runs and (
            (last is None and one.date is None)
            or (last is not None and one.date is not None and one.date - last <= gap)
        )
        if same:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _first_day(acts: Iterable[Told], kinds: frozenset[str]) -> dt.date | None:
    return min(
        (one.date for one in acts if one.kind in kinds and one.date is not None and not one.future), default=None
    )


@dataclass(frozen=True, slots=True)
class Thread:
    """An exchange of charges: who accused first, and what came back within 30 days, and so on from there.

    `accusations` are those of the first accuser, `counter` those of the accused; `denials` are by the accused, of a
    charge by the accuser or of none in particular. `denied` and `countered` are the first days of each.
    """

    accuser: str
    accused: str
    first: dt.date | None
    last: dt.date | None
    accusations: int
    denials: int
    counter: int
    denied: dt.date | None
    countered: dt.date | None
    articles: int
    opening: str
    url: str | None


def threads(graph: nx.MultiDiGraph) -> list[Thread]:
    """Return the exchanges of accusations between each two actors, the longest first.

    Source: a definition of ours (see `Thread`): `ANSWER` days without a charge or an answer end an exchange.
    """
    acts = [one for one in told(graph) if not one.negated]
    charges: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in acts:
        if one.kind == "accusation" and one.target is not None:
            charges[min(one.actor, one.target), max(one.actor, one.target)].append(one)
    denials = [one for one in acts if one.kind in _WITHDRAWAL]
    found = [_thread(graph, run, denials) for mine in charges.values() for run in _runs(mine, ANSWER)]
    return sorted(
        found,
        key=lambda thread: (
            -thread.accusations - thread.counter - thread.denials,
            thread.accuser,
            thread.accused,
            thread.first or dt.date.max,
        ),
    )


def _thread(graph: nx.MultiDiGraph, run: list[Told], denials: list[Told]) -> Thread:
    opening = run[0]
    accuser, accused = opening.actor, str(opening.target)
    counter = [one for one in run if one.actor == accused]
    answers = [one for one in denials if one.actor == accused and one.target in {None, accuser} and _answers(one, run)]
    days = sorted(one.date for one in [*run, *answers] if one.date is not None)
    return Thread(
        accuser=label(graph, accuser),
        accused=label(graph, accused),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        accusations=len({one.act for one in run if one.actor == accuser}),
        denials=len({one.act for one in answers}),
        counter=len({one.act for one in counter}),
        denied=min((one.date for one in answers if one.date is not None), default=None),
        countered=min((one.date for one in counter if one.date is not None), default=None),
        articles=len({one.article for one in [*run, *answers]}),
        opening=opening.sentence,
        url=opening.url,
    )


def _answers(denial: Told, run: list[Told]) -> bool:
    """Tell whether a denial may answer the charges: told in the same article, or within 30 days after one."""
    if any(denial.article == one.article for one in run):
        return True
    return any(
        denial.date is not None and one.date is not None and dt.timedelta(0) <= denial.date - one.date <= ANSWER
        for one in run
    )


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The same act of one actor towards another told in two ways: said to have happened and not to, or with other amounts."""

    actor: str
    target: str
    kind: str
    about: str
    one: str
    other: str
    one_url: str | None
    other_url: str | None
    date: dt.date | None


def disagreements(graph: nx.MultiDiGraph) -> list[Disagreement]:
    """Return where two articles, within 3 days of each other, tell the same kind of act between two actors differently.

    Source: a definition of ours (see `Disagreement`), with the window of `SAME` days.
    """
    groups: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for one in told(graph):
        if one.target is not None and one.date is not None:
            groups[one.actor, one.target, one.kind].append(one)
    found = []
    for (actor, target, kind), acts in groups.items():
        for run in _runs(acts, SAME):
            found += [
                Disagreement(
                    label(graph, actor), label(graph, target), kind, what, a.sentence, b.sentence, a.url, b.url, a.date
                )
                for what, a, b in _differences(run)
            ]
    return sorted(found, key=lambda one: (one.date or dt.date.max, one.actor, one.target, one.kind, one.one, one.other))


def _differences(run: list[Told]) -> Iterable[tuple[str, Told, Told]]:
    for place, one in enumerate(run):
        for other in run[place + 1 :]:
            if one.article == other.article:
                continue
            if one.negated != other.negated:
                yield "whether it happened", one, other
            elif (
                one.amount_of == other.amount_of
                and None not in {one.amount, other.amount}
                and one.amount != other.amount
            ):
                yield f"how many {one.amount_of}", one, other
