import numpy as np
import pytest

from graphbuild.language.closer import Closer, Window, window_of
from graphbuild.language.labels import CUES, ROLES

NO, YES = -9.0, 9.0
ACTOR = ROLES.index("actor")


class Told:
    """A session that says of every cue that the first word of its sentence does it; it keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[dict[str, np.ndarray]] = []

    def run(self, _outputs, inputs):
        self.given.append(inputs)
        cues, words = inputs["pool"].shape
        kinds = np.full((cues, len(CUES)), NO, np.float32)
        kinds[:, CUES.index("pledge")] = YES
        roles = np.full((len(ROLES), cues, words), NO, np.float32)
        roles[ACTOR, :, 0] = YES
        return kinds, roles


@pytest.fixture
def told() -> Told:
    return Told()


def window(places=(), sentences=(1, 1, 1, 2, 2)) -> Window:
    """Five words in two sentences; the second word is two pieces, and each piece's row tells its number."""
    rows = np.arange(8, dtype=np.float16)[:, None].repeat(3, 1)
    first, last = np.array([1, 2, 4, 5, 6]), np.array([1, 3, 4, 5, 6])
    return Window(0, ["Ada", "vowed", "it", "Bo", "left"], np.array(sentences), (), places, rows, first, last)


def test_a_sentence_is_read_between_the_ends_of_its_window(told):
    Closer(told).look(window([(4, 5)]))
    (given,) = told.given
    assert given["embedded"][0, :, 0].tolist() == [0, 5, 6, 7]
    assert given["marks"][0, :, 0].tolist() == [0, 0, 1, 0]
    assert (given["first"].tolist(), given["last"].tolist()) == ([1, 2], [1, 2])


def test_all_cues_of_a_sentence_are_marked_in_one_look(told):
    seen = Closer(told).look(window([(1, 2), (2, 3), (4, 5)]))
    assert sorted(seen) == [(1, 2), (2, 3), (4, 5)]
    assert len(told.given) == 2
    assert told.given[0]["marks"][0, :, 0].tolist() == [0, 0, 1, 1, 1, 0]
    assert told.given[0]["pool"].tolist() == [[0, 1, 0], [0, 0, 1]]


def test_phrases_count_from_the_window_and_stay_in_the_sentence(told):
    (sight,) = Closer(told).look(window([(4, 5)])).values()
    assert [(phrase.role, phrase.start, phrase.end) for phrase in sight.phrases] == [("actor", 3, 4)]
    assert sight.kinds.argmax() == CUES.index("pledge")


def test_a_cue_fills_no_role_of_its_own(told):
    (sight,) = Closer(told).look(window([(0, 2)])).values()
    assert sight.phrases == ()


def test_words_that_nobody_took_for_a_cue_are_looked_at_among_the_cues_beside_them(told):
    Closer(told).look_at(window([(1, 2), (4, 5)]), (2, 3))
    assert told.given[0]["pool"].tolist() == [[0, 1, 0], [0, 0, 1]]


def test_a_cue_ends_with_its_sentence(told):
    Closer(told).look_at(window(), (2, 4))
    assert told.given[0]["pool"].tolist() == [[0, 0, 1]]


def test_windows_without_cues_are_not_looked_at(told):
    assert Closer(told).look(window()) == {}
    assert not told.given


def test_a_word_lies_in_the_last_window_that_begins_before_it():
    windows = [Window(start, (), np.array([]), (), (), np.array([]), np.array([]), np.array([])) for start in (0, 5, 9)]
    assert [window_of(windows, word).start for word in (0, 4, 5, 8, 30)] == [0, 0, 5, 5, 9]


def test_nothing_is_looked_at_twice(told):
    closer, one = Closer(told), window([(1, 2)])
    seen = closer.look(one)
    assert closer.look_at(one, (1, 2)) is seen[1, 2]
    assert closer.look_at(one, (2, 3)) is closer.look_at(one, (2, 3))
    assert len(told.given) == 2
