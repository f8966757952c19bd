"""Fitting: the steps between the stock and the hand-over, one after the other or on one day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.in_kind import kinds, queries
from lumbung.in_kind.actions.common import at_step, locked, person_may, sentence, whole_stock
from lumbung.in_kind.models import Fitting, Request

Status = Request.Status


class UnknownStep(BadInput):
    """The kind has other steps."""

    message = _("Langkah “%(step)s” tidak ada untuk barang ini. Pilih: %(known)s.")


class StepsMissing(Refusal):
    """Something before the hand-over is still to be done."""

    message = _("Masih ada langkah yang belum dilakukan: %(steps)s.")


@transaction.atomic
def note_step(*, request_id: int, step: str, by: Any, on: date, said: str = "") -> Request:
    """One step is done; with the last one the goods are ready to be handed over. Noted again changes nothing.

    Material of a house leaves the store with the first step.
    """
    person_may(by=by, permission="in_kind.hand_over")
    [found] = locked(request_ids=[request_id], by=by)
    known = [one.name for one, _done in queries.steps_of(request=found)]
    if step not in known:
        told = {"step": step, "known": ", ".join(known)}
        raise UnknownStep(**told, fields={"step": str(UnknownStep.message % told)})
    if found.fittings.filter(step=step).exists():
        return found
    at_step([found], Status.ALLOTTED)
    words = sentence(said, needed=False)
    if kinds.find(found.kind).issued_with == "step" and not found.fittings.exists():
        issue(found, on=on, by=by)
    Fitting.objects.create(region_code=found.region_code, request=found, step=step, on=on, by=by, said=words)
    return states.move(found, Status.FITTED) if not lacking(found) else found


def lacking(found: Request) -> Sequence[str]:
    """Steps that nobody has noted yet."""
    return [step.name for step, done in queries.steps_of(request=found) if done is None]


def issue(found: Request, *, on: date, by: Any) -> None:
    """What was set aside leaves the store, in one statement; once for each allotment."""
    with whole_stock():
        bulk.execute(_ISSUE, {"request": found.pk, "on": on, "by": by.pk})


_ISSUE = """
    INSERT INTO in_kind_movement (region_code, lot_id, kind, quantity, request_id, reference, "on", by_id)
    SELECT l.region_code, l.id, 'issued', a.quantity, a.request_id, 'allotment:' || a.id || ':issued', %(on)s, %(by)s
      FROM in_kind_allotment a JOIN in_kind_lot l ON l.id = a.lot_id WHERE a.request_id = %(request)s
     ORDER BY l.id ON CONFLICT (reference) DO NOTHING
"""
