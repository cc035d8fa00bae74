"""Articles of one sentence each, read by hand, about people who are written in more than one way."""

from __future__ import annotations

import datetime as dt

from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Excerpt, Provenance, Reading
from graphbuild.vocab import actor_id


def told(
    actor: str,
    cue: str,
    target: str,
    rest: str = "",
    *,
    kind: ActKind = ActKind.ACCUSATION,
    day: int = 1,
    url: str | None = None,
    home: str | None = None,
    publisher: str | None = None,
) -> Reading:
    """Read "ACTOR CUE TARGET REST." of January 2026; the target is a country, the actor a person from `home`."""
    sentence = f"{actor} {cue} {target}{' ' + rest if rest else ''}."
    published = dt.date(2026, 1, day)
    article = Article.of(sentence, url=url, published=published, publisher=publisher)

    def words(text: str) -> Excerpt:
        start = article.text.index(text)
        return article.excerpt(start, start + len(text))

    person = Actor(actor_id(ActorKind.PERSON, actor), ActorKind.PERSON, actor, (words(actor),), country=home)
    state = Actor(actor_id(ActorKind.COUNTRY, target), ActorKind.COUNTRY, target, (words(target),))
    act = Act(
        kind,
        cue=words(cue),
        evidence=words(sentence),
        actors=(person.id,),
        targets=(state.id,),
        content=words(rest) if rest else None,
    )
    return Reading(article, (person, state), (act,), Provenance("hand", "1"))
