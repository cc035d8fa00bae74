"""What is trained on, and what is only measured on, from a folder of corpora and one of gold acts."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import spacy

from graphbuild.language.labels import ENTITY_TAGS
from graphbuild.language.training import acts, conllu, names, teaching, treebanks
from graphbuild.language.training.batches import Tables
from graphbuild.language.training.passages import Passage
from graphbuild.language.words import Spacing

FILES = (
    "en_ewt-ud-train.conllu.gz", "en_ewt-ud-dev.conllu.gz", "gum_open_train.conllu.gz", "gum_open_dev.conllu.gz",
    "gum_open_test.conllu.gz", "ewt_propbank.json.gz", "ner/wikigold.conll.gz", "ner/crossner_politics_train.tsv.gz",
    "ner/crossner_politics_dev.tsv.gz", "ner/uner_en_ewt_dev.iob2.gz",
)  # fmt: skip
"""The corpora that are trained on; `gum_open_dev` is measured on while training and not trained on."""


@dataclass(frozen=True)
class Corpora:
    """Passages to train on, each with the number of times that an epoch shows it, on average; and sets to measure on."""

    train: list[tuple[Passage, float]]
    measured: dict[str, list[Passage]]
    tables: Tables
    hashes: dict[str, str]


@dataclass(frozen=True)
class Shares:
    """How often an epoch shows the gold acts, our own annotated texts, and the other corpora (of these GUM twice as often)."""

    gold: float = 2.0
    own: float = 2.0
    others: float = 1.0


def load(folder: Path, gold: Path, own: Path, shares: Shares, fold: tuple[int, int] | None = None) -> Corpora:
    """Read the corpora, the gold acts, and the annotated texts of the folder `own`.

    With `fold` (k, n), every n-th item of the gold from the k-th is held out and measured on.
    """
    ewt = list(conllu.read(folder / FILES[0]))
    frames = treebanks.propbank(folder / "ewt_propbank.json.gz")
    train = [(p, shares.others) for p in treebanks.passages(ewt, frames)]
    tagged = treebanks.ewt_names(folder / "ner/uner_en_ewt_dev.iob2.gz")
    train += [(p, shares.others) for p in treebanks.passages(conllu.read(folder / FILES[1]), frames, tagged)]
    gum = [tree for name in ("train", "test") for tree in conllu.read(folder / f"gum_open_{name}.conllu.gz")]
    train += [(p, 2 * shares.others) for p in treebanks.passages(gum, None, treebanks.gum_names(gum))]
    for name in ("wikigold.conll.gz", "crossner_politics_train.tsv.gz", "crossner_politics_dev.tsv.gz"):
        train += [(p, shares.others) for p in names.read(folder / "ner" / name)]
    known, held = _acts(gold, own, shares, fold)
    train += known
    dev = list(conllu.read(folder / "gum_open_dev.conllu.gz"))
    measured = {"gum dev": list(treebanks.passages(dev, None, treebanks.gum_names(dev)))}
    if held:
        measured["held-out gold"] = held
    tables = Tables(
        _labels(label for p, _ in train for label in p.xpos), _labels(label for p, _ in train for label in p.relations)
    )
    return Corpora(train, measured, tables, _hashes([folder / name for name in FILES], gold, own))


@dataclass(frozen=True)
class Cued:
    """Passages with acts to train on, each with its share; passages with PropBank frames; acts held out to measure on."""

    train: list[tuple[Passage, float]]
    frames: list[Passage]
    held: list[Passage]
    hashes: dict[str, str]


def cued(folder: Path, gold: Path, own: Path, fold: tuple[int, int] | None = None) -> Cued:
    """Read what a closer look at cues is trained on; arguments as of `load`."""
    trees, props = folder / FILES[0], folder / "ewt_propbank.json.gz"
    frames = list(treebanks.passages(list(conllu.read(trees)), treebanks.propbank(props)))
    train, held = _acts(gold, own, Shares(own=1.0), fold)
    return Cued(train, frames, held, _hashes([trees, props], gold, own))


def _acts(
    gold: Path, own: Path, shares: Shares, fold: tuple[int, int] | None
) -> tuple[list[tuple[Passage, float]], list[Passage]]:
    items = acts.items(gold / "train.gold.jsonl", gold / "train.items.json")
    held = [item for i, item in enumerate(items) if fold and i % fold[1] == fold[0]]
    out = {item.id for item in held}
    nlp = spacy.blank("en")
    known = [(p, shares.gold) for p in acts.passages([item for item in items if item.id not in out], nlp)]
    known += [(p, shares.own) for p in written(own)]
    return known, list(acts.passages(held, nlp))


def written(own: Path) -> list[Passage]:
    """Read our own annotated texts."""
    return list(acts.passages(acts.written(own), spacy.blank("en")))


def _hashes(corpora: Sequence[Path], gold: Path, own: Path) -> dict[str, str]:
    paths = [*corpora, gold / "train.gold.jsonl", gold / "train.items.json", *sorted(own.glob("*.txt"))]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def unseen(folder: Path, gold: Path) -> dict[str, list[Passage]]:
    """Read the sets that are measured on and never trained on."""
    news = list(conllu.read(folder / "gum_open_news.conllu.gz"))
    return {
        "ewt test": list(treebanks.passages(conllu.read(folder / "en_ewt-ud-test.conllu.gz"))),
        "gum news": list(treebanks.passages(news, None, treebanks.gum_names(news))),
        "crossner test": list(names.read(folder / "ner/crossner_politics_test.tsv.gz")),
        "gold news": unseen_acts(gold),
    }


def unseen_acts(gold: Path) -> list[Passage]:
    """Read the gold acts that are never trained on."""
    items = acts.items(gold / "news.gold.jsonl", gold / "news.items.json")
    return list(acts.passages(items, spacy.blank("en")))


def unlabelled(folder: Path, gold: Path, without: Sequence[str] = ("news",)) -> list[Passage]:
    """Read the news that has no labels, but for the texts of some sets of the gold: "news" stays unseen."""
    files = [gold / f"{name}.items.json" for name in without]
    held = {record["text"] for file in files for record in json.loads(file.read_text(encoding="utf8"))}
    paths = (folder / "wikinews_2019_2020.jsonl.gz", folder.parent / "eval/wcep_links.jsonl.gz")
    return list(teaching.passages(teaching.texts(paths, held), spacy.blank("en")))


def _labels(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({label for label in found if label}))


def renamed(
    passage: Passage, people: Sequence[list[str]], places: Sequence[list[str]], chance: random.Random
) -> Passage:
    """Put other people and places for some of a passage's names, so that names from everywhere are learned as names.

    Passages with trees, frames or acts are returned as they are.
    """
    if any(passage.upos) or passage.acts or chance.random() < 0.5:
        return passage
    words: list[str] = []
    gaps: list[int] = []
    tags: list[int] = []
    i = 0
    while i < len(passage.words):
        tag, end = passage.entities[i], i + 1
        choices = {ENTITY_TAGS.index("B-PER"): people, ENTITY_TAGS.index("B-LOC"): places}.get(tag)
        if choices and chance.random() < 0.5:
            while end < len(passage.words) and passage.entities[end] == tag + 1:
                end += 1
            name = chance.choice(choices)
            words += name
            gaps += [passage.spacings[i]] + [Spacing.GLUED if "-" in pair else Spacing.SPACE for pair in pairwise(name)]
            tags += [tag] + [tag + 1] * (len(name) - 1)
        else:
            words.append(passage.words[i])
            gaps.append(passage.spacings[i])
            tags.append(tag)
        i = end
    return replace(Passage.plain(words, gaps), starts=[1] + [0] * (len(words) - 1), entities=tags)
