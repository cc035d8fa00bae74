"""Entities: what the language model takes for names, trimmed and widened to the name proper."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from graphbuild import vocab
from graphbuild.model import ActorKind
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, head_of, listed

_KINDS = {"PER": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.GROUP}
# A place that is no country is read as those who live there or govern it.
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
_MARKS = frozenset("\"'“”‘’`()[],.;:-–—")
_PARTS = frozenset(
    {"compound", "flat", "amod", "nmod:desc", "nmod:unmarked", "obl:unmarked", "appos", "nummod", "list", "goeswith"}
)
_GOVERNED = frozenset({"administration", "government", "regime", "cabinet", "presidency"})
_DOERS = frozenset({"nsubj", "obl:agent"})
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_WATERS = frozenset({"Strait", "Straits", "Gulf", "Bay", "Sea", "Cape", "Isle", "Lake", "Mount"})


def surnames(doc: Doc) -> frozenset[str]:
    """Return the last words of the full names of persons: standing alone, they are those persons, whatever they look like."""
    return frozenset(entity[-1].text for entity in doc.ents if entity.label_ == "PER" and len(entity) > 1)


def read(doc: Doc, entity: Span, words: ActorWords, known: Container[str]) -> Named | None:
    """Return the name in an entity: no article, title, genitive mark or quotation mark at its edges; None when nothing is left.

    `known` are the surnames of the text.
    """
    kind = _KINDS.get(entity.label_)
    if kind is not None and len(entity) == 1 and entity.text in known:
        kind = ActorKind.PERSON
    if kind is not None and entity.end < len(doc) and len(entity) == 1 and doc[entity.end].lower_ in _GOVERNED:
        kind = ActorKind.PERSON  # "the Trump administration"
    start, end = entity.start, entity.end
    while start < end and (doc[start].text in _MARKS or doc[start].lower_ in _LEADING):
        start += 1
    while start < end and (doc[end - 1].text in _MARKS or doc[end - 1].lower_ in {"'s", "’s", "of", "the"}):
        end -= 1
    while kind is ActorKind.PERSON and end - start > 1 and _is_title(doc[start], words):
        start += 1
    if kind is None or start >= end or not any(token.text[0].isupper() or token.is_digit for token in doc[start:end]):
        return None
    return Named(start, end, head_of(doc, start, end), kind, Form.NAME, vocab.actor_id(kind, doc[start:end].text))


def _is_title(token: Token, words: ActorWords) -> bool:
    return token.lower_ in words.titles or token.lower_ in words.offices


def widened(doc: Doc, named: Named, taken: Container[int]) -> Named:
    """Return the name with the capitalised words that belong to it by the tree: "National | Investigation Agency", "Strait | of Hormuz"."""
    start, end = named.start, named.end
    while (
        named.kind is ActorKind.ORGANIZATION
        and start > 0
        and start - 1 not in taken
        and _is_part(doc[start - 1], start, end)
    ):
        start -= 1
    if (
        named.kind is ActorKind.GROUP
        and end + 1 < len(doc)
        and doc[end - 1].text in _WATERS
        and doc[end].text == "of"
        and doc[end + 1].text[0].isupper()
    ):
        end += 2
    if (start, end) == (named.start, named.end):
        return named
    return replace(named, start=start, end=end, id=vocab.actor_id(named.kind, doc[start:end].text))


def _is_part(token: Token, start: int, end: int) -> bool:
    return (
        token.text[0].isupper()
        and not token.is_sent_start
        and token.dep_ in {"compound", "amod"}
        and start <= token.head.i < end
    )


def unseen(doc: Doc, taken: Container[int], words: ActorWords, known: Container[str]) -> Iterator[Named]:
    """Yield proper nouns that nobody saw: surnames `known` in the text, and those that act, or are written as no common word is."""
    tables = (words.bodies, words.offices, words.groups, words.things)
    for token in doc:
        if token.pos_ != "PROPN" or token.i in taken or token.dep_ in _PARTS or token.lower_ in _DATES:
            continue
        if token.text in known:
            person = vocab.actor_id(ActorKind.PERSON, token.text)
            yield Named(token.i, token.i + 1, token.i, ActorKind.PERSON, Form.NAME, person)
            continue
        acts = token.dep_ in _DOERS and token.text[0].isupper() and not token.is_sent_start
        if (acts or _is_unlike_a_word(token.text)) and not any(listed(token, table) for table in tables):
            start, end = _stretch(token, taken)
            name = doc[start:end].text
            kind = ActorKind.ORGANIZATION
            yield Named(start, end, token.i, kind, Form.NAME, vocab.actor_id(kind, name))


def _stretch(head: Token, taken: Container[int]) -> tuple[int, int]:
    """Return the tokens of the name around its head: proper nouns before it in a compound, and after it in a flat name."""
    doc, start, end = head.doc, head.i, head.i + 1
    while start > 0 and start - 1 not in taken and _belongs(doc[start - 1], head, "compound"):
        start -= 1
    while end < len(doc) and end not in taken and _belongs(doc[end], head, "flat"):
        end += 1
    return start, end


def _belongs(token: Token, head: Token, dep: str) -> bool:
    return token.pos_ == "PROPN" and token.dep_ == dep and token.head.i == head.i


def _is_unlike_a_word(text: str) -> bool:
    """Tell whether capitals or digits stand inside: "HuffPost", "M23"."""
    return len(text) > 2 and text[0].isalpha() and any(c.isupper() for c in text[1:]) and not text.isupper()
