"""Annotated texts as people write them: what is read, and what is refused with the line named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from graphbuild import annotated, evaluation
from graphbuild.annotated import AnnotatedAct
from graphbuild.errors import SourceError
from graphbuild.model import ActKind

TEXTS = """# Two texts, written for this test.
@ 1962-10-22
= Quarantine around Cuba
President John F. Kennedy announces a naval quarantine of Cuba.
Moscow is to withdraw its missiles, an adviser says Kennedy may ask.
> sanction | announces | John F. Kennedy | Cuba | a naval quarantine of Cuba
> call | may ask | Kennedy | Moscow | withdraw its missiles | fut via=adviser

@ 1969-07-21
Two men walk on the Moon.
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "texts.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_texts_are_read_with_their_acts(tmp_path: Path) -> None:
    first, second = annotated.load(write(tmp_path, TEXTS))
    assert (first.published, first.title) == (dt.date(1962, 10, 22), "Quarantine around Cuba")
    assert first.body.count("\n\n") == 1
    assert first.acts == (
        AnnotatedAct(ActKind.SANCTION, "announces", ("John F. Kennedy",), ("Cuba",), "a naval quarantine of Cuba"),
        AnnotatedAct(
            ActKind.CALL, "may ask", ("Kennedy",), ("Moscow",), "withdraw its missiles", future=True, via=("adviser",)
        ),
    )
    assert (second.title, second.acts) == ("", ())


def test_they_are_gold_as_any_other(tmp_path: Path) -> None:
    path = write(tmp_path, TEXTS)
    items = evaluation.load_items(path)
    gold = evaluation.load_gold(path, items)
    assert [article.title for article in items.values()] == ["Quarantine around Cuba", None]
    assert [[act.kind for act in acts] for acts in gold.values()] == [["sanction", "call"], []]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("Words before any day.\n", 1, "must begin"),
        ("@ someday\nWords.\n", 1, "is no date"),
        ("@ 2001-09-12\n", 1, "no text follows"),
        ("@ 2001-09-12\nFrance calls.\n> call\n", 3, "an act is written"),
        ("@ 2001-09-12\nFrance calls.\n> shout | calls | France\n", 3, "no kind of act"),
        ("@ 2001-09-12\nFrance calls.\n> call | calls | Spain\n", 3, "does not stand in the text"),
        ("@ 2001-09-12\nFrance calls.\n> call | | France\n", 3, "does not stand in the text"),
        ("@ 2001-09-12\nFrance calls.\n> call | calls | France | | | soon\n", 3, "are no flags"),
        ("@ 2001-09-12\nFrance calls.\n> call | calls | France\nMore.\n", 4, "after the acts"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(SourceError, match=told) as caught:
        annotated.load(write(tmp_path, text))
    assert f"line {line}" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        annotated.load(tmp_path / "none.txt")
