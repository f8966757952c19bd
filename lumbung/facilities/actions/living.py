"""Daily life: out and back, belongings in and out, incidents, meals; and the day somebody leaves."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wording import one_of
from lumbung.facilities.actions.common import day_of, held_stay, house, person_may, sentence
from lumbung.facilities.models import Belonging, Incident, Leave, Meal, Placement, Stay

MOST = 10_000
GONE = frozenset({Stay.To.UNKNOWN, Stay.To.DIED})
"""Who left so cannot sign for what is theirs."""


class IsAway(Refusal):
    """They are out already."""

    message = _("Penghuni ini sedang keluar. Catat dulu kepulangannya.")


class BackTooEarly(BadInput):
    """The hour of return lies after that of going out."""

    message = _("Janji kembali harus sesudah waktu keluar.")


class WitnessMissing(BadInput):
    """Where no hand signs, somebody stands for it."""

    message = _("Cap jempol atau nama yang diketik perlu saksi.")


class BadCount(BadInput):
    """A number of things or of people."""

    message = _("Tulis bilangan bulat yang wajar.")


class BelongingsRemain(Refusal):
    """What was kept is given back first."""

    message = _("Masih ada %(count)s titipan. Kembalikan dulu dengan tanda terima.")


@transaction.atomic
def go_out(*, stay_id: int, where: str, due_at: datetime, by: Any, at: datetime) -> Leave:
    """Somebody goes out, with whom and until when is known."""
    allowed(by, "facilities.admit")
    stay = held_stay(stay_id=stay_id, by=by)
    told = sentence(where, field="where")
    known = Leave.objects.filter(stay=stay, back_at=None).first()
    if known is not None:
        if (known.where, known.due_at) == (told, due_at):
            return known
        raise IsAway(stay)
    if due_at <= at:
        raise BackTooEarly(fields={"due_at": str(BackTooEarly.message)})
    states.move(stay, Stay.Status.AWAY)
    return Leave.objects.create(region_code=stay.region_code, stay=stay, where=told, out_at=at, due_at=due_at, by=by)


@transaction.atomic
def come_back(*, stay_id: int, by: Any, at: datetime) -> Stay:
    """They are inside again."""
    allowed(by, "facilities.admit")
    stay = held_stay(stay_id=stay_id, by=by)
    if stay.status == Stay.Status.INSIDE:
        return stay
    Leave.objects.filter(stay=stay, back_at=None).update(back_at=at)
    return states.move(stay, Stay.Status.INSIDE)


@transaction.atomic
def keep_belonging(
    *, stay_id: int, what: str, place: str, sign: str, by: Any, on: date, count: int = 1, witness: str = ""
) -> Belonging:
    """A thing is handed in against a signature; the same thing in the same place that day is the same record."""
    allowed(by, "facilities.admit")
    person_may(by)
    stay = held_stay(stay_id=stay_id, by=by)
    if not 0 < count <= MOST:
        raise BadCount(fields={"count": str(BadCount.message)})
    told = {"what": sentence(what, field="what"), "place": sentence(place, field="place"), "count": count, "in_on": on}
    signed = {"in_sign": sign, "in_witness": _witnessed(sign, witness), "in_by": by}
    made, _new = Belonging.objects.get_or_create(
        stay=stay, out_on=None, **told, defaults={"region_code": stay.region_code, **signed}
    )
    return made


@transaction.atomic
def give_back(*, belonging_id: int, sign: str, by: Any, on: date, witness: str = "") -> Belonging:
    """A thing goes back to whom it belongs."""
    allowed(by, "facilities.admit")
    person_may(by)
    found = Belonging.objects.visible_to(by).select_for_update().filter(pk=belonging_id).first()
    if found is None:
        raise NotFound(belonging_id)
    if found.out_on is None:
        found.out_on, found.out_sign, found.out_by = on, sign, by
        found.out_witness = _witnessed(sign, witness)
        found.save(update_fields=["out_on", "out_sign", "out_witness", "out_by"])
    return found


@transaction.atomic
def note_incident(
    *, facility_id: int, kind: str, told: str, done: str, by: Any, at: datetime, stay_id: int | None = None
) -> Incident:
    """What happened and what was done; the same words of the same moment are the same record."""
    allowed(by, "facilities.admit")
    place = house(facility_id=facility_id, by=by)
    stay = held_stay(stay_id=stay_id, by=by) if stay_id else None
    one_of(Incident.Kind, kind, field="kind")
    if stay is not None and stay.facility_id != place.pk:
        raise NotFound(stay_id)
    words = {"told": sentence(told, field="told"), "done": sentence(done, field="done")}
    made, _new = Incident.objects.get_or_create(
        region_code=place.region_code, facility=place, stay=stay, kind=kind, at=at, defaults={"by": by, **words}
    )
    return made


@transaction.atomic
def count_meal(*, facility_id: int, kind: str, eaten: int, by: Any, on: date) -> Meal:
    """How many ate; counted again it is corrected, and the audit keeps both."""
    allowed(by, "facilities.admit")
    place = house(facility_id=facility_id, by=by)
    one_of(Meal.Kind, kind, field="kind")
    if not 0 <= eaten <= MOST:
        raise BadCount(fields={"eaten": str(BadCount.message)})
    made, _new = Meal.objects.update_or_create(
        facility=place, on=on, kind=kind, defaults={"eaten": eaten, "by": by, "region_code": place.region_code}
    )
    return made


@transaction.atomic
def discharge(*, stay_id: int, to: str, said: str, by: Any, at: datetime) -> Stay:
    """Somebody leaves, and it is written where to; the bed is free from that night on."""
    allowed(by, "facilities.admit")
    person_may(by)
    left = Stay.objects.visible_to(by).filter(pk=stay_id, status=Stay.Status.LEFT, left_to=to).first()
    if left is not None:
        return left
    stay = held_stay(stay_id=stay_id, by=by)
    one_of(Stay.To, to, field="to")
    kept = stay.belongings.filter(out_on=None).count()
    if kept and to not in GONE:
        raise BelongingsRemain(stay, count=kept)
    on = day_of(at)
    Leave.objects.filter(stay=stay, back_at=None).update(back_at=at)
    now = Placement.objects.get(stay=stay, during__upper_inf=True)
    now.during = (now.during.lower, max(on, now.during.lower))
    now.save(update_fields=["during"])
    return states.move(stay, Stay.Status.LEFT, left_on=on, left_to=to, left_said=sentence(said), left_by=by)


def _witnessed(sign: str, witness: str) -> str:
    """The witness, who is needed where no hand signs."""
    one_of(Belonging.Sign, sign, field="sign")
    told = sentence(witness, field="witness", needed=False)
    if sign != Belonging.Sign.SIGNATURE and not told:
        raise WitnessMissing(fields={"witness": str(WitnessMissing.message)})
    return told
