import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from graphbuild.reading import quotes

_ENGLISH = English()


def quoted(text: str) -> list[str]:
    doc = _ENGLISH(text)
    return [doc.text[span.start : span.end] for span in (quote.span(doc) for quote in quotes.find(doc))]


@pytest.mark.parametrize(
    "text",
    ["He said “we wait” again.", 'He said "we wait" again.', "He said «we wait» again.", "He said „we wait” again."],
)
def test_every_pair_of_marks_quotes(text: str) -> None:
    assert quoted(text) == ["we wait"]


def test_a_quote_left_open_ends_with_its_paragraph() -> None:
    assert quoted("“One thing.\n\n“Another thing.” Done.") == ["One thing.", "Another thing."]


def test_an_apostrophe_and_an_empty_pair_quote_nothing() -> None:
    assert quoted("Ghana's rulers' ship “” left.") == []


def test_quotes_are_found_by_token_and_stretch() -> None:
    doc = Doc(_ENGLISH.vocab, words=["a", "“", "b", "c", "”", "d", "“", "e", "”"])
    found = quotes.Quotes(doc)
    assert found.at(3) == quotes.Quote(2, 4)
    assert found.at(5) is None
    assert list(found.within(3, 8)) == [quotes.Quote(2, 4), quotes.Quote(7, 8)]
    assert list(found.within(4, 7)) == []
    assert (found.after(5), found.after(0)) == (8, 4)
