import datetime as dt

import pytest

from routes import GraphError
from routes.dates import day_of, in_force

DAY = dt.date(2024, 2, 10)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-02", dt.date(2024, 2, 29)),
        ("2023-02", dt.date(2023, 2, 28)),
        ("2024-12", dt.date(2024, 12, 31)),
        ("2024-02-10", DAY),
        (DAY, DAY),
        (dt.datetime(2024, 2, 10, 23, 59, tzinfo=dt.UTC), DAY),
    ],
)
def test_a_month_means_its_last_day_and_a_day_itself(written, day):
    assert day_of(written) == day
    assert type(day_of(written)) is dt.date


@pytest.mark.parametrize(
    "written", ["2024", "2024-13", "2024-02-30", "20240210", "2024-W01", "soon", ""]
)
def test_what_is_no_date_is_refused_with_the_remedy(written):
    with pytest.raises(GraphError, match="write YYYY-MM-DD"):
        day_of(written)


def test_first_and_last_day_both_count_and_blanks_are_open():
    before, after = DAY - dt.timedelta(1), DAY + dt.timedelta(1)
    assert in_force(DAY, DAY, DAY)
    assert in_force(None, None, DAY)
    assert not in_force(after, None, DAY)
    assert not in_force(None, before, DAY)
