"""Short ways to ask who is in a text written by hand."""

from spacy.tokens import Doc

from graphbuild.model import Actor
from graphbuild.reading import actorwords, coreference, mentions
from graphbuild.reading.coreference import Cast
from graphbuild.reading.mentions import Named

from .facts import Facts

WORDS = actorwords.load()


def named(doc: Doc) -> tuple[Named, ...]:
    return mentions.find(doc, Facts(), WORDS)


def cast(doc: Doc) -> Cast:
    return coreference.resolve(doc, named(doc), WORDS)


def at(doc: Doc, word: str, nth: int = 0) -> tuple[str, ...]:
    """Whom the phrase headed by a word stands for."""
    return cast(doc).at([token.i for token in doc if token.text == word][nth])


def actor(doc: Doc, identity: str) -> Actor:
    return {one.id: one for one in cast(doc).actors}[identity]


def texts(one: Actor) -> set[str]:
    return {mention.text for mention in one.mentions}
