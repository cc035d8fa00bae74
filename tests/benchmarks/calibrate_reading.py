"""Learn the weights of `ontologies/lexicon/en.weights.json` from annotated news, and measure them on other annotated news.

    python tests/benchmarks/calibrate_reading.py TRAIN.gold.jsonl TRAIN.items.json [--check CHECK.gold.jsonl CHECK.items.json] [--write FILE]

Each candidate of a text whose kind and words are those of an annotated act is an example of an act, the others are not;
each party of such a candidate is an example of an actor or a target, or of neither, by its name. What is asked in
context is learned from first sights that were learned without the item. Reading itself never imports this.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from regression import Examples, learn

from graphbuild import evaluation, language
from graphbuild.evaluation import GoldAct
from graphbuild.identity import reference
from graphbuild.model import Article
from graphbuild.reading import acts, lexicon, reader, traits, weighing
from graphbuild.reading.described import phrase
from graphbuild.reading.judgement import Judgement, Question
from graphbuild.reading.scene import Scene
from graphbuild.reading.weighing import Weighed

PENALTY = 3.0  # found by cross-validation over articles: 1.5 to 6 differ by less than 0.005 F1
RARE = 3
FOLDS = 3
SMALLEST = 0.05  # weights nearer to nothing are left out of the file
THRESHOLDS = {Question.ACT: 0.33, Question.ACTOR: 0.25, Question.TARGET: 0.4}
COMPANY = 0.5
SIGHTS = (Question.ACT_AT_SIGHT, Question.ACTOR_AT_SIGHT, Question.TARGET_AT_SIGHT)
_PARTIES = (("actors", Question.ACTOR_AT_SIGHT, Question.ACTOR), ("targets", Question.TARGET_AT_SIGHT, Question.TARGET))

Gold = Mapping[str, Sequence[GoldAct]]
Logs = dict[Question, Examples]


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn how far to trust what the lexicon and the learned reader see.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("items", type=Path)
    parser.add_argument("--check", nargs=2, type=Path, metavar=("GOLD", "ITEMS"), help="annotated news to measure on")
    parser.add_argument("--write", type=Path, metavar="FILE", help="where to write the weights")
    args = parser.parse_args()
    tools = reader.Tools(lexicon.load(), reference.load(), nothing())
    judgement = learned(dict(scenes(args.items, tools)), annotated(args.gold))
    if args.write:
        args.write.write_text(as_json(judgement), encoding="utf-8")
    if args.check:
        report(args.check[0], dict(scenes(args.check[1], tools)), evaluation.load_items(args.check[1]), judgement)


def nothing() -> Judgement:
    """The judgement that knows nothing: every answer is as likely as not."""
    return Judgement({question: {} for question in Question}, dict.fromkeys(Question, 0.02))


def scenes(items: Path, tools: reader.Tools) -> Iterator[tuple[str, Scene]]:
    for article, doc in language.parse(evaluation.load_items(items).values(), language.load()):
        yield article.source, reader.scene_of(article, doc, tools)


def annotated(gold: Path) -> Gold:
    records = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
    return {record["id"]: record["acts"] for record in records}


def learned(stage: Mapping[str, Scene], gold: Gold) -> Judgement:
    """Learn first sights from every item, then everything else from sights learned without the item."""
    logs: Logs = {question: Examples() for question in Question}
    for name, scene in stage.items():
        note_sights(logs, name, scene, weighing.weigh(scene, nothing()), gold[name])
    names = sorted(stage)
    for fold in range(FOLDS):
        seen = {name for k, name in enumerate(names) if k % FOLDS != fold}
        blind = nothing()
        sights = {q: learn(logs[q].of(seen), PENALTY, RARE) for q in SIGHTS}
        blind = Judgement({**blind.weights, **sights}, blind.thresholds)
        for name in sorted(set(names) - seen):
            note_contexts(logs, name, stage[name], weighing.weigh(stage[name], blind), gold[name])
    weights = {question: learn(logs[question], PENALTY, RARE) for question in Question}
    return Judgement(weights, {question: THRESHOLDS.get(question, 0.5) for question in Question}, COMPANY)


def note_sights(logs: Logs, item: str, scene: Scene, weighed: Sequence[Weighed], gold: Sequence[GoldAct]) -> None:
    for one, act, counts in matched(scene, weighed, gold):
        if counts:
            logs[Question.ACT_AT_SIGHT].add(one.bare, act is not None, item)
        if act is not None:
            seen = tuple(traits.of_modality(one.candidate))
            logs[Question.NEGATED].add(seen, act.get("negated", False), item)
            logs[Question.FUTURE].add(seen, act.get("future", False), item)
            for field, question, _ in _PARTIES:
                note_parties(logs[question], item, scene, one, one.party_bare, act[field])


def note_contexts(logs: Logs, item: str, scene: Scene, weighed: Sequence[Weighed], gold: Sequence[GoldAct]) -> None:
    for one, act, counts in matched(scene, weighed, gold):
        if counts:
            logs[Question.ACT].add(one.traits, act is not None, item)
        if act is not None:
            for field, _, question in _PARTIES:
                note_parties(logs[question], item, scene, one, one.party_traits, act[field])


def note_parties(
    log: Examples, item: str, scene: Scene, one: Weighed, seen: Sequence[tuple[str, ...]], names: Iterable[str]
) -> None:
    called = {actor.id: {actor.name, *(m.text for m in actor.mentions)} for actor in scene.cast.actors}
    for party, row in zip(one.parties, seen, strict=True):
        own = {name for identifier in party.ids for name in called[identifier]} or {
            scene.excerpt(*phrase(scene.syntax, party.token)).text
        }
        log.add(row, any(evaluation.same_name(name, own) for name in names), item)


def matched(
    scene: Scene, weighed: Sequence[Weighed], gold: Sequence[GoldAct]
) -> Iterator[tuple[Weighed, GoldAct | None, bool]]:
    """Yield each candidate with the annotated act that it is, if any, and whether it counts as an example.

    Of several candidates on the words of one act, as when the cue stands twice in the text, the one that has most of the
    act's parties around it is the act; the others do not count.
    """
    given: dict[int, GoldAct] = {}
    doubtful: set[int] = set()
    for act in gold:
        fitting = [
            k for k, one in enumerate(weighed) if one.candidate.kind == act["kind"] and overlaps(scene, one, act["cue"])
        ]
        doubtful.update(fitting)
        if fitting:
            best = max(fitting, key=lambda k: (k not in given, parties_of(scene, weighed[k], act), -k))
            given[best] = act
    for k, one in enumerate(weighed):
        yield one, given.get(k), k in given or k not in doubtful


def overlaps(scene: Scene, one: Weighed, cue: str) -> bool:
    span = acts.cue_of(scene, one.candidate).span
    places = (found.span() for found in re.finditer(re.escape(cue), scene.article.text))
    return any(start < span.end and span.start < end for start, end in places)


def parties_of(scene: Scene, one: Weighed, act: GoldAct) -> int:
    called = {actor.id: {actor.name, *(m.text for m in actor.mentions)} for actor in scene.cast.actors}
    names = {name for party in one.parties for identifier in party.ids for name in called[identifier]}
    return sum(evaluation.same_name(name, names) for name in (*act["actors"], *act["targets"]))


def as_json(judgement: Judgement) -> str:
    table: dict[str, object] = {"lexicon": lexicon.load().fingerprint, "company": judgement.company}
    for question in Question:
        weights = {trait: round(w, 2) for trait, w in sorted(judgement.weights[question].items()) if abs(w) >= SMALLEST}
        table[question] = {"threshold": judgement.thresholds[question], "weights": weights}
    return json.dumps(table, ensure_ascii=False, indent=0) + "\n"


def report(gold: Path, stage: Mapping[str, Scene], items: Mapping[str, Article], judgement: Judgement) -> None:
    tools = reader.Tools(lexicon.load(), reference.load(), judgement)
    readings = {name: reader.reading_of(scene, tools) for name, scene in stage.items()}
    figures = evaluation.score(evaluation.load_gold(gold, items), readings)
    for name, figure in (("acts", figures.acts), ("actor", figures.actor), ("triples", figures.triples)):
        print(f"{name:8} P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}")
    print(f"flags    {figures.flags.precision:.3f}")
    for kind, figure in sorted(figures.kinds.items(), key=lambda entry: -entry[1].gold):
        print(f"  {kind:14} P {figure.precision:.2f}  R {figure.recall:.2f}  F1 {figure.f1:.2f}  gold {figure.gold}")


if __name__ == "__main__":
    main()
