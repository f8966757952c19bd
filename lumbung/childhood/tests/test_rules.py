"""Who may enter, what is due, who is asked: on both sides of every edge."""

import datetime as dt

import polars as pl
import pytest

from lumbung.childhood import rules, services

DAY = dt.date(2026, 11, 9)
P = rules.in_force(DAY)


@pytest.mark.parametrize(
    ("born", "pregnant", "told"),
    [
        (dt.date(2026, 11, 9), None, "child"),
        (dt.date(2013, 11, 10), False, "child"),
        (dt.date(2013, 11, 9), False, "nobody"),
        (dt.date(2013, 11, 9), None, "unknown"),
        (dt.date(2013, 11, 9), True, "mother"),
        (None, True, "mother"),
        (None, False, "unknown"),
    ],
)
def test_children_to_twelve_and_expectant_mothers_enter(born, pregnant, told):
    assert rules.whom_is(born=born, pregnant=pregnant, on=DAY, p=P) == told


def test_the_last_day_is_the_one_before_thirteen_and_before_sixteen_with_a_conference():
    assert rules.last_day(dt.date(2013, 11, 10), P) == dt.date(2026, 11, 9)
    assert rules.last_day_extended(dt.date(2012, 2, 29), P) == dt.date(2028, 2, 28)


def due(on, *, born=dt.date(2020, 3, 9), accepted=dt.date(2026, 1, 9), needs=(), whom="child", noted=()):
    rows = [(1, whom, born, dt.date(2026, 1, 5), accepted, list(needs))]
    starts = pl.DataFrame(rows, schema=rules.STARTS, orient="row")
    known = pl.DataFrame(list(noted), schema=rules.NOTED, orient="row")
    told = rules.due_services(starts, services.catalogue().frame(), known, on)
    return {row["service"]: (row["round"], row["due_on"], row["state"]) for row in told.to_dicts()}


def test_before_the_conference_only_basic_services_are_due():
    assert set(due(dt.date(2026, 1, 6), accepted=None)) == {"home_interview", "goals_together"}
    assert due(dt.date(2026, 1, 19))["home_interview"] == (0, dt.date(2026, 1, 19), "due")
    assert due(dt.date(2026, 1, 20))["home_interview"][2] == "missing"


def test_a_service_opens_on_the_day_of_its_age_and_closes_on_the_day_of_its_last():
    assert "first_aid" not in due(dt.date(2026, 3, 8))
    assert due(dt.date(2026, 3, 9))["first_aid"] == (0, dt.date(2026, 9, 5), "due")
    assert "vaccination" in due(dt.date(2027, 3, 8))
    assert "vaccination" not in due(dt.date(2027, 3, 9))


def test_what_is_given_comes_again_in_the_next_round():
    noted = [(1, "home_interview", 0, "given")]
    assert due(dt.date(2026, 4, 4), noted=noted)["home_interview"][2] == "given"
    assert due(dt.date(2026, 4, 5), noted=noted)["home_interview"] == (1, dt.date(2026, 4, 19), "due")


def test_tailored_services_answer_a_need_that_was_found():
    assert "back_to_school" not in due(dt.date(2026, 4, 5))
    assert due(dt.date(2026, 4, 5), needs=["drop_out"])["back_to_school"][2] == "due"
    assert "antenatal" in due(dt.date(2026, 1, 10), whom="mother", born=None)


YES, NO, NOT_ASKED, YOUNG = "yes", "no", "not_asked", "too_young"


@pytest.mark.parametrize(
    ("sector", "child", "guardian", "suspect", "danger", "age", "ground"),
    [
        ("legal", YES, YES, "no", "no", 9, "consent"),
        ("legal", YES, NO, "no", "yes", 9, ""),
        ("legal", YOUNG, YES, "no", "no", 6, "consent"),
        ("legal", YOUNG, YES, "no", "no", 7, ""),
        ("legal", YES, NOT_ASKED, "yes", "no", 9, "consent"),
        ("legal", YES, NOT_ASKED, "unknown", "no", 9, ""),
        ("police", NO, NO, "no", "no", 9, "law"),
        ("police", YES, YES, "yes", "yes", 9, ""),
        ("health", NO, NOT_ASKED, "yes", "yes", 9, "law"),
        ("health", NO, NOT_ASKED, "yes", "unknown", 9, ""),
    ],
)
def test_who_is_told_by_consent_and_who_by_law(sector, child, guardian, suspect, danger, age, ground):
    told = rules.Telling(sector, child, guardian, suspect, danger, age)
    assert rules.ground(told, P)[0] == ground
