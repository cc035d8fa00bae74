"""What a reader is made from, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphbuild.model import RULES_AND_MODEL, Provenance, Reader


@dataclass(frozen=True, slots=True)
class Settings:
    """What a reader is made from.

    `reader` is a name of `READERS`; `language` names another spaCy pipeline with UD labels; `lexicons` and `references`
    are the user's own files, which extend or override ours; `threads` is how many the language model may use; acts
    scored below `min_score` (0 to 1, two places) are left out.
    """

    reader: str = RULES_AND_MODEL
    language: str | Path | None = None
    lexicons: tuple[Path, ...] = ()
    references: tuple[Path, ...] = ()
    threads: int = 1
    min_score: float = 0.0


@dataclass(frozen=True, slots=True)
class ReadyReader:
    """A reader, and the provenance that all its readings will carry: by it, articles read before are known."""

    read: Reader
    made_by: Provenance


DEFAULT = Settings()
"""Ours, with nothing of the user's."""
