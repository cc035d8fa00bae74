from hypothesis import given
from hypothesis import strategies as st

from graphbuild.language.windows import breaks, cut
from graphbuild.language.words import Spacing


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3)), max_size=200), st.integers(12, 60))
def test_windows_cover_all_words_in_order_and_keep_the_limit(words, limit):
    sizes, places = [size for size, _ in words], [place for _, place in words]
    windows = cut(sizes, places, limit)
    assert [i for start, end in windows for i in range(start, end)] == list(range(len(words)))
    assert all(sum(sizes[start:end]) <= limit for start, end in windows)


@given(st.integers(1, 30), st.integers(2, 20))
def test_no_sentence_that_fits_is_torn(sentences, length):
    sizes = [1] * (sentences * length)
    places = [1 if i % length == 0 else 0 for i in range(len(sizes))]
    assert all(start % length == 0 for start, _ in cut(sizes, places, 40))


def test_a_blank_line_is_a_better_place_than_a_stop():
    assert cut([1] * 10, [0, 0, 0, 0, 0, 3, 0, 1, 0, 0], 8)[0] == (0, 5)


def test_stops_count_only_before_white_space_and_after_closing_quotes():
    words = ["Go", ".", "”", "He", "paid", "3", ".", "5", "x"]
    spaces = [Spacing.BLANK_LINE, 0, 0, 1, 1, 1, 0, 0, 1]
    assert breaks(words, spaces) == [2, 0, 0, 1, 0, 0, 0, 0, 0]
