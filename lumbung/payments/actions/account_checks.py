"""Checking accounts before money leaves: the list to the bank, its answer, and the repair of what failed."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files
from lumbung.core.home import data_folder
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments.actions import stages
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.banks import POST, checks
from lumbung.payments.models import AccountCheck, BankFile, Cycle, StageEvent

BEFORE_RELEASE = (Cycle.Status.SUBMITTED, Cycle.Status.APPROVED, Cycle.Status.AUTHORISED)
"""The list is fixed and the money has not left: the time in which accounts are checked."""

_ASKED = """
    SELECT l.channel, l.end_to_end_id, l.recipient AS name, k.account_number, l.amount
      FROM payments_line l JOIN payments_card k ON k.id = l.card_id
     WHERE l.cycle_id = %s AND l.status = 'waiting' AND l.channel <> 'pos' ORDER BY l.id
"""
_CYCLES = """
    SELECT DISTINCT l.cycle_id FROM checked a JOIN payments_line l ON l.end_to_end_id = a.reference
"""
_KEEP = """
    INSERT INTO payments_accountcheck (line_id, card_id, result, reason, checked_on, told_in_id, region_code)
    SELECT l.id, l.card_id, a.result, a.reason, a.told_on, %(file)s, l.region_code
      FROM checked a
      JOIN payments_line l ON l.end_to_end_id = a.reference AND l.card_id IS NOT NULL AND l.status = 'waiting'
      JOIN payments_cycle c ON c.id = l.cycle_id AND c.status IN ('submitted', 'approved', 'authorised')
     WHERE a.result IN ('fine', 'failed') AND l.region_code >= %(lo)s AND l.region_code < %(hi)s
     ORDER BY l.id
    ON CONFLICT DO NOTHING
"""
_BY_POST = """
    UPDATE payments_line l SET channel = 'pos', card_id = NULL
      FROM checked a, payments_cycle c
     WHERE l.end_to_end_id = a.reference AND a.result = 'failed' AND l.card_id IS NOT NULL AND l.status = 'waiting'
       AND c.id = l.cycle_id AND c.status IN ('submitted', 'approved', 'authorised')
       AND l.region_code >= %(lo)s AND l.region_code < %(hi)s
"""
_REPAIRED = """
    UPDATE payments_accountcheck k SET repaired_on = a.told_on, repaired_how = 'bank'
      FROM checked a JOIN payments_line l ON l.end_to_end_id = a.reference
     WHERE k.line_id = l.id AND a.result = 'repaired' AND k.result = 'failed' AND k.repaired_on IS NULL
       AND l.region_code >= %(lo)s AND l.region_code < %(hi)s
"""
_COLUMNS = {"reference": "text", "result": "text", "reason": "text", "told_on": "date"}
_FILE_COUNTS = {"fine": "paid", "failed": "failed", "repaired": "returned"}


class NotTheTime(Refusal):
    """Accounts are checked once the list is fixed and before the money leaves."""

    message = _("Rekening diperiksa sesudah siklus diajukan dan sebelum uangnya dilepas.")


class ChecksUnknown(BadInput):
    """Not one row of the answer speaks of a line of ours that could still be changed."""

    message = _(
        "Berkas %(file)s tidak mengubah satu pun baris. Rujukannya tidak dikenal, atau uang siklusnya sudah dilepas."
    )


class HowMissing(BadInput):
    """A repair says how."""

    message = _("Tulis bagaimana rekening itu diperbaiki.")


@transaction.atomic
def write_check_lists(*, cycle_id: int, by: Any) -> list[BankFile]:
    """One list of accounts for each bank of a cycle whose list is fixed; written again it is the same."""
    allowed(by, "payments.submit_cycle")
    cycle = locked_cycle(cycle_id, by)
    if cycle.status not in BEFORE_RELEASE:
        raise NotTheTime(cycle)
    asked = bulk.read_frame(_ASKED, [cycle.pk], {"amount": pl.Int64})
    parts = asked.partition_by("channel", as_dict=True, maintain_order=True)
    return [_list(cycle, str(channel), rows, by) for (channel,), rows in sorted(parts.items())]


def _list(cycle: Cycle, channel: str, rows: pl.DataFrame, by: Any) -> BankFile:
    message_id = f"CK{cycle.pk}-{channel.upper()}"
    known = BankFile.objects.filter(message_id=message_id).first()
    if known:
        return known
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        draft = Path(folder) / f"{message_id}.csv"
        with draft.open("wb") as out:
            checks.write(out, channel, rows.with_columns(crypto.decrypt_series(rows["account_number"])))
        ref = files.store(draft, draft.suffix)
    return BankFile.objects.create(
        direction=BankFile.Direction.OUT,
        status=BankFile.Status.WRITTEN,
        cycle=cycle,
        channel=channel,
        kind=BankFile.ACCOUNT_CHECK,
        name=f"{message_id}.csv",
        ref=ref,
        message_id=message_id,
        lines=rows.height,
        total=int(rows["amount"].sum()),
        region_code=cycle.region_code,
        by_id=by.pk,
    )


@transaction.atomic
def take_account_checks(*, path: Path, name: str, by: Any) -> BankFile:
    """Take in a bank's answer about accounts. A failed one goes by the post; the same file again changes nothing."""
    allowed(by, "payments.read_bank_file")
    ref = files.store(path)
    known = BankFile.objects.visible_to(by).filter(direction=BankFile.Direction.IN, ref=ref).first()
    if known:
        return known
    told = checks.read(path, name=name)
    bulk.staged(told, "checked", _COLUMNS)
    ids = [row[0] for row in bulk.rows(_CYCLES)]
    cycles = list(Cycle.objects.visible_to(by).select_for_update().filter(pk__in=ids).order_by("pk"))
    if not cycles:
        raise ChecksUnknown(file=name)
    channel = _channel()
    answer = _answer(told, cycles, channel, name=name, ref=ref, by=by)
    _book(answer, by, told.height, name)
    day = max(date.fromisoformat(text) for text in told["told_on"])
    for cycle in cycles:
        stages.note(
            cycle_id=cycle.pk,
            stage=StageEvent.Stage.ACCOUNT_CHECK,
            on=day,
            by=by,
            channels=[channel] if channel else [""],
        )
    return answer


def _channel() -> str:
    """The one bank whose accounts the staged answer speaks of; empty where it speaks of several."""
    found = bulk.rows(
        "SELECT DISTINCT l.channel FROM checked a JOIN payments_line l ON l.end_to_end_id = a.reference"
        " WHERE l.channel <> %s",
        [POST],
    )
    return found[0][0] if len(found) == 1 else ""


def _answer(told: pl.DataFrame, cycles: list[Cycle], channel: str, *, name: str, ref: str, by: Any) -> BankFile:
    one = cycles[0] if len(cycles) == 1 else None
    counted = dict(told.group_by("result").len().iter_rows())
    return BankFile.objects.create(
        direction=BankFile.Direction.IN,
        status=BankFile.Status.BOOKED,
        cycle=one,
        channel=channel,
        kind=BankFile.ACCOUNT_CHECK,
        name=name,
        ref=ref,
        lines=told.height,
        booked=told.height,
        region_code=one.region_code if one else by.region_code or "0",
        by_id=by.pk,
        **{column: counted.get(result, 0) for result, column in _FILE_COUNTS.items()},
    )


def _book(answer: BankFile, by: Any, rows: int, name: str) -> None:
    told = {"file": answer.pk, "lo": by.reach.lo, "hi": by.reach.hi}
    changed = bulk.execute(_REPAIRED, told) + bulk.execute(_KEEP, told)
    with bulk.whole_joins():
        bulk.execute(_BY_POST, told)
    if not changed:
        raise ChecksUnknown(file=name)
    BankFile.objects.filter(pk=answer.pk).update(unchanged=max(rows - changed, 0))


@transaction.atomic
def repair_account(*, check_id: int, how: str, on: date, by: Any) -> AccountCheck:
    """An account put right: from the next cycle on the bank pays it again. Told again nothing changes."""
    allowed(by, "payments.read_bank_file")
    found = AccountCheck.objects.visible_to(by).select_for_update().filter(pk=check_id, result="failed").first()
    if found is None:
        raise NotFound(check_id)
    if found.repaired_on:
        return found
    if not how.strip():
        raise HowMissing(fields={"how": str(HowMissing.message)})
    found.repaired_on, found.repaired_how = on, how.strip()
    found.save(update_fields=["repaired_on", "repaired_how"])
    return found
