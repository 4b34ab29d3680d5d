"""Dates as their sources give them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellstaffed.record.day_span import DaySpan, day_span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-06-08", "2020-06-08", "2020-06-08"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2024-12/2025", "2024-12-01", "2025-12-31"),
        ("2016/2017", "2016-01-01", "2017-12-31"),
    ],
)
def test_a_text_stands_for_its_days(text, first, last):
    assert day_span(text) == DaySpan(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "June 2020", "2020-13", "2021-02-29", "2020-06-08/2020-06-07", "2020/2021/2022", "20"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"must be|no day of the calendar"):
        day_span(text)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_span_printed_reads_back_as_itself(one, two):
    span = DaySpan(min(one, two), max(one, two))
    assert day_span(str(span)) == span
