"""What holds a signed cycle back: days in which such aid waits, and an approval that nobody followed in time."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, states
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments import rules
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Cycle, Fund
from lumbung.payments.queries.controls import lapses_on

Status = Cycle.Status


class Frozen(Refusal):
    """Aid of this kind is neither approved nor released in these days."""

    message = _("Sampai %(until)s siklus ini ditahan: %(name)s (%(law)s). Bantuan darurat tidak ditahan.")


class ApprovalLapsed(Refusal):
    """Signed too long ago to be released."""

    message = _("Persetujuan siklus ini lewat waktu pada %(on)s. Mintakan persetujuan lagi, lalu lepaskan.")


def refuse_in_a_freeze(cycle: Cycle, day: date) -> None:
    """Raise Frozen where a freeze of that day holds this cycle's programme, region and source of money."""
    told = {"programme": cycle.programme, "wallet": cycle.wallet, "region_code": cycle.region_code}
    with whole_ledger():
        source = Fund.objects.get(pk=cycle.fund_id).source
    if freeze := rules.freeze_on(day, source=source, **told):
        law = rules.in_force(day).entry("freezes").law
        raise Frozen(cycle, until=formats.day(freeze.until), name=freeze.name, law=law)


def has_lapsed(cycle: Cycle, day: date) -> bool:
    """Whether its approval is too old on that day."""
    on = lapses_on(cycle=cycle)
    return on is not None and day >= on


def refuse_lapsed(cycle: Cycle, day: date) -> None:
    """Raise ApprovalLapsed where its approval is too old on that day."""
    if has_lapsed(cycle, day):
        raise ApprovalLapsed(cycle, on=formats.day(lapses_on(cycle=cycle)))


def lapse(cycle: Cycle) -> Cycle:
    """Back to where it waits for its approval; the audit trail keeps who had signed."""
    unsigned = {"approved_by_id": None, "approved_at": None, "authorised_by_id": None, "authorised_at": None}
    return states.move(cycle, Status.SUBMITTED, lapses=cycle.lapses + 1, lapses_on=None, **unsigned)


@transaction.atomic
def lapse_approvals(*, on: date, by: Any) -> int:
    """Cycles approved too long ago wait for their approval again; returns how many."""
    allowed(by, "payments.approve_cycle")
    signed = Cycle.objects.visible_to(by).filter(status__in=[Status.APPROVED, Status.AUTHORISED])
    lapsed = [cycle for cycle in signed.select_for_update().order_by("pk") if has_lapsed(cycle, on)]
    for cycle in lapsed:
        lapse(cycle)
    return len(lapsed)
