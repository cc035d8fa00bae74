"""Frames: which entries of the lexicon fit where in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphbuild.reading.lexicon import Entry, Lexicon, Part
from graphbuild.reading.syntax import Syntax

_PARTS = {"VERB": Part.VERB, "NOUN": Part.NOUN, "PROPN": Part.NOUN, "ADJ": Part.ADJECTIVE}
_GAP = "..."
_GAP_WORDS = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """An entry that fits: the token that anchors it, and the tokens of the cue, in order."""

    entry: Entry
    anchor: int
    cue: tuple[int, ...]


def find(syntax: Syntax, lexicon: Lexicon) -> Iterator[Frame]:
    """Yield every entry that fits, token by token; several may fit at one."""
    for token in range(len(syntax)):
        lemma, word = syntax.lemmas[token], syntax.words[token]
        part = _PARTS.get(syntax.pos[token])
        if part is not None and (entries := lexicon.at(part, lemma)):
            yield from _lexical(syntax, entries, token)
        phrases = lexicon.at(Part.PHRASE, lemma)
        if word != lemma and (more := lexicon.at(Part.PHRASE, word)):
            phrases = (*phrases, *(entry for entry in more if entry not in phrases))
        if phrases:
            yield from _phrases(syntax, phrases, token)


def _lexical(syntax: Syntax, entries: Iterable[Entry], token: int) -> Iterator[Frame]:
    companions: Mapping[str, int] | None = None
    for entry in entries:
        others = entry.words[:-1] if entry.part is Part.NOUN else entry.words[1:]
        if (others or entry.beside or entry.without) and companions is None:
            companions = syntax.companions(token)
        beside = companions or {}
        if all(word in beside for word in others) and _allowed(entry, beside):
            yield Frame(entry, token, tuple(sorted({token, *(beside[word] for word in others)})))


def _allowed(entry: Entry, companions: Mapping[str, int]) -> bool:
    if entry.beside and not any(word in companions for word in entry.beside):
        return False
    return not any(word in companions for word in entry.without)


def _phrases(syntax: Syntax, entries: Iterable[Entry], token: int) -> Iterator[Frame]:
    for entry in entries:
        end = _run(syntax, entry.words, token)
        if end is not None:
            yield Frame(entry, token, tuple(range(token, end)))


def _run(syntax: Syntax, words: tuple[str, ...], token: int) -> int | None:
    """Return the token after the phrase when its words stand from `token` on."""
    k = token
    for position, word in enumerate(words):
        if word == _GAP:
            following = words[position + 1]
            k = next((j for j in range(k, min(k + _GAP_WORDS + 1, len(syntax))) if _is(syntax, j, following)), -1)
            if k < 0:
                return None
        elif k < len(syntax) and _is(syntax, k, word):
            k += 1
        else:
            return None
    return k


def _is(syntax: Syntax, token: int, word: str) -> bool:
    options = word.split("/")
    return syntax.lemmas[token] in options or syntax.words[token] in options
