"""How kinds of act and of actor look: colours that colour-blind readers tell apart, and a shape for each kind of actor.

The hues of acts are Okabe and Ito's ("Color Universal Design", 2008), darkened or lightened for paper and for a dark
screen: blues for cooperation, orange and vermilion for conflict, grey for neither; deeds are darker than words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graphbuild.model import ActorKind


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour on light and on dark ground."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Tone:
    """A class of acts as the legend names it, and its colour on light and on dark ground."""

    title: str
    light: str
    dark: str


NEITHER = "neither"
"""The tone of acts that have no quad class in PLOVER."""

TONES: Mapping[str, Tone] = MappingProxyType(
    {
        "verbal cooperation": Tone("Friendly words", "#5aa7d6", "#6bb6e3"),
        "material cooperation": Tone("Friendly deeds", "#0b5c9e", "#2f86d1"),
        NEITHER: Tone("Neither", "#a3a8ae", "#7b838d"),
        "verbal conflict": Tone("Hostile words", "#e3a23a", "#e8b04f"),
        "material conflict": Tone("Hostile deeds", "#c2410c", "#e4612c"),
    }
)
"""Each of PLOVER's quad classes, and what has none, in plain words and in colour."""


@dataclass(frozen=True, slots=True)
class Look:
    """Shape (in vis-network's words) and colour of a kind of actor, and its name for many."""

    shape: str
    ink: Ink
    plural: str


LOOKS: Mapping[ActorKind, Look] = MappingProxyType(
    {
        ActorKind.COUNTRY: Look("dot", Ink("#37455a", "#c3cddb"), "Countries"),
        ActorKind.LEADER: Look("diamond", Ink("#8a4f7d", "#d9a0cb"), "Leaders"),
        ActorKind.PERSON: Look("triangle", Ink("#b58aa9", "#a9809e"), "Persons"),
        ActorKind.ORGANIZATION: Look("square", Ink("#2c7a66", "#5cc0a5"), "Organisations"),
        ActorKind.GROUP: Look("hexagon", Ink("#857341", "#cdb878"), "Groups"),
    }
)
"""How each kind of actor is drawn: told apart by shape as well as by colour."""
