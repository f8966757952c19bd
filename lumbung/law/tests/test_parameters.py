"""A figure is dated, referenced, and never guessed."""

from datetime import date

import pytest

from lumbung.law import BadEntry, NoValueThatDay, Parameters

TEXT = """
max_decile:
  - {since: 2020-01-01, value: 4, law: "decree A, art. 2"}
  - {since: 2025-01-01, value: 5, law: "decree B, art. 2"}
yearly_amount:
  - {since: 2020-01-01, value: {sd: 900000, smp: 1500000}, law: "decree A, annex", unit: IDR/year}
"""


@pytest.fixture
def parameters():
    return Parameters(TEXT)


def test_a_figure_is_the_one_in_force_on_the_day(parameters):
    assert parameters.on(date(2024, 12, 31)).max_decile == 4
    assert parameters.on(date(2025, 1, 1)).max_decile == 5


def test_a_figure_before_its_first_day_is_an_error_and_not_zero(parameters):
    with pytest.raises(NoValueThatDay, match="max_decile has no value on 2019-12-31"):
        _ = parameters.on(date(2019, 12, 31)).max_decile


def test_a_part_that_the_law_does_not_list_is_an_error_and_not_zero(parameters):
    with pytest.raises(NoValueThatDay, match=r"yearly_amount\.sma"):
        _ = parameters.on(date(2024, 1, 1)).yearly_amount["sma"]


def test_a_name_that_the_file_does_not_have_is_an_error(parameters):
    with pytest.raises(NoValueThatDay):
        _ = parameters.on(date(2024, 1, 1)).max_members


def test_what_changed_between_two_days_is_told_with_its_law(parameters):
    (change,) = parameters.changes(date(2024, 6, 1), date(2025, 6, 1))
    assert (change.name, change.before.value, change.after.value) == ("max_decile", 4, 5)
    assert change.after.law == "decree B, art. 2"


@pytest.mark.parametrize(
    "entry",
    [
        "{since: 2020-01-01, value: 4}",
        "{since: 2020-01-01, value: 4, law: ' '}",
        "{since: soon, value: 4, law: A}",
        "{since: 2020-01-01, value: 4.5, law: A}",
        "{since: 2020-01-01, value: {sd: null}, law: A}",
        "{since: 2020-01-01, value: 4, law: A, certainty: U}",
        "{since: 2020-01-01, value: 4, law: A, certainty: perhaps}",
        "{since: 2020-01-01, value: 4, law: A, colour: red}",
    ],
)
def test_an_entry_that_lacks_something_is_refused_when_it_is_read(entry):
    with pytest.raises(BadEntry):
        Parameters(f"max_decile:\n  - {entry}\n")


def test_entries_stand_in_the_order_of_their_days():
    with pytest.raises(BadEntry, match="follow one another"):
        Parameters("a:\n  - {since: 2021-01-01, value: 1, law: A}\n  - {since: 2020-01-01, value: 2, law: A}\n")
