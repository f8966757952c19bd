"""The daily settlement: prepared by one person, approved by another, sent to the bank, answered by it. Set by set."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files, states
from lumbung.core.home import data_folder
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.payments import answers, banks
from lumbung.payments.actions import Prepared, countersign
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.banks import simulated
from lumbung.payments.iso20022 import orders
from lumbung.payments.models import Fund
from lumbung.payments.models.ledger import NATION
from lumbung.shops.actions.common import book, held, told_why
from lumbung.shops.models import Settlement, SettlementLine

Status = Settlement.Status

_OWED = """
    CREATE TEMPORARY TABLE owed ON COMMIT DROP AS
    SELECT s.id AS shop_id, s.bank, s.region_code, s.takings_id, s.due_id, a.balance AS amount,
           nextval(pg_get_serial_sequence('shops_settlementline', 'id')) AS id
      FROM shops_shop s JOIN payments_account a ON a.id = s.takings_id
     WHERE s.status IN ('active', 'closed') AND a.balance > 0 AND s.bank = ANY(%(banks)s)
       AND s.region_code >= %(lo)s AND s.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM shops_settlementline l
                        WHERE l.shop_id = s.id AND l.day = %(day)s AND l.status <> 'cancelled')
     ORDER BY s.id
"""
_HOLD = """
    WITH held AS (SELECT a.id FROM payments_account a JOIN shops_shop s ON s.takings_id = a.id
                   WHERE s.region_code >= %(lo)s AND s.region_code < %(hi)s AND a.balance > 0
                   ORDER BY a.id FOR NO KEY UPDATE OF a)
    SELECT count(*) FROM held
"""
_LINES = """
    INSERT INTO shops_settlementline (id, settlement_id, shop_id, region_code, day, amount, end_to_end_id, status)
    SELECT o.id, m.settlement_id, o.shop_id, o.region_code, %(day)s, o.amount, 'LT' || m.settlement_id || '-' || o.id,
           'waiting'
      FROM owed o JOIN made m ON m.bank = o.bank ORDER BY o.id
"""
_BIND = """
    SELECT row_number() OVER (ORDER BY o.id), 'settlement:' || o.id || ':due', 'settle', o.amount, o.takings_id,
           o.due_id, NULL, '', o.region_code, %(at)s
      FROM owed o
"""
_UNBIND = """
    SELECT row_number() OVER (ORDER BY l.id), 'settlement:' || l.id || ':cancelled', 'unsettle', l.amount, s.due_id,
           s.takings_id, NULL, '', l.region_code, %(at)s
      FROM shops_settlementline l JOIN shops_shop s ON s.id = l.shop_id WHERE l.settlement_id = %(settlement)s
"""
_CREDITS = """
    SELECT l.end_to_end_id, l.amount, s.account_name, s.account_number
      FROM shops_settlementline l JOIN shops_shop s ON s.id = l.shop_id WHERE l.settlement_id = %s ORDER BY l.id
"""
_SAID = {"reference": "text", "outcome": "text", "reason": "text", "amount": "bigint"}
_ANSWERED = """
    CREATE TEMPORARY TABLE answered ON COMMIT DROP AS
    WITH changed AS (
        UPDATE shops_settlementline l SET status = %(to)s, why = a.reason, answered_on = %(on)s
          FROM (SELECT DISTINCT ON (reference) * FROM said WHERE outcome = ANY(%(outcomes)s) ORDER BY reference) a
         WHERE a.reference = l.end_to_end_id AND l.settlement_id = %(settlement)s AND l.status = %(now)s
           AND coalesce(a.amount = l.amount, true)
        RETURNING l.id, l.shop_id, l.amount, l.region_code)
    SELECT changed.*, s.takings_id, s.due_id, s.paid_id FROM changed JOIN shops_shop s ON s.id = changed.shop_id
"""
_MOVE = """
    SELECT row_number() OVER (ORDER BY id), 'settlement:' || id || ':' || %(name)s, %(kind)s, amount, {debit}, {credit},
           NULL, '', region_code, %(at)s
      FROM answered
"""
_STEPS = (
    ("paid", "waiting", ["paid"], "settled", "due_id", "paid_id"),
    ("failed", "paid", ["returned"], "unsettle", "paid_id", "takings_id"),
    ("failed", "waiting", ["failed", "returned"], "unsettle", "due_id", "takings_id"),
)
"""(new status, status before, what the bank says, transfer, debited account, credited account), in this order."""


class NothingToSettle(Refusal):
    """No shop is owed anything for that day."""

    message = _("Tidak ada toko yang menunggu pelunasan untuk hari itu.")


class SamePersonApproves(Refusal):
    """Who prepared a settlement does not approve it."""

    message = _("Yang menyusun pelunasan tidak bisa menyetujuinya. Minta bendahara lain.")
    status = 403


class AnswerUnknown(Refusal):
    """Not one row of the answer speaks of this settlement."""

    message = _("Berkas %(file)s tidak menyebut satu pun toko dari pelunasan ini. Periksa apakah berkasnya benar.")


class NotSent(Refusal):
    """The bank answers what it was sent."""

    message = _("Pelunasan ini belum dikirim ke bank, jadi belum ada yang bisa dijawab.")


@transaction.atomic
def prepare_settlements(*, day: date, fund_id: int, at: datetime, by: Any) -> list[Settlement]:
    """One settlement a bank for all that shops in reach are owed; their money is bound from here on.

    A shop has one credit a day; asked again for the same day, only shops without one are taken.
    """
    allowed(by, "shops.prepare_settlement")
    with whole_ledger():
        fund = Fund.objects.filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(fund_id)
    told = {"lo": by.reach.lo, "hi": by.reach.hi, "day": day, "at": at, "banks": _iso_banks()}
    bulk.execute("DROP TABLE IF EXISTS pg_temp.owed")
    bulk.rows(_HOLD, told)
    if not bulk.execute(_OWED, told):
        raise NothingToSettle
    sums = bulk.rows("SELECT bank, count(*), sum(amount) FROM owed GROUP BY bank ORDER BY bank")
    made = [
        Settlement.objects.create(
            region_code=by.region_code or NATION,
            day=day,
            bank=bank,
            fund=fund,
            lines_count=shops,
            total=int(total),
            prepared_by_id=by.pk,
            prepared_at=at,
        )
        for bank, shops, total in sums
    ]
    by_bank = pl.DataFrame({"bank": [one.bank for one in made], "settlement_id": [one.pk for one in made]})
    bulk.staged(by_bank, "made", {"bank": "text", "settlement_id": "bigint"})
    bulk.execute(_LINES, told)
    book(_BIND, told, by=by)
    return made


def _iso_banks() -> list[str]:
    """Banks that take orders as `pain.001`."""
    return [bank.key for bank in banks.all_banks().values() if bank.channel == "iso20022"]


@transaction.atomic
def approve_settlement(*, settlement_id: int, at: datetime, by: Any) -> Settlement:
    """Others approve, as many as the sum demands; with the last of them the file for the bank is written, checked by
    the schema, and kept."""
    allowed(by, "shops.approve_settlement")
    settlement = held(Settlement, settlement_id, by)
    if by.pk is not None and settlement.prepared_by_id == by.pk:
        raise SamePersonApproves(settlement)
    if settlement.status == Status.PREPARED:
        if not countersign(prepared=_signed(settlement), by=by, at=at):
            return settlement
        settlement.file_ref = _write(settlement, at)
    told = {"approved_by_id": by.pk, "approved_at": at, "file_ref": settlement.file_ref}
    return states.move(settlement, Status.APPROVED, **told)


def _signed(settlement: Settlement) -> Prepared:
    subject, at = f"settlement:{settlement.pk}", settlement.prepared_at
    return Prepared("settlement", subject, settlement.total, settlement.prepared_by_id, at, settlement.region_code)


@transaction.atomic
def cancel_settlement(*, settlement_id: int, reason: str, at: datetime, by: Any) -> Settlement:
    """Stop a settlement before it is sent; the money is the shops' takings again."""
    allowed(by, "shops.prepare_settlement" if by.may("shops.prepare_settlement") else "shops.approve_settlement")
    settlement = held(Settlement, settlement_id, by)
    states.move(settlement, Status.CANCELLED, cancelled_by_id=by.pk, reason=told_why(reason))
    settlement.lines.update(status=SettlementLine.Status.CANCELLED)
    book(_UNBIND, {"settlement": settlement.pk, "at": at}, by=by)
    return settlement


def _write(settlement: Settlement, at: datetime) -> str:
    with whole_ledger():
        payer = Fund.objects.get(pk=settlement.fund_id)
    order = orders.Order(
        message_id=settlement.message_id,
        created_at=at,
        execute_on=at.date(),
        payer_name=payer.payer_name,
        payer_account=payer.payer_account,
        bic=banks.all_banks()[settlement.bank].bic,
        count=settlement.lines_count,
        total=settlement.total,
    )
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        draft = Path(folder) / f"{settlement.message_id}.xml"
        with draft.open("wb") as out:
            orders.write(out, order, _credits(settlement))
        orders.verify(draft, name=draft.name)
        return files.store(draft, ".xml")


def _credits(settlement: Settlement) -> Iterator[pl.DataFrame]:
    """The credits of the file; numbers and names are decrypted here only."""
    found = bulk.read_frame(_CREDITS, [settlement.pk], {"amount": pl.Int64})
    note = pl.lit(f"E-warong {settlement.day.isoformat()}").alias("note")
    yield found.with_columns(
        crypto.decrypt_series(found["account_number"]), crypto.decrypt_series(found["account_name"]).alias("name"), note
    )


@transaction.atomic
def book_settlement_answer(*, settlement_id: int, path: Path, name: str, on: date, at: datetime, by: Any) -> Settlement:
    """Take in what the bank says of each credit; read again it changes nothing. What failed is takings again."""
    allowed(by, "shops.prepare_settlement" if by.may("shops.prepare_settlement") else "shops.approve_settlement")
    settlement = held(Settlement, settlement_id, by)
    if settlement.status not in (Status.APPROVED, Status.ANSWERED):
        raise NotSent(settlement)
    said = _spelt_out(settlement, answers.read(path, name=name).rows)
    known = set(settlement.lines.values_list("end_to_end_id", flat=True))
    if not known.intersection(said["reference"]):
        raise AnswerUnknown(file=name)
    bulk.staged(said, "said", _SAID)
    for to, now, outcomes, kind, debit, credit in _STEPS:
        told = {"to": to, "now": now, "outcomes": outcomes, "settlement": settlement.pk, "on": on}
        bulk.execute("DROP TABLE IF EXISTS pg_temp.answered")
        if bulk.execute(_ANSWERED, told):
            book(_MOVE.format(debit=debit, credit=credit), {"name": f"{now}_{to}", "kind": kind, "at": at}, by=by)
    if settlement.status == Status.APPROVED and not settlement.lines.filter(status="waiting").exists():
        states.move(settlement, Status.ANSWERED)
    return settlement


def _spelt_out(settlement: Settlement, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that decide something; what is said of the whole file is said of each of its other lines."""
    deciding = rows.filter(pl.col("outcome").is_in([answers.PAID, answers.FAILED, answers.RETURNED]))
    single = deciding.filter(pl.col("scope") == "line").select(*_SAID)
    whole = deciding.filter(pl.col("scope") == "file", pl.col("reference") == settlement.message_id)
    if whole.height:
        told = whole.row(-1, named=True)
        others = settlement.lines.exclude(end_to_end_id__in=single["reference"].to_list())
        spread = pl.DataFrame({"reference": list(others.values_list("end_to_end_id", flat=True))})
        spread = spread.with_columns(outcome=pl.lit(told["outcome"]), reason=pl.lit(told["reason"]), amount=None)
        single = pl.concat([single, spread.select(*_SAID).cast(single.schema)])
    return single


def simulate_settlement_answer(*, settlement_id: int, on: date, at: datetime, by: Any) -> Settlement:
    """The demonstration's other side: the simulated bank answers the file by files of its own."""
    settlement = Settlement.objects.visible_to(by).filter(pk=settlement_id).first()
    if settlement is None:
        raise NotFound(settlement_id)
    if not settlement.file_ref:
        raise NotSent(settlement)
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        for path in simulated.answer(
            files.path(settlement.file_ref), Path(folder), bank=settlement.bank, message_id=settlement.message_id,
            on=on, settle=True,
        ):  # fmt: skip
            settlement = book_settlement_answer(
                settlement_id=settlement_id, path=path, name=path.name, on=on, at=at, by=by
            )
    return settlement
