"""The shipped model as one spaCy component: it reads the words of a `Doc` and writes what the network says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from graphbuild.language.decoding import Evoked
from graphbuild.language.lemmas import lemma
from graphbuild.language.morphology import features
from graphbuild.language.network import Analysis, Network, Numbers, Words
from graphbuild.language.roles import Phrase
from graphbuild.language.words import spacing
from graphbuild.model import ActKind, Argument, Cue, Role
from graphbuild.model import Span as Characters

NAME = "graphbuild_tagger"
SHIPPED = Path(__file__).parent / "english"
Finder = Callable[[Characters], tuple[Argument, ...]]


class Tagger:
    """Fills heads, relations, tags, lemmas, features, sentence starts and names of a `Doc`, and its cues of acts.

    Sentence starts that a component before it has set are kept.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        self.network = Network(folder, threads)

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one text, in place."""
        tokens, words = read(doc)
        if words.texts:
            analysis = self.network.analyse(words)
            _write(doc, tokens, words, analysis)
            places = _Places(doc, tokens)
            doc._.cues = tuple(places.cue(*found) for found in analysis.cues)
            doc.user_data[NAME] = _finder(places, analysis, self.network)
        return doc


def arguments(doc: Doc, span: Characters) -> tuple[Argument, ...]:
    """Return the learned arguments of a cue at the given characters, whoever found it: `doc._.arguments(span)`.

    Empty where the shipped component has not read the text, or the span holds no word.
    """
    find: Finder | None = doc.user_data.get(NAME)
    return find(span) if find else ()


def extend() -> None:
    """Register `Doc._.cues` and `Doc._.arguments`, unless they are."""
    if not Doc.has_extension("cues"):
        Doc.set_extension("cues", default=())
        Doc.set_extension("arguments", method=arguments)


def read(doc: Doc) -> tuple[Numbers, Words]:
    """Return the words of a `Doc`, white space left out, and the token that each word is."""
    tokens, texts, spacings = [], [], []
    gap = "\n\n"
    for token in doc:
        text = token.text
        if text.isspace():
            gap += text + token.whitespace_
            continue
        tokens.append(token.i)
        texts.append(text)
        spacings.append(spacing(gap))
        gap = token.whitespace_
    at = np.array(tokens, np.int64)
    starts = doc.to_array(["SENT_START"])[at] == 1 if doc.has_annotation("SENT_START") else None
    return at, Words(texts, [int(gap) for gap in spacings], starts)


def _write(doc: Doc, tokens: Numbers, words: Words, analysis: Analysis) -> None:
    heads = analysis.heads
    lemmas = [lemma(*word) for word in zip(words.texts, analysis.upos, analysis.xpos, strict=True)]
    passive = _passive(analysis, lemmas)
    add, morphs = doc.vocab.strings.add, doc.vocab.morphology.add
    columns = {
        "DEP": [add("ROOT" if relation == "root" else relation) for relation in analysis.relations],
        "POS": [add(tag) for tag in analysis.upos],
        "TAG": [add(tag) for tag in analysis.xpos],
        "LEMMA": [add(text) for text in lemmas],
        "MORPH": [morphs(features(tag, passive=p)) for tag, p in zip(analysis.xpos, passive, strict=True)],
    }
    _fill(doc, tokens, np.where(heads < 0, np.arange(len(heads)), heads), columns)
    names = [(int(tokens[n.start]), int(tokens[n.end - 1]) + 1, n.kind) for n in analysis.names]
    doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in names])


def _passive(analysis: Analysis, lemmas: Sequence[str]) -> list[bool]:
    """Mark past participles that are passive: those with a passive auxiliary, and those that no form of "have" helps."""
    active, bound = set(), set()
    for head, relation, base in zip(analysis.heads.tolist(), analysis.relations, lemmas, strict=True):
        if relation == "aux" and base == "have":
            active.add(head)
        elif relation == "aux:pass":
            bound.add(head)
    return [tag == "VBN" and (i in bound or i not in active) for i, tag in enumerate(analysis.xpos)]


def _fill(doc: Doc, tokens: Numbers, heads: Numbers, columns: dict[str, list[int]]) -> None:
    """Write the words' columns into the tokens; white space hangs on the word before it, or on the first word."""
    everywhere = np.arange(len(doc))
    before = np.searchsorted(tokens, everywhere, side="right") - 1
    head = tokens[np.clip(before, 0, None)]
    head[tokens] = tokens[heads]
    space = {"DEP": "dep", "POS": "SPACE", "TAG": "_SP"}
    table = np.empty((len(doc), 1 + len(columns)), np.uint64)
    table[:, 0] = (head - everywhere).astype(np.uint64)
    for k, (attribute, values) in enumerate(columns.items(), 1):
        table[:, k] = doc.vocab.strings.add(space.get(attribute, ""))
        table[tokens, k] = np.array(values, np.uint64)
    doc.from_array(["HEAD", *columns], table)  # type: ignore[arg-type] # spaCy's stub says signed, its code wants unsigned


@dataclass(frozen=True, slots=True)
class _Places:
    """Where words stand, in characters."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __init__(self, doc: Doc, tokens: Numbers) -> None:
        table = doc.to_array(["IDX", "LENGTH"])[tokens].astype(np.int64)
        object.__setattr__(self, "starts", table[:, 0])
        object.__setattr__(self, "ends", table.sum(1))

    def span(self, start: int, end: int) -> Characters:
        return Characters(int(self.starts[start]), int(self.ends[end - 1]))

    def words(self, span: Characters) -> tuple[int, int]:
        """Return the range of words that share a character with the span; empty where none does."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        return first, int(np.searchsorted(self.starts, span.end, side="left"))

    def arguments(self, phrases: Sequence[Phrase]) -> tuple[Argument, ...]:
        return tuple(Argument(Role(p.role), self.span(p.start, p.end), p.score) for p in phrases)

    def cue(self, found: Evoked, phrases: Sequence[Phrase]) -> Cue:
        return Cue(
            kind=ActKind(found.kind),
            span=self.span(found.start, found.end),
            score=found.score,
            glance=found.glance,
            negated=found.negated,
            future=found.future,
            arguments=self.arguments(phrases),
        )


def _finder(places: _Places, analysis: Analysis, network: Network) -> Finder:
    windows = analysis.windows

    def find(span: Characters) -> tuple[Argument, ...]:
        start, end = places.words(span)
        return places.arguments(network.arguments(windows, start, end)) if start < end else ()

    return find


@Language.factory(
    NAME,
    default_config={"folder": None, "threads": 1},
    assigns=[
        "token.head",
        "token.dep",
        "token.pos",
        "token.tag",
        "token.lemma",
        "token.morph",
        "token.is_sent_start",
        "doc.ents",
    ],
)
def make_tagger(nlp: Language, name: str, folder: str | None, threads: int) -> Tagger:  # noqa: ARG001 (spaCy calls it by name)
    """Make the component; `folder` holds other weights than the shipped ones, `threads` is for one text's arithmetic."""
    extend()
    return Tagger(Path(folder) if folder else SHIPPED, threads)
