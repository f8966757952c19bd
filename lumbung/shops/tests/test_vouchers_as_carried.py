"""What a voucher and a shop's record say, and what is refused without asking anybody."""

from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lumbung.payments.qr.keys import SigningKey, key_id
from lumbung.shops import vouchers

AT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
PROMISE = vouchers.Promise("0123456789AB", "K7Q2M9XA4T0B", 50_000, date(2026, 11, 1), date(2026, 11, 30))
ITEMS = (vouchers.Item("rice", 2_500, 14_000), vouchers.Item("egg", 500, 28_000))


def key() -> SigningKey:
    private = Ed25519PrivateKey.generate()
    return SigningKey(key_id(private.public_key()), private)


def public(*keys: SigningKey) -> dict:
    return {one.id: one.private.public_key() for one in keys}


@pytest.fixture
def house():
    return key()


@pytest.fixture
def shop():
    return vouchers.private_key(vouchers.new_key())


def test_a_voucher_says_its_number_card_limit_and_days(house):
    text = vouchers.write_voucher(PROMISE, house)
    assert vouchers.read_voucher(text, keys=public(house)) == PROMISE
    assert len(text) < 350


def test_a_voucher_of_another_house_is_refused(house):
    text = vouchers.write_voucher(PROMISE, key())
    with pytest.raises(vouchers.BadVoucher):
        vouchers.read_voucher(text, keys=public(house))


@pytest.mark.parametrize("text", ["", "KKV1:", "KKV1:HALO", "nonsense", "KKV1:" + "A" * 5_000])
def test_a_text_that_is_no_voucher_is_refused(house, text):
    with pytest.raises(vouchers.BadVoucher):
        vouchers.read_voucher(text, keys=public(house))


def test_the_last_day_counts_and_the_next_one_does_not():
    assert PROMISE.counts_on(date(2026, 11, 30))
    assert not PROMISE.counts_on(date(2026, 12, 1))
    assert not PROMISE.counts_on(date(2026, 10, 31))


def record(house, shop, items=ITEMS):
    voucher = vouchers.write_voucher(PROMISE, house)
    return vouchers.write_record(shop="T1", sold_at=AT, voucher=voucher, items=items, key=shop)


def test_a_record_says_who_sold_what_when_for_which_voucher(house, shop):
    who, sale = vouchers.read_record(record(house, shop), line=1, shops=public(shop), keys=public(house))
    assert who == shop.id
    assert (sale.shop, sale.sold_at, sale.promise, sale.items) == ("T1", AT, PROMISE, ITEMS)
    assert sale.amount == 49_000


def test_a_record_that_an_unknown_shop_signed_is_refused(house, shop):
    with pytest.raises(vouchers.BadRecord):
        vouchers.read_record(record(house, key()), line=1, shops=public(shop), keys=public(house))


def test_a_record_around_a_forged_voucher_is_refused(house, shop):
    with pytest.raises(vouchers.BadVoucher):
        vouchers.read_record(record(key(), shop), line=1, shops=public(shop), keys=public(house))


@pytest.mark.parametrize(
    "items",
    [
        (),
        (vouchers.Item("rice", 0, 14_000),),
        (vouchers.Item("rice", 1_000, -5),),
        (vouchers.Item("rice", 10**12, 14_000),),
        (ITEMS[0], ITEMS[0]),
    ],
)
def test_a_record_with_figures_that_cannot_be_is_refused(house, shop, items):
    with pytest.raises(vouchers.BadRecord):
        vouchers.read_record(record(house, shop, items), line=3, shops=public(shop), keys=public(house))


def test_the_public_half_of_a_key_is_told_and_read(shop):
    assert vouchers.public_key(vouchers.told(shop))[0] == shop.id
    with pytest.raises(vouchers.BadShopKey):
        vouchers.public_key("bukan kunci")
    with pytest.raises(vouchers.BadShopKey):
        vouchers.private_key("{}")
