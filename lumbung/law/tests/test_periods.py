"""A year cut into periods adds up to the year, however it is cut."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.law import BadPeriod, Period
from lumbung.law.periods import share

yearly = st.integers(min_value=0, max_value=10**12)
cuts = st.sets(st.integers(min_value=1, max_value=11)).map(lambda inner: [0, *sorted(inner), 12])


@given(yearly, cuts)
def test_the_shares_of_a_year_add_up_to_the_year_exactly(amount, edges):
    shares = [share(amount, before + 1, last) for before, last in zip(edges, edges[1:], strict=False)]
    assert sum(shares) == amount
    assert all(each >= 0 for each in shares)


@given(yearly)
def test_a_quarter_is_its_three_months(amount):
    assert share(amount, 4, 6) == sum(share(amount, month, month) for month in (4, 5, 6))


@pytest.mark.parametrize("text", ["2026-01", "2026-12", "2026-B1", "2026-B6", "2026-Q1", "2026-Q4"])
def test_a_period_is_written_as_it_is_read(text):
    assert str(Period.of(text)) == text


def test_a_period_knows_its_days():
    assert (Period.of("2026-B1").starts, Period.of("2026-B1").ends) == (date(2026, 1, 1), date(2026, 2, 28))
    assert Period.of("2026-Q4").ends == date(2026, 12, 31)
    assert list(Period.of("2026-B6").months()) == [date(2026, 11, 1), date(2026, 12, 1)]


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "2026-Q5", "2026-B7", "Q1 2026", ""])
def test_a_period_that_does_not_exist_is_refused(text):
    with pytest.raises(BadPeriod):
        Period.of(text)
