import numpy as np
import pytest

from graphbuild.language.decoding import Name
from graphbuild.language.labels import ROLES
from graphbuild.language.roles import Phrase, phrases

CONTENT = ROLES.index("content")


def rows(**found: tuple[float, ...]) -> np.ndarray:
    width = len(next(iter(found.values())))
    return np.array([found.get(role, (0.01,) * width) for role in ROLES], np.float32)


def words(n: int) -> list[str]:
    return ["word"] * n


def test_phrases_are_runs_of_words_that_fill_a_role():
    found = phrases(rows(actor=(0.9, 0.1, 0, 0, 0), target=(0, 0, 0, 0.8, 0.7)), words(5), ())
    assert [(p.role, p.start, p.end) for p in found] == [("actor", 0, 1), ("actor", 1, 2), ("target", 3, 5)]
    assert [p.score for p in found] == pytest.approx([0.9, 0.1, 0.8])


def test_words_that_are_hardly_likely_fill_no_role():
    assert phrases(rows(actor=(0.09, 0.05), target=(0.02, 0.09)), words(2), ()) == ()


def test_punctuation_at_the_ends_is_no_part_of_a_phrase():
    found = phrases(rows(actor=(0.9, 0.9, 0.9, 0)), [",", "Ada", "”", "said"], ())
    assert [(phrase.start, phrase.end) for phrase in found] == [(1, 2)]


def test_content_is_judged_by_its_mean():
    (phrase,) = phrases(rows(content=(0.88, 0.5, 0.27, 0.1)), words(4), ())
    assert (phrase.role, phrase.start, phrase.end) == ("content", 0, 3)
    assert phrase.score == pytest.approx(0.55)


def test_a_phrase_that_cuts_names_takes_them_whole_and_once():
    found = phrases(rows(actor=(0.9, 0, 0.8, 0)), words(4), [Name(0, 3, "ORG")])
    assert [(phrase.start, phrase.end) for phrase in found] == [(0, 3)]
    assert found[0].score == pytest.approx(0.9)


def test_a_phrase_moves_with_its_window():
    assert Phrase("actor", 1, 2, 0.5).moved(10) == Phrase("actor", 11, 12, 0.5)
