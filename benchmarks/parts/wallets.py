"""Wallets: a benefit comes in for everybody, most go shopping, some bring things back, merchants are paid."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import polars as pl

from benchmarks import cast, figures
from benchmarks.figures import Figure
from lumbung.core import bulk, files
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.home import data_folder
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid
from lumbung.payments.banks import simulated
from lumbung.payments.models import Account, BankFile, Card, Cycle
from lumbung.targeting import queries as targeting

TITLE = "wallets"
DAY = date(2026, 11, 21)
AMOUNT = 600_000
SHOPS = 1_000
BOUGHT, OF, RETURNED = 11, 20, 11
"""How many of twenty wallets buy, and of how many purchases one comes back in part: for ten wallets six in all."""
STATEMENT = ("camt053", "jawaban")


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """One cycle after another; each is paid into the wallets, spent, partly returned, settled and checked."""
    prepare()
    steps: dict[str, list[tuple[float, float]]] = {}
    for _again in range(max(1, repeat)):
        cycle = released(families)
        with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
            answers = said_by_the_banks(cycle, Path(folder))
            spent = _timed(steps, "topped up from the banks' statements", partial(top_up, answers))
        bought = _timed(steps, "purchases booked", partial(buy, cycle))
        back = _timed(steps, "purchases given back in part", partial(give_back, bought))
        _timed(steps, "merchants settled", settle)
        _timed(steps, "every balance checked against its transfers", check)
    rounds = list(zip(*steps.values(), strict=True))
    whole, worked = ([sum(step[at] for step in one) for one in rounds] for at in (0, 1))
    yield Figure(
        part=TITLE,
        work="wallets topped up, spent from, returned to, settled and checked",
        count=spent + bought.height + back,
        unit="transfers",
        seconds=whole,
        processor=worked,
        goal="100,000 top-ups and 60,000 purchases and returns under 30 s",
        note=f"{spent:,} wallets, {bought.height:,} purchases, {back:,} returns, {SHOPS:,} shops",
        memory=figures.memory_peak(),
    )
    for name, taken in steps.items():
        seconds, processor = (list(times) for times in zip(*taken, strict=True))
        told = {"work": f"of which: {name}", "count": spent, "unit": "wallets"}
        yield Figure(part=TITLE, **told, seconds=seconds, processor=processor)


def _timed(steps: dict[str, list[tuple[float, float]]], name: str, work):
    taken, processor, result = figures.worked(work)
    steps.setdefault(name, []).append((taken, processor))
    return result


def prepare() -> None:
    """Cards for every family and places for merchants, made once."""
    officer = cast.cast()["officer"]
    if not Card.objects.exists():
        for regency, _families in targeting.regencies_with_families():
            with acting(officer):
                told = {"region_code": regency, "on": date(2026, 1, 1), "by": officer}
                payments.open_simulated_accounts(**told, checker=cast.cast()["second_officer"])
                payments.deliver_simulated_cards(**told)
    with acting(SYSTEM):
        missing = SHOPS - Account.objects.filter(kind=Account.Kind.SHOP).count()
        if missing > 0:
            kinds = (Account.Kind.SHOP, Account.Kind.SHOP_DUE, Account.Kind.SHOP_PAID)
            regions = Card.objects.values_list("region_code", flat=True)[:missing]
            Account.objects.bulk_create(Account(kind=kind, region_code=code) for code in regions for kind in kinds)


def released(families: int) -> Cycle:
    """A cycle that pays every family with a card, signed by everybody it needs, with its orders written."""
    people = cast.cast()
    number = Cycle.objects.filter(programme="wallets").count()
    begins, ends = (date(2030 + at // 12, at % 12 + 1, 1) for at in (number, number + 1))
    fund = cast.fund(name="DIPA", fiscal_year=2026, budget=10**14)
    with acting(people["officer"]):
        held = bulk.read_frame(
            "SELECT family_id, %s AS amount FROM payments_card WHERE status = 'active' ORDER BY 1 LIMIT %s",
            [AMOUNT, families],
            schema={"family_id": pl.Int64, "amount": pl.Int64},
        )
        cycle = payments.create_cycle(
            programme="wallets", wallet="food", period=(begins, ends), stage=f"{begins:%Y-%m}", region_code="0",
            fund_id=fund.pk, source=f"wallets:{number}", entitlements=held, by=people["officer"],
        )  # fmt: skip
    acts = ((payments.submit_cycle, "officer"), (payments.approve_cycle, "head"),
            (payments.authorise_cycle, "treasurer"), (payments.release_cycle, "second_treasurer"))  # fmt: skip
    for act, who in acts:
        with acting(people[who]):
            if Cycle.objects.get(pk=cycle.pk).status not in Cycle.LEFT and _wanted(cycle, act.__name__):
                act(cycle_id=cycle.pk, by=people[who], at=datetime.now(UTC))
    payments.write_files(cycle_id=cycle.pk, by=people["second_treasurer"])
    return cycle


def _wanted(cycle: Cycle, act: str) -> bool:
    return f"{paid.next_act(cycle=Cycle.objects.get(pk=cycle.pk))}_cycle" == act


def fill(cycle: Cycle) -> None:
    """Every wallet of a cycle gets its money, untimed."""
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        top_up(said_by_the_banks(cycle, Path(folder)))


def said_by_the_banks(cycle: Cycle, folder: Path) -> list[Path]:
    """A statement for every order, nothing left silent."""
    found: list[Path] = []
    for order in BankFile.objects.filter(cycle=cycle, direction=BankFile.Direction.OUT).order_by("message_id"):
        told = {"bank": order.channel, "message_id": order.message_id, "on": DAY, "settle": True}
        found += simulated.answer(files.path(order.ref), folder, **told)
    return [path for path in found if path.stem.rpartition("-")[2] in STATEMENT]


def top_up(answers: list[Path]) -> int:
    """Read and book the statements; returns how many wallets got their money."""
    officer = cast.cast()["officer"]
    booked = 0
    for path in answers:
        with acting(officer):
            received = payments.receive_answer(path=path, name=path.name, by=officer)
        booked += payments.book_answer(file_id=received.pk, by=officer).paid
    return booked


def buy(cycle: Cycle) -> pl.DataFrame:
    """Most wallets that got their money buy, at shops all over; returns the purchases."""
    treasurer = cast.cast()["treasurer"]
    with acting(treasurer):
        cards = bulk.read_frame(
            "SELECT card_id FROM payments_line WHERE cycle_id = %s AND status = 'paid' AND card_id > 0 ORDER BY id",
            [cycle.pk],
            {"card_id": pl.Int64},
        )
        shops = list(Account.objects.filter(kind=Account.Kind.SHOP).order_by("pk").values_list("pk", flat=True))
        buyers = cards.filter(pl.int_range(pl.len()) % OF < BOUGHT)
        at = pl.int_range(pl.len())
        wishes = buyers.select(
            "card_id",
            reference=f"bench:{cycle.pk}:" + at.cast(pl.String),
            wallet=pl.lit("food"),
            amount=50_000 + at % 40 * 2_500,
            shop_account_id=pl.Series([shops[place % len(shops)] for place in range(buyers.height)]),
            place=pl.lit("Warung"),
        )
        booked = payments.purchase(wishes=wishes, on=DAY, by=treasurer)
        if booked.count("booked") != wishes.height:
            raise SystemExit(f"{booked.count('refused')} purchases were refused")
        return wishes


def give_back(bought: pl.DataFrame) -> int:
    """One purchase in eleven is brought back in part; returns how many."""
    other = cast.cast()["second_treasurer"]
    part = bought.gather_every(RETURNED).select(
        reference=pl.col("reference") + ":back", of_reference="reference", amount=pl.lit(20_000, dtype=pl.Int64)
    )
    with acting(other):
        return payments.give_back(wishes=part, at=datetime.now(UTC), by=other).count("booked")


def settle() -> None:
    """Every shop's takings go to its bank and arrive there."""
    with acting(SYSTEM):
        for kind, source, target in (("settle", "shop", "shop_due"), ("settled", "shop_due", "shop_paid")):
            wishes = bulk.read_frame(_SETTLE, [kind, kind, source, target], _SETTLE_TYPES)
            if payments.book_transfers(wishes=wishes, by=SYSTEM).count("refused"):
                raise SystemExit("a settlement was refused")


_SETTLE_TYPES = {"amount": pl.Int64, "debit_id": pl.Int64, "credit_id": pl.Int64}
_SETTLE = """
    SELECT %s AS kind, %s || ':' || d.id || ':' || (SELECT count(*) FROM payments_transfer WHERE debit_id = d.id)
           AS reference, d.balance AS amount, d.id AS debit_id, c.id AS credit_id, d.region_code
      FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM payments_account WHERE kind = %s) AS d
      JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM payments_account WHERE kind = %s) AS c
     USING (place)
     WHERE d.balance > 0
"""


def check() -> None:
    """Every balance is the sum of its transfers, none is below zero, and all together are nothing."""
    with acting(SYSTEM):
        off = bulk.rows(
            "WITH moved AS (SELECT id, sum(delta) AS balance FROM (SELECT credit_id AS id, amount AS delta"
            " FROM payments_transfer UNION ALL SELECT debit_id, -amount FROM payments_transfer) AS sides GROUP BY id)"
            " SELECT count(*) FILTER (WHERE a.balance <> coalesce(m.balance, 0)"
            " OR a.balance < 0 AND a.kind <> 'treasury'), sum(a.balance)"
            " FROM payments_account a LEFT JOIN moved m USING (id)"
        )
    if off != [(0, 0)]:
        raise SystemExit(f"the books do not balance: {off}")
