"""A reading as one JSON record: the contract of `graphbuild extract --format jsonl`.

Offsets are half-open code-point offsets into the article's text, counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from graphbuild.model import Act, ActKind, Actor, Amount, Excerpt, Office, Reading
from graphbuild.vocab import PLOVER_ROOT

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
"""Whatever JSON can say."""


def record(reading: Reading) -> dict[str, Json]:
    """Return the reading as one JSON object: its article, actors and acts.

    >>> from graphbuild.model import Article, Provenance
    >>> record(Reading(Article.of("Rain."), (), (), Provenance("none", "0")))["acts"]
    []
    """
    article = reading.article
    return {
        "article": {
            "id": article.id,
            "source": article.source,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published.isoformat() if article.published else None,
            "sha256": article.sha256,
        },
        "actors": [_actor(actor) for actor in reading.actors],
        "acts": [_act(act) for act in reading.acts],
    }


def explanation(
    dropped: Iterable[tuple[Excerpt, ActKind, float, str]], unresolved: Iterable[Excerpt]
) -> dict[str, Json]:
    """Return what was seen and not read: cues with kind, score and the reason why they were dropped; names of nobody known."""
    return {
        "dropped": [
            {"cue": _excerpt(cue), "kind": kind.value, "score": score, "reason": reason}
            for cue, kind, score, reason in dropped
        ],
        "unresolved": [_excerpt(name) for name in unresolved],
    }


def _actor(actor: Actor) -> dict[str, Json]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "offices": [_office(office) for office in actor.offices],
        "same_as": list(actor.same_as),
        "score": actor.score,
        "mentions": [_excerpt(mention) for mention in actor.mentions],
    }


def _act(act: Act) -> dict[str, Json]:
    return {
        "id": act.id,
        "kind": act.kind.value,
        "plover": PLOVER_ROOT[act.kind],
        "actors": list(act.actors),
        "targets": list(act.targets),
        "via": list(act.via),
        "about": list(act.about),
        "cue": _excerpt(act.cue),
        "content": _excerpt(act.content),
        "quote": _excerpt(act.quote),
        "evidence": _excerpt(act.evidence),
        "negated": act.negated,
        "future": act.future,
        "date": act.date.isoformat() if act.date else None,
        "place": _excerpt(act.place),
        "amount": _amount(act.amount),
        "found_by": list(act.found_by),
        "score": act.score,
    }


def _excerpt(excerpt: Excerpt | None) -> dict[str, Json] | None:
    if excerpt is None:
        return None
    return {"start": excerpt.span.start, "end": excerpt.span.end, "text": excerpt.text}


def _office(office: Office) -> dict[str, Json]:
    return {"id": office.id, "label": office.label, "country": office.country, "leads": office.leads}


def _amount(amount: Amount | None) -> dict[str, Json] | None:
    return None if amount is None else {"value": str(amount.value), "of": amount.of}
