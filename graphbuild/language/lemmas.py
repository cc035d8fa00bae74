"""Lemmas: inflected forms looked up in lemminflect's dictionary, the closed classes in a table of our own.

The tag decides whether a form is inflected at all, so that "other" is never taken for a comparative.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, cast

import lemminflect


class _Dictionary(Protocol):
    """The one function of lemminflect that is used here; the package has no types."""

    def getAllLemmas(self, word: str, upos: str) -> dict[str, tuple[str, ...]]: ...  # noqa: N802 (its own name)


_DICTIONARY = cast("_Dictionary", lemminflect)

CLOSED = {
    ("an", "DT"): "a", ("n't", "RB"): "not", ("n’t", "RB"): "not", ("not", "RB"): "not",
    ("these", "DT"): "this", ("those", "DT"): "that",
    ("i", "PRP"): "I", ("me", "PRP"): "I", ("him", "PRP"): "he", ("them", "PRP"): "they", ("us", "PRP"): "we", ("her", "PRP"): "she",
    ("my", "PRP$"): "my", ("’s", "POS"): "'s", ("'", "POS"): "'s", ("’", "POS"): "'s",
    ("wo", "MD"): "will", ("ca", "MD"): "can", ("'ll", "MD"): "will", ("’ll", "MD"): "will", ("'d", "MD"): "would", ("’d", "MD"): "would",
    ("sha", "MD"): "shall", ("best", "RBS"): "well", ("better", "RBR"): "well", ("worse", "RBR"): "badly", ("worst", "RBS"): "badly",
    ("more", "JJR"): "more", ("most", "JJS"): "most", ("more", "RBR"): "more", ("most", "RBS"): "most",
    ("less", "JJR"): "less", ("least", "JJS"): "least", ("less", "RBR"): "less", ("least", "RBS"): "least",
}  # fmt: skip
AUXILIARIES = {
    "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "be": "be",
    "'m": "be", "’m": "be", "'re": "be", "’re": "be", "ai": "be", "'s": "be", "’s": "be",
    "has": "have", "had": "have", "having": "have", "have": "have", "'ve": "have", "’ve": "have", "'d": "have", "’d": "have",
    "does": "do", "did": "do", "done": "do", "doing": "do", "do": "do",
}  # fmt: skip
LOOKED_UP = {
    "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBZ": "VERB", "VBP": "VERB", "NNS": "NOUN", "NNPS": "NOUN",
    "JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV",
}  # fmt: skip
"""Tags of inflected forms, and the part of speech under which the dictionary lists them."""


@lru_cache(maxsize=131072)
def lemma(form: str, upos: str, xpos: str) -> str:
    """Return the dictionary form of a word. Proper nouns keep their capitals.

    >>> lemma("accused", "VERB", "VBD"), lemma("People", "NOUN", "NNS"), lemma("Nations", "PROPN", "NNPS")
    ('accuse', 'people', 'Nation')
    """
    low = form.lower()
    if (low, xpos) in CLOSED:
        return CLOSED[low, xpos]
    if upos == "AUX" or (upos == "VERB" and low in AUXILIARIES and "'" not in low and "’" not in low):
        return AUXILIARIES.get(low, low)
    if upos == "PROPN" and xpos != "NNPS":
        return form
    if xpos in LOOKED_UP:
        found = _DICTIONARY.getAllLemmas(low, LOOKED_UP[xpos]).get(LOOKED_UP[xpos], ())
        base = _base(low, found)
        return base if upos != "PROPN" else form[:1] + base[1:]
    return low


def _base(low: str, found: tuple[str, ...]) -> str:
    """Choose among a dictionary's answers: not the form itself where there is another, except that "people" stays."""
    if low in {"people", "data", "media", "troops"}:
        return low
    return next((base for base in found if base != low), low)
