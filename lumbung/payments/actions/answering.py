"""Taking in an answer of a bank: read and kept whole first, then booked chunk by chunk."""

import io
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.payments import answers
from lumbung.payments.actions import booking, ledger, withdrawing
from lumbung.payments.actions.common import run_here
from lumbung.payments.models import BankFile
from lumbung.payments.models.ledger import NATION
from lumbung.payments.queries import answering, withdrawals

JOB = "payments.book_answer"
CHUNK = 5_000
_ORDER = {answers.PAID: 0, answers.FAILED: 1, answers.RETURNED: 2, answers.OTHER: 3, answers.WITHDRAWN: 4}

_LINES_OF_FILES = """
    SELECT b.message_id, l.end_to_end_id
      FROM payments_bankfile b
      JOIN payments_line l ON l.cycle_id = b.cycle_id AND l.channel = b.channel
       AND l.id BETWEEN b.first_line AND b.last_line
     WHERE b.message_id = ANY(%s)
"""


class AnswerUnknown(Refusal):
    """Not one row of the answer speaks of a line of ours."""

    message = _("Berkas %(file)s tidak menyebut satu pun pembayaran dari sini. Periksa apakah berkasnya benar.")


@transaction.atomic
def receive_answer(*, path: Path, name: str, by: Any) -> BankFile:
    """Read an answer to its end and keep it; nothing is booked yet. The same file again is the same record.

    Raises a Refusal naming file and place when anything in it cannot be taken.
    """
    allowed(by, "payments.read_bank_file")
    ref = files.store(path)
    known = BankFile.objects.visible_to(by).filter(direction=BankFile.Direction.IN, ref=ref).first()
    if known:
        return known
    answer = answers.read(path, name=name)
    rows = _spelt_out(answer.rows)
    counts = answering.preview(rows)
    of_lines = rows.height - counts["other"] - counts["withdrawn"]
    told = counts["unknown"] + counts["withdrawn"]
    if told and counts["unknown"] == of_lines and not withdrawals.known_accounts(rows):
        raise AnswerUnknown(file=name)
    cycle_id, channel, region_code = _about()
    return BankFile.objects.create(
        direction=BankFile.Direction.IN,
        status=BankFile.Status.RECEIVED,
        cycle_id=cycle_id,
        channel=channel,
        kind=f"{answer.kind}.001.{answer.version:02}" if answer.version else answer.kind,
        name=name,
        ref=ref,
        rows_ref=files.store(_parquet(rows), ".parquet"),
        lines=rows.height,
        total=int(rows["amount"].sum() or 0),
        region_code=region_code or by.region_code or NATION,
        by_id=by.pk,
        **counts,
    )


def _spelt_out(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that decide something, then those that only tell; what is said of a file is said of each of its other lines.

    Paid comes before failed before returned, so the order inside the file does not matter.
    """
    deciding = rows.filter(pl.col("outcome").is_in(list(_ORDER)))
    single = deciding.filter(pl.col("scope") == "line")
    whole = deciding.filter(pl.col("scope") == "file").unique("reference", keep="last", maintain_order=True)
    if whole.height:
        members = bulk.read_frame(_LINES_OF_FILES, [whole["reference"].to_list()])
        spread = whole.join(members, left_on="reference", right_on="message_id")
        spread = spread.with_columns(reference="end_to_end_id").select(rows.columns)
        single = pl.concat([single, spread.join(rows.filter(pl.col("scope") == "line"), on="reference", how="anti")])
    return single.sort(pl.col("outcome").replace_strict(_ORDER), maintain_order=True)


def _about() -> tuple[int | None, str, str]:
    """The one cycle and channel that the staged answer speaks of; empty where it speaks of several."""
    found = answering.about()
    cycles, channels = {row[0] for row in found}, {row[1] for row in found}
    regions = {row[2] for row in found}
    return (
        cycles.pop() if len(cycles) == 1 else None,
        channels.pop() if len(channels) == 1 else "",
        regions.pop() if len(regions) == 1 else "",
    )


def _parquet(rows: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    rows.write_parquet(out)
    return out.getvalue()


def start_booking(*, file_id: int, by: Any, queued: bool = True) -> Job:
    """A job that books a received answer; nothing is left to do for one that is booked."""
    allowed(by, "payments.read_bank_file")
    answer = BankFile.objects.visible_to(by).filter(pk=file_id, direction=BankFile.Direction.IN).first()
    if answer is None:
        raise NotFound(file_id)
    begin = jobs.start if queued else jobs.enrol
    return begin(JOB, {"file": answer.pk}, by=by, total=answer.lines, region_code=answer.region_code)


def book_answer(*, file_id: int, by: Any, progress: jobs.Progress | None = None) -> BankFile:
    """Book a received answer here and now; booked again it changes nothing."""
    run_here(start_booking(file_id=file_id, by=by, queued=False), progress)
    return BankFile.objects.get(pk=file_id)


@jobs.kind(JOB)
def book_next(job: Job) -> bool:
    """Book the next chunk: lines, transfers and balances in the transaction of the cursor."""
    answer = BankFile.objects.select_for_update().get(pk=job.params["file"])
    if answer.status == BankFile.Status.BOOKED:
        return True
    at = answer.booked
    if not at:
        BankFile.objects.filter(pk=answer.pk).update(paid=0, failed=0, returned=0, unchanged=0, withdrawn=0)
    rows, booker = _chunk(answer, at)
    booker(rows, answer=answer, by=job.by or SYSTEM)
    job.done = at + rows.height
    over = job.done >= answer.lines
    if over:
        booking.close(answer)
        if answer.lines >= ledger.MANY:
            bulk.freshen(*ledger.GROWN, came=answer.lines)
    return over


def _chunk(answer: BankFile, at: int) -> tuple[pl.DataFrame, Any]:
    """The next rows and who books them; lines and wallets never in one transaction, so that locks keep their order."""
    rows = pl.scan_parquet(files.path(answer.rows_ref)).slice(at, CHUNK).collect()
    lines = rows.filter(pl.col("outcome") != answers.WITHDRAWN)
    return (lines, booking.book) if lines.height else (rows, withdrawing.book)
