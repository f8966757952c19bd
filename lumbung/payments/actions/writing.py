"""Writing the orders: one file per distributor and stretch of lines, valid before it counts."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files, jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.home import data_folder
from lumbung.core.models import Job
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.payments import banks, rules
from lumbung.payments.actions import stages
from lumbung.payments.actions.api_orders import goes_by_api
from lumbung.payments.actions.common import locked_cycle, run_here, whole_ledger
from lumbung.payments.banks import Bank, layouts, written
from lumbung.payments.iso20022 import orders
from lumbung.payments.models import BankFile, Cycle, Fund, StageEvent

JOB = "payments.write_files"
SLICE = 10_000
ORDER_KIND = "pain.001.001.09"

_PLAN = """
    SELECT channel, part, min(id), max(id), count(*), sum(amount)
      FROM (SELECT id, channel, amount, (row_number() OVER (PARTITION BY channel ORDER BY id) - 1) / {split} AS part
              FROM payments_line WHERE cycle_id = {cycle}) AS numbered
     GROUP BY channel, part ORDER BY channel, part
"""
_LINES = """
    SELECT l.end_to_end_id, l.amount, l.recipient AS name, k.account_number, l.region_code,
           concat_ws(', ', nullif(d.address, ''), nullif(d.hamlet, ''), nullif('RT ' || d.rt, 'RT '),
                     nullif('RW ' || d.rw, 'RW ')) AS address
      FROM payments_line l
      LEFT JOIN payments_card k ON k.id = l.card_id
      JOIN registry_family f ON f.id = l.family_id
      JOIN registry_dwelling d ON d.id = f.dwelling_id
     WHERE l.cycle_id = %s AND l.channel = %s AND l.id BETWEEN %s AND %s
     ORDER BY l.id
"""
_PAY_LINES = """
    SELECT l.end_to_end_id, l.amount, l.recipient AS name, k.account_number
      FROM payments_line l JOIN payments_card k ON k.id = l.card_id
     WHERE l.cycle_id = %s AND l.channel = %s AND l.id BETWEEN %s AND %s
     ORDER BY l.id
"""


class NothingReleased(Refusal):
    """Files are written once the money has been released, not before."""

    message = _("Uang siklus ini belum dilepas, jadi berkas bank belum bisa dibuat.")


class FileChanged(Refusal):
    """A file written again came out different; the first one stays."""

    message = _("Berkas %(file)s sudah pernah dibuat dengan isi lain. Berkas pertama yang berlaku.")


@dataclass(frozen=True)
class Part:
    """One file to be: its channel, its number, its stretch of lines and its control sums."""

    channel: str
    number: int
    first: int
    last: int
    count: int
    total: int

    def message_id(self, cycle: Cycle) -> str:
        """Made of our own ids, so never given twice."""
        return f"LB{cycle.pk}-{self.channel.upper()}-{self.number + 1:03}"


def start_writing(*, cycle_id: int, by: Any, queued: bool = True) -> Job:
    """A job that writes every file of a released cycle, one file a chunk."""
    allowed(by, "payments.submit_cycle" if by.may("payments.submit_cycle") else "payments.release_cycle")
    cycle = Cycle.objects.visible_to(by).filter(pk=cycle_id).first()
    if cycle is None:
        raise NotFound(cycle_id)
    if cycle.status not in Cycle.LEFT:
        raise NothingReleased(cycle)
    begin = jobs.start if queued else jobs.enrol
    return begin(JOB, {"cycle": cycle.pk}, by=by, region_code=cycle.region_code)


def write_files(*, cycle_id: int, by: Any, progress: jobs.Progress | None = None) -> list[BankFile]:
    """Write every file of a released cycle here and now; written again they are the same bytes."""
    run_here(start_writing(cycle_id=cycle_id, by=by, queued=False), progress)
    found = BankFile.objects.filter(cycle_id=cycle_id, direction=BankFile.Direction.OUT)
    found = found.exclude(kind=BankFile.ACCOUNT_CHECK)
    return list(found.order_by("channel", "message_id"))


@jobs.kind(JOB)
def write_next(job: Job) -> bool:
    """Write the next file of the plan; the plan is made once and kept in the cursor."""
    cycle = locked_cycle(job.params["cycle"], job.by or SYSTEM)
    if "plan" not in job.cursor:
        split = int(rules.in_force(cycle.released_at.date()).lines_per_file)
        plan = bulk.rows(_PLAN.format(split=split, cycle=cycle.pk))
        job.cursor = {"plan": [[*row[:5], int(row[5])] for row in plan], "next": 0}
        job.total = sum(row[4] for row in plan)
    parts = [Part(*row) for row in job.cursor["plan"]]
    if job.cursor["next"] < len(parts):
        part = parts[job.cursor["next"]]
        if not goes_by_api(cycle.pk, part.channel):
            _write(cycle, part, job.by_id)
            _note(cycle, part, job)
        job.cursor["next"] += 1
        job.done += part.count
    return job.cursor["next"] >= len(parts)


def _note(cycle: Cycle, part: Part, job: Job) -> None:
    """Handing the order to the distributor is the standing instruction of the chain."""
    day = timezone.localdate(cycle.released_at)
    stage = StageEvent.Stage.STANDING_INSTRUCTION
    stages.note(cycle_id=cycle.pk, stage=stage, on=day, by=job.by or SYSTEM, channels=[part.channel])


def _write(cycle: Cycle, part: Part, by_id: int | None) -> BankFile:
    bank = banks.all_banks()[part.channel]
    name = f"{part.message_id(cycle)}.{layouts.suffix(bank)}"
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        draft = Path(folder) / name
        with draft.open("wb") as out:
            _fill(out, cycle, part, bank, name)
        if not layouts.takes(bank):
            orders.verify(draft, name=name)
        ref = files.store(draft, draft.suffix)
    return _register(cycle, part, bank, name=name, ref=ref, by_id=by_id)


def _fill(out: Any, cycle: Cycle, part: Part, bank: Bank, name: str) -> None:
    order = _order(cycle, part, bank)
    if not layouts.takes(bank):
        orders.write(out, order, _frames(_PAY_LINES, cycle, part))
        return
    head = {
        "message_id": order.message_id,
        "on": order.execute_on,
        "payer_name": order.payer_name,
        "payer_account": order.payer_account,
    }
    frames = _frames(_LINES, cycle, part)
    written.write(out, bank.key, frames, name=name, count=part.count, total=part.total, head=head)


def _order(cycle: Cycle, part: Part, bank: Bank) -> orders.Order:
    with whole_ledger():
        payer = Fund.objects.get(pk=cycle.fund_id)
    return orders.Order(
        message_id=part.message_id(cycle),
        created_at=cycle.released_at,
        execute_on=cycle.released_at.date(),
        payer_name=payer.payer_name,
        payer_account=payer.payer_account,
        bic=bank.bic,
        count=part.count,
        total=part.total,
    )


def _frames(sql: str, cycle: Cycle, part: Part) -> Iterator[pl.DataFrame]:
    """The lines of one file; numbers are decrypted slice by slice."""
    whole = bulk.read_frame(sql, [cycle.pk, part.channel, part.first, part.last], {"amount": pl.Int64})
    note = pl.lit(f"{cycle.programme.upper()} {cycle.stage}"[:140]).alias("note")
    for frame in whole.iter_slices(SLICE):
        yield frame.with_columns(crypto.decrypt_series(frame["account_number"]), note)


@transaction.atomic
def _register(cycle: Cycle, part: Part, bank: Bank, *, name: str, ref: str, by_id: int | None) -> BankFile:
    kept, _fresh = BankFile.objects.get_or_create(
        message_id=part.message_id(cycle),
        defaults={
            "direction": BankFile.Direction.OUT,
            "status": BankFile.Status.WRITTEN,
            "cycle": cycle,
            "channel": part.channel,
            "kind": layouts.PROFILE if layouts.takes(bank) else ORDER_KIND,
            "name": name,
            "ref": ref,
            "first_line": part.first,
            "last_line": part.last,
            "lines": part.count,
            "total": part.total,
            "region_code": cycle.region_code,
            "by_id": by_id,
        },
    )
    if kept.ref != ref:
        raise FileChanged(kept, file=name)
    return kept
