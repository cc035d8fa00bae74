"""Documents of the GUM corpus with their gold trees, entities and coreference, as spaCy Docs."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

_LABELS = {"person": "PER", "place": "LOC", "organization": "ORG"}


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its gold parse, the token span and class of each entity mention, and the chain each belongs to."""

    id: str
    doc: Doc
    mentions: tuple[tuple[str, str, int, int], ...]


def read(path: Path) -> Iterator[Document]:
    """Yield the documents of a CoNLL-U file with GUM's `Entity=` annotations."""
    vocab = English().vocab
    text = gzip.decompress(path.read_bytes()).decode()
    for part in re.split(r"^# newdoc id = ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        yield _document(name.strip(), rest, vocab)


def _document(name: str, text: str, vocab: Vocab) -> Document:
    rows, heads = [], []
    for block in text.split("\n\n"):
        lines = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        lines = [line for line in lines if line[0].isdigit()]
        first = len(rows)
        for line in lines:
            heads.append(first + int(line[6]) - 1 if line[6] != "0" else len(rows))
            rows.append(line)
    mentions = tuple(_mentions(rows))
    doc = Doc(
        vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        lemmas=[row[2] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
        ents=_entities(rows, mentions),
    )
    return Document(name, doc, mentions)


def _mentions(rows: list[list[str]]) -> Iterator[tuple[str, str, int, int]]:
    open_at: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for k, row in enumerate(rows):
        found = re.search(r"Entity=([^|]+)", row[9])
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", found[1]) if found else ():
            chain, _, rest = piece.strip("()").partition("-")
            chain = chain.split("[")[0]
            if piece.startswith("("):
                open_at[chain].append((k, rest.split("-")[0]))
            if piece.endswith(")"):
                start, kind = open_at[chain].pop()
                yield chain, kind, start, k + 1


def _entities(rows: list[list[str]], mentions: tuple[tuple[str, str, int, int], ...]) -> list[str]:
    """Tag the proper nouns that head mentions of persons, places and organisations, with the words that belong to the name."""
    labels = ["O"] * len(rows)
    for _, kind, start, end in sorted(mentions, key=lambda m: m[2] - m[3]):
        if kind not in _LABELS:
            continue
        names = [k for k in range(start, end) if _is_name(rows, k, person=kind == "person")]
        if names and names[-1] - names[0] == len(names) - 1:
            for k in names:
                labels[k] = ("B-" if k == names[0] else "I-") + _LABELS[kind]
    return labels


def _is_name(rows: list[list[str]], k: int, *, person: bool) -> bool:
    word, pos, dep = rows[k][1], rows[k][3], rows[k][7]
    if person:
        return pos == "PROPN" and dep != "nmod:desc" and (dep != "compound" or rows[k + 1][7] == "flat")
    return pos == "PROPN" or (pos == "ADJ" and word[0].isupper())
