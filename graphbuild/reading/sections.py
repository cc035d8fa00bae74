"""The tables of a lexicon file: those that say what evokes acts, and those that say who can act.

One file of the user's may hold both; `lexicon` and `actorwords` each read their own, and refuse what is neither's.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphbuild.model import ActKind

LISTS = frozenset({"language", "light", "status", "tone"})
"""Tables of `ontologies/lexicon/en.toml` that belong to no kind of act."""

ACTS = LISTS | set(map(str, ActKind))
"""Tables as in `ontologies/lexicon/en.toml`."""

ACTORS: Mapping[str, frozenset[str] | None] = {
    "offices": frozenset({"leading", "serving", "other", "past", "present", "same"}),
    "bodies": frozenset({"heads", "alone", "weak", "same"}),
    "groups": frozenset({"heads", "collective", "plural"}),
    "things": frozenset({"heads"}),
    "stand_ins": frozenset({"heads", "of_organizations", "named_groups"}),
    "deeds": frozenset({"heads", "unowned", "likened"}),
    "titles": frozenset({"male", "female", "either"}),
    "anaphors": frozenset({"country", "organization", "any", "person", "sides", "harming"}),
    "speech": frozenset({"verbs", "hearsay", "nouns", "credits"}),
    "blocs": None,
    "seats": None,
    "spelling": None,
}
"""Tables as in `ontologies/lexicon/actors.toml`, and their keys; None where the keys are the user's own words."""
