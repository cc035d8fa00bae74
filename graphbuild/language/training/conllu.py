"""Reading CoNLL-U: trees, the white space between words, and what stands in the last column."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graphbuild.language.words import Spacing


@dataclass
class Tree:
    """One sentence of a treebank. `heads` are word indices from 0, -1 for the root."""

    id: str = ""
    document: str = ""
    words: list[str] = field(default_factory=list)
    spacings: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)


class _Spaces:
    """Follows `SpaceAfter=No` across words, multi-word tokens and sentences."""

    def __init__(self) -> None:
        self.next = Spacing.BLANK_LINE
        self._shared_until = 0

    def paragraph(self) -> None:
        self.next = Spacing.BLANK_LINE

    def multiword(self, last: int, misc: str) -> None:
        self._shared_until, self._shared = last, _after(misc)

    def word(self, number: int, misc: str) -> Spacing:
        before = self.next
        if number < self._shared_until:
            self.next = Spacing.GLUED
        else:
            self.next = self._shared if number == self._shared_until else _after(misc)
            self._shared_until = 0
        return before


def _after(misc: str) -> Spacing:
    return Spacing.GLUED if "SpaceAfter=No" in misc.split("|") else Spacing.SPACE


def read(path: Path) -> Iterator[Tree]:
    """Yield the trees of a gzipped CoNLL-U file in order."""
    tree, document, spaces = Tree(), "", _Spaces()
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in map(str.rstrip, lines):
            if line.startswith("# newdoc"):
                document = line.partition("=")[2].strip()
                spaces.paragraph()
            elif line.startswith("# newpar"):
                spaces.paragraph()
            elif line.startswith("# sent_id"):
                tree.id, tree.document = line.partition("=")[2].strip(), document
            elif line and not line.startswith("#"):
                _add(tree, line.split("\t"), spaces)
            elif not line and tree.words:
                yield tree
                tree = Tree()
    if tree.words:
        yield tree


def _add(tree: Tree, columns: list[str], spaces: _Spaces) -> None:
    number = columns[0]
    if "-" in number:
        spaces.multiword(int(number.partition("-")[2]), columns[9])
    elif "." not in number:
        tree.spacings.append(spaces.word(int(number), columns[9]))
        tree.words.append(columns[1])
        tree.upos.append(columns[3])
        tree.xpos.append(columns[4])
        tree.heads.append(int(columns[6]) - 1)
        tree.relations.append(columns[7])
        tree.misc.append(columns[9])
