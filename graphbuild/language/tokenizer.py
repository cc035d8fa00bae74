"""Tokenising English as the treebanks do."""

from __future__ import annotations

import re

import spacy
from spacy.language import Language

PREFIXES = (
    "anti", "co", "counter", "cross", "e", "ex", "extra", "inter", "intra", "mid", "mini", "multi", "neo", "non", "pan", "post",
    "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "super", "trans", "ultra",
)  # fmt: skip
"""Prefixes whose hyphen does not part a word; other compounds are parted at their hyphens, as in GUM ("US - led")."""
PREFIXED = re.compile(rf"(?:{'|'.join(PREFIXES)})[-‑][^\W\d_]+", re.IGNORECASE)


def english() -> Language:
    """Return an English pipeline that only tokenises: spaCy's rules, and words with a prefix kept whole.

    >>> [token.text for token in english().tokenizer("The US-led anti-piracy patrol")]
    ['The', 'US', '-', 'led', 'anti-piracy', 'patrol']
    """
    nlp = spacy.blank("en")
    setattr(nlp.tokenizer, "token_match", PREFIXED.fullmatch)  # noqa: B010 (spaCy types a tokenizer as any callable)
    return nlp
