"""Evaluation: how well readings agree with annotated acts, act by act and triple by triple.

A gold file holds a line per text, `{"id", "acts": [{"kind", "cue", "actors", "targets", "negated", "future"}]}`, with
names as they stand in the text; an items file a list of the texts, `{"id", "title"?, "text", "date"?}`. An act agrees
when its kind does and its cue stands in the same sentence; an actor when, besides, a name does; a *triple*, one for
each actor and target of an act, when both names do. Each annotated act or triple agrees with one reading at most.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, cast

from graphbuild import annotated
from graphbuild.annotated import AnnotatedAct, AnnotatedText
from graphbuild.errors import SourceError
from graphbuild.model import Article, Reading

SURE = 0.8
"""The score from which an act counts as sure: of those at least four in five should be right."""

_ARTICLE = re.compile(r"^(the|a|an)\s+|['’]s$", re.IGNORECASE)
_CUT = re.compile(r"(?<=[.!?”\"])\s+(?=[\"“A-Z])|\n+")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of those given are right, and how many there are in the gold."""

    right: int
    given: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 when nothing was."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 when it holds nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.given + self.gold
        return 2 * self.right / both if both else 0.0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.right + other.right, self.given + other.given, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement on acts (kind and sentence), on actors, on triples, and on triples kind by kind.

    `flags` counts the acts that agree (`given`) and those of them whose negation and future agree too (`right`);
    `sure` counts only the acts that were scored SURE or more; `missing` the items of which there is no reading.
    """

    acts: Figure
    actor: Figure
    triples: Figure
    flags: Figure
    sure: Figure
    kinds: Mapping[str, Figure]
    missing: int


class _Flags(TypedDict, total=False):
    negated: bool
    future: bool


class GoldAct(_Flags):
    """An annotated act: names are strings of the text."""

    kind: str
    cue: str
    actors: list[str]
    targets: list[str]


class GoldItem(TypedDict):
    """A line of a gold file."""

    id: str
    acts: list[GoldAct]


@dataclass(frozen=True, slots=True)
class Judged:
    """An act as it is compared: where its cue stands (sentences, from 0), and the names of each party.

    A party of the gold has one name, one that was read has all its mentions'. In a triple, `actor` and `target` are the
    parties compared, None for nobody.
    """

    kind: str
    places: frozenset[int]
    actors: tuple[frozenset[str], ...]
    targets: tuple[frozenset[str], ...]
    negated: bool
    future: bool
    score: float = 1.0
    actor: frozenset[str] | None = None
    target: frozenset[str] | None = None

    def triples(self) -> Iterator[Judged]:
        """Yield one triple for each actor and target; None stands for either when there is none."""
        for actor in self.actors or (None,):
            for target in self.targets or (None,):
                yield replace(self, actor=actor, target=target)


def load_items(path: Path) -> dict[str, Article]:
    """Read the texts by id, from an items file or from a `.txt` of `graphbuild.annotated`.

    Raises SourceError naming the file and the record.
    """
    if path.suffix == ".txt":
        return {text.id: _article(text) for text in annotated.load(path)}
    records = _json(path, _text(path))
    if not isinstance(records, list):
        raise SourceError(str(path), "not a list of items; each is an object with id and text")
    return dict(_item(f"{path}: item {number}", record) for number, record in enumerate(records, 1))


def load_gold(path: Path, items: Mapping[str, Article]) -> dict[str, list[Judged]]:
    """Read the gold of the items, by id, from a gold file or from a `.txt` of `graphbuild.annotated`.

    Raises SourceError naming the file and the line.
    """
    if path.suffix == ".txt":
        return {
            text.id: [_annotated(plain(act), text.text) for act in text.acts]
            for text in annotated.load(path)
            if text.id in items
        }
    gold: dict[str, list[Judged]] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            record = _gold(f"{path}: line {number}", _json(path, line))
            if record["id"] in items:
                gold[record["id"]] = [_annotated(act, items[record["id"]].text) for act in record["acts"]]
    return gold


def score(gold: Mapping[str, Sequence[Judged]], readings: Mapping[str, Reading]) -> Figures:
    """Compare readings with the gold; both are by item id. A reading without gold does not count."""
    figures = Figures(_NONE, _NONE, _NONE, _NONE, _NONE, {}, 0)
    for name, acts in gold.items():
        read = list(_read(readings[name])) if name in readings else []
        figures = _sum(figures, _compare(acts, read, missing=name not in readings))
    return figures


def same_name(gold: str, names: Iterable[str]) -> bool:
    """Tell whether an annotated name and one of `names` are the same: equal but for case and articles, one the head of the other.

    >>> same_name("Trump", ["President Donald Trump"]), same_name("Iran", ["Iran's army"])
    (True, False)
    """
    wanted = _words(gold)
    return any(_same(wanted, _words(name)) for name in names)


def plain(act: AnnotatedAct) -> GoldAct:
    """Return an annotated act as a gold file has it."""
    return {
        "kind": act.kind,
        "cue": act.cue,
        "actors": list(act.actors),
        "targets": list(act.targets),
        "negated": act.negated,
        "future": act.future,
    }


def _article(text: AnnotatedText) -> Article:
    return Article.of(text.body, title=text.title or None, published=text.published, source=text.id)


_NONE = Figure(0, 0, 0)
_GOLD_ACT = (("kind", str), ("cue", str), ("actors", list), ("targets", list))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read ({error}); name a file in UTF-8") from error


def _json(path: Path, text: str) -> object:
    try:
        value: object = json.loads(text)
    except ValueError as error:
        raise SourceError(str(path), f"not JSON ({error})") from error
    return value


def _item(where: str, record: object) -> tuple[str, Article]:
    if not isinstance(record, dict) or not all(isinstance(record.get(name), str) for name in ("id", "text")):
        raise SourceError(where, "no object with id and text")
    try:
        published = dt.date.fromisoformat(record["date"]) if record.get("date") else None
    except (TypeError, ValueError) as error:
        raise SourceError(where, f"{record['date']!r} is no date; write it as 2025-09-16") from error
    title, url = record.get("title"), record.get("url")
    return record["id"], Article.of(record["text"], title=title, url=url, published=published, source=record["id"])


def _gold(where: str, record: object) -> GoldItem:
    match record:
        case {"id": str(), "acts": list(acts)} if all(_is_act(act) for act in acts):
            return cast("GoldItem", record)
    raise SourceError(where, "no object with id and acts; an act needs kind, cue, actors and targets")


def _is_act(act: object) -> bool:
    return isinstance(act, dict) and all(isinstance(act.get(name), kind) for name, kind in _GOLD_ACT)


def _sum(a: Figures, b: Figures) -> Figures:
    kinds = {
        kind: a.kinds.get(kind, _NONE) + b.kinds.get(kind, _NONE) for kind in sorted(a.kinds.keys() | b.kinds.keys())
    }
    return Figures(
        a.acts + b.acts,
        a.actor + b.actor,
        a.triples + b.triples,
        a.flags + b.flags,
        a.sure + b.sure,
        kinds,
        a.missing + b.missing,
    )


def _compare(gold: Sequence[Judged], read: Sequence[Judged], *, missing: bool) -> Figures:
    gold_triples = [triple for act in gold for triple in act.triples()]
    read_triples = [triple for act in read for triple in act.triples()]
    seen = _pairs(gold, read, _seen)
    actor = _pairs(gold, read, _actor_right)
    right = _pairs(gold_triples, read_triples, _triple_right)
    flags = sum(g.negated == r.negated and g.future == r.future for g, r in seen)
    kinds = {t.kind for t in (*gold_triples, *read_triples)}
    return Figures(
        Figure(len(seen), len(read), len(gold)),
        Figure(len(actor), len(read), len(gold)),
        Figure(len(right), len(read_triples), len(gold_triples)),
        Figure(flags, len(seen), len(seen)),
        Figure(sum(r.score >= SURE for _, r in seen), sum(r.score >= SURE for r in read), len(gold)),
        {
            kind: Figure(_of(kind, (g for g, _ in right)), _of(kind, read_triples), _of(kind, gold_triples))
            for kind in kinds
        },
        int(missing),
    )


def _of(kind: str, acts: Iterable[Judged]) -> int:
    return sum(act.kind == kind for act in acts)


def _pairs(
    gold: Sequence[Judged], read: Sequence[Judged], good: Callable[[Judged, Judged], bool]
) -> list[tuple[Judged, Judged]]:
    left, pairs = list(gold), []
    for act in read:
        index = next((k for k, candidate in enumerate(left) if good(candidate, act)), None)
        if index is not None:
            pairs.append((left.pop(index), act))
    return pairs


def _seen(gold: Judged, read: Judged) -> bool:
    return gold.kind == read.kind and bool(gold.places & read.places)


def _actor_right(gold: Judged, read: Judged) -> bool:
    if not _seen(gold, read):
        return False
    if not gold.actors or not read.actors:
        return not gold.actors and not read.actors
    return any(_agree(g, r) for g in gold.actors for r in read.actors)


def _triple_right(gold: Judged, read: Judged) -> bool:
    return _seen(gold, read) and _agree(gold.actor, read.actor) and _agree(gold.target, read.target)


def _agree(gold: Collection[str] | None, read: Collection[str] | None) -> bool:
    if gold is None or read is None:
        return gold is read
    return any(same_name(name, read) for name in gold)


def _words(name: str) -> list[str]:
    return re.sub(r"[\s\W]+", " ", _ARTICLE.sub("", name.strip()).replace(".", "")).strip().lower().split()


def _same(gold: list[str], read: list[str]) -> bool:
    if not read:
        return False
    begins = len(read) < len(gold) and gold[: len(read)] == read and gold[len(read)] != "s"
    return gold == read or _head_of(gold, read) or _head_of(read, gold) or begins


def _head_of(short: list[str], long: list[str]) -> bool:
    """Tell whether the words of `short` head `long`: they stand at its end, or before an "of"."""
    size = len(short)
    ends = (k + size for k in range(len(long) - size + 1) if long[k : k + size] == short)
    return any(end == len(long) or long[end] == "of" for end in ends)


def sentences(text: str) -> list[int]:
    """Return where each sentence starts, roughly: enough to ask whether two cues stand in the same one."""
    return [0, *(match.end() for match in _CUT.finditer(text))]


def _sentence(starts: Sequence[int], offset: int) -> int:
    return max(k for k, start in enumerate(starts) if start <= offset)


def _annotated(act: GoldAct, text: str) -> Judged:
    starts = sentences(text)
    places = {_sentence(starts, match.start()) for match in re.finditer(re.escape(act["cue"]), text)}
    return Judged(
        kind=act["kind"],
        places=frozenset(places or {0}),
        actors=tuple(frozenset({name}) for name in act["actors"]),
        targets=tuple(frozenset({name}) for name in act["targets"]),
        negated=act.get("negated", False),
        future=act.get("future", False),
    )


def _read(reading: Reading) -> Iterator[Judged]:
    starts = sentences(reading.article.text)
    names = {
        actor.id: frozenset({actor.name, *(mention.text for mention in actor.mentions)}) for actor in reading.actors
    }
    for act in reading.acts:
        first, last = _sentence(starts, act.cue.span.start), _sentence(starts, act.cue.span.end - 1)
        yield Judged(
            kind=act.kind,
            places=frozenset(range(first, last + 1)),
            actors=tuple(names[name] for name in act.actors),
            targets=tuple(names[name] for name in act.targets),
            negated=act.negated,
            future=act.future,
            score=act.score,
        )
