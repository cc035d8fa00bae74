import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.sources.published import publication_date


@pytest.mark.parametrize(
    "written",
    [
        "2025-09-16",
        "20250916",
        "2025-09-16T23:59:59Z",
        "2025-09-16 08:00:00+02:00",
        "2025-09-16T23:59:59.123456-05:00",
        "Tue, 16 Sep 2025 23:59:00 -0500",
        "16 Sep 2025 10:00 GMT",
        "16 September 2025",
        "September 16, 2025",
        "Sept. 16, 2025",
        " 16 sep. 2025\n",
    ],
)
def test_the_day_as_it_is_written(written: str) -> None:
    assert publication_date(written) == dt.date(2025, 9, 16)


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "2025",
        "09/16/2025",
        "2025-02-30",
        "2025-13-01",
        "30 February 2025",
        "1 Foo 2025",
        "0001-01-01",
        "1758000000",
        "2025-09-16 or so",
    ],
)
def test_what_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        publication_date(written)


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1400, 1, 1)))
def test_every_day_is_read_back(day: dt.date) -> None:
    assert publication_date(day.isoformat()) == day


@settings(deadline=None)
@given(st.text(max_size=40))
def test_anything_is_a_day_or_a_value_error(written: str) -> None:
    with suppress(ValueError):
        assert isinstance(publication_date(written), dt.date)
