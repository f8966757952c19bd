"""What may be bought on which day, as the guides of each year say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lumbung.shops import goods, rules


def bought(day: date) -> set[str]:
    return {code for code, allowed in goods.may_be_bought(day).items() if allowed}


def test_until_2019_only_rice_and_eggs():
    assert bought(date(2019, 12, 31)) == {"rice", "egg"}


def test_from_2020_to_2022_the_list_of_the_guide():
    for day in (date(2020, 1, 1), date(2022, 12, 31)):
        assert {"maize", "sago", "tempe", "fruit"} < bought(day)
        assert bought(day).isdisjoint({"oil", "flour", "sugar", "noodles", "canned", "milk", "cigarettes"})


def test_since_2023_any_food_and_no_duty_to_buy_at_a_shop():
    assert {"oil", "milk", "rice"} < bought(date(2023, 1, 1))
    assert "cigarettes" not in bought(date(2026, 11, 22))
    assert rules.in_force(date(2022, 12, 31)).shop_duty is True
    assert rules.in_force(date(2023, 1, 1)).shop_duty is False


@pytest.mark.parametrize("day", [date(2017, 1, 1), date(2020, 1, 1), date(2023, 1, 1)])
def test_every_good_that_a_rule_names_is_on_the_list(day):
    named = rules.in_force(day).allowed_goods
    assert {*named["only"], *named["never"]} <= set(goods.all_goods())


def test_every_good_has_a_group_and_a_unit_with_words():
    for good in goods.all_goods().values():
        assert good.group in goods.GROUPS
        assert str(good.per)


@given(amount=some.integers(1, 10**9), limit=some.integers(1_000, 10**6))
def test_vouchers_add_up_to_what_was_put_aside(amount, limit):
    amount = min(amount, limit * 50)
    cut = rules.vouchers_of(amount, limit=limit)
    assert sum(cut) == amount
    assert all(0 < one <= limit for one in cut)


def test_half_a_rupiah_counts_as_one():
    assert rules.amount_of(12_500, 1_500) == 18_750
    assert rules.amount_of(333, 500) == 167
