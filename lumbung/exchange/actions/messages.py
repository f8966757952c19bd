"""Sending the questions of a sample to telephones, each of them once, however often it is begun and broken off.

A chunk first writes down what it is about to send, and only the next one sends it. Whoever finds messages that were
written down by somebody else asks the gateway what became of them first; it knows each by an id that never changes.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.core import bulk, jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import allowed
from lumbung.exchange import messaging
from lumbung.exchange.messaging.client import Client, Fate
from lumbung.exchange.models import Message
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid

JOB = "exchange.send_messages"
SEND = "payments.draw_sample"
AT_ONCE = 25
PATIENCE = 3
"""So many of a chunk without an answer, and the gateway is taken to be down."""
Status = Message.Status

_PLAN = """
    INSERT INTO exchange_message (entry_id, region_code, reference, asked_by_id)
    SELECT e.id, e.region_code, replace(gen_random_uuid()::text, '-', ''), %(by)s
      FROM payments_sampleentry e JOIN payments_line l ON l.id = e.line_id JOIN registry_family f ON f.id = l.family_id
     WHERE e.sample_id = %(sample)s AND e.way = 'message' AND e.received = '' AND e.sent_on IS NULL
       AND f.phone_index IS NOT NULL
     ORDER BY e.id
    ON CONFLICT (entry_id) DO NOTHING
"""
_claimed_here: dict[int, int] = {}
"""Job → turn that this very process has just written down; whoever does not find it here asks before sending."""
_STATUS = {
    Fate.TAKEN: Status.SENT,
    Fate.DELIVERED: Status.DELIVERED,
    Fate.FAILED: Status.FAILED,
    Fate.SILENT: Status.UNSURE,
    Fate.REFUSED: Status.PLANNED,
}


@transaction.atomic
def start_messages(*, sample_id: int, by: Any, queued: bool = True) -> Job:
    """Send the questions of a sample that nobody has sent yet, or go on with those that are not certain.

    Raises NoGateway where none is set: then they are sent by hand, from the list, and noted.
    """
    allowed(by, SEND)
    messaging.gateway()
    sample = paid.sample(viewer=by, sample_id=sample_id)
    bulk.one_at_a_time(f"messages of sample {sample.pk}")
    bulk.execute(_PLAN, {"sample": sample.pk, "by": by.pk})
    under_way = Job.objects.filter(kind=JOB, params={"sample": sample.pk}).order_by("-pk").first()
    if under_way and not under_way.is_over:
        return under_way
    waiting = Message.objects.visible_to(by).filter(entry__sample=sample)
    waiting.filter(status=Status.SENDING).update(status=Status.UNSURE)
    total = waiting.filter(status__in=[Status.PLANNED, Status.UNSURE]).count()
    begin = jobs.start if queued else jobs.enrol
    return begin(JOB, {"sample": sample.pk}, by=by, total=total, region_code=sample.region_code)


def send_messages(*, sample_id: int, by: Any, progress: jobs.Progress | None = None) -> Job:
    """The same here and now, to its end or on from where a killed process left it."""
    job = start_messages(sample_id=sample_id, by=by, queued=False)
    return jobs.run(job.pk, progress=progress)


@jobs.kind(JOB)
def send_next(job: Job) -> bool:
    """Write down the next messages; or send those written down; over where none is left, or the gateway refuses us."""
    turn = job.cursor.get("turn", 0)
    of_sample = Message.objects.filter(entry__sample_id=job.params["sample"]).order_by("pk")
    if job.cursor.get("claimed"):
        mine = _claimed_here.pop(job.pk, None) == turn
        job.cursor["claimed"] = 0
        sending = of_sample.filter(status=Status.SENDING).select_related("entry__line__family")
        stopped = _send(list(sending), ask_first=not mine or job.cursor["again"], by=job.by or SYSTEM)
        job.done = min(job.total, job.done + len(sending))
        return stopped
    chosen = _next(of_sample, job.cursor.get("asked", 0))
    if not chosen:
        return True
    of_sample.filter(pk__in=[one.pk for one in chosen]).update(status=Status.SENDING)
    again = chosen[0].status == Status.UNSURE
    asked = chosen[-1].pk if again else job.cursor.get("asked", 0)
    job.cursor = {"turn": turn + 1, "claimed": len(chosen), "asked": asked, "again": again}
    _claimed_here[job.pk] = turn + 1
    return False


def _next(of_sample: Any, asked_up_to: int) -> list[Message]:
    """What was never sent first; then, once in a job, what is not known."""
    planned = list(of_sample.filter(status=Status.PLANNED)[:AT_ONCE])
    return planned or list(of_sample.filter(status=Status.UNSURE, pk__gt=asked_up_to)[:AT_ONCE])


def _send(messages: list[Message], *, ask_first: bool, by: Any) -> bool:
    """Send each and keep what came of it; true where going on would be wrong: we are refused, or nobody answers."""
    client, now, stopped, silent = Client(messaging.gateway()), timezone.now(), False, 0
    for one in messages:
        if stopped:
            one.status = Status.UNSURE if ask_first else Status.PLANNED
            continue
        fate = _fate_of(client, one, ask_first=ask_first)
        one.status, one.changed_at = _STATUS[fate], now
        if ask_first and fate == Fate.REFUSED:
            one.status = Status.UNSURE
        silent += fate == Fate.SILENT
        stopped = fate == Fate.REFUSED or silent >= PATIENCE
    _keep(messages)
    left = [one.entry_id for one in messages if one.status in (Status.SENT, Status.DELIVERED)]
    payments.note_sent(entry_ids=left, by=by, on=timezone.localdate(now))
    return stopped


def _keep(messages: list[Message]) -> None:
    """What came of them, unless the gateway has told more of one meanwhile."""
    Message.objects.bulk_update(messages, ["attempts", "changed_at"])
    for status in {one.status for one in messages}:
        same = [one.pk for one in messages if one.status == status]
        Message.objects.filter(pk__in=same, status=Status.SENDING).update(status=status)


def _fate_of(client: Client, one: Message, *, ask_first: bool) -> Fate:
    if ask_first:
        fate = client.state(reference=one.reference)
        if fate != Fate.NEVER_SENT:
            return fate
    family = one.entry.line.family
    if not family.phone:
        return Fate.FAILED
    one.attempts += 1
    number = messaging.international(family.phone)
    fate = client.send(reference=one.reference, number=number, text=one.entry.message)
    if fate == Fate.SILENT:
        fate = client.state(reference=one.reference)
    return Fate.SILENT if fate == Fate.NEVER_SENT else fate
