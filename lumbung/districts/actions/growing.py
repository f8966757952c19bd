"""Living from something at home: the wish, the visit, what is needed, what is given by which door, the harvest."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.core import evidence, states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.districts import rules
from lumbung.districts.actions.common import held, known_to, not_in_secret, outside, person_may, sentence, somebody
from lumbung.districts.models import Activity, Harvest, Need, Visit
from lumbung.in_kind import actions as in_kind

Status = Activity.Status
GOODS = "usaha"
"""The kind of goods by which means for a living are given."""


class BadActivity(BadInput):
    """What kind of living it is."""

    message = _("Pilih jenis usahanya.")


class BadNeed(BadInput):
    """What is needed has words and a cost."""

    message = _("Tulis yang diperlukan dan perkiraan biayanya dalam rupiah bulat.")


class NotYet(BadInput):
    """The day has not come."""

    message = _("Tulis hari ini atau hari sebelumnya.")


class BadHarvest(BadInput):
    """How much of what."""

    message = _("Tulis hasilnya, banyaknya di atas nol, dan satuannya.")


class ActivityIsOver(Refusal):
    """It has ended."""

    message = _("Usaha ini sudah berhenti.")


class AlreadyGiven(Refusal):
    """One need, one door."""

    message = _("Kebutuhan ini sudah dipenuhi lewat jalan lain.")


class FirstAVisit(Refusal):
    """Nothing is given before somebody was at home."""

    message = _("Catat dulu kunjungan konsultasinya.")


@transaction.atomic
def wish_activity(*, person_id: int, kind: str, wish: str, by: Any, on: date) -> Activity:
    """Somebody wants to grow or make something; a consultation at home is due. The same kind that runs is the same."""
    person_may(by=by, permission="districts.call")
    person = somebody(person_id=person_id, by=by)
    if kind not in Activity.Kind.values:
        raise BadActivity(fields={"kind": str(BadActivity.message)})
    words = sentence(wish, field="wish")
    known = known_to(Activity.objects, person, by).filter(kind=kind).exclude(status=Status.ENDED).first()
    if known is not None:
        return known
    told: dict[str, Any] = {"region_code": person.region_code, "person": person, "outside": outside(person, by)}
    made = Activity.objects.create(kind=kind, wish=words, asked_on=on, by=by, **told)
    due = on + timedelta(days=rules.in_force(on).events["visit_days"])
    Visit.objects.create(reason=Visit.Reason.CONSULTATION, activity=made, due_on=due, **told)
    return made


@transaction.atomic
def note_need(*, activity_id: int, what: str, rupiah: int, by: Any) -> Need:
    """One thing that is needed, with what it will cost; the same thing again is the same need."""
    person_may(by=by, permission="districts.call")
    one = _running(activity_id, by)
    words = sentence(what, field="what", needed=False)
    if not words or rupiah < 0:
        raise BadNeed(fields={"what": str(BadNeed.message)})
    told: dict[str, Any] = {"rupiah": rupiah, "region_code": one.region_code}
    need, new = Need.objects.get_or_create(activity=one, what=words, defaults=told)
    if not new and need.rupiah != rupiah and need.aid_id is None and need.request_id is None:
        need.rupiah = rupiah
        need.save(update_fields=["rupiah"])
    return need


@transaction.atomic
def give_by_plan(*, need_id: int, case_id: int, rupiah: int, by: Any, on: date) -> Need:
    """Given within the approved budget of the person's plan, from the plan's fund, at its real cost.

    Raises what `cases.give` raises, AlreadyGiven, FirstAVisit.
    """
    person_may(by=by, permission="districts.call")
    need = _to_give(need_id, by)
    if need.aid is not None and need.aid.case_id == case_id:
        return need
    if need.aid_id is not None or need.request_id is not None:
        raise AlreadyGiven(need)
    aid = cases.give(case_id=case_id, kind="goods", what=need.what, rupiah=rupiah, by=by, on=on)
    need.aid = aid
    need.save(update_fields=["aid"])
    return _begun(need)


@transaction.atomic
def ask_goods(*, need_id: int, item: str, by: Any, on: date) -> Need:
    """Asked for from the stores: assessed, approved by another, handed over with minutes, as all goods are."""
    person_may(by=by, permission="districts.call")
    need = _to_give(need_id, by)
    if need.request is not None and need.request.item == item:
        return need
    if need.aid_id is not None or need.request_id is not None:
        raise AlreadyGiven(need)
    person = need.activity.person
    not_in_secret(person, by)
    told: dict[str, Any] = {"kind": GOODS, "item": item, "family_id": person.family_id, "person_id": person.pk}
    told |= {"told_by": person.name, "statement": f"{need.activity.wish}: {need.what}"}
    need.request = in_kind.file_request(**told, by=by, on=on)
    need.save(update_fields=["request"])
    return _begun(need)


@transaction.atomic
def note_harvest(
    *, activity_id: int, what: str, amount: Decimal, unit: str, by: Any, on: date, sold: int | None = None,
    said: str = "", photo: bytes | None = None, today: date | None = None,
) -> Harvest:  # fmt: skip
    """How much of what on a day, and what it was sold for; the same crop on one day is noted once.

    Nothing was harvested tomorrow: doors tell what day is `today`.
    """
    person_may(by=by, permission="districts.call")
    one = _running(activity_id, by)
    words = {name: sentence(text, field=name, needed=False) for name, text in (("what", what), ("unit", unit))}
    if not all(words.values()) or amount <= 0 or (sold is not None and sold < 0):
        raise BadHarvest(fields={"amount": str(BadHarvest.message)})
    if today is not None and on > today:
        raise NotYet(fields={"on": str(NotYet.message)})
    known = Harvest.objects.filter(activity=one, on=on, what=words["what"]).first()
    if known is not None:
        return known
    kept = evidence.keep(photo) if photo else None
    pictured = {"photo": kept.ref, "media_type": kept.media_type} if kept else {}
    told: dict[str, Any] = {"region_code": one.region_code, "on": on, "amount": amount, "sold": sold, "by": by}
    if one.status == Status.ADVISED:
        states.move(one, Status.RUNNING)
    noted = sentence(said, needed=False)
    return Harvest.objects.create(activity=one, said=noted, **told, **words, **pictured)


@transaction.atomic
def end_activity(*, activity_id: int, said: str, by: Any) -> Activity:
    """It goes on no longer."""
    person_may(by=by, permission="districts.call")
    one = held(Activity, activity_id, by=by)
    return one if one.status == Status.ENDED else states.move(one, Status.ENDED, said=sentence(said))


def _running(activity_id: int, by: Any) -> Activity:
    one = held(Activity, activity_id, by=by)
    if one.status == Status.ENDED:
        raise ActivityIsOver(one)
    return one


def _to_give(need_id: int, by: Any) -> Need:
    need = held(Need, need_id, by=by, person="activity__person")
    if need.activity.status == Status.WISHED:
        raise FirstAVisit(need)
    if need.activity.status == Status.ENDED:
        raise ActivityIsOver(need)
    return need


def _begun(need: Need) -> Need:
    if need.activity.status == Status.ADVISED:
        states.move(need.activity, Status.RUNNING)
    return need
