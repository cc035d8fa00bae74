"""Mentions: where a text names, describes or points at somebody who can act.

Token indices count from 0 in the `Doc`; `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphbuild.model import ActorKind, Known, Office


class Form(StrEnum):
    """How somebody is mentioned.

    A name ("Ghana"), its adjective ("Ghanaian"), a seat that stands for it ("Accra"), an office without a name
    ("the Ghanaian president"), a group or body as described ("Western leaders", "the Ghanaian army"), a pronoun, or a
    noun that points back ("the group", "the two countries").
    """

    NAME = "name"
    ADJECTIVE = "adjective"
    SEAT = "seat"
    OFFICE = "office"
    GROUP = "group"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Named:
    """One mention: the tokens `start` to `end` of the name proper, and the token that heads its phrase.

    `id` is the canonical id that the name alone gives (by the gazetteer, or minted), None for what only points back.
    `offices` are those that title or apposition give to this person; `country` is the id of the country it belongs to;
    `candidates` are the known actors that bear the name, the likeliest first.
    """

    start: int
    end: int
    head: int
    kind: ActorKind
    form: Form
    id: str | None = None
    offices: tuple[Office, ...] = ()
    country: str | None = None
    candidates: tuple[Known, ...] = ()
