import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds import days, schema
from seeds.faults import CellError

FIELD = schema.column("legs", "valid_from")


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_in_any_usual_order_is_among_what_is_offered(day):
    assert days.day(FIELD, day.isoformat()) == day
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%Y/%m/%d}", f"{day:%d.%m.%Y}"):
        with pytest.raises(CellError, match=day.isoformat()):
            days.day(FIELD, text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(text):
    with pytest.raises(CellError, match="is not a day of the calendar"):
        days.day(FIELD, text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-08-05", "2025-08-05", "2025-08-05"),
        ("2025-08", "2025-08-01", "2025-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_date_of_publication_spans_all_days_that_it_can_mean(text, first, last):
    assert days.span(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", [None, "", "soon", "2025-13", "2025-02-30", "0000", "25-08", "2025-8", "2025-08-05 "]
)
def test_what_is_no_date_of_publication_spans_nothing(text):
    assert days.span(text) is None
