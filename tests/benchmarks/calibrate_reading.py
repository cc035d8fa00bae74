"""Learn the weights of `ontologies/lexicon/en.weights.json` from annotated news, and measure them on other annotated news.

    python tests/benchmarks/calibrate_reading.py TRAIN.gold.jsonl TRAIN.items.json CHECK.gold.jsonl CHECK.items.json \\
        --blind FOLDER FOLDER … [--write FILE]

Each candidate of a text whose kind and words are those of an annotated act is an example of an act, the others are not;
each party of such a candidate is an example of an actor or a target, or of neither, by its name. What is asked in
context is learned from first sights that were learned without the item.

The shipped language model was trained on TRAIN and knows its acts by heart. So TRAIN is read with models that were not:
each FOLDER holds weights that `train` and `look` of `graphbuild.language.training` made with `--fold K N`, exported, K
from 0, N the number of folders. Each third of TRAIN is measured with what the others taught, CHECK as the shipped model reads it. Reading itself
never imports this.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from regression import Example, Table, learn
from spacy.tokens import Doc

from graphbuild import evaluation, language
from graphbuild.evaluation import Figures, GoldAct, Judged
from graphbuild.identity import reference
from graphbuild.language.tagger import NAME
from graphbuild.model import Article, Reading
from graphbuild.reading import acts, lexicon, reader, traits, weighing
from graphbuild.reading.described import phrase
from graphbuild.reading.judgement import Judgement, Question
from graphbuild.reading.scene import Scene
from graphbuild.reading.weighing import Weighed

# Penalties, and how many times as dear weights for one kind of act are: tried over the items of TRAIN.
PENALTY = {
    **dict.fromkeys(Question, (20.0, 4.0)),
    **dict.fromkeys((Question.ACTOR_AT_SIGHT, Question.TARGET_AT_SIGHT, Question.ACTOR, Question.TARGET), (60.0, 4.0)),
    **dict.fromkeys((Question.NEGATED, Question.FUTURE), (1.0, 1.0)),
}
THRESHOLDS = {**dict.fromkeys(Question, 0.5), Question.ACT: 0.35, Question.ACTOR: 0.3, Question.TARGET: 0.35}
COMPANY = 0.5
"""These read TRAIN best; 0.05 more or less of any costs less than 0.005 F1."""
RARE, FOLDS = 3, 3
SMALLEST = 0.01  # weights nearer to nothing are left out of the file; 0.05 costs 0.006 F1
SIGHTS = (Question.ACT_AT_SIGHT, Question.ACTOR_AT_SIGHT, Question.TARGET_AT_SIGHT)

Gold = Mapping[str, Sequence[GoldAct]]
Truth = Mapping[str, Sequence[Judged]]
Stage = dict[str, Scene]
Logs = dict[Question, list[Example]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn how far to trust what the lexicon and the learned reader see.")
    for name in ("gold", "items", "check_gold", "check_items"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--blind", type=Path, nargs="+", required=True, help="models trained without a part of TRAIN")
    parser.add_argument("--write", type=Path, metavar="FILE", help="where to write the weights")
    args = parser.parse_args()
    tools = reader.Tools(lexicon.load(), reference.load(), nothing())
    items, gold = evaluation.load_items(args.items), annotated(args.gold)
    stage: Stage = {}
    for folder, unseen in blind(items, gold, args.blind):
        stage |= scenes(parsed(unseen, folder), tools)
    print("TRAIN, each third read with what the others taught")
    report(across(stage, gold, evaluation.load_gold(args.gold, items), tools))
    judgement = learned(stage, gold)
    if args.write:
        args.write.write_text(as_json(judgement), encoding="utf-8")
    check = evaluation.load_items(args.check_items)
    truth = evaluation.load_gold(args.check_gold, check)
    print("CHECK, read with the shipped model")
    report(figures(dict(scenes(parsed(check.values()), tools)), truth, tools, judgement))


def blind(items: Mapping[str, Article], gold: Gold, folders: Sequence[Path]) -> Iterator[tuple[Path, list[Article]]]:
    """Yield each folder of weights with the annotated items that it has not seen."""
    named = [name for name in items if name in gold]
    for k, folder in enumerate(folders):
        yield folder, [items[name] for name in named[k :: len(folders)]]


def parsed(articles: Iterable[Article], folder: Path | None = None) -> Iterator[tuple[Article, Doc]]:
    """Parse articles with the shipped model, or with one whose weights lie in a folder."""
    nlp = language.load()
    if folder:
        nlp.remove_pipe(NAME)
        nlp.add_pipe(NAME, config={"folder": str(folder)})
    yield from language.parse(articles, nlp)


def scenes(texts: Iterable[tuple[Article, Doc]], tools: reader.Tools) -> Iterator[tuple[str, Scene]]:
    """Yield the scenes of parsed articles by source."""
    for article, doc in texts:
        yield article.source, reader.scene_of(article, doc, tools)


def across(stage: Stage, gold: Gold, truth: Truth, tools: reader.Tools) -> Figures:
    """Return the figures of each third of the items, read with what the others taught."""
    names = sorted(stage)
    readings: dict[str, Reading] = {}
    for fold in range(FOLDS):
        out = names[fold::FOLDS]
        taught = learned({name: stage[name] for name in names if name not in set(out)}, gold)
        given = replace(tools, judgement=taught)
        readings |= {name: reader.reading_of(stage[name], given) for name in out}
    return evaluation.score({name: truth[name] for name in readings}, readings)


def figures(stage: Stage, truth: Truth, tools: reader.Tools, judgement: Judgement) -> Figures:
    """Return the figures of items read by one judgement."""
    given = replace(tools, judgement=judgement)
    return evaluation.score(truth, {name: reader.reading_of(scene, given) for name, scene in stage.items()})


def annotated(gold: Path) -> Gold:
    records = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
    return {record["id"]: record["acts"] for record in records}


def nothing() -> Judgement:
    """The judgement that knows nothing: every answer is as likely as not, and every candidate is looked at."""
    return Judgement({question: {} for question in Question}, dict.fromkeys(Question, 0.02))


def learned(stage: Stage, gold: Gold) -> Judgement:
    """Learn first sights from every item, then everything else from sights learned without the item."""
    logs: Logs = {question: [] for question in Question}
    for name, scene in stage.items():
        note(logs, name, scene, weighing.weigh(scene, nothing()), gold[name], context=False)
    names = sorted(stage)
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        sights = {q: table([e for e in logs[q] if e.item not in out], q) for q in SIGHTS}
        blind = replace(nothing(), weights={**nothing().weights, **sights})
        for name in sorted(out):
            note(logs, name, stage[name], weighing.weigh(stage[name], blind), gold[name], context=True)
    return Judgement({question: table(logs[question], question) for question in Question}, THRESHOLDS, COMPANY)


def table(examples: Sequence[Example], question: Question) -> Table:
    penalty, apart = PENALTY[question]
    return learn(examples, penalty, RARE, apart)


def note(
    logs: Logs, item: str, scene: Scene, weighed: Sequence[Weighed], gold: Sequence[GoldAct], *, context: bool
) -> None:
    """Note the examples that an item gives, at first sight or in context."""
    asked = (Question.ACT, Question.ACTOR, Question.TARGET) if context else SIGHTS
    for one, act in matched(scene, weighed, gold):
        kind = one.candidate.kind
        logs[asked[0]].append(Example(one.traits if context else one.bare, kind, act is not None, item))
        if act is None:
            continue
        if not context:
            seen = tuple(traits.of_modality(one.candidate))
            logs[Question.NEGATED].append(Example(seen, kind, act.get("negated", False), item))
            logs[Question.FUTURE].append(Example(seen, kind, act.get("future", False), item))
        for question, names in zip(asked[1:], (act["actors"], act["targets"]), strict=True):
            for party, row in zip(one.parties, one.party_traits if context else one.party_bare, strict=True):
                own = called(scene, party.ids) or {scene.excerpt(*phrase(scene.syntax, party.token)).text}
                logs[question].append(Example(row, kind, any(evaluation.same_name(name, own) for name in names), item))


def called(scene: Scene, identifiers: Sequence[str]) -> set[str]:
    """Return the names of some actors."""
    return {
        name
        for actor in scene.cast.actors
        if actor.id in identifiers
        for name in (actor.name, *(mention.text for mention in actor.mentions))
    }


def matched(
    scene: Scene, weighed: Sequence[Weighed], gold: Sequence[GoldAct]
) -> Iterator[tuple[Weighed, GoldAct | None]]:
    """Yield the candidates that are examples, each with the annotated act that it is, if any.

    Of several candidates on the words of one act, as when the cue stands twice in the text, the one that has most of the
    act's parties around it is the act; the others are no examples.
    """
    given: dict[int, GoldAct] = {}
    doubtful: set[int] = set()
    for act in gold:
        fitting = [
            k for k, one in enumerate(weighed) if one.candidate.kind == act["kind"] and overlaps(scene, one, act)
        ]
        doubtful.update(fitting)
        if fitting:
            given[max(fitting, key=lambda k: (k not in given, around(scene, weighed[k], act), -k))] = act
    for k, one in enumerate(weighed):
        if k in given or k not in doubtful:
            yield one, given.get(k)


def overlaps(scene: Scene, one: Weighed, act: GoldAct) -> bool:
    span = acts.cue_of(scene, one.candidate).span
    places = (found.span() for found in re.finditer(re.escape(act["cue"]), scene.article.text))
    return any(start < span.end and span.start < end for start, end in places)


def around(scene: Scene, one: Weighed, act: GoldAct) -> int:
    names = called(scene, [identifier for party in one.parties for identifier in party.ids])
    return sum(evaluation.same_name(name, names) for name in (*act["actors"], *act["targets"]))


def as_json(judgement: Judgement) -> str:
    record: dict[str, object] = {"lexicon": lexicon.load().fingerprint, "company": judgement.company}
    for question in Question:
        weights = {
            place: {trait: round(weight, 3) for trait, weight in sorted(own.items()) if abs(weight) >= SMALLEST}
            for place, own in sorted(judgement.weights[question].items())
        }
        record[question] = {"threshold": judgement.thresholds[question], "weights": weights}
    return json.dumps(record, ensure_ascii=False, indent=0) + "\n"


def report(figures: Figures) -> None:
    for name, figure in (("acts", figures.acts), ("actor", figures.actor), ("triples", figures.triples)):
        print(f"{name:8} P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}")
    print(f"flags    {figures.flags.precision:.3f}")
    print(f"acts scored 0.8 or more: {figures.sure.precision:.3f} of {figures.sure.given} right")
    for kind, figure in sorted(figures.kinds.items(), key=lambda entry: -entry[1].gold):
        print(f"  {kind:14} P {figure.precision:.2f}  R {figure.recall:.2f}  F1 {figure.f1:.2f}  gold {figure.gold}")


if __name__ == "__main__":
    main()
