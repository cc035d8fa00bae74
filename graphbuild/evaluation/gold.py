"""Gold on disk: texts, and the acts that were annotated in them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, cast

from graphbuild import annotated
from graphbuild.annotated import AnnotatedAct, AnnotatedText
from graphbuild.errors import SourceError
from graphbuild.evaluation import judged
from graphbuild.evaluation.judged import GoldAct, Judged
from graphbuild.model import Article

_GOLD_ACT = (("kind", str), ("cue", str), ("actors", list), ("targets", list))


class GoldItem(TypedDict):
    """A line of a gold file."""

    id: str
    acts: list[GoldAct]


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
            text.id: [judged.annotated(plain(act), text.text) for act in text.acts]
            for text in annotated.load(path)
            if text.id in items
        }
    gold: dict[str, list[Judged]] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            record = _gold(f"{path}: line {number}", _json(path, line))
            if record["id"] in items:
                gold[record["id"]] = [judged.annotated(act, items[record["id"]].text) for act in record["acts"]]
    return gold


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
