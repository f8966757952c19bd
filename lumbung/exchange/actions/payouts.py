"""Paying the lines of a released cycle one by one through their bank's API, and never one of them twice.

A chunk first writes down what it is about to send, and only the next one sends it. Whoever finds lines that were
written down by somebody else (a killed process, a job that was stopped) asks the bank what became of them before
anything is sent again. The bank knows a line by its own reference, which never changes, whatever else fails.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, jobs, states
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.exchange import snap
from lumbung.exchange.models import Payout, PayoutLine
from lumbung.exchange.snap import codes
from lumbung.exchange.snap.client import Answer, Client
from lumbung.exchange.snap.codes import Fate
from lumbung.payments import actions as payments
from lumbung.payments.banks.profiles import Row

JOB = "exchange.pay_out"
PAY = "exchange.pay_out"
AT_ONCE = 25
Status = PayoutLine.Status

_LINES = """
    INSERT INTO exchange_payoutline (payout_id, line_id, region_code, status, attempts, code, reason)
    SELECT %s, id, region_code, 'planned', 0, '', '' FROM payments_line WHERE cycle_id = %s AND channel = %s ORDER BY id
"""
_claimed_here: dict[int, int] = {}
"""Job → turn that this very process has just written down; whoever does not find it here asks before sending."""
_clients: dict[snap.Door, Client] = {}


class PayoutOver(Refusal):
    """Every line of it has its answer."""

    message = _("Pembayaran ini sudah selesai: setiap baris sudah dijawab bank.")


@transaction.atomic
def start_payout(*, cycle_id: int, channel: str, by: Any, queued: bool = True) -> Payout:
    """Pay a channel of a released cycle through its bank's API, or go on with what is left.

    Raises NotConfigured, and GoesByFile where its files were written.
    """
    allowed(by, PAY)
    snap.door(channel)
    order = payments.order_by_api(cycle_id=cycle_id, channel=channel, by=by)
    payout = Payout.objects.select_for_update().filter(cycle_id=cycle_id, channel=channel).first()
    if payout is None:
        payout = Payout.objects.create(
            cycle_id=cycle_id,
            channel=channel,
            lines=order.lines,
            total=order.total,
            region_code=order.region_code,
            started_by_id=by.pk,
        )
        bulk.execute(_LINES, [payout.pk, cycle_id, channel])
    elif payout.status == Payout.Status.DONE:
        raise PayoutOver(payout)
    elif payout.job and not payout.job.is_over:
        return payout
    return _begin(payout, by, queued)


def _begin(payout: Payout, by: Any, queued: bool) -> Payout:
    """What a former job had sent and not heard of is to be asked about."""
    payout.payout_lines.filter(status=Status.SENDING).update(status=Status.UNSURE)
    start = jobs.start if queued else jobs.enrol
    job = start(JOB, {"payout": payout.pk}, by=by, total=payout.lines, region_code=payout.region_code)
    if payout.status == Payout.Status.STOPPED:
        return states.move(payout, Payout.Status.RUNNING, job_id=job.pk, problem="")
    payout.job = job
    payout.save(update_fields=["job"])
    return payout


def pay_out(*, payout_id: int, by: Any, progress: jobs.Progress | None = None) -> Payout:
    """Run the payout's job here to its end, or on from where a killed process left it."""
    allowed(by, PAY)
    payout = Payout.objects.visible_to(by).filter(pk=payout_id).first()
    if payout is None or payout.job_id is None:
        raise NotFound(payout_id)
    jobs.run(payout.job_id, progress=progress)
    return Payout.objects.get(pk=payout_id)


@jobs.kind(JOB)
def pay_next(job: Job) -> bool:
    """Write down the next lines; or send those written down; or, when none is left, book what the bank told."""
    payout = Payout.objects.select_for_update().get(pk=job.params["payout"])
    turn = job.cursor.get("turn", 0)
    if job.cursor.get("claimed"):
        mine = _claimed_here.pop(job.pk, None) == turn
        problem = _send(payout, _claimed(payout), ask_first=not mine)
        job.cursor["claimed"] = 0
        job.done = payout.payout_lines.filter(status__in=[Status.PAID, Status.FAILED]).count()
        return bool(problem) and _finish(payout, job, problem)
    asked_up_to = job.cursor.get("asked", 0)
    chosen = _next_lines(payout, asked_up_to)
    if not chosen:
        return _finish(payout, job, "")
    payout.payout_lines.filter(pk__in=[line.pk for line in chosen]).update(status=Status.SENDING)
    again = chosen[0].status == Status.UNSURE
    job.cursor = {
        "turn": turn + 1,
        "claimed": len(chosen),
        "asked": chosen[-1].pk if again else asked_up_to,
    }
    if not again:
        _claimed_here[job.pk] = turn + 1
    return False


def _next_lines(payout: Payout, asked_up_to: int) -> list[PayoutLine]:
    """What was never sent first; then, once in a job, what is not known."""
    lines = payout.payout_lines.order_by("pk")
    planned = list(lines.filter(status=Status.PLANNED)[:AT_ONCE])
    return planned or list(lines.filter(status=Status.UNSURE, pk__gt=asked_up_to)[:AT_ONCE])


def _claimed(payout: Payout) -> list[PayoutLine]:
    lines = payout.payout_lines.filter(status=Status.SENDING).select_related("line__card").order_by("pk")
    return list(lines)


def _send(payout: Payout, lines: list[PayoutLine], *, ask_first: bool) -> str:
    """Send each line and keep what came of it; returns why going on would be wrong, or nothing."""
    client = _client(payout.channel)
    source = payments.payer_account(cycle_id=payout.cycle_id)
    problem = ""
    for line in lines:
        if problem:
            line.status = Status.UNSURE if ask_first else Status.PLANNED
            continue
        fate, line.reason, line.code = _of_one(client, line, source, ask_first=ask_first)
        line.status = _STATUS[fate]
        line.answered_on = timezone.localdate()
        if fate == Fate.STOP:
            problem, line.reason = line.code, ""
            line.status = Status.UNSURE if ask_first else Status.PLANNED
    PayoutLine.objects.bulk_update(lines, ["status", "attempts", "code", "reason", "answered_on"])
    return problem


_STATUS = {
    Fate.PAID: Status.PAID,
    Fate.FAILED: Status.FAILED,
    Fate.UNSURE: Status.UNSURE,
    Fate.STOP: Status.PLANNED,
}


def _of_one(client: Client, line: PayoutLine, source: str, *, ask_first: bool) -> tuple[Fate, str, str]:
    """(fate, reason, code) of one line; silence is asked about at once, and stays unsure where that is silent too."""
    if ask_first:
        answer = _asked(client, line)
        fate, reason = codes.of_status(answer.code, answer.latest)
        if fate != Fate.NEVER_SENT:
            return fate, reason, answer.code
    answer = _transferred(client, line, source)
    fate, reason = codes.of_transfer(answer.code)
    if fate == Fate.UNSURE:
        answer = _asked(client, line)
        fate, reason = codes.of_status(answer.code, answer.latest)
        fate = Fate.UNSURE if fate == Fate.NEVER_SENT else fate
    return fate, reason, answer.code


def _transferred(client: Client, line: PayoutLine, source: str) -> Answer:
    line.attempts += 1
    return client.transfer(
        reference=line.line.end_to_end_id,
        external_id=_external_id(line),
        amount=line.line.amount,
        account=line.line.card.account_number if line.line.card else "",
        source=source,
        remark=line.line.programme.upper()[:50],
        at=datetime.now(UTC),
    )


def _asked(client: Client, line: PayoutLine) -> Answer:
    return client.status(reference=line.line.end_to_end_id, external_id=_external_id(line, asking=True))


def _external_id(line: PayoutLine, *, asking: bool = False) -> str:
    """Digits, made of the line, the attempt and the moment: no two calls of a day have the same."""
    moment = datetime.now(UTC).strftime("%H%M%S%f")
    return f"{line.line_id:012}{line.attempts:03}{int(asking)}{moment}"


def _client(channel: str) -> Client:
    door = snap.door(channel)
    return _clients.setdefault(door, Client(door))


def _finish(payout: Payout, job: Job, problem: str) -> bool:
    """Book what the bank told; what it did not tell waits for the next start."""
    by = job.by or SYSTEM
    rows = list(_told(payout))
    if rows:
        name = f"LB{payout.cycle_id}-{payout.channel.upper()}-API-{len(rows)}.csv"
        payments.book_outcomes(rows=rows, name=name, by=by)
    left = payout.payout_lines.filter(status__in=[Status.PLANNED, Status.UNSURE]).count()
    if not left:
        states.move(payout, Payout.Status.DONE)
        return True
    states.move(payout, Payout.Status.STOPPED, problem=_why(problem, left))
    return True


def _why(code: str, left: int) -> str:
    """Why a payout stopped, and who can do something about it."""
    if not code:
        return str(_("%(count)s baris belum pasti; tanyakan lagi nanti.") % {"count": left})
    sentence = _("Bank menolak permintaan kita (%(code)s). Periksa perjanjian dan kuncinya.")
    if codes.case_of(code) == codes.NO_MONEY:
        sentence = _("Saldo rekening pembayar tidak cukup (%(code)s). Isi rekeningnya, lalu lanjutkan.")
    if code[:3] == "401":
        sentence = _("Bank tidak mengenali kunci atau tanda tangan kita (%(code)s). Periksa pengaturannya.")
    return str(sentence % {"code": code})


def _told(payout: Payout) -> Iterator[Row]:
    settled = payout.payout_lines.filter(status__in=[Status.PAID, Status.FAILED]).select_related("line").order_by("pk")
    for at, line in enumerate(settled):
        on = line.answered_on or date.min
        yield Row(line.line.end_to_end_id, str(line.status), line.line.amount, line.reason, on.isoformat(), at)
