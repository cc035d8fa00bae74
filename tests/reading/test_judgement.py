import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import LexiconError
from graphbuild.model import ActKind
from graphbuild.reading import judgement
from graphbuild.reading.judgement import Judgement, Question

TABLE = {"": {"plain": -2.0, "telling": 4.0}, "call": {"telling": -1.0}}
JUDGEMENT = Judgement(dict.fromkeys(Question, TABLE), dict.fromkeys(Question, 0.5))


def test_weights_add_up() -> None:
    assert JUDGEMENT.probability(Question.ACT, ActKind.AID, ["plain", "telling"]) == pytest.approx(0.8808, abs=1e-4)
    assert JUDGEMENT.probability(Question.ACT, ActKind.CALL, ["plain", "telling"]) == pytest.approx(0.7311, abs=1e-4)


def test_what_was_never_seen_weighs_nothing() -> None:
    assert JUDGEMENT.probability(Question.ACT, ActKind.AID, ["unheard of"]) == 0.5


@given(st.lists(st.sampled_from(["plain", "telling", "other"]), max_size=5000))
def test_a_probability_is_one(traits: list[str]) -> None:
    assert 0 < JUDGEMENT.probability(Question.ACT, ActKind.AID, traits) < 1


def test_our_weights_answer_every_question() -> None:
    ours = judgement.load()
    assert set(ours.weights) == set(Question)
    assert all(0 < ours.thresholds[question] < 1 for question in Question)


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps(dict.fromkeys(Question, 3))])
def test_a_malformed_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"weights\.json: not a file of weights"):
        judgement.load(path)
