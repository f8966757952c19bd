"""Vouchers off line: many, in any order, some claimed twice, settled so that each is paid exactly once."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from benchmarks import cast, figures
from benchmarks.figures import Figure
from benchmarks.parts import wallets
from lumbung.core import bulk
from lumbung.core.actors import SYSTEM, acting
from lumbung.payments import qr
from lumbung.payments.models import Account, Transfer
from lumbung.regions.models import Region
from lumbung.shops import actions, vouchers
from lumbung.shops.models import Shop, Voucher, VoucherBook

TITLE = "vouchers"
VOUCHERS, SHOPS, UPLOADS = 10_000, 100, 50
OF_A_BOOK = 4
TWICE, AGAIN = 1_000, 500
"""Vouchers that a second shop claims as well, and records that are uploaded a second time."""
AMOUNT, SOLD = 200_000, 28_000
AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
HELD = """
    SELECT a.card_id FROM payments_account a JOIN payments_card c ON c.id = a.card_id AND c.status = 'active'
     WHERE a.kind = 'food' AND a.balance >= %s AND NOT EXISTS (SELECT 1 FROM shops_voucher v WHERE v.card_id = c.id)
     ORDER BY a.id LIMIT %s
"""


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """Once: the vouchers of a database are used up by it."""
    wallets.prepare()
    cards = _cards(families)
    shops = _shops()
    officer = cast.cast()["officer"]
    signing, books = figures.timed(lambda: _issued(cards, officer))
    texts = [text for book in books for text in _texts(book)]
    records = _records(texts, shops)
    before = Transfer.objects.filter(kind="purchase").count()
    settling, came_to = figures.timed(lambda: _uploaded(records))
    _check(len(texts), came_to, before)
    yield Figure(
        part=TITLE,
        work="records of sales off line verified, judged and paid, in any order, some twice",
        count=len(records),
        unit="records",
        seconds=[settling],
        goal=f"{VOUCHERS:,} paid exactly once",
        note=f"{len(texts):,} vouchers paid once, {TWICE:,} doubles told, {AGAIN:,} uploaded again, {UPLOADS} uploads",
        memory=figures.memory_peak(),
    )
    yield Figure(
        part=TITLE, work="of which before: money put aside, vouchers signed", count=len(texts), unit="vouchers",
        seconds=[signing],
    )  # fmt: skip


def _cards(families: int) -> list[int]:
    """Cards with enough in their food wallets: as many as the goal wants, in a small database those that are there."""
    wanted, least = VOUCHERS // OF_A_BOOK, TWICE // OF_A_BOOK
    found = [card for (card,) in bulk.rows(HELD, [AMOUNT, wanted])]
    if len(found) < wanted:
        wallets.fill(wallets.released(families))
        found = [card for (card,) in bulk.rows(HELD, [AMOUNT, wanted])]
    if len(found) < least:
        raise SystemExit(f"{least:,} cards are needed, {len(found):,} are there: measure with more families")
    return found


def _shops() -> list[tuple[Shop, qr.SigningKey]]:
    """Open shops, each with a key of its own device."""
    keys = [vouchers.private_key(vouchers.new_key()) for _shop in range(SHOPS)]
    villages = list(Region.objects.filter(level=Region.Level.VILLAGE).order_by("code").values_list("code", flat=True))
    with acting(SYSTEM):
        for number, key in enumerate(keys):
            places = [Account.objects.create(kind=kind, region_code=villages[number]) for kind in Account.OF_SHOP]
            told = dict(zip(("takings", "due", "paid"), places, strict=True))
            Shop.objects.create(
                number=qr.random_numbers(1)[0], region_code=villages[number], kind="ewarong", status="active",
                name=f"Warung {number}", address="Pasar", owner_name="X", phone="0", bank="bri", account_number=key.id,
                account_index=f"{int(key.id, 16):032x}", account_name="X", requested_on=date(2026, 1, 1),
                checked_on=date(2026, 1, 1), key_id=key.id, public_key=vouchers.told(key), **told,
            )  # fmt: skip
    by_key = {shop.key_id: shop for shop in Shop.objects.filter(key_id__in=[key.id for key in keys])}
    return [(by_key[key.id], key) for key in keys]


def _issued(cards: list[int], officer) -> list[VoucherBook]:
    with acting(officer):
        return actions.issue_books(card_ids=cards, amount=AMOUNT, key=f"bench:{cards[0]}", at=AT, by=officer)


def _texts(book: VoucherBook) -> list[str]:
    key = qr.signing_key()
    return [
        vouchers.write_voucher(
            vouchers.Promise(one.number, book.card.public_number, one.limit, book.issued_on, one.last_day), key
        )
        for one in Voucher.objects.filter(book=book)
    ]


def _records(texts: list[str], shops: list[tuple[Shop, qr.SigningKey]]) -> list[str]:
    chance = random.Random(2026)
    items = [vouchers.Item("rice", 2_000, SOLD // 2)]
    sold = [(text, chance.choice(shops)) for text in texts]
    sold += [(text, chance.choice(shops)) for text in chance.sample(texts, TWICE)]
    records = [
        vouchers.write_record(shop=shop.number, sold_at=AT + timedelta(minutes=at), voucher=text, items=items, key=key)
        for at, (text, (shop, key)) in enumerate(sold)
    ]
    records += chance.sample(records, AGAIN)
    chance.shuffle(records)
    return records


def _uploaded(records: list[str]) -> list[actions.Outcomes]:
    size = len(records) // UPLOADS
    return [
        actions.upload_records(texts=part, at=AT + timedelta(days=10), by=SYSTEM)
        for part in (records[at : at + size] for at in range(0, len(records), size))
    ]


def _check(count: int, came_to: list[actions.Outcomes], before: int) -> None:
    """Each voucher paid once, every double told, nothing lost: else the figure counts for nothing."""
    paid = sum(one.count("paid") for one in came_to)
    doubles = sum(one.doubles for one in came_to)
    booked = Transfer.objects.filter(kind="purchase").count() - before
    if (paid, doubles, booked) != (count, TWICE, count) or sum(one.paid for one in came_to) != count * SOLD:
        raise SystemExit(f"{paid} paid, {doubles} doubles, {booked} booked of {count}")
    wallets.check()
