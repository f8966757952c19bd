"""The night: who has not answered in time is reminded, and what waited too long is proposed to the desk above."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from lumbung.core.refusals import allowed
from lumbung.referrals.actions.escalating import proposed
from lumbung.referrals.models import Escalation, Level, Need, Referral


@transaction.atomic
def remind(*, on: date, by: Any) -> int:
    """Remind once a day of every answer that is overdue, and propose what waited too long; returns how many in all.

    A need in danger waits for nobody: it is proposed on the day after.
    """
    allowed(by, "referrals.refer")
    late = Referral.objects.filter(status=Referral.Status.SENT, due_on__lt=on).exclude(reminded_on__gte=on)
    reminded = late.update(reminders=F("reminders") + 1, reminded_on=on)
    needs = _waited_too_long(on).select_for_update(of=("self",), no_key=True)
    return reminded + len(Escalation.objects.bulk_create([proposed(need, on=on) for need in needs]))


def _waited_too_long(on: date) -> Any:
    """Needs whose desk is late, those that were referred only while an answer is late too, once each."""
    unanswered = Referral.objects.filter(need=OuterRef("pk"), status=Referral.Status.SENT, due_on__lt=on)
    proposed = Escalation.objects.filter(need=OuterRef("pk"), status=Escalation.Status.PROPOSED)
    stuck = Q(status=Need.Status.OPEN) | Q(status=Need.Status.REFERRED) & Exists(unanswered)
    late = Need.objects.filter(stuck, ~Exists(proposed), due_on__lt=on).exclude(level=Level.MINISTRY)
    return late.order_by("pk")
