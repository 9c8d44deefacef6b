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
