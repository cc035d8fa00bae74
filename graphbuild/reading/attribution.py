"""Attribution: who is said to have said what.

The reporter's own voice is whatever no attribution covers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphbuild.model import Span


class Speech(StrEnum):
    """Whether the content stands between quotation marks, outside them, or partly so."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the words that attribute, and the content attributed; spans are characters of the text.

    `sources` are actor ids (none for "it is said" and for a source that is no actor), `source` is the token that heads
    the source's phrase and `cue_token` the one that heads the cue ("said", "according"). `via` holds the ids of the
    sources of the attributions that this one stands inside of, the outermost first. `quote` is the first stretch of
    content between quotation marks, without the marks.
    """

    sources: tuple[str, ...]
    source: int | None
    cue: Span
    cue_token: int
    content: Span
    speech: Speech
    quote: Span | None = None
    via: tuple[str, ...] = ()
