"""At the door: let somebody in, put them on the waiting list, give the next one a bed."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal, allowed
from lumbung.core.wall import lifted
from lumbung.facilities import rules
from lumbung.facilities.actions.common import day_of, held_house, held_stay, person_may, sentence
from lumbung.facilities.models import Bed, Facility, Placement, Sex, Stay, Waiting
from lumbung.registry import queries as people

OLDEST = 120


class NotForThem(BadInput):
    """The house is for others."""

    message = _("Fasilitas ini untuk %(whom)s umur %(lowest)s sampai %(highest)s tahun.")


class BadArrival(BadInput):
    """Who somebody is, as far as it is known."""

    message = _("Isi nama panggilan, jenis kelamin, umur, dan jenis tinggalnya.")


class NotOpenNow(Refusal):
    """The house has hours."""

    message = _("Fasilitas ini menerima orang pukul %(opens)s sampai %(closes)s pada hari bukanya.")


class NoBed(Refusal):
    """Every bed that fits is taken."""

    message = _("Tidak ada tempat tidur kosong yang cocok. Catat di antrean, atau cari fasilitas lain.")


class BedTaken(Refusal):
    """Somebody else sleeps in that very bed, or it doesn't fit."""

    message = _("Tempat tidur itu sudah dipakai atau tidak cocok. Pilih yang lain.")


class AlreadyInside(Refusal):
    """One open stay a person, wherever it is; but for secret ones, which nobody outside may learn of in this way."""

    message = _("Orang ini belum bisa diterima, karena masih tercatat tinggal. Tanyakan kepada penanggung jawab.")


class OthersWaitLonger(Refusal):
    """Nobody on the list is overtaken."""

    message = _("%(count)s orang di antrean lebih dulu berhak atas tempat yang kosong. Terima mereka dulu.")


@dataclass(frozen=True)
class Arrival:
    """Somebody at the door, in the words of whoever opens. Nobody needs papers, so the registry may not know them."""

    called: str
    sex: str
    age: int
    reason: str
    stay_type: str = Stay.Type.EMERGENCY
    youth: str = Stay.Youth.ORDINARY
    step_free: bool = False
    person_id: int | None = None


@dataclass(frozen=True)
class _Claim:
    """Who asks for a bed with what right: how urgent, and since when."""

    who: Any
    urgency: str
    since: datetime
    waiting_id: int = 0


@transaction.atomic
def admit(
    *,
    facility_id: int,
    who: Arrival,
    by: Any,
    at: datetime,
    bed_id: int | None = None,
    urgency: str = Waiting.Urgency.DANGER,
    brought_by: str = "",
    case_number: str = "",
    readers: Collection[int] | None = None,
) -> Stay:
    """Let somebody in and give them a bed. The same person at the same door is the same stay.

    `readers` makes the stay secret: only they, and whoever admits, find it anywhere. Raises NotForThem, NotOpenNow,
    NoBed, BedTaken, AlreadyInside, OthersWaitLonger.
    """
    allowed(by, "facilities.admit")
    person_may(by)
    place = held_house(facility_id=facility_id, by=by)
    told = _told(who, place, by)
    known = _inside(place, told, by, day_of(at))
    if known is not None:
        return known
    _is_open(place, at)
    claim = _Claim(who, urgency, at)
    more = {"brought_by": sentence(brought_by, field="brought_by", needed=False), "case_number": case_number.strip()}
    return _let_in(place, claim, {**told, **more, "readers": _readers(readers, by)}, bed_id=bed_id, by=by, at=at)


@transaction.atomic
def wait(
    *,
    facility_id: int,
    who: Arrival,
    by: Any,
    at: datetime,
    urgency: str = Waiting.Urgency.SOON,
    readers: Collection[int] | None = None,
) -> Waiting:
    """Put somebody on the list of a house. The same person again keeps their place."""
    allowed(by, "facilities.admit")
    person_may(by)
    place = held_house(facility_id=facility_id, by=by)
    told = _told(who, place, by)
    if urgency not in Waiting.Urgency.values:
        raise BadArrival(fields={"urgency": str(BadArrival.message)})
    same = Waiting.objects.visible_to(by).filter(facility=place, status=Waiting.Status.WAITING)
    known = same.filter(**_same_one(told)).first()
    if known is not None:
        return known
    hidden: Any = _readers(readers, by)
    common: dict[str, Any] = {"region_code": place.region_code, "facility": place, "readers": hidden}
    return Waiting.objects.create(urgency=urgency, asked_at=at, asked_by=by, **common, **told)


@transaction.atomic
def admit_waiting(*, waiting_id: int, by: Any, at: datetime, bed_id: int | None = None) -> Stay:
    """Give somebody from the list a bed, when their turn has come."""
    allowed(by, "facilities.admit")
    person_may(by)
    found = Waiting.objects.visible_to(by).filter(pk=waiting_id).first()
    if found is None:
        raise NotFound(waiting_id)
    place = held_house(facility_id=found.facility_id, by=by)
    found.refresh_from_db()
    if found.stay is not None:
        return found.stay
    names = ("person_id", "called", "sex", "age", "step_free", "reason", "stay_type", "youth", "readers")
    told = {name: getattr(found, name) for name in names}
    claim = _Claim(found, found.urgency, found.asked_at, found.pk)
    made = _let_in(place, claim, told, bed_id=bed_id, by=by, at=at)
    states.move(found, Waiting.Status.PLACED, stay=made)
    return made


@transaction.atomic
def withdraw_waiting(*, waiting_id: int, said: str, by: Any) -> Waiting:
    """They no longer need the bed."""
    allowed(by, "facilities.admit")
    found = Waiting.objects.visible_to(by).select_for_update().filter(pk=waiting_id).first()
    if found is None:
        raise NotFound(waiting_id)
    if found.status == Waiting.Status.WITHDRAWN:
        return found
    return states.move(found, Waiting.Status.WITHDRAWN, said=sentence(said))


@transaction.atomic
def move_bed(*, stay_id: int, bed_id: int, by: Any, at: datetime) -> Placement:
    """Another bed of the same house from tonight on."""
    allowed(by, "facilities.admit")
    stay = held_stay(stay_id=stay_id, by=by)
    held_house(facility_id=stay.facility_id, by=by)
    now = stay.placements.get(during__upper_inf=True)
    if now.bed_id == bed_id:
        return now
    on = day_of(at)
    bed = _free_beds(stay.facility, stay, on).filter(pk=bed_id).first()
    if bed is None:
        raise BedTaken(bed_id)
    if now.during.lower == on:
        now.bed = bed
        now.save(update_fields=["bed"])
        return now
    now.during = (now.during.lower, on)
    now.save(update_fields=["during"])
    return _placed(stay, bed, on)


@transaction.atomic
def set_readers(*, stay_id: int, readers: Collection[int] | None, by: Any) -> Stay:
    """Who may know of a stay; None is everybody in reach. Only somebody who reads it changes that."""
    allowed(by, "facilities.admit")
    stay = held_stay(stay_id=stay_id, by=by)
    if stay.readers is not None and by.pk not in stay.readers:
        raise NotAllowed(stay_id)
    named: Any = _readers(readers, by)
    stay.readers = named
    return _saved(stay, "readers")


@transaction.atomic
def name_person(*, stay_id: int, person_id: int, by: Any) -> Stay:
    """Later it is known who somebody is in the registry."""
    allowed(by, "facilities.admit")
    stay = held_stay(stay_id=stay_id, by=by)
    stay.person = people.person(viewer=by, person_id=person_id)
    return _saved(stay, "person")


def _saved(stay: Stay, field: str) -> Stay:
    """One open stay a person that everybody may know of; a secret one stands in nobody's way, and so tells nobody."""
    try:
        with transaction.atomic():
            stay.save(update_fields=[field])
    except IntegrityError as error:
        raise AlreadyInside(stay) from error
    return stay


def _told(who: Arrival, place: Facility, by: Any) -> dict[str, Any]:
    """What is written of somebody, once the house is for them."""
    known = who.sex in (Sex.FEMALE, Sex.MALE) and 0 <= who.age <= OLDEST
    if not known or who.stay_type not in Stay.Type.values or who.youth not in Stay.Youth.values:
        raise BadArrival(fields={"age": str(BadArrival.message)})
    if place.sex not in ("", who.sex) or not place.age_from <= who.age <= place.age_to:
        told = {"whom": place.get_sex_display(), "lowest": place.age_from, "highest": place.age_to}
        raise NotForThem(**told, fields={"age": str(NotForThem.message % told)})
    if who.person_id is not None:
        people.person(viewer=by, person_id=who.person_id)
    words = {"called": sentence(who.called, field="called"), "reason": sentence(who.reason, field="reason")}
    return {**asdict(who), **words}


def _same_one(told: dict[str, Any]) -> dict[str, Any]:
    if told["person_id"]:
        return {"person_id": told["person_id"]}
    return {"person": None, **{name: told[name] for name in ("called", "sex", "age")}}


def _inside(place: Facility, told: dict[str, Any], by: Any, on: date) -> Stay | None:
    """The open stay of the same person at this door; of somebody without papers one that began the same day."""
    open_ = Stay.objects.visible_to(by).exclude(status=Stay.Status.LEFT).filter(**_same_one(told))
    known = open_.first() if told["person_id"] else open_.filter(facility=place, admitted_on=on).first()
    if known is not None and known.facility_id != place.pk:
        raise AlreadyInside(known)
    return known


def _is_open(place: Facility, at: datetime) -> None:
    here = timezone.localtime(at)
    days = not place.weekdays or here.isoweekday() in place.weekdays
    if place.opens_at is None or place.closes_at is None:
        return
    if days and place.opens_at <= here.time() < place.closes_at:
        return
    raise NotOpenNow(place, opens=f"{place.opens_at:%H.%M}", closes=f"{place.closes_at:%H.%M}")


def _readers(readers: Collection[int] | None, by: Any) -> list[int] | None:
    return None if readers is None else sorted({*readers, *([by.pk] if by.pk else [])})


def _free_beds(place: Facility, who: Any, on: date) -> QuerySet[Bed]:
    """Beds that fit somebody and that nobody has from that night on; those nobody else could use first."""
    taken = Placement.objects.filter(bed=OuterRef("pk"), during__overlap=(on, None))
    fits = Q(sex__in=["", who.sex], age_from__lte=who.age, age_to__gte=who.age)
    fits &= Q(step_free=True) if who.step_free else Q()
    return place.beds.filter(fits, ~Exists(taken), in_use=True).order_by(
        "step_free", "-sex", "room__name", "label", "pk"
    )


def _let_in(place: Facility, claim: _Claim, told: dict[str, Any], *, bed_id: int | None, by: Any, at: datetime) -> Stay:
    """Stay and bed together, or neither; the house is held."""
    on = day_of(at)
    free = list(_free_beds(place, claim.who, on))
    if not free:
        raise NoBed(place)
    bed = free[0] if bed_id is None else next((one for one in free if one.pk == bed_id), None)
    if bed is None:
        raise BedTaken(bed_id)
    _nobody_is_overtaken(place, claim, free)
    try:
        with transaction.atomic():
            stay = Stay.objects.create(
                region_code=place.region_code,
                facility=place,
                admitted_at=at,
                admitted_on=on,
                admitted_by=by,
                due_on=rules.limit_of(told["stay_type"], on, rules.in_force(on)),
                **told,
            )
    except IntegrityError as error:
        raise AlreadyInside(place) from error
    _placed(stay, bed, on)
    return stay


def _placed(stay: Stay, bed: Bed, on: date) -> Placement:
    try:
        with transaction.atomic():
            return Placement.objects.create(
                region_code=stay.region_code, facility_id=stay.facility_id, bed=bed, stay=stay, during=(on, None),
                due_on=stay.due_on,
            )  # fmt: skip
    except IntegrityError as error:
        raise BedTaken(bed.pk) from error


def _nobody_is_overtaken(place: Facility, claim: _Claim, free: list[Bed]) -> None:
    """Whoever waits longer, or more urgently, and fits one of these beds comes first; secret ones count too."""
    with lifted():
        ahead = list(
            Waiting.objects.filter(facility=place, status=Waiting.Status.WAITING)
            .exclude(pk=claim.waiting_id)
            .filter(Q(urgency__lt=claim.urgency) | Q(urgency=claim.urgency, asked_at__lt=claim.since))
            .values_list("sex", "age", "step_free")
        )
    want = [one for one in ahead if any(_fits(bed, *one) for bed in free)]
    if len(want) >= len(free):
        raise OthersWaitLonger(place, count=len(want))


def _fits(bed: Bed, sex: str, age: int, step_free: bool) -> bool:
    return bed.sex in ("", sex) and bed.age_from <= age <= bed.age_to and (bed.step_free or not step_free)
