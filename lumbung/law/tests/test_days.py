"""Months, years and ages, on the days on which calendars disagree."""

import datetime as dt

import pytest

from lumbung.law.days import born_by, months_after, years_after

LEAP = dt.date(2024, 2, 29)


def test_a_year_after_a_leap_day_is_complete_on_the_first_of_march():
    assert years_after(LEAP, 1) == dt.date(2025, 3, 1)
    assert years_after(LEAP, 4) == dt.date(2028, 2, 29)
    assert months_after(LEAP, 12) == dt.date(2025, 2, 28)


@pytest.mark.parametrize("day", [dt.date(2027, 2, 28), dt.date(2027, 3, 1), dt.date(2028, 2, 29), dt.date(2028, 3, 1)])
@pytest.mark.parametrize("age", [12, 13, 60, 61, 65])
def test_who_is_of_an_age_by_their_birthday_is_so_by_the_last_day_of_birth(day, age):
    """Counted forward from the birth and backward from the day, everybody near a leap day has the same age."""
    first = dt.date(day.year - age, 2, 25)
    for born in (first + dt.timedelta(days=later) for later in range(8)):
        assert (born <= born_by(day, age)) == (years_after(born, age) <= day), born
