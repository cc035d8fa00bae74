"""What each step of reading adds to the acts that are found, one by one and each left out.

    python tests/benchmarks/steps.py TRAIN.gold.jsonl TRAIN.items.json CHECK.gold.jsonl CHECK.items.json --blind FOLDER FOLDER …

The steps are the lexicon, the learned reader (cues and arguments by the language model), coreference (pronouns, and nouns
that point back, find whom they mean) and attribution (who is said to have said what). For every row the weights of reading
are learned anew, as `calibrate_reading.py` learns them: each third of TRAIN, read with models that had not seen it, is
measured with what the others taught, CHECK as the shipped model reads it. The trees, and with them the words of mentions,
are the language model's in every row; without the lexicon its entries are gone, not the words that tell of plans and denials.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import calibrate_reading as calibrate
from spacy.tokens import Doc

from graphbuild import evaluation, language
from graphbuild.evaluation import Figures
from graphbuild.identity import reference
from graphbuild.language.tagger import NAME
from graphbuild.model import Article
from graphbuild.reading import attribution, coreference, lexicon, mentions, reader
from graphbuild.reading.lexicon import Lexicon
from graphbuild.reading.mentions import Form
from graphbuild.reading.scene import Scene, unheard

ROWS = {
    "the lexicon": ("lexicon",),
    "and attribution": ("lexicon", "attribution"),
    "and coreference": ("lexicon", "attribution", "coreference"),
    "and the learned reader: everything": ("lexicon", "attribution", "coreference", "learned reader"),
    "everything but attribution": ("lexicon", "learned reader", "coreference"),
    "everything but coreference": ("lexicon", "learned reader", "attribution"),
    "everything but the lexicon": ("learned reader", "coreference", "attribution"),
}
POINTING = frozenset({Form.PRONOUN, Form.NOMINAL})

Parsed = list[tuple[Article, Doc]]


@dataclass(frozen=True)
class Texts:
    """Annotated texts as a language model parsed them: those to learn from, and those to measure on."""

    train: Parsed
    gold: calibrate.Gold
    truth: calibrate.Truth
    check: Parsed
    check_truth: calibrate.Truth


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what each step of reading adds.")
    for name in ("gold", "items", "check_gold", "check_items"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--blind", type=Path, nargs="+", required=True, help="models trained without a part of TRAIN")
    args = parser.parse_args()
    texts = _texts(args)
    tools = reader.Tools(lexicon.load(), reference.load(), calibrate.nothing())
    print(f"{'F1':36}{'TRAIN acts':>12}{'actor':>8}{'triples':>9}{'CHECK acts':>13}{'actor':>8}{'triples':>9}")
    for name, steps in ROWS.items():
        train, check = measured(texts, tools, steps)
        print(f"{name:36}{_row(train, 12)}{_row(check, 13)}", flush=True)


def _texts(args: argparse.Namespace) -> Texts:
    items, gold = evaluation.load_items(args.items), calibrate.annotated(args.gold)
    named = [name for name in items if name in gold]
    train: Parsed = []
    for k, folder in enumerate(args.blind):
        train += parsed([items[name] for name in named[k :: len(args.blind)]], folder)
    check = evaluation.load_items(args.check_items)
    truth, check_truth = evaluation.load_gold(args.gold, items), evaluation.load_gold(args.check_gold, check)
    return Texts(train, gold, truth, parsed(check.values()), check_truth)


def parsed(articles: Iterable[Article], folder: Path | None = None) -> Parsed:
    """Parse articles with the shipped model, or with one whose weights lie in a folder."""
    nlp = language.load()
    if folder:
        nlp.remove_pipe(NAME)
        nlp.add_pipe(NAME, config={"folder": str(folder)})
    return list(language.parse(articles, nlp))


def measured(texts: Texts, tools: reader.Tools, steps: Iterable[str]) -> tuple[Figures, Figures]:
    """Return the figures of TRAIN and of CHECK, read by some of the steps."""
    taken = frozenset(steps)
    stage, check = ({a.source: scene(a, doc, tools, taken) for a, doc in one} for one in (texts.train, texts.check))
    judgement = calibrate.learned(stage, texts.gold)
    found = calibrate.across(stage, texts.gold, texts.truth, tools)
    return found, calibrate.figures(check, texts.check_truth, tools, judgement)


def scene(article: Article, doc: Doc, tools: reader.Tools, steps: frozenset[str]) -> Scene:
    """Return the scene of an article as some of the steps show it."""
    whole = reader.scene_of(article, doc, tools)
    words = tools.actor_words
    named = mentions.find(doc, tools.gazetteer, words)
    if "coreference" not in steps:
        named = tuple(one for one in named if one.form not in POINTING)
    cast = coreference.resolve(doc, named, words)
    shown = replace(whole, cast=cast, lexicon=whole.lexicon if "lexicon" in steps else _emptied(whole.lexicon))
    said = attribution.find(doc, cast, words) if "attribution" in steps else ()
    learned = "learned reader" in steps
    return Scene.of(
        shown.article, shown.syntax, shown.cast, shown.lexicon,
        attributions=said, silent=shown.silent, places=shown.places,
        cues=shown.cues if learned else (), arguments=shown.arguments if learned else unheard,
    )  # fmt: skip


def _emptied(full: Lexicon) -> Lexicon:
    return Lexicon.of((), light=full.light, future=full.future, negated=full.negated, tones=full.tones)


def _row(figures: Figures, width: int) -> str:
    return f"{figures.acts.f1:{width}.3f}{figures.actor.f1:8.3f}{figures.triples.f1:9.3f}"


if __name__ == "__main__":
    main()
