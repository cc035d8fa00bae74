"""The label sets that the network's heads speak, fixed by the outside world; those of the corpora come with the weights."""

from __future__ import annotations

from graphbuild.model import ActKind, Role

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)  # fmt: skip
"""The 17 universal parts of speech (universaldependencies.org/u/pos)."""

ENTITIES = ("PER", "LOC", "ORG", "MISC")
"""Kinds of names. MISC holds peoples and demonyms, events, elections, laws and works."""

ENTITY_TAGS = ("O", *(f"{prefix}-{kind}" for kind in ENTITIES for prefix in "BI"))
"""Begin and inside tags, `O` first; tag 1 + 2k begins a name of kind k and tag 2 + 2k continues it."""

CUES = ("", *(str(kind) for kind in ActKind))
"""What a word evokes: nothing, or a kind of act."""

ROLES = tuple(str(role) for role in Role)
"""What a phrase can be to a cue."""
