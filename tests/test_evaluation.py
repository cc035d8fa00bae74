import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild import evaluation
from graphbuild.errors import SourceError
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Provenance, Reading
from graphbuild.records import record

TEXT = "Ghana accused Togo of lying. The president of Ghana, Ama Mensah, met Togo's envoy."
GOLD = [
    {"kind": "accusation", "cue": "accused", "actors": ["Ghana"], "targets": ["Togo"], "content": "lying"},
    {"kind": "consultation", "cue": "met", "actors": ["Ama Mensah"], "targets": ["envoy"], "future": False},
]


def reading(*acts: tuple[ActKind, str, str | None, str | None]) -> Reading:
    article = Article.of(TEXT, source="x")
    names = {name for _, _, *parties in acts for name in parties if name}
    actors = {
        name: Actor(f"group/{k}", ActorKind.GROUP, name, (excerpt(article, name),))
        for k, name in enumerate(sorted(names))
    }
    made = [
        Act(
            kind,
            excerpt(article, cue),
            article.excerpt(0, len(article.text)),
            (actors[actor].id,) if actor else (),
            (actors[target].id,) if target else (),
        )
        for kind, cue, actor, target in acts
    ]
    return Reading(article, tuple(actors.values()), tuple(made), Provenance("test", "0"))


def excerpt(article: Article, words: str):
    start = article.text.index(words)
    return article.excerpt(start, start + len(words))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    items, gold = tmp_path / "items.json", tmp_path / "gold.jsonl"
    items.write_text(json.dumps([{"id": "x", "text": TEXT, "date": "2025-01-01"}]), encoding="utf-8")
    gold.write_text(json.dumps({"id": "x", "acts": GOLD}) + "\n", encoding="utf-8")
    return items, gold


def measure(files: tuple[Path, Path], found: Reading) -> evaluation.Figures:
    items = evaluation.load_items(files[0])
    return evaluation.score(evaluation.load_gold(files[1], items), {"x": found})


def test_a_perfect_reading(files: tuple[Path, Path]) -> None:
    found = reading(
        (ActKind.ACCUSATION, "accused", "Ghana", "Togo"), (ActKind.CONSULTATION, "met", "Ama Mensah", "Togo's envoy")
    )
    figures = measure(files, found)
    assert (figures.acts.f1, figures.actor.f1, figures.triples.f1) == (1, 1, 1)
    assert figures.flags.precision == 1


def test_the_wrong_kind_sentence_or_party_does_not_count(files: tuple[Path, Path]) -> None:
    assert measure(files, reading((ActKind.DENIAL, "accused", "Ghana", "Togo"))).acts.right == 0
    assert measure(files, reading((ActKind.ACCUSATION, "met", "Ghana", "Togo"))).acts.right == 0
    swapped = measure(files, reading((ActKind.ACCUSATION, "accused", "Togo", "Ghana")))
    assert (swapped.acts.right, swapped.actor.right, swapped.triples.right) == (1, 0, 0)


def test_an_item_without_a_reading_is_missing(files: tuple[Path, Path]) -> None:
    items = evaluation.load_items(files[0])
    figures = evaluation.score(evaluation.load_gold(files[1], items), {})
    assert figures.missing == 1
    assert figures.acts == evaluation.Figure(0, 0, 2)


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        ("Trump", "President Donald Trump", True),
        ("the Foreign Ministry", "Iranian Foreign Ministry", True),
        ("Iran", "Iran's army", False),
        ("Hamas leaders", "Hamas", True),
        ("U.S.", "US", True),
        ("Mali", "Malia", False),
        ("Ghana", "", False),
    ],
)
def test_names(gold: str, read: str, same: bool) -> None:
    assert evaluation.same_name(gold, [read]) is same


@given(st.text())
def test_a_name_is_itself(name: str) -> None:
    assert evaluation.same_name(name, [name]) or not any(c.isalnum() or c == "_" for c in name.replace(".", ""))


@pytest.mark.parametrize(
    ("items", "gold", "problem"),
    [
        ("{}", "", "not a list"),
        ("[3]", "", "item 1: no object"),
        ("[", "", "not JSON"),
        ("[]", '{"id": "x"}', "line 1: no object with id and acts"),
        ("[]", '{"id": "x", "acts": [{"kind": "call"}]}', "line 1"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, items: str, gold: str, problem: str) -> None:
    (tmp_path / "items.json").write_text(items, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(gold, encoding="utf-8")
    with pytest.raises(SourceError, match=problem):
        evaluation.load_gold(tmp_path / "gold.jsonl", evaluation.load_items(tmp_path / "items.json"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        evaluation.load_items(tmp_path / "none.json")


def test_the_figures_are_those_of_the_development_scorer(
    shared: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    found = reading((ActKind.ACCUSATION, "accused", "Ghana", "Togo"), (ActKind.CALL, "met", "Togo", None))
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(json.dumps(record(found)) + "\n", encoding="utf-8")
    ours = measure(files, found)
    script = shared / "eval" / "score.py"
    theirs = subprocess.run(
        [sys.executable, script, files[1], files[0], predicted], capture_output=True, text=True, check=True
    ).stdout
    for name, figure in (("acts", ours.acts), ("actor", ours.actor), ("triples", ours.triples)):
        line = next(line for line in theirs.splitlines() if line.startswith(name))
        assert f"P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}" in line


def test_acts_that_are_sure_are_counted_apart(files: tuple[Path, Path]) -> None:
    found = reading(
        (ActKind.ACCUSATION, "accused", "Ghana", "Togo"), (ActKind.CONSULTATION, "met", "Ama Mensah", "envoy")
    )
    doubtful = replace(found, acts=(found.acts[0], replace(found.acts[1], score=0.79)))
    assert (measure(files, found).sure.given, measure(files, doubtful).sure.given) == (2, 1)
    assert measure(files, doubtful).sure.precision == 1
