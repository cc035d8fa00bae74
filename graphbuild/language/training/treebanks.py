"""UD English EWT with its PropBank frames and names, and the open genres of GUM with theirs."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphbuild.language.labels import ENTITY_TAGS
from graphbuild.language.training.conllu import Tree
from graphbuild.language.training.passages import FRAME_ROLES, UNKNOWN, Passage, Predicate

Names = Mapping[str, list[int]]
Frames = Mapping[str, list[Predicate]]

GUM_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
LINKERS = frozenset("of for the and & - 's ’s".split())
TITLES = frozenset({
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady", "president", "king", "queen",
    "prince", "princess", "minister", "chancellor", "senator", "sen.", "governor", "gov.", "professor", "prof.",
    "judge", "justice", "captain", "general", "gen.", "colonel", "secretary", "ambassador", "pope", "mayor",
})  # fmt: skip


def passages(trees: Iterable[Tree], frames: Frames | None = None, names: Names | None = None) -> Iterator[Passage]:
    """Join the sentences of each document; `frames` and `names` are looked up by sentence id."""
    together: dict[str, list[Tree]] = defaultdict(list)
    for tree in trees:
        together[tree.document].append(tree)
    for document in together.values():
        yield _joined(document, frames, names)


def _joined(trees: list[Tree], frames: Frames | None, names: Names | None) -> Passage:
    passage = Passage(other_names=True)
    for tree in trees:
        at, n = len(passage.words), len(tree.words)
        passage.words += tree.words
        passage.spacings += tree.spacings
        passage.starts += [1] + [0] * (n - 1)
        passage.upos += tree.upos
        passage.xpos += tree.xpos
        passage.heads += [head if head < 0 else head + at for head in tree.heads]
        passage.relations += tree.relations
        passage.entities += (names or {}).get(tree.id) or [UNKNOWN] * n
        for name in ("cues", "negated", "future"):
            getattr(passage, name).extend([UNKNOWN] * n)
        found = (frames or {}).get(tree.id)
        passage.events += _events(found, n)
        passage.frames += [_shifted(predicate, at) for predicate in found or ()]
    return passage


def _events(found: list[Predicate] | None, n: int) -> list[int]:
    if found is None:
        return [UNKNOWN] * n
    predicates = {word for predicate in found for word in predicate.words}
    return [int(i in predicates) for i in range(n)]


def _shifted(predicate: Predicate, by: int) -> Predicate:
    roles = {role: tuple(w + by for w in words) for role, words in predicate.roles.items()}
    return Predicate(tuple(w + by for w in predicate.words), roles)


def propbank(path: Path) -> dict[str, list[Predicate]]:
    """Read the frames of EWT by sentence id."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        records = json.load(file)
    found: dict[str, list[Predicate]] = {}
    for record in records:
        found[record["ud_sent"]] = [_frame(predicate) for predicate in record["preds"]]
    return found


def _frame(record: dict[str, object]) -> Predicate:
    index, arguments = record["i"], record["args"]
    if not isinstance(index, int) or not isinstance(arguments, list):
        raise TypeError(f"not a frame: {record}")
    roles: dict[str, tuple[int, ...]] = dict.fromkeys(FRAME_ROLES, ())
    for label, start, end in arguments:
        role = {"ARG3": "ARG2", "ARG4": "ARG2"}.get(label.removeprefix("C-"), label.removeprefix("C-"))
        if role in roles:
            roles[role] += tuple(w for w in range(start, end) if w != index)
    return Predicate((index,), roles)


def ewt_names(path: Path) -> dict[str, list[int]]:
    """Read the names of Universal NER by sentence id (the text comment is no id, so sentences are told by their words)."""
    found: dict[str, list[int]] = {}
    name, tags = "", []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# sent_id"):
                name = line.partition("=")[2].strip()
            elif line[:1].isdigit():
                tag = line.split("\t")[2]
                tags.append(ENTITY_TAGS.index(tag) if tag in ENTITY_TAGS else 0)
            elif not line.strip() and tags:
                found[name], tags = tags, []
    return found


def gum_names(trees: Iterable[Tree]) -> dict[str, list[int]]:
    """Turn GUM's entities into names.

    A person, place or organisation whose head is a proper noun is a name: the run of proper nouns around the head,
    with `of`, `for`, `the` and `and` between them in places and organisations, without a person's titles. Where names
    nest, the outer one stands.
    """
    return {tree.id: _tagged(tree, _entities(tree)) for tree in trees}


def _entities(tree: Tree) -> Iterator[tuple[str, int, int]]:
    opened: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for i, misc in enumerate(tree.misc):
        entity = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for opening, shut, closing in BRACKET.findall(entity):
            number, _, rest = (opening or closing).partition("-")
            if opening and shut:
                yield rest.partition("-")[0], i, i + 1
            elif opening:
                opened[number].append((rest.partition("-")[0], i))
            elif opened[closing]:
                kind, start = opened[closing].pop()
                yield kind, start, i + 1


def _tagged(tree: Tree, entities: Iterable[tuple[str, int, int]]) -> list[int]:
    tags = [0] * len(tree.words)
    spans = {(GUM_KINDS[kind], *_name(tree, kind, a, b)) for kind, a, b in entities if kind in GUM_KINDS}
    for kind, start, end in sorted(spans, key=lambda s: (s[1] - s[2], s[1], s[0])):
        if start < end and not any(tags[start:end]):
            tags[start:end] = [ENTITY_TAGS.index(f"I-{kind}")] * (end - start)
            tags[start] = ENTITY_TAGS.index(f"B-{kind}")
    return tags


def _name(tree: Tree, kind: str, start: int, end: int) -> tuple[int, int]:
    head = next((i for i in range(start, end) if not start <= tree.heads[i] < end), start)
    if not _proper(tree, head) or (kind == "person" and tree.xpos[head] == "NNPS"):
        return start, start
    part = _of_person if kind == "person" else _of_place
    first, last = head, head + 1
    while last < end and (
        part(tree, head, last) or (last + 1 < end and _links(tree, kind, last) and part(tree, head, last + 1))
    ):
        last += 1
    while first > start and (
        part(tree, head, first - 1)
        or (first - 1 > start and _links(tree, kind, first - 1) and part(tree, head, first - 2))
    ):
        first -= 1
    while kind == "person" and first < last and tree.words[first].lower() in TITLES:
        first += 1
    return first, last


def _proper(tree: Tree, i: int) -> bool:
    return tree.upos[i] == "PROPN" or tree.xpos[i].startswith("NNP")


def _of_place(tree: Tree, head: int, i: int) -> bool:  # noqa: ARG001 (called as _of_person is)
    return _proper(tree, i)


def _of_person(tree: Tree, head: int, i: int) -> bool:
    near = tree.heads[i] == head or tree.relations[i].startswith("flat")
    return _proper(tree, i) and near


def _links(tree: Tree, kind: str, i: int) -> bool:
    return tree.words[i].lower() in ({"-", "al", "bin"} if kind == "person" else LINKERS)
