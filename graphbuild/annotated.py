"""Annotated texts in the form in which people write them, for measuring, calibrating and training.

    @ 1962-10-22
    = Quarantine around Cuba
    President John F. Kennedy announces a naval quarantine of Cuba and demands that Moscow withdraw its missiles.
    > sanction | announces | John F. Kennedy | Cuba | a naval quarantine of Cuba
    > call | demands | John F. Kennedy | Moscow | withdraw its missiles

A text begins with "@" and its day; "=" begins its title, if it has one; each further line is a paragraph, until the acts
follow, each on a line after ">": kind, cue, actors, targets, content and flags, parted by "|", names by ";". The flags are
`neg` (said not to have happened), `fut` (to come, or conditional) and, last, `via=` with whoever reports the act. Cue, names and
content are copied from the text. A text without acts says that it reports none. Lines that begin with "#" are remarks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graphbuild.errors import SourceError
from graphbuild.model import ActKind

_FIELDS = 6
_FLAGS = frozenset({"neg", "fut"})


@dataclass(frozen=True, slots=True)
class AnnotatedAct:
    """An act as it was annotated; names, cue and content stand in the text as they stand here."""

    kind: ActKind
    cue: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    content: str = ""
    negated: bool = False
    future: bool = False
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and all acts that it reports. `title` is "" where there is none; paragraphs are parted by blank lines."""

    published: dt.date
    title: str
    body: str
    acts: tuple[AnnotatedAct, ...]

    @property
    def text(self) -> str:
        """Title and body, as an article has them."""
        return f"{self.title}\n\n{self.body}" if self.title else self.body

    @property
    def id(self) -> str:
        """A name for the text, made from its words."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Draft:
    where: str
    published: dt.date
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    acts: list[tuple[str, AnnotatedAct]] = field(default_factory=list)


def load(path: Path) -> list[AnnotatedText]:
    """Read a file of annotated texts, in UTF-8. Raises SourceError naming the file and the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read ({error}); name a file in UTF-8") from error
    return [_finished(draft) for draft in _drafts(path, lines)]


def _drafts(path: Path, lines: Iterable[str]) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for number, line in enumerate(lines, 1):
        where, mark, rest = f"{path}: line {number}", line[:2].rstrip(), line[2:].strip()
        if mark == "@":
            if draft:
                yield draft
            draft = _Draft(where, _day(where, rest))
        elif not line.strip() or mark == "#":
            continue
        elif draft is None:
            raise SourceError(where, 'the file must begin with "@" and the day of its first text, as "@ 2001-09-12"')
        elif mark == ">":
            draft.acts.append((where, _act(where, rest)))
        elif draft.acts:
            raise SourceError(where, 'words after the acts of a text; begin the next text with "@" and its day')
        elif mark == "=":
            draft.title = rest
        else:
            draft.paragraphs.append(line.strip())
    if draft:
        yield draft


def _day(where: str, written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise SourceError(where, f"{written!r} is no date; write it as 2001-09-12") from error


def _act(where: str, line: str) -> AnnotatedAct:
    fields = [part.strip() for part in line.split("|")]
    if not 2 <= len(fields) <= _FIELDS:
        raise SourceError(where, "an act is written: kind | cue | actors | targets | content | flags")
    kind, cue, actors, targets, content, flags = (*fields, *[""] * (_FIELDS - len(fields)))
    words, _, via = flags.partition("via=")
    if set(words.split()) - _FLAGS:
        raise SourceError(where, f"{flags!r} are no flags; there are neg, fut and, last, via=NAME; NAME")
    if kind not in set(ActKind):
        raise SourceError(where, f"{kind!r} is no kind of act; there are {', '.join(ActKind)}")
    return AnnotatedAct(
        kind=ActKind(kind),
        cue=cue,
        actors=_names(actors),
        targets=_names(targets),
        content=content,
        negated="neg" in words.split(),
        future="fut" in words.split(),
        via=_names(via),
    )


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(";") if name.strip())


def _finished(draft: _Draft) -> AnnotatedText:
    made = AnnotatedText(
        draft.published, draft.title, "\n\n".join(draft.paragraphs), tuple(act for _, act in draft.acts)
    )
    if not draft.paragraphs:
        raise SourceError(draft.where, "no text follows the day")
    for where, act in draft.acts:
        for words in (act.cue, act.content, *act.actors, *act.targets, *act.via):
            if words not in made.text or not act.cue:
                raise SourceError(where, f"{words!r} does not stand in the text; copy cue, names and content from it")
    return made
