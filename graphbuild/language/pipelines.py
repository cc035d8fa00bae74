"""Language pipelines: the shipped English one, or any other of spaCy's that speaks Universal Dependencies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.errors import LanguageError
from graphbuild.language.tagger import NAME, Tagger, extend
from graphbuild.language.tokenizer import english
from graphbuild.model import Article

LONGEST_TEXT = 100_000_000
"""Characters of the longest text that the shipped pipeline takes; its time and memory grow with the length, no faster."""
NEEDED = frozenset({"nsubj", "obj", "obl"})
"""Relations that tell Universal Dependencies from other schemes of dependencies."""


def load(name: str | Path | None = None, *, threads: int = 1) -> Language:
    """Load a language pipeline: the shipped English one, or another by the name or path that `spacy.load` takes.

    `threads` is for the arithmetic of one text in the shipped pipeline. `Doc._.cues` holds the `Cue`s of a text, and
    `Doc._.arguments(span)` returns the learned arguments of a cue that somebody else found there; both are empty with
    other pipelines. Raises LanguageError where the pipeline is not installed or its parser's labels are not
    those of Universal Dependencies.
    """
    if name is not None:
        return _other(name)
    nlp = english()
    nlp.add_pipe(NAME, config={"threads": threads})
    nlp.max_length = LONGEST_TEXT
    return nlp


def _other(name: str | Path) -> Language:
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise LanguageError(
            f"{name}: no spaCy pipeline of that name or path; install it, or leave the name out"
        ) from error
    labels = {label for found in nlp.pipe_labels.values() for label in found}
    if not labels >= NEEDED:
        raise LanguageError(
            f"{name}: its labels are not those of Universal Dependencies (no {', '.join(sorted(NEEDED - labels))}); "
            "take a pipeline whose parser was trained on a UD treebank"
        )
    extend()
    return nlp


def parse(articles: Iterable[Article], nlp: Language, batch_size: int = 64) -> Iterator[tuple[Article, Doc]]:
    """Yield each article with its analysed text, in order. Offsets in the `Doc` are those of `Article.text`.

    A `Doc` with its cues stays in the process that made it; to use many, give each process its own articles.
    """
    for doc, article in nlp.pipe(
        ((article.text, article) for article in articles), as_tuples=True, batch_size=batch_size
    ):
        yield article, doc


def fingerprint(nlp: Language) -> str:
    """Return twelve hexadecimal digits that change with a pipeline's weights or labels."""
    for _, component in nlp.pipeline:
        if isinstance(component, Tagger):
            return component.network.fingerprint()
    return hashlib.sha256(nlp.to_bytes(exclude=["vocab"])).hexdigest()[:12]
