"""Limits of stays, space, bookings and windows, on both sides of every edge."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from lumbung.facilities import rules
from lumbung.law import days

DAY = dt.date(2026, 11, 9)
P = rules.in_force(DAY)


@pytest.mark.parametrize(
    ("stay_type", "limit"),
    [("emergency", dt.date(2026, 11, 16)), ("short", dt.date(2027, 2, 9)), ("long", dt.date(2027, 5, 9))],
)
def test_a_stay_has_its_limit(stay_type, limit):
    assert rules.limit_of(stay_type, DAY, P) == limit


def test_three_months_after_the_end_of_november_is_the_end_of_february():
    assert days.months_after(dt.date(2026, 11, 30), 3) == dt.date(2027, 2, 28)


def test_a_short_stay_is_extended_twice_and_an_emergency_never():
    assert rules.extended("short", DAY, 1, P) == dt.date(2027, 2, 9)
    assert rules.extended("short", DAY, 2, P) is None
    assert rules.extended("emergency", DAY, 0, P) is None


@pytest.mark.parametrize(("left", "shown"), [(-1, "late"), (0, "today"), (2, "today"), (3, "wait")])
def test_a_limit_warns_before_it_is_over(left, shown):
    assert rules.urgency_of_limit("emergency", DAY + dt.timedelta(days=left), DAY, P) == shown


@pytest.mark.parametrize(("area", "people"), [("3.49", 0), ("3.50", 1), ("13.99", 3), ("14.00", 4), (None, None)])
def test_three_and_a_half_square_metres_a_person(area, people):
    assert rules.sleeps(Decimal(area) if area else None, P) == people


@pytest.mark.parametrize(("residents", "staff"), [(0, 0), (1, 1), (8, 1), (9, 2)])
def test_somebody_is_on_duty_for_every_eight(residents, staff):
    assert rules.staff_wanted(residents, P) == staff


def test_beds_are_forecast_by_the_limits_of_those_who_sleep_in_them():
    due = [DAY - dt.timedelta(days=2), DAY, DAY + dt.timedelta(days=2)]
    assert rules.leaving_by(due, DAY, 3) == [2, 2, 3, 3]


@pytest.mark.parametrize(
    ("is_open", "by_hand", "temperature", "rain", "told"),
    [
        (False, None, 279, 0, (False, "between")),
        (False, None, 280, 0, (True, "hot")),
        (True, None, 261, 0, (True, "between")),
        (True, None, 260, 0, (False, "cool")),
        (True, None, 300, 1, (True, "hot")),
        (True, None, 300, 2, (False, "rain")),
        (False, True, 200, 90, (True, "hand")),
        (True, False, 350, 0, (False, "hand")),
        (True, None, None, 0, (True, "unknown")),
        (True, None, None, 2, (False, "rain")),
        (False, None, 300, None, (False, "unknown")),
        (True, None, 250, None, (False, "cool")),
    ],
)
def test_a_window_moves_by_heat_rain_and_hand(is_open, by_hand, temperature, rain, told):
    room = {"is_open": [is_open], "by_hand": [by_hand], "temperature": [temperature], "rain": [rain]}
    kinds = {"is_open": pl.Boolean, "by_hand": pl.Boolean, "temperature": pl.Int64, "rain": pl.Int64}
    [row] = rules.windows(pl.DataFrame(room, schema=kinds), P).to_dicts()
    assert (row["open"], row["why"]) == told
