"""Signals of misuse: each rule inside and outside its edge, and what people make of what it saw."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from lumbung.shops import actions, queries, signals
from lumbung.shops.models import Shop, Signal
from lumbung.shops.queries.signals import SALES
from lumbung.shops.tests import factories
from lumbung.shops.tests.factories import NOW, TODAY

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 22)


def sales(*rows: dict) -> pl.DataFrame:
    """Sales at shop 1 by card n at minute n, each a tenth of a wallet, long after the aid came in."""
    plain = {
        "shop_id": 1, "shop_region": "33.23.01.2001", "card_region": "33.23.01.2002", "total": 20_000,
        "balance_before": 200_000, "off_line": False, "filled_at": AT - timedelta(days=20), "above": 0,
    }  # fmt: skip
    made = []
    for at, row in enumerate(rows):
        told = {"purchase_id": at, "card_id": at, "sold_at": AT + timedelta(days=at), **plain, **row}
        made.append(told)
    moments = {"sold_at": pl.Datetime("us", "UTC"), "filled_at": pl.Datetime("us", "UTC")}
    return pl.DataFrame(made, schema={**SALES, **moments})


def seen(rule: str, frame: pl.DataFrame) -> list[int]:
    """The purchases on which the signals of a rule rest."""
    found = signals.found(frame, on=ON).filter(pl.col("rule") == rule)
    return sorted(found["purchase_id"].to_list())


def minutes(*each: float) -> pl.DataFrame:
    return sales(*({"sold_at": AT + timedelta(minutes=one)} for one in each))


def test_five_cards_in_ten_minutes_are_seen_and_four_are_not():
    assert seen("many_cards", minutes(0, 2, 4, 6, 10)) == [0, 1, 2, 3, 4]
    assert seen("many_cards", minutes(0, 2, 4, 6, 10.1)) == []
    assert seen("many_cards", minutes(0, 2, 4, 6)) == []


def test_one_card_that_buys_five_times_is_not_many_cards():
    frame = minutes(0, 1, 2, 3, 4).with_columns(card_id=pl.lit(7, dtype=pl.Int64))
    assert seen("many_cards", frame) == []


def test_two_runs_of_a_day_are_two_signals():
    frame = minutes(0, 1, 2, 3, 4, 300, 301, 302, 303, 304)
    found = signals.found(frame, on=ON).filter(pl.col("rule") == "many_cards")
    assert found["subject"].n_unique() == 2


def test_sales_off_line_are_not_timed_by_their_clocks():
    assert seen("many_cards", minutes(0, 1, 2, 3, 4).with_columns(off_line=pl.lit(value=True))) == []


def kept(cards: int, **also) -> pl.DataFrame:
    """Cards that buy twice, each time a day after the aid, for all that there is."""
    rows = [
        {"card_id": card, "total": 190_000, "filled_at": AT + timedelta(days=30 * turn - 1), **also,
         "sold_at": AT + timedelta(days=30 * turn, minutes=60 * card)}
        for card in range(cards)
        for turn in range(2)
    ]  # fmt: skip
    return sales(*rows)


def test_three_cards_that_are_always_emptied_at_one_shop_are_seen_and_two_are_not():
    assert seen("held_cards", kept(3)) == [0, 1, 2, 3, 4, 5]
    assert seen("held_cards", kept(2)) == []


def test_a_card_that_was_also_used_elsewhere_or_later_or_for_less_is_not_held():
    elsewhere = pl.concat([kept(3), sales({"purchase_id": 99, "card_id": 0, "shop_id": 2})])
    assert seen("held_cards", elsewhere) == []
    assert seen("held_cards", kept(3, total=170_000)) == []
    assert seen("held_cards", kept(3, filled_at=AT - timedelta(days=60))) == []
    assert seen("held_cards", kept(3, filled_at=None)) == []


def emptied(cards: int, **also) -> pl.DataFrame:
    return sales(*({"total": 200_000, "sold_at": AT + timedelta(hours=one), **also} for one in range(cards)))


def test_three_wallets_emptied_on_one_day_are_seen_and_small_rests_are_not():
    assert seen("whole_balance", emptied(3)) == [0, 1, 2]
    assert seen("whole_balance", emptied(2)) == []
    assert seen("whole_balance", emptied(3, total=197_000)) == []
    assert seen("whole_balance", emptied(3, total=90_000, balance_before=90_000)) == []
    assert seen("whole_balance", emptied(3, balance_before=None)) == []


def test_three_cards_from_another_regency_are_seen_and_of_ones_own_are_not():
    assert seen("outside_region", sales(*[{"card_region": "33.24.01.2001"}] * 3)) == [0, 1, 2]
    assert seen("outside_region", sales(*[{"card_region": "33.24.01.2001"}] * 2)) == []
    assert seen("outside_region", sales(*[{"card_region": "33.23.09.2001"}] * 3)) == []


def test_prices_far_above_the_usual_are_seen_and_unknown_ones_are_not():
    one_month = [{"above": 20, "sold_at": AT + timedelta(hours=one)} for one in range(3)]
    assert seen("price_above", sales(*one_month)) == [0, 1, 2]
    assert seen("price_above", sales(*({**one, "above": 19} for one in one_month))) == []
    assert seen("price_above", sales(*({**one, "above": None} for one in one_month))) == []


def test_no_sales_give_no_signals():
    assert signals.found(sales(), on=ON).height == 0


@pytest.fixture
def who(db):
    return factories.people()


@pytest.fixture
def shop(who):
    return factories.opened(who)


@pytest.fixture
def found(who, shop):
    """Five cards at one till within ten minutes, each for all that it has, far above the usual price."""
    told = {"region_code": "33.23", "good": "rice", "price": 11_000, "since": date(2026, 1, 1), "source": "Pasar"}
    actions.set_reference_price(by=who["officer"], **told)
    for at, card in enumerate(factories.with_food(who, 5, 140_000)):
        factories.bought(who, shop, card, key=f"k{at}", at=NOW + timedelta(minutes=at), rice=10_000)
    assert actions.look_for_signals(on=TODAY, by=who["officer"]) == 3
    return Signal.objects.get(rule="many_cards")


def test_a_signal_carries_its_purchases_cards_and_moments(who, shop, found):
    assert set(Signal.objects.values_list("rule", flat=True)) == {"many_cards", "whole_balance", "price_above"}
    assert (found.cards, found.purchases_count, found.amount) == (5, 5, 700_000)
    assert (found.first_at, found.last_at) == (NOW, NOW + timedelta(minutes=4))
    assert len(queries.evidence_of(viewer=who["verifier"], signal=found)) == 5


def test_what_was_seen_is_not_told_again_and_no_shop_is_punished(who, shop, found):
    assert actions.look_for_signals(on=TODAY, by=who["officer"]) == 0
    assert Shop.objects.get(pk=shop.pk).status == Shop.Status.ACTIVE


def test_one_explains_and_another_decides(who, found):
    actions.explain_signal(signal_id=found.pk, why="Hari pasar.", on=TODAY, by=who["verifier"])
    decided = actions.decide_signal(signal_id=found.pk, misuse=False, why="Benar.", on=TODAY, by=who["head"])
    assert decided.status == Signal.Status.ACCEPTED


def test_nobody_decides_what_they_explained(who, found):
    actions.explain_signal(signal_id=found.pk, why="Hari pasar.", on=TODAY, by=who["facilitator"])
    Signal.objects.filter(pk=found.pk).update(explained_by=who["head"])
    with pytest.raises(actions.SamePersonDecides):
        actions.decide_signal(signal_id=found.pk, misuse=True, why="Tidak.", on=TODAY, by=who["head"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.filter(pk=found.pk).update(decided_by=who["head"])


def test_an_explanation_that_does_not_convince_comes_back(who, found):
    actions.explain_signal(signal_id=found.pk, why="Hari pasar.", on=TODAY, by=who["verifier"])
    back = actions.return_signal(signal_id=found.pk, why="Bukan hari pasar.", by=who["head"])
    assert back.status == Signal.Status.OPEN
    assert "Bukan hari pasar." in back.explanation


def test_another_regency_sees_no_signal(found):
    assert not queries.signals(viewer=factories.people("33.24")["verifier"]).exists()
