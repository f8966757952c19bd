"""Unknown is not no, money is whole, and every decision tells what it rests on."""

from datetime import date

import polars as pl
import pytest

from lumbung.law import Facts, MissingFact, NotWholeRupiah, Parameters, Period, decide, explain
from lumbung.law.columns import UndeclaredFact

PARAMETERS = Parameters(
    """
max_decile:
  - {since: 2020-01-01, value: 4, law: "decree A, art. 2"}
child_age:
  - {since: 2020-01-01, value: 6, law: "decree A, art. 3"}
amount:
  - {since: 2020-01-01, value: 100000, law: "decree A, annex", unit: IDR/month}
  - {since: 2020-03-01, value: 200000, law: "decree B, annex", unit: IDR/month}
"""
)
DAY = date(2020, 1, 5)
P = PARAMETERS.on(DAY)


class RULES:
    """Milk for young children of poor families."""

    PER, WALLET = "month", "food"
    NEEDS = {"decile": int}
    NEEDS_OF_MEMBERS = {"age": int}

    def people(member, p):
        return {"child": member.age <= p.child_age}

    def eligible(family, p):
        return {"poor_enough": family.decile <= p.max_decile, "has_child": family.child > 0}

    def entitlement(family, p):
        return {"milk": family.child * p.amount}


def facts(deciles, members):
    families = pl.DataFrame(
        {"family_id": range(len(deciles)), "decile": deciles}, schema_overrides={"decile": pl.Int64}
    )
    rows = [{"family_id": family, "person_id": nth, "age": age} for nth, (family, age) in enumerate(members)]
    schema = {"family_id": pl.Int64, "person_id": pl.Int64, "age": pl.Int64}
    return Facts(families, pl.DataFrame(rows, schema=schema))


def test_each_family_is_decided_by_itself_in_the_order_given():
    decided = decide(RULES, facts([2, 9, None], [(0, 3), (1, 3), (2, 3)]), P)
    assert decided["eligible"].to_list() == [True, False, None]
    assert decided["part.milk"].to_list() == [100000, None, None]


def test_one_unknown_member_leaves_the_count_open_and_is_named():
    decided = decide(RULES, facts([2], [(0, 3), (0, None)]), P).row(0, named=True)
    assert decided["eligible"] is None
    assert (decided["unknown.decile"], decided["unknown.age"]) == (False, True)


def test_an_unknown_member_of_a_refused_family_does_not_matter():
    decided = decide(RULES, facts([9], [(0, None)]), P).row(0, named=True)
    assert decided["eligible"] is False
    assert decided["unknown.age"] is False


def test_a_family_without_members_is_not_refused_for_it():
    decided = decide(RULES, facts([2], []), P).row(0, named=True)
    assert decided["eligible"] is None
    assert decided["unknown.members"] is True


def test_a_period_is_paid_month_by_month_with_what_was_in_force():
    decided = decide(RULES, facts([2], [(0, 3)]), P, period=Period.of("2020-Q1"))
    assert decided["amount"].to_list() == [400000]


def test_a_fraction_of_a_rupiah_is_refused():
    half = type("Half", (RULES,), {"entitlement": lambda family, p: {"milk": family.child * p.amount / 2}})
    with pytest.raises(NotWholeRupiah, match="milk"):
        decide(half, facts([2], [(0, 3)]), P)


def test_a_rule_reads_only_the_facts_it_declares():
    greedy = type("Greedy", (RULES,), {"eligible": lambda family, p: {"rich": family.income > 0}})
    with pytest.raises(UndeclaredFact, match="income"):
        decide(greedy, facts([2], []), P)


def test_a_frame_without_a_needed_column_is_an_error():
    with pytest.raises(MissingFact, match="child"):
        decide(RULES, Facts(pl.DataFrame({"family_id": [1], "decile": [1]})), P)


def test_an_explanation_names_condition_fact_figure_article_and_people():
    told = explain(RULES, facts([2], [(0, 3), (0, 30), (0, 6)]), P)
    poor, child = told.conditions
    assert (poor.met, poor.facts, poor.figures[0].law) == (True, {"decile": 2}, "decree A, art. 2")
    assert (child.met, child.people, child.figures[0].name) == (True, [0, 2], "child_age")


def test_an_explanation_reckons_each_span_of_months_with_its_own_figure():
    told = explain(RULES, facts([2], [(0, 3), (0, 6)]), P, period=Period.of("2020-Q1"))
    reckoned = [(r.first, r.last, r.parts[0].times, r.parts[0].each, r.parts[0].due) for r in told.reckonings]
    assert reckoned == [(1, 2, 2, 100000, 400000), (3, 3, 2, 200000, 400000)]
    assert told.amount == 800000


def test_an_explanation_names_the_person_who_left_it_open():
    told = explain(RULES, facts([2], [(0, 3), (0, None)]), P)
    assert told.unknown == {"age": [1]}
    assert told.reckonings == []
