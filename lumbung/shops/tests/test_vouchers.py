"""Vouchers without network: put aside when signed, paid once in any order, doubles told, the rest given back."""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lumbung.core import tallies
from lumbung.payments.actions.ledger import NotEnough
from lumbung.payments.models import Transfer
from lumbung.payments.tests import factories as paying
from lumbung.payments.tests.factories import wallet
from lumbung.shops import actions, queries, vouchers
from lumbung.shops.models import Purchase, Redemption, Voucher
from lumbung.shops.tests import factories
from lumbung.shops.tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def who():
    return factories.people()


@pytest.fixture
def card(who):
    return factories.with_food(who, 1)[0]


@pytest.fixture
def shop(who):
    return factories.opened(who)


@pytest.fixture
def key(who, shop):
    return factories.key_for(shop, who)


def book(card, who, amount=100_000, key="b1"):
    return actions.issue_vouchers(card_id=card.pk, amount=amount, key=key, at=NOW, by=who["officer"])


def upload(who, *texts, at=LATER, by="till"):
    return actions.upload_records(texts=texts, at=at, by=who[by])


def places(card, *shops):
    """Rupiah in the food wallet, put aside, and with each shop."""
    for shop in shops:
        shop.takings.refresh_from_db()
    return wallet(card.pk, "food"), wallet(card.pk, "vouchers"), *(shop.takings.balance for shop in shops)


def test_money_is_put_aside_when_vouchers_are_signed(who, card):
    signed = book(card, who, 120_000)
    assert [one.limit for one in signed.book.vouchers.order_by("pk")] == [50_000, 50_000, 20_000]
    assert places(card) == (480_000, 120_000)
    assert book(card, who, 120_000).texts == signed.texts
    assert places(card) == (480_000, 120_000)


def test_the_books_of_a_day_tell_when_what_is_put_aside_has_no_voucher(who, card):
    book(card, who, 120_000)
    assert tallies.difference("payments.day") == 0
    Voucher.objects.filter(limit=20_000).update(limit=10_000)
    assert tallies.difference("payments.day") == 10_000


def test_a_wallet_with_too_little_signs_nothing(who):
    poor = factories.with_food(who, 1, 40_000)[0]
    with pytest.raises(NotEnough), transaction.atomic():
        book(poor, who, 50_000)
    assert not Voucher.objects.exists()


def test_a_card_has_so_much_off_line_and_no_more(who, card):
    book(card, who, 200_000)
    with pytest.raises(actions.BookTooLarge):
        book(card, who, 1, key="b2")


def test_a_shop_is_paid_and_the_rest_goes_back(who, card, shop, key):
    text = factories.sold_off_line(shop, key, book(card, who).texts[0])
    came_to = upload(who, text)
    assert (came_to.counts, came_to.paid) == ({"paid": 1}, 28_000)
    assert places(card, shop) == (522_000, 50_000, 28_000)
    assert Purchase.objects.get().items.get().quantity == 2_000
    assert paying.books_balance()


def test_the_same_record_again_changes_nothing(who, card, shop, key):
    text = factories.sold_off_line(shop, key, book(card, who).texts[0])
    upload(who, text)
    assert upload(who, text, text).known == 1
    assert places(card, shop) == (522_000, 50_000, 28_000)


def test_a_copied_voucher_is_paid_once_and_both_shops_are_told(who, card, shop, key):
    other = factories.second(who)
    voucher = book(card, who).texts[0]
    there = factories.sold_off_line(other, factories.key_for(other, who), voucher, at=NOW + factories.hours(2))
    here = factories.sold_off_line(shop, key, voucher, at=NOW + factories.hours(1))
    assert upload(who, there, by="other_till").paid == 28_000
    assert upload(who, here).doubles == 1
    assert places(card, shop, other) == (522_000, 50_000, 0, 28_000)
    told = queries.doubles(viewer=who["verifier"])
    assert [(one.paid.shop, one.claimed.shop, one.minutes_apart) for one in told] == [(other, shop, 60)]


def test_a_double_is_told_on_both_sides_of_a_border_and_nowhere_else(who, card, shop, key):
    there = factories.people("33.24")
    far = factories.opened(there, place="33.24.01.2001", account="009912345678")
    voucher = book(card, who).texts[0]
    upload(who, factories.sold_off_line(shop, key, voucher))
    upload(there, factories.sold_off_line(far, factories.key_for(far, there), voucher))
    for viewer in (who["verifier"], there["verifier"]):
        assert [one.claimed.shop.name for one in queries.doubles(viewer=viewer)] == [far.name]
    assert queries.doubles(viewer=factories.people("33.25")["verifier"]) == []


def test_two_records_of_one_upload_for_one_voucher_pay_the_earlier_sale(who, card, shop, key):
    voucher = book(card, who).texts[0]
    late = factories.sold_off_line(shop, key, voucher, at=NOW + factories.hours(5), quantity=1_000)
    early = factories.sold_off_line(shop, key, voucher, at=NOW + factories.hours(1), quantity=3_000)
    assert upload(who, late, early).paid == 42_000


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("too_much", {"quantity": 4_000}),
        ("after_end", {"at": NOW + timedelta(days=30)}),
        ("not_yet", {"at": NOW - timedelta(days=2)}),
    ],
)
def test_what_a_voucher_does_not_promise_is_not_paid(who, card, shop, key, outcome, told):
    text = factories.sold_off_line(shop, key, book(card, who).texts[0], **told)
    assert upload(who, text, at=NOW + timedelta(days=31)).counts == {outcome: 1}
    assert places(card, shop) == (500_000, 100_000, 0)


def test_the_last_day_of_a_voucher_counts_whole(who, card, shop, key):
    text = factories.sold_off_line(shop, key, book(card, who).texts[0], at=NOW + timedelta(days=29, hours=13))
    assert upload(who, text, at=NOW + timedelta(days=31)).counts == {"paid": 1}


def test_goods_that_are_not_permitted_are_not_paid(who, card, shop, key):
    smokes = [vouchers.Item("cigarettes", 1_000, 30_000)]
    voucher = book(card, who).texts[0]
    text = vouchers.write_record(shop=shop.number, sold_at=NOW, voucher=voucher, items=smokes, key=key)
    assert upload(who, text).counts == {"goods": 1}


def test_an_ended_voucher_gives_its_money_back_after_the_days_for_uploading(who, card, shop, key):
    texts = book(card, who).texts
    end = lambda days: actions.end_vouchers(  # noqa: E731
        on=(NOW + timedelta(days=days)).date(), at=NOW + timedelta(days=days), by=who["facilitator"]
    )
    assert end(29 + 14) == 0
    assert (end(29 + 15), end(29 + 15)) == (2, 0)
    assert places(card) == (600_000, 0)
    late = factories.sold_off_line(shop, key, texts[0])
    assert upload(who, late, at=NOW + timedelta(days=50)).counts == {"too_late": 1}
    assert places(card, shop) == (600_000, 0, 0)


def test_who_sells_uploads_for_their_own_shop_only(who, card, shop, key):
    text = factories.sold_off_line(shop, key, book(card, who).texts[0])
    factories.key_for(factories.second(who), who)
    with pytest.raises(vouchers.BadRecord, match="Baris 1"):
        upload(who, text, by="other_till")
    assert upload(who, text, by="verifier").paid == 28_000


def test_one_bad_line_stops_the_whole_upload(who, card, shop, key):
    text = factories.sold_off_line(shop, key, book(card, who).texts[0])
    with pytest.raises(vouchers.BadRecord, match="Baris 2"):
        upload(who, text, "KKR1:AAAA")
    assert not Redemption.objects.exists()


def test_the_database_pays_a_voucher_once_whatever_a_program_says(who, card, shop, key):
    upload(who, factories.sold_off_line(shop, key, book(card, who).texts[0]))
    paid = Redemption.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Redemption.objects.create(
            shop=shop, voucher=paid.voucher, region_code=shop.region_code, fingerprint="x", record="x", amount=1,
            sold_at=NOW, uploaded_at=NOW, outcome="paid",
        )  # fmt: skip
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Voucher.objects.filter(pk=paid.voucher_id).update(status="issued")


@pytest.mark.parametrize("count", [20, 80])
def test_many_vouchers_in_any_order_some_twice_pay_exactly_once(who, shop, key, count):
    other = factories.second(who)
    keys = {shop: key, other: factories.key_for(other, who)}
    chance = random.Random(count)
    cards = factories.with_food(who, count // 4)
    texts = [text for card in cards for text in book(card, who, 200_000, key=f"b{card.pk}").texts]
    records = [(shop, factories.sold_off_line(shop, keys[shop], text)) for text in texts]
    records += [(other, factories.sold_off_line(other, keys[other], text)) for text in chance.sample(texts, count // 5)]
    records += chance.sample(records, count // 10)
    chance.shuffle(records)
    came_to = [
        upload(who, *(text for seller, text in part if seller == place), by=till)
        for at in range(0, len(records), count)
        for part in [records[at : at + count]]
        for place, till in ((shop, "till"), (other, "other_till"))
        if any(seller == place for seller, _text in part)
    ]
    assert sum(one.paid for one in came_to) == 28_000 * len(texts)
    assert sum(one.doubles for one in came_to) == count // 5
    assert Transfer.objects.filter(kind="purchase").count() == len(texts)
    assert paying.books_balance()
