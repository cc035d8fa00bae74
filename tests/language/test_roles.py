import numpy as np
import pytest

from graphbuild.language.decoding import Name
from graphbuild.language.labels import ROLES
from graphbuild.language.roles import Phrase, RoleHead, Window, window_of

NO, YES = -9, 9


@pytest.fixture
def head() -> RoleHead:
    """The first number of a word's projection makes it an actor of any cue, the second a target."""
    tables = np.zeros((len(ROLES), 2, 2), np.float32)
    tables[0, :, 0], tables[1, :, 1] = 1, 1
    return RoleHead(tables, np.full(len(ROLES), -5, np.float32))


def window(*rows: tuple[int, int], names: tuple[Name, ...] = ()) -> Window:
    return Window(
        10,
        ["word"] * len(rows),
        np.ones(len(rows), int),
        np.ones((len(rows), 2), np.float32),
        np.array(rows, np.float32),
        names,
    )


def test_phrases_are_runs_of_words_that_fill_a_role(head):
    ((actor, target),) = head.fill(window((YES, NO), (0, 0), (NO, NO), (NO, YES), (NO, YES)), [(1, 2)])
    assert (actor.role, actor.start, actor.end) == ("actor", 0, 1)
    assert (target.role, target.start, target.end) == ("target", 3, 5)
    assert 0.98 < actor.score <= 1


def test_punctuation_at_the_ends_is_no_part_of_a_phrase(head):
    rows = ((YES, NO), (YES, NO), (YES, NO), (NO, NO))
    found = Window(
        0, [",", "Ada", "”", "said"], np.ones(4, int), np.ones((4, 2), np.float32), np.array(rows, np.float32), ()
    )
    assert [(phrase.start, phrase.end) for phrase in head.fill(found, [(3, 4)])[0]] == [(1, 2)]


def test_content_is_judged_by_its_mean():
    tables = np.zeros((len(ROLES), 1, 1), np.float32)
    tables[ROLES.index("content")] = 1
    head = RoleHead(tables, np.full(len(ROLES), -9, np.float32))
    rows = np.array([[11], [9], [8], [0]], np.float32)
    ((phrase,),) = head.fill(Window(0, ["a"] * 4, np.ones(4, int), np.ones((4, 1), np.float32), rows, ()), [(3, 4)])
    assert (phrase.role, phrase.start, phrase.end) == ("content", 0, 3)
    assert phrase.score == pytest.approx((0.881 + 0.5 + 0.269) / 3, abs=0.001)


def test_a_cue_fills_no_role_of_its_own(head):
    assert head.fill(window((YES, YES), (YES, YES)), [(0, 2)]) == [()]


def test_a_phrase_that_cuts_names_takes_them_whole_and_once(head):
    names = (Name(0, 3, "ORG"),)
    ((phrase,),) = head.fill(window((YES, NO), (NO, NO), (YES, NO), (NO, NO), names=names), [(3, 4)])
    assert (phrase.start, phrase.end) == (0, 3)


def test_phrases_stay_in_the_sentence_of_their_cue(head):
    two = Window(
        0, ["word"] * 3, np.array([1, 1, 2]), np.ones((3, 2), np.float32), np.full((3, 2), YES, np.float32), ()
    )
    assert {(phrase.start, phrase.end) for phrase in head.fill(two, [(0, 1)])[0]} == {(1, 2)}


def test_every_cue_is_filled_by_itself(head):
    found = head.fill(window((YES, NO), (NO, YES), (NO, NO)), [(0, 1), (1, 2)])
    assert [[phrase.role for phrase in phrases] for phrases in found] == [["target"], ["actor"]]


def test_moving_a_phrase_keeps_all_else():
    assert Phrase("via", 1, 3, 0.5).moved(4) == Phrase("via", 5, 7, 0.5)


def test_a_word_is_looked_up_in_its_own_window():
    windows = [
        Window(start, ["word"] * 5, np.ones(5, int), np.ones((5, 2)), np.ones((5, 2)), ()) for start in (0, 5, 10)
    ]
    assert [window_of(windows, word).start for word in (0, 4, 5, 14)] == [0, 0, 5, 10]
