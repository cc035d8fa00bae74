"""Corpora of names alone: Wikigold and the political pages of CrossNER."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from graphbuild.language.labels import ENTITY_TAGS
from graphbuild.language.training.passages import Passage
from graphbuild.language.words import Spacing

KINDS = {
    "PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC",
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
    "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip
HYPHEN = re.compile(r"(?<=[A-Za-z])([-–])(?=[A-Za-z])")
BEFORE_NONE = frozenset(", . ; : ! ? ) ] % 's ’s n't '' ” 'm 're 've 'll 'd".split())
AFTER_NONE = frozenset("( [ $ `` “ £ €".split())


def read(path: Path) -> Iterator[Passage]:
    """Yield the sentences of a file of words and tags, in columns parted by white space."""
    rows: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in [*lines, "\n"]:
            columns = line.split()
            if len(columns) >= 2:
                rows.append((columns[0], columns[-1]))
            elif rows:
                yield _passage(rows)
                rows = []


def _passage(rows: list[tuple[str, str]]) -> Passage:
    words: list[str] = []
    spacings: list[int] = []
    tags: list[int] = []
    before = ""
    for (word, tag), (_, previous) in zip(rows, [("", "O"), *rows], strict=False):
        glued = word in BEFORE_NONE or before in AFTER_NONE
        for k, piece in enumerate(HYPHEN.sub(r" \1 ", word).split()):
            spacings.append(Spacing.GLUED if k or (glued and words) else Spacing.SPACE)
            words.append({"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(piece, piece))
            tags.append(_tag(tag, inside=bool(k) or (tag.startswith("I-") and tag[2:] == previous[2:])))
        before = word
    spacings[0] = Spacing.BLANK_LINE
    passage = Passage.plain(words, spacings)
    passage.starts = [1] + [0] * (len(words) - 1)
    passage.entities = tags
    return passage


def _tag(tag: str, *, inside: bool) -> int:
    if tag == "O":
        return 0
    return ENTITY_TAGS.index(f"{'I' if inside else 'B'}-{KINDS[tag[2:]]}")
