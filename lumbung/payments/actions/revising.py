"""Revision instead of editing: what was submitted is never changed, a new version takes its place."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments.actions import acts, cycles
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.models import Cycle

Status = Cycle.Status
REVISABLE = (Status.SUBMITTED, Status.APPROVED, Status.AUTHORISED)

_LINES = "SELECT family_id, amount FROM payments_line WHERE cycle_id = %s AND status = 'waiting' ORDER BY family_id"


class NothingToRevise(Refusal):
    """A draft is changed as it is, and money that left is not called back by a revision."""

    message = _("Hanya siklus yang sudah diajukan dan uangnya belum dilepas yang direvisi.")


@transaction.atomic
def revise_cycle(*, cycle_id: int, leave_out: Collection[int], reason: str, by: Any, at: datetime) -> Cycle:
    """End a submitted cycle and draft its next version: the same lines without the families of `leave_out`.

    The former stays as it was signed, cancelled with the reason. Lines may be added to the draft as to any other.
    Revised again, the same draft is given.
    """
    allowed(by, "payments.prepare_cycle")
    former = locked_cycle(cycle_id, by)
    if known := Cycle.objects.visible_to(by).filter(revises=former).first():
        return known
    if former.status not in REVISABLE:
        raise NothingToRevise(former)
    if not reason.strip():
        raise acts.ReasonMissing(former)
    kept = bulk.read_frame(_LINES, [former.pk], {"family_id": pl.Int64, "amount": pl.Int64})
    kept = kept.filter(~pl.col("family_id").is_in(list(leave_out)))
    if kept.is_empty():
        raise acts.EmptyCycle(former)
    acts.end(former, reason=reason.strip(), by=by, at=at)
    same = ("programme", "wallet", "period", "stage", "region_code", "fund_id", "source", "follows_id")
    told = {name: getattr(former, name) for name in same}
    draft = Cycle.objects.create(revises=former, prepared_by_id=by.pk, **told)
    cycles.add_lines(cycle_id=draft.pk, entitlements=kept, by=by)
    return draft
