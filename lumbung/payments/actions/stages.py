"""The stages of a cycle: noted as its acts are done, and SPM and SP2D entered by the treasurer with their numbers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import BadInput, Refusal, allowed
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.models import Cycle, StageEvent

Stage = StageEvent.Stage

_NOTE = """
    INSERT INTO payments_stageevent (cycle_id, channel, stage, "on", document_number, region_code, by_id)
    SELECT c.id, told.channel, %(stage)s, %(on)s, '', c.region_code, %(by)s
      FROM payments_cycle c CROSS JOIN unnest(%(channels)s::text[]) AS told (channel)
     WHERE c.id = %(cycle)s AND NOT EXISTS (
               SELECT 1 FROM payments_stageevent e
                WHERE e.cycle_id = c.id AND e.channel = told.channel AND e.stage = %(stage)s)
    ON CONFLICT DO NOTHING
"""


class NoSuchDocument(BadInput):
    """Only SPM and SP2D are papers with a number."""

    message = _("Yang bernomor hanya SPM dan SP2D.")


class NumberMissing(BadInput):
    """A document without a number cannot be found again."""

    message = _("Tulis nomor suratnya.")


class NotSignedYet(Refusal):
    """No payment is ordered for a cycle that nobody has approved."""

    message = _("Siklus ini belum disetujui, jadi belum ada SPM atau SP2D.")


class SpmFirst(Refusal):
    """The treasury disburses after it was ordered to pay, not before."""

    message = _("Catat SPM dulu. SP2D terbit sesudah SPM, pada hari yang sama atau sesudahnya.")


class NoSuchChannel(BadInput):
    """The cycle has no line through this distributor."""

    message = _("Siklus ini tidak punya baris lewat penyalur “%(channel)s”.")


def note(*, cycle_id: int, stage: Stage, on: date, by: Any, channels: Iterable[str] = ("",)) -> None:
    """Remember the first day on which a cycle, or a distributor's part of it, reached a stage."""
    told = {"cycle": cycle_id, "stage": stage.value, "on": on, "by": by.pk, "channels": list(channels)}
    bulk.execute(_NOTE, told)


@transaction.atomic
def enter_document(*, cycle_id: int, stage: str, number: str, on: date, by: Any, channel: str = "") -> StageEvent:
    """SPM or SP2D of a cycle or of one distributor's part; a corrected number is entered again, the newest counts."""
    allowed(by, "payments.release_cycle")
    cycle = locked_cycle(cycle_id, by)
    if stage not in StageEvent.WITH_DOCUMENT:
        raise NoSuchDocument(stage)
    if not number.strip():
        raise NumberMissing(fields={"number": str(NumberMissing.message)})
    if cycle.status not in (Cycle.Status.APPROVED, Cycle.Status.AUTHORISED, *Cycle.LEFT):
        raise NotSignedYet(cycle)
    if channel and not cycle.payment_lines.filter(channel=channel).exists():
        raise NoSuchChannel(channel=channel)
    if stage == Stage.SP2D and not _ordered(cycle, channel, on):
        raise SpmFirst(cycle)
    entered, _fresh = StageEvent.objects.get_or_create(
        cycle=cycle,
        channel=channel,
        stage=stage,
        on=on,
        document_number=number.strip(),
        defaults={"region_code": cycle.region_code, "by_id": by.pk},
    )
    return entered


def _ordered(cycle: Cycle, channel: str, on: date) -> bool:
    orders = StageEvent.objects.filter(cycle=cycle, stage=Stage.SPM, channel__in=["", channel])
    return orders.filter(on__lte=on).exists()
