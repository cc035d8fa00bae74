"""Mentions: where a text names, describes or points at somebody who can act.

Token indices count from 0 in the `Doc`; `end` is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graphbuild import vocab
from graphbuild.model import ActorKind, Gazetteer
from graphbuild.reading import names, nominals, titles
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import FIRST_PERSON, Form, Named, by_token

__all__ = ["Form", "Named", "find"]

_HONOURS = frozenset({"majesty", "highness", "excellency", "holiness", "honor", "honour", "royal"})
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), ActorKind.PERSON),
    **dict.fromkeys(("it", "its", "itself"), ActorKind.ORGANIZATION),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ActorKind.GROUP),
    **dict.fromkeys(FIRST_PERSON, ActorKind.PERSON),
}


def find(doc: Doc, gazetteer: Gazetteer, words: ActorWords) -> tuple[Named, ...]:
    """Return every mention, in order of its first token; a name may stand inside another's phrase.

    `doc` needs tags, lemmas, UD dependencies and entities PER, LOC and ORG.
    """
    found = [named for named in names.find(doc, gazetteer, words) if not _is_likeness(doc, named, words)]
    held, free = titles.hold(doc, found, titles.find(doc, by_token(found), words))
    offices = [named for title in free if (named := titles.unnamed(doc, title)) is not None]
    cover = by_token(held)
    taken = {named.head for named in offices} | {k for named in held if named.reach for k in range(*named.reach)}
    rest = [
        named for named in (*nominals.find(doc, cover, words), *_blocs(doc, cover, words)) if named.head not in taken
    ]
    mentions = [*held, *offices, *rest, *_pronouns(doc)]
    return tuple(sorted(mentions, key=lambda named: (named.start, -named.end, named.head)))


def _is_likeness(doc: Doc, named: Named, words: ActorWords) -> bool:
    """Tell whether the name only says what something is like, or where it is from: "a NATO-style alliance"."""
    k = named.end
    return k + 1 < len(doc) and doc[k].text == "-" and doc[k + 1].lower_ in words.likened


def _pronouns(doc: Doc) -> Iterator[Named]:
    for token in doc:
        if token.pos_ == "PRON" and token.lower_ in PRONOUNS and not _is_nobody(token):
            yield Named(token.i, token.i + 1, token.i, PRONOUNS[token.lower_], Form.PRONOUN)


def _is_nobody(token: Token) -> bool:
    """Tell whether the pronoun stands for nothing ("it rains") or is part of a form of address ("Her Majesty")."""
    honour = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _HONOURS
    return token.dep_ == "expl" or honour


def _blocs(doc: Doc, cover: dict[int, Named], words: ActorWords) -> Iterator[Named]:
    """Yield groups of countries by their names: "the West", "Western"."""
    starts = {name[:2] for bloc in words.blocs for name in (bloc, bloc.removeprefix("the "))}
    for token in doc:
        if token.i in cover or (not token.text[0].isupper() and token.lower_ != "international"):
            continue
        if len(token) > 1 and token.lower_[:2] not in starts:
            continue
        for size in (3, 2, 1):
            phrase = doc[token.i : token.i + size].text.lower()
            name = words.blocs.get(
                f"the {phrase}" if token.i and token.nbor(-1).lower_ == "the" else phrase
            ) or words.blocs.get(phrase)
            if name is not None:
                end = token.i + size
                form = Form.ADJECTIVE if size == 1 and token.pos_ == "ADJ" else Form.NAME
                yield Named(token.i, end, end - 1, ActorKind.GROUP, form, vocab.actor_id(ActorKind.GROUP, name))
                break
