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
from dataclasses import dataclass
from pathlib import Path

import calibrate_reading as calibrate
from spacy.tokens import Doc

from graphbuild import evaluation
from graphbuild.evaluation import Figures
from graphbuild.identity import reference
from graphbuild.model import Article
from graphbuild.reading import attribution, coreference, lexicon, mentions, reader
from graphbuild.reading.coreference import Cast
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
    train: Parsed = []
    for folder, unseen in calibrate.blind(items, gold, args.blind):
        train += calibrate.parsed(unseen, folder)
    check = evaluation.load_items(args.check_items)
    truth, check_truth = evaluation.load_gold(args.gold, items), evaluation.load_gold(args.check_gold, check)
    return Texts(train, gold, truth, list(calibrate.parsed(check.values())), check_truth)


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
    cast = whole.cast if "coreference" in steps else _unresolved(doc, tools)
    learned = "learned reader" in steps
    return Scene.of(
        article,
        whole.syntax,
        cast,
        whole.lexicon if "lexicon" in steps else _emptied(whole.lexicon),
        attributions=attribution.find(doc, cast, tools.actor_words) if "attribution" in steps else (),
        cues=whole.cues if learned else (),
        arguments=whole.arguments if learned else unheard,
        silent=whole.silent,
        places=whole.places,
    )


def _unresolved(doc: Doc, tools: reader.Tools) -> Cast:
    """Return the cast of a text in which nothing points back."""
    named = mentions.find(doc, tools.gazetteer, tools.actor_words)
    own = tuple(one for one in named if one.form not in POINTING)
    return coreference.resolve(doc, own, tools.actor_words)


def _emptied(full: Lexicon) -> Lexicon:
    return Lexicon.of((), light=full.light, future=full.future, negated=full.negated, tones=full.tones)


def _row(figures: Figures, width: int) -> str:
    return f"{figures.acts.f1:{width}.3f}{figures.actor.f1:8.3f}{figures.triples.f1:9.3f}"


if __name__ == "__main__":
    main()
