"""The benchmarks can be run again on the database that they filled before."""

from itertools import islice

import pytest

from benchmarks.parts import paying
from lumbung.payments.tests import factories


@pytest.mark.django_db
def test_a_cycle_is_paid_for_the_first_quarter_that_is_free():
    people = factories.staff()
    money = factories.fund(people["treasurer"])
    factories.cycle(people, factories.entitled(factories.families(2)), money, stage="2026-Q2")
    assert [str(quarter) for quarter in islice(paying.free_quarters(), 4)] == [
        "2026-Q1",
        "2026-Q3",
        "2026-Q4",
        "2027-Q1",
    ]
