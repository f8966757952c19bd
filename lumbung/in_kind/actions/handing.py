"""The hand-over with its signature, and the visits afterwards."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, evidence, states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.in_kind import kinds
from lumbung.in_kind.actions.common import at_step, locked, person_may, sentence, whole_stock
from lumbung.in_kind.actions.fitting import StepsMissing, issue, lacking
from lumbung.in_kind.models import Evidence, FollowUp, Handover, Request

Status = Request.Status


class NobodyReceived(BadInput):
    """Who received it has a name."""

    message = _("Tulis nama yang menerima.")


class WitnessMissing(BadInput):
    """A thumb or a typed name is witnessed."""

    message = _("Cap jempol dan nama yang diketik perlu saksi. Tulis nama saksinya.")


class NotThere(Refusal):
    """Material that is built in is not brought back."""

    message = _("Bahan yang sudah terpasang tidak bisa dikembalikan ke gudang.")


@transaction.atomic
def hand_over(
    *,
    request_id: int,
    receiver: str,
    relation: str,
    sign: str,
    by: Any,
    on: date,
    witness: str = "",
    drawn: str = "",
) -> Handover:
    """The goods are in the hands of the family; visits are due from now. The same hand-over again changes nothing.

    `drawn` is a signature drawn on the screen; it counts instead of the named sign, and is kept as evidence.
    """
    person_may(by=by, permission="in_kind.hand_over")
    [found] = locked(request_ids=[request_id], by=by)
    picture = evidence.keep(evidence.drawn(drawn)) if drawn else None
    sign = Handover.Sign.DRAWN if picture else sign
    name = sentence(receiver, field="receiver", needed=False)
    saw = sentence(witness, field="witness", needed=False)
    if not name:
        raise NobodyReceived(fields={"receiver": str(NobodyReceived.message)})
    if sign == Handover.Sign.DRAWN and picture is None:
        raise evidence.NotASignature
    if sign not in Handover.WITHOUT_WITNESS and not saw:
        raise WitnessMissing(fields={"witness": str(WitnessMissing.message)})
    known = Handover.objects.filter(request=found).first()
    if known is not None and (known.receiver, known.sign, known.witness) == (name, sign, saw):
        return known
    if found.status == Status.ALLOTTED and (steps := lacking(found)):
        raise StepsMissing(found, steps=", ".join(steps))
    at_step([found], Status.FITTED)
    issue(found, on=on, by=by)
    made = Handover.objects.create(
        region_code=found.region_code,
        request=found,
        on=on,
        receiver=name,
        relation=one_of(Handover.Relation, relation, field="relation"),
        sign=one_of(Handover.Sign, sign, field="sign"),
        witness=saw,
        by=by,
    )
    if picture:
        kept = {"region_code": found.region_code, "by": by, "kind": Evidence.Kind.SIGNATURE}
        Evidence.objects.create(request=found, **kept, **vars(picture))
    _plan_visits(found, on)
    states.move(found, Status.HANDED)
    return made


def _plan_visits(found: Request, on: date) -> None:
    days = kinds.find(found.kind).parameters.on(on).follow_up_days
    FollowUp.objects.bulk_create(
        FollowUp(region_code=found.region_code, request=found, due_on=on + timedelta(days=after)) for after in days
    )


@transaction.atomic
def note_visit(*, visit_id: int, outcome: str, by: Any, on: date, said: str = "") -> FollowUp:
    """Somebody went and looked; what came back is in the store again, and the last visit closes the request.

    The same finding of the same person again changes nothing.
    """
    person_may(by=by, permission="in_kind.hand_over")
    visit = FollowUp.objects.visible_to(by).select_for_update().filter(pk=visit_id).first()
    if visit is None:
        raise NotFound(visit_id)
    [found] = locked(request_ids=[visit.request_id], by=by)
    told = sentence(said, needed=one_of(FollowUp.Outcome, outcome, field="outcome") in FollowUp.SAYS_WHY)
    if visit.visited_on is not None and (visit.outcome, visit.by_id) == (outcome, by.pk):
        return visit
    at_step([found], Status.HANDED)
    if outcome == FollowUp.Outcome.RETURNED:
        if kinds.find(found.kind).issued_with == "step":
            raise NotThere(found)
        with whole_stock():
            bulk.execute(_BACK, {"request": found.pk, "on": on, "by": by.pk})
    visit.visited_on, visit.outcome, visit.said, visit.by = on, outcome, told, by
    visit.save(update_fields=["visited_on", "outcome", "said", "by"])
    over = outcome == FollowUp.Outcome.RETURNED or not found.visits.filter(visited_on=None).exists()
    if over:
        states.move(found, Status.CLOSED, closed_on=on)
    return visit


_BACK = """
    INSERT INTO in_kind_movement (region_code, lot_id, kind, quantity, request_id, reference, "on", by_id)
    SELECT l.region_code, l.id, 'returned', a.quantity, a.request_id, 'allotment:' || a.id || ':returned',
           %(on)s, %(by)s
      FROM in_kind_allotment a JOIN in_kind_lot l ON l.id = a.lot_id WHERE a.request_id = %(request)s
     ORDER BY l.id ON CONFLICT (reference) DO NOTHING
"""
