import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.reading.dates import date

THURSDAY = dt.date(2025, 9, 18)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("They met on Tuesday.", dt.date(2025, 9, 16)),
        ("They met on Thursday.", THURSDAY),
        ("They met last Thursday.", dt.date(2025, 9, 11)),
        ("They will meet next Monday.", dt.date(2025, 9, 22)),
        ("They met yesterday.", dt.date(2025, 9, 17)),
        ("They meet tomorrow.", dt.date(2025, 9, 19)),
        ("They met on September 3.", dt.date(2025, 9, 3)),
        ("They met on 3rd September 2019.", dt.date(2019, 9, 3)),
        ("They met on December 30, 2024.", dt.date(2024, 12, 30)),
        ("They met on 2025-01-05.", dt.date(2025, 1, 5)),
        ("They met on February 30, 2024.", None),
        ("They met.", None),
    ],
)
def test_a_day_is_read_relative_to_the_day_of_publication(sentence: str, day: dt.date | None) -> None:
    assert date(sentence, 0, THURSDAY) == day


def test_the_day_nearest_the_cue_counts() -> None:
    sentence = "They met on Monday and signed on Wednesday."
    assert date(sentence, sentence.index("met"), THURSDAY) == dt.date(2025, 9, 15)
    assert date(sentence, sentence.index("signed"), THURSDAY) == dt.date(2025, 9, 17)


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert date("on December 30", 0, dt.date(2025, 1, 2)) == dt.date(2024, 12, 30)


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    assert date("on Tuesday, 5 May 2020", 0, None) == dt.date(2020, 5, 5)
    assert date("on 5 May", 0, None) is None


@given(st.text(), st.integers(0, 50), st.dates())
def test_any_text_is_read(sentence: str, cue: int, published: dt.date) -> None:
    found = date(sentence, cue, published)
    assert found is None or isinstance(found, dt.date)
