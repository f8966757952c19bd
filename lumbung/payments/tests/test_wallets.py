"""Wallets: what is taken, bought and given back, one by one and by the thousand, and never more than there is."""

from datetime import timedelta

import polars as pl
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.utils import ProgrammingError

from lumbung.payments import actions
from lumbung.payments.actions.ledger import CardNotInUse, MoreThanMoved, NotEnough, SamePersonUndoes, SignatureMissing
from lumbung.payments.models import Account, Card, Countersignature, Transfer
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT, ON, wallet, wishes

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.staff()


@pytest.fixture
def cards(people) -> list[int]:
    return factories.topped_up(people, 3)


def buy(people, *told, shop, **also):
    listed = wishes(*told, shop_account_id=shop.pk, place="Warung Bu Siti", **also)
    return actions.purchase(wishes=listed, on=ON, by=people["treasurer"])


def back(people, *told, by="second_treasurer", at=AT):
    listed = pl.DataFrame(told, schema=["reference", "of_reference", "amount"], orient="row")
    return actions.give_back(wishes=listed, at=at, by=people[by])


def test_cash_that_is_taken_leaves_the_wallet_and_stands_with_its_bank(people, cards):
    taken = actions.withdraw(wishes=wishes(("t1", cards[0], 250_000), place="ATM"), on=ON, by=people["treasurer"])
    assert taken.only().kind == "withdrawal"
    assert wallet(cards[0]) == 350_000
    out = Account.objects.get(kind="withdrawn")
    assert (out.balance, out.region_code, out.channel) == (250_000, "33.23", Card.objects.get(pk=cards[0]).bank)
    assert factories.books_balance()


def test_more_than_is_left_is_refused_with_a_sentence_and_books_nothing(people, cards):
    shop = factories.shop()
    with pytest.raises(NotEnough, match=r"sisanya Rp\s?600\.000, diminta Rp\s?600\.001"):
        buy(people, ("b1", cards[0], 600_001), shop=shop).only()
    assert wallet(cards[0]) == 600_000
    assert not Transfer.objects.filter(kind="purchase").exists()


def test_a_list_books_what_fits_and_tells_the_rest_one_by_one_as_if_they_had_come_one_by_one(people, cards):
    told = [("b1", cards[0], 400_000), ("b2", cards[0], 300_000), ("b3", cards[0], 200_000), ("b4", cards[1], 1)]
    told += [("b5", 0, 5), ("b6", cards[2], 0)]
    booked = buy(people, *told, shop=factories.shop())
    assert booked.rows["outcome"].to_list() == ["booked", "refused", "booked", "booked", "refused", "refused"]
    assert [row for row in booked.rows["why"] if row] == ["short", "card_unknown", "amount"]
    assert str(booked.refusal(1)).replace("\xa0", "") == "Saldo tidak cukup: sisanya Rp200.000, diminta Rp300.000."
    assert (wallet(cards[0]), wallet(cards[1])) == (0, 599_999)
    assert factories.books_balance()


def test_the_same_reference_moves_money_once_and_something_else_under_it_is_refused(people, cards):
    shop = factories.shop()
    first = buy(people, ("b1", cards[0], 100_000), ("b1", cards[0], 100_000), shop=shop)
    assert first.rows["outcome"].to_list() == ["booked", "same"]
    Card.objects.filter(pk=cards[0]).update(status="blocked")
    again = buy(people, ("b1", cards[0], 100_000), ("b1", cards[0], 99_000), shop=shop)
    assert again.rows["outcome"].to_list() == ["same", "refused"]
    assert again.only().pk == first.only().pk
    assert wallet(cards[0]) == 500_000


@pytest.mark.parametrize("status", ["blocked", "closed"])
def test_a_card_that_is_not_in_use_neither_buys_nor_gives_cash(people, cards, status):
    Card.objects.filter(pk=cards[0]).update(status=status)
    with pytest.raises(CardNotInUse):
        buy(people, ("b1", cards[0], 1), shop=factories.shop()).only()
    with pytest.raises(CardNotInUse):
        actions.withdraw(wishes=wishes(("t1", cards[0], 1)), on=ON, by=people["treasurer"]).only()


def test_a_card_past_its_days_buys_nothing(people, cards):
    last = Card.objects.get(pk=cards[0]).expires_on
    listed = wishes(("b1", cards[0], 1), shop_account_id=factories.shop().pk)
    assert actions.purchase(wishes=listed, on=last, by=people["treasurer"]).rows["why"].to_list() == ["card_expired"]


def test_goods_are_given_back_in_parts_by_another_person_and_never_more_than_was_paid(people, cards):
    shop = factories.shop()
    buy(people, ("b1", cards[0], 100_000), shop=shop).only()
    with pytest.raises(SamePersonUndoes):
        back(people, ("r0", "b1", 1), by="treasurer").only()
    told = back(people, ("r1", "b1", 60_000), ("r2", "b1", 60_000), ("r3", "b1", 40_000))
    assert told.rows["outcome"].to_list() == ["booked", "refused", "booked"]
    with pytest.raises(MoreThanMoved):
        back(people, ("r4", "b1", 1)).only()
    assert wallet(cards[0]) == 600_000
    assert Account.objects.get(pk=shop.pk).balance == 0


def test_dear_goods_are_given_back_with_two_signatures_and_cheap_ones_in_their_days(people):
    cards = factories.topped_up(people, 2, 1_000_000)
    people["third_treasurer"] = factories.person("tri", "treasurer", factories.REGENCY)
    buy(people, ("b1", cards[1], 1_000_000), ("b2", cards[0], 2_000), shop=factories.shop())
    for _again in range(2):
        told = back(people, ("r1", "b1", 1_000_000), ("r2", "b2", 1_000))
        assert [row["why"] for row in told.rows.to_dicts()] == ["unsigned", ""]
    with pytest.raises(SignatureMissing):
        told.only()
    assert back(people, ("r1", "b1", 1_000_000), by="third_treasurer").rows["outcome"].to_list() == ["booked"]
    assert Countersignature.objects.filter(subject="r1").count() == 2
    bought = Transfer.objects.get(reference="b2")
    undo = {"debit_id": bought.credit_id, "credit_id": bought.debit_id, "region_code": "33.23", "of": bought}
    with pytest.raises(DatabaseError, match="signatures that their amount demands"), transaction.atomic():
        Transfer.objects.create(reference="r3", kind="purchase_returned", amount=1, by=people["head"], **undo)
    late = bought.at + timedelta(days=31)
    assert back(people, ("r4", "b2", 1), at=late).rows["why"].to_list() == ["late"]


def test_what_is_given_back_after_the_card_was_replaced_comes_onto_the_card_in_use(people, cards):
    shop = factories.shop()
    buy(people, ("b1", cards[0], 100_000), shop=shop).only()
    old = Card.objects.get(pk=cards[0])
    new = replaced(old)
    pairs = pl.DataFrame({"from_card_id": [old.pk], "to_card_id": [new.pk]})
    actions.move_wallets(pairs=pairs, by=people["officer"])
    assert actions.move_wallets(pairs=pairs, by=people["officer"]).rows.is_empty()
    back(people, ("r1", "b1", 100_000)).only()
    assert (wallet(old.pk), wallet(new.pk)) == (0, 600_000)
    assert factories.books_balance()


def replaced(old: Card) -> Card:
    """The old card closed, a new one in use."""
    Card.objects.filter(pk=old.pk).update(status="closed")
    new = Card.objects.get(pk=old.pk)
    new.pk, new.number_index, new.account_index, new.public_number = None, None, None, "NEW"
    new.number, new.account_number, new.status = "9000111122223333", "9000111122", "active"
    new.save(force_insert=True)
    Card.objects.filter(pk=old.pk).update(successor=new)
    return new


def test_emergency_aid_gets_a_wallet_of_its_own_when_it_first_comes(people):
    [card] = factories.topped_up(people, 1, wallet="emergency", programme="emergency")
    assert (wallet(card, "emergency"), wallet(card)) == (600_000, 0)


def test_the_database_refuses_what_the_actions_would_not_ask(people, cards):
    buy(people, ("b1", cards[0], 100_000), ("b2", cards[1], 100_000), shop=factories.shop())
    bought = Transfer.objects.get(reference="b1")
    undo = {"debit_id": bought.credit_id, "credit_id": bought.debit_id, "region_code": "33.23", "of": bought}
    more = undo | {"kind": "purchase_returned", "amount": 100_001, "by": people["head"]}
    mine = undo | {"kind": "purchase_returned", "amount": 1, "by": people["treasurer"]}
    nobody = undo | {"kind": "reversal", "amount": 100_000, "by": None}
    for told in (more, mine, nobody):
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            Transfer.objects.create(reference="x", **told)
    with pytest.raises(IntegrityError, match="balance_never_negative"), transaction.atomic():
        Transfer.objects.create(
            debit_id=bought.debit_id, credit_id=bought.credit_id, amount=500_001, kind="purchase", reference="y",
            region_code="33.23",
        )  # fmt: skip


def test_two_and_a_half_thousand_wishes_come_out_as_one_by_one(people):
    cards = factories.topped_up(people, 250, 1_000)
    told = [(f"b{at}", cards[at % len(cards)], 100 + at % 7 * 50) for at in range(2_500)]
    booked = buy(people, *told, shop=factories.shop())
    left, expected = dict.fromkeys(cards, 1_000), []
    for _reference, card, amount in told:
        fits = amount <= left[card]
        left[card] -= amount if fits else 0
        expected.append("booked" if fits else "refused")
    assert booked.rows["outcome"].to_list() == expected
    assert {card: wallet(card) for card in cards[:20]} == {card: left[card] for card in cards[:20]}
    assert factories.books_balance()
