"""The conditions' rule says what its sentences say, on both sides of each edge."""

import datetime as dt

import polars as pl
import pytest
import yaml

from lumbung.programmes import conditions

DAY = dt.date(2026, 4, 5)
CASES = yaml.safe_load((conditions.FOLDER / "cases.yaml").read_text(encoding="utf-8"))
P = conditions.in_force(DAY)


@pytest.mark.parametrize("case", CASES["met"], ids=lambda case: case["name"])
def test_a_quarter_is_judged_as_the_sentence_says(case):
    row = {"condition": case["condition"], **CASES["usually"], **case["given"]}
    schema = {"condition": pl.String, **dict.fromkeys(conditions.COUNTS, pl.Int64)}
    assert conditions.judged(pl.DataFrame([row], schema=schema), P)["met"].to_list() == [case["expect"]]


@pytest.mark.parametrize("case", CASES["ladder"], ids=lambda case: case["name"])
def test_the_ladder_has_its_rungs(case):
    told = conditions.stepped(pl.DataFrame({"quarters_failed": [case["failed"]]}), P)
    assert list(told.select("step", "percent").row(0)) == case["expect"]


def test_nobody_stands_on_the_ladder_without_a_missed_quarter():
    assert conditions.stepped(pl.DataFrame({"quarters_failed": [0]}), P).is_empty()


@pytest.mark.parametrize("case", CASES["rounding"], ids=lambda case: case["name"])
def test_a_cut_is_whole_rupiah_in_the_familys_favour(case):
    due = pl.DataFrame({"amount": [case["amount"]], "percent": [case["percent"]]})
    assert conditions.cut(due)["withheld"].to_list() == [case["expect"]]


def test_everything_that_people_read_has_words_in_both_languages():
    listed = {"conditions": conditions.rules.CONDITIONS, "exemptions": P.exemptions}
    for group, names in listed.items():
        assert all(conditions.word(group, name, language) for name in names for language in ("id", "en"))


def test_ppse_asks_for_more_than_five_years_and_decile_three():
    people = pl.DataFrame(
        {
            "family_id": [1, 2, 3, 4, 5],
            "person_id": [1, 2, 3, 4, 5],
            "age": [19, 64, 65, 18, 40],
            "decile": [3, 4, 1, 1, 3],
            "years_assisted": [6, 9, 9, 9, 5],
        }
    )
    found = conditions.empowered(people, P).sort("scheme", "person_id")
    assert found.select("scheme", "person_id").rows() == [("pena", 1), ("pena", 2), ("pena", 5), ("ppse", 1)]
