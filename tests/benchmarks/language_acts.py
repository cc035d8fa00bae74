"""How well the learned head finds acts, and their arguments given their cues: a part of `language.py`."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.identity import reference
from graphbuild.language.labels import ROLES
from graphbuild.language.tagger import read
from graphbuild.language.training import acts
from graphbuild.model import Article, Span
from graphbuild.reading import lexicon, reader

Row = tuple[str, str, float]


def f1(right: int, guessed: int, gold: int) -> float:
    return 200 * right / (guessed + gold) if guessed + gold else 0.0


def scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def act_figures(nlp: Language, gold: Path, texts: Path, score: Path, floor: float) -> Iterator[Row]:
    module = scorer(score)
    items = acts.items(gold, texts)
    docs = {item.id: nlp(item.text) for item in items}
    for least in sorted({0.3, 0.4, floor, 0.6}):
        predicted = {name: record(doc, least, floor) for name, doc in docs.items()}
        total, _, _ = module.score(
            {r["id"]: r for r in module.read_lines(gold)},
            {x["id"]: x for x in json.loads(texts.read_text(encoding="utf8"))},
            predicted,
        )
        for name in ("acts", "actor", "triples"):
            precision, recall, both = module.prf(total[name, "tp"], total[name, "pred"], total[name, "gold"])
            yield gold.name, f"{name} P at {least}", precision
            yield gold.name, f"{name} R at {least}", recall
            yield gold.name, f"{name} F1 at {least}", both
    yield from ((gold.name, *row) for row in argument_figures(items, docs, module, floor))


def record(doc: Doc, least: float, floor: float) -> dict[str, object]:
    found = []
    for cue in doc._.cues:
        if cue.score >= least:
            roles: dict[str, list[str]] = defaultdict(list)
            for argument in cue.arguments:
                if argument.score >= floor:
                    roles[argument.role].append(doc.text[argument.span.start : argument.span.end])
            place = {"start": cue.span.start, "end": cue.span.end, "text": doc.text[cue.span.start : cue.span.end]}
            flags = {"negated": cue.negated >= 0.5, "future": cue.future >= 0.5}
            found.append(
                {"kind": cue.kind, "cue": place, "actors": roles["actor"], "targets": roles["target"], **flags}
            )
    return {"actors": [], "acts": found}


def argument_figures(
    items: Sequence[acts.Item], docs: dict[str, Doc], module: ModuleType, floor: float
) -> Iterator[tuple[str, float]]:
    """Yield the F1 of each role given the gold cue.

    Of all acts; of those whose names all stand in the cue's sentence; and of all, where pronouns and short forms count for
    whom reading takes them to stand for (`resolved`).
    """
    counts: Counter[tuple[str, str]] = Counter()
    tools = reader.Tools(lexicon.load(), reference.load())
    for item in items:
        doc = docs[item.id]
        spelled, names = partial(_words, doc), standing(item, doc, tools)
        tokens, _ = read(doc)
        for words, act in located(item, doc):
            first, last = doc[int(tokens[words[0]])], doc[int(tokens[words[-1]])]
            found = doc._.arguments(Span(first.idx, last.idx + len(last)))
            for role in ROLES:
                true = acts.strings(act, role)
                own = [a.span for a in found if a.role == role and a.score >= floor]
                right = {
                    called: len(module.match(true, own, lambda g, p, of=of: module.same_name(g, of(p))))
                    for called, of in ((role, spelled), (f"{role} resolved", names))
                }
                if all(string in first.sent.text for string in true):
                    right[f"{role} in sentence"] = right[role]
                for name, n in right.items():
                    counts.update({(name, "right"): n, (name, "own"): len(own), (name, "gold"): len(true)})
    for role in ROLES:
        for name in (role, f"{role} in sentence", f"{role} resolved"):
            yield f"{name} F1", f1(counts[name, "right"], counts[name, "own"], counts[name, "gold"])


def standing(item: acts.Item, doc: Doc, tools: reader.Tools) -> Callable[[Span], set[str]]:
    """Return what a span of an item is called: its words, and the names of whom they stand for."""
    scene = reader.scene_of(Article.of(item.text), doc, tools)
    known = {actor.id: {actor.name, *(mention.text for mention in actor.mentions)} for actor in scene.cast.actors}

    def names(span: Span) -> set[str]:
        tokens = scene.tokens(span.start, span.end)
        heads = [k for k in tokens if scene.syntax.heads[k] == k or scene.syntax.heads[k] not in tokens]
        return _words(doc, span).union(*(known[name] for k in heads for name in scene.cast.at(k)))

    return names


def _words(doc: Doc, span: Span) -> set[str]:
    return {doc.text[span.start : span.end]}


def located(item: acts.Item, doc: Doc) -> Iterator[tuple[tuple[int, ...], dict[str, object]]]:
    """Yield each act of an item with the words of its cue."""
    for act in item.acts:
        for predicate in acts.passage(acts.Item(item.id, item.text, (act,)), doc).acts:
            yield predicate.words, act
