from hypothesis import given
from hypothesis import strategies as st

from graphbuild.language.tagger import SHIPPED
from graphbuild.language.words import MAX_PIECES, Shape, Spacing, Vocabulary, shape, spacing

VOCABULARY = Vocabulary(SHIPPED / "tokenizer.json")


def test_every_way_of_writing_has_its_shape():
    found = [shape(word) for word in ("peace", "Peace", "UN", "I", "McKay", "G20", "--")]
    assert found == [Shape.LOWER, Shape.TITLE, Shape.UPPER, Shape.INITIAL, Shape.MIXED, Shape.DIGITS, Shape.OTHER]


def test_spacing_counts_line_breaks_and_nothing_else():
    assert [spacing(gap) for gap in ("", "\t ", " \n\t", "\n\n\n")] == list(Spacing)


@given(st.lists(st.text(min_size=1), min_size=1))
def test_every_word_has_pieces_and_never_too_many(words):
    found = VOCABULARY.pieces(words)
    assert len(found) == len(words)
    assert all(1 <= len(pieces) <= MAX_PIECES for pieces in found)


def test_pieces_do_not_depend_on_what_was_seen_before():
    assert Vocabulary(SHIPPED / "tokenizer.json").pieces(["Ruto"]) == VOCABULARY.pieces(["peace", "Ruto", "Ruto"])[2:]


def test_a_word_without_known_letters_is_unknown():
    assert VOCABULARY.pieces(["\u0000", "\u200b"]) == [(VOCABULARY.unknown,)] * 2


def test_the_store_of_pieces_is_emptied_when_full(monkeypatch):
    monkeypatch.setattr(Vocabulary, "CACHE", 3)
    small = Vocabulary(SHIPPED / "tokenizer.json")
    words = ["a", "b", "b", "c", "d"]  # "b" is known when the store is emptied for "c" and "d"
    assert small.pieces(words[:2]) + small.pieces(words[2:]) == VOCABULARY.pieces(words)
