"""The rules over columns against a plain calculator, for whole villages of invented families."""

from datetime import date
from itertools import islice, product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbung.law import Facts, decide
from lumbung.law.reading import FAMILY, PERSON, member_needs, schema
from lumbung.programmes import kinds
from lumbung.programmes.tests import plain

DAYS = [
    date(2019, 6, 1),
    date(2020, 2, 1),
    date(2020, 3, 1),
    date(2022, 6, 1),
    date(2024, 1, 1),
    date(2025, 6, 1),
    date(2026, 6, 1),
]
ANSWERS = {
    "age": [0, 4, 5, 6, 7, 9, 10, 17, 18, 21, 22, 54, 55, 59, 60, 69, 70],
    "sex": ["L", "P"],
    "pregnant": [False, True],
    "at_school": [False, True],
    "school_stage": ["sd", "smp", "sma", "higher"],
    "self_care": [1, 2, 4],
    "violation_victim": [False, True],
    "position": [0, 1, 5],
    "decile": [1, 4, 5, 6],
    "open_duplicate": [False, True],
    "resigned": [False, True],
    "judged_unfit": [False, True],
    "has_left": [False, True],
}
RARE = {
    "position": [0, 1, 1, 1, 5],
    "open_duplicate": [False, False, False, True],
    "resigned": [False, False, False, False, True],
    "judged_unfit": [False, False, False, False, True],
    "has_left": [False, False, False, False, True],
    "violation_victim": [False, False, True],
}
OF_FAMILIES = ("decile", "open_duplicate", "resigned", "judged_unfit", "has_left")
OF_MEMBERS = ("age", "sex", "pregnant", "at_school", "school_stage", "self_care", "violation_victim", "position")


def answers(*names):
    return st.fixed_dictionaries({name: st.sampled_from(RARE.get(name, ANSWERS[name])) for name in names})


households = st.tuples(answers(*OF_FAMILIES), st.lists(answers(*OF_MEMBERS), min_size=1, max_size=7))
gaps = st.lists(st.tuples(st.integers(0, 6), st.sampled_from([*OF_MEMBERS, "decile"])), min_size=1, max_size=2)


def decided(kind, villages, day):
    needs, of_member = kind.rules.NEEDS, member_needs(kind.rules)
    families = [{FAMILY: nth, "regency": "33.23", **family} for nth, (family, _) in enumerate(villages)]
    members = [
        {FAMILY: nth, PERSON: 10 * nth + place, **person}
        for nth, (_, people) in enumerate(villages)
        for place, person in enumerate(people)
    ]
    keys = {FAMILY: pl.Int64, PERSON: pl.Int64}
    facts = Facts(
        pl.DataFrame(families, schema={FAMILY: pl.Int64, **schema(needs)}),
        pl.DataFrame(members, schema={**keys, **schema(of_member)}),
    )
    return decide(kind.rules, facts, kind.parameters.on(day)).rows(named=True)


def with_gaps(household, holes):
    family, people = dict(household[0]), [dict(person) for person in household[1]]
    for place, name in holes:
        (family if name == "decile" else people[place % len(people)])[name] = None
    return family, people


def completions(household):
    """Every way to fill the gaps, up to a few hundred."""
    family, people = household
    rows = [family, *people]
    holes = [(row, name) for row in rows for name, value in row.items() if value is None]
    for filling in islice(product(*(ANSWERS[name] for _, name in holes)), 400):
        copies = {id(row): dict(row) for row in rows}
        for (row, name), value in zip(holes, filling, strict=True):
            copies[id(row)][name] = value
        yield copies[id(family)], [copies[id(person)] for person in people]


@pytest.mark.parametrize("name", ["pkh", "sembako"])
@given(villages=st.lists(households, min_size=1, max_size=25), day=st.sampled_from(DAYS))
@settings(max_examples=60, deadline=None)
def test_fully_known_families_are_decided_as_by_hand(name, villages, day):
    by_hand = [getattr(plain, name)(family, people, day) for family, people in villages]
    by_rule = [(row["eligible"], row["entitlement"]) for row in decided(kinds.find(name), villages, day)]
    assert by_rule == by_hand


@pytest.mark.parametrize("name", ["pkh", "sembako"])
@given(household=households, holes=gaps, day=st.sampled_from(DAYS))
@settings(max_examples=80, deadline=None)
def test_what_is_decided_in_spite_of_gaps_holds_however_they_are_filled(name, household, holes, day):
    torn = with_gaps(household, holes)
    (row,) = decided(kinds.find(name), [torn], day)
    outcomes = {getattr(plain, name)(*filled, day) for filled in completions(torn)}
    if row["eligible"] is None:
        missing = {key.removeprefix("unknown.") for key, yes in row.items() if key.startswith("unknown.") and yes}
        assert missing
        assert missing <= {hole for _, hole in holes}
    else:
        assert outcomes == {(row["eligible"], row["entitlement"])}
