"""Periods around a day, over the turn of a year too."""

from datetime import date

import pytest

from lumbung.site.demo import periods


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (date(2026, 11, 21), ("2026-11", "2026-10", "2026-Q4", "2026-Q3")),
        (date(2026, 1, 1), ("2026-01", "2025-12", "2026-Q1", "2025-Q4")),
        (date(2026, 3, 31), ("2026-03", "2026-02", "2026-Q1", "2025-Q4")),
    ],
)
def test_periods_around_a_day(day, keys):
    found = (periods.month_of(day), periods.month_before(day), periods.quarter_of(day), periods.quarter_before(day))
    assert tuple(period.key for period in found) == keys


def test_a_period_begins_on_its_first_day():
    assert periods.quarter_before(date(2026, 1, 15)).start == date(2025, 10, 1)
    assert periods.month_before(date(2026, 1, 15)).start == date(2025, 12, 1)
