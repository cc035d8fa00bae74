import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import SourceError
from graphbuild.sources.encoding import decode

TEXT = "“The EU’s Jean-Claude Juncker praised café owners” — Erdoğan said.\n"
WESTERN = "“We’re ready,” the minister said in a café in Orléans. The talks with Germany had gone on for three days.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), TEXT),
        ("The minister spoke.".encode("utf-16-le"), "The minister spoke."),
        ("The minister spoke.".encode("utf-16-be"), "The minister spoke."),
        (WESTERN.encode("cp1252"), WESTERN),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"", ""),
    ],
)
def test_what_wrote_it_is_found(data: bytes, text: str) -> None:
    assert decode(data, "a.txt") == text


def test_a_declared_charset_is_believed() -> None:
    assert decode("Wałęsa".encode("iso-8859-2"), "a.html", "ISO-8859-2") == "Wałęsa"


@pytest.mark.parametrize("declared", ["klingon", "hex", "utf-7", "ascii", "a\0b", ""])
def test_a_declared_charset_that_does_not_fit_is_left_aside(declared: str) -> None:
    assert decode("Wałęsa".encode(), "a.html", declared) == "Wałęsa"


def test_cyrillic_in_an_old_encoding_is_recognised() -> None:
    text = "Министр иностранных дел заявил, что переговоры с соседними странами будут продолжены. " * 5
    assert decode(text.encode("cp1251"), "a.txt") == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_source_error(data: bytes) -> None:
    with suppress(SourceError):
        text = decode(data, "a.txt")
        assert "\r" not in text
        assert "\0" not in text
        assert text.encode().decode() == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_only_newlines_change(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text.removeprefix("\ufeff").removeprefix("\ufeff")
