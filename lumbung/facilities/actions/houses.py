"""Opening a house, its rooms and its beds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.facilities.actions.common import house, sentence
from lumbung.facilities.models import Bed, Facility, Placement, Room, Window

MOST_BEDS = 500


WRONG = {
    "kind": _("Pilih jenisnya dari daftar."),
    "age_to": _("Tulis umur yang berurutan, 0 sampai 120 tahun."),
    "closes_at": _("Tulis jam buka sebelum jam tutup, atau kosongkan keduanya."),
    "staff": _("Tulis nol atau lebih."),
    "area": _("Tulis luas lebih dari nol."),
    "seats": _("Tulis untuk berapa orang; ruang yang boleh dipesan menampung satu orang atau lebih."),
    "beds": _("Tempat tidur hanya di kamar tidur. Tulis tandanya, paling banyak 500."),
}


class BadHouse(BadInput):
    """What is out of order in a house or a room, each blank with its own sentence."""

    def __init__(self, *names: str) -> None:
        super().__init__(fields={name: str(WRONG[name]) for name in names})


class StillTaken(Refusal):
    """Somebody sleeps there."""

    message = _("Masih ada %(count)s penghuni. Pindahkan atau pulangkan dulu.")


@transaction.atomic
def open_facility(*, region_code: str, name: str, kind: str, by: Any, **told: Any) -> Facility:
    """A house with whom it is for and when it is open. The same name in the same region again is the same house."""
    allowed(by, "facilities.manage")
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    given = _fitting(told)
    if kind not in Facility.Kind.values:
        raise BadHouse("kind")
    made, _new = Facility.objects.get_or_create(
        region_code=region_code, name=sentence(name, field="name"), defaults={"kind": kind, **given}
    )
    return made


@transaction.atomic
def change_facility(*, facility_id: int, by: Any, **told: Any) -> Facility:
    """Whom it is for, services, hours, staff, house rules."""
    allowed(by, "facilities.manage")
    found = house(facility_id=facility_id, by=by)
    for name, value in _fitting(told, found).items():
        setattr(found, name, value)
    found.save()
    return found


@transaction.atomic
def close_facility(*, facility_id: int, by: Any) -> Facility:
    """Take nobody any more; refused while anybody sleeps here."""
    allowed(by, "facilities.manage")
    found = Facility.objects.visible_to(by).select_for_update().filter(pk=facility_id).first()
    if found is None:
        raise NotFound(facility_id)
    if found.status == Facility.Status.CLOSED:
        return found
    if count := Placement.objects.filter(facility=found, during__upper_inf=True).count():
        raise StillTaken(found, count=count)
    return states.move(found, Facility.Status.CLOSED)


@transaction.atomic
def add_room(
    *, facility_id: int, name: str, kind: str, by: Any, window: bool = False, beds: Sequence[str] = (),
    bed_sex: str = "", **told: Any,
) -> Room:  # fmt: skip
    """A room with its beds, perhaps with windows that a motor moves; beds that cannot stand there make no room either.

    The same name again is the same room.
    """
    allowed(by, "facilities.manage")
    found = house(facility_id=facility_id, by=by)
    area, seats = told.get("area"), told.get("seats") or 0
    wrong = {
        "kind": kind not in Room.Kind.values,
        "area": not _has_floor(area),
        "seats": seats < 0 or (told.get("bookable") and not seats),
        "closes_at": not _in_order(told.get("opens_at"), told.get("closes_at")),
    }
    if names := [name for name, is_wrong in wrong.items() if is_wrong]:
        raise BadHouse(*names)
    made, _new = Room.objects.get_or_create(
        facility=found,
        name=sentence(name, field="name"),
        defaults={"kind": kind, "region_code": found.region_code, **told},
    )
    if window:
        Window.objects.get_or_create(room=made, defaults={"region_code": found.region_code})
    if beds:
        add_beds(room_id=made.pk, labels=beds, sex=bed_sex, by=by)
    return made


@transaction.atomic
def add_beds(*, room_id: int, labels: Sequence[str], by: Any, **told: Any) -> int:
    """Beds of a room by their marks; those that stand there already stay as they are. Says how many are new."""
    allowed(by, "facilities.manage")
    room = Room.objects.visible_to(by).filter(pk=room_id).first()
    if room is None:
        raise NotFound(room_id)
    given = _fitting(told)
    marks = list(dict.fromkeys(label.strip() for label in labels if label.strip()))
    if not marks or len(marks) > MOST_BEDS or room.kind != Room.Kind.DORMITORY:
        raise BadHouse("beds")
    common = {"region_code": room.region_code, "facility_id": room.facility_id, "room": room, **given}
    known = room.beds.count()
    Bed.objects.bulk_create([Bed(label=mark, **common) for mark in marks], ignore_conflicts=True)
    return room.beds.count() - known


@transaction.atomic
def set_bed_in_use(*, bed_id: int, in_use: bool, by: Any) -> Bed:
    """A bed is broken, or whole again."""
    allowed(by, "facilities.manage")
    bed = Bed.objects.visible_to(by).select_for_update().filter(pk=bed_id).first()
    if bed is None:
        raise NotFound(bed_id)
    if not in_use and bed.placements.filter(during__upper_inf=True).exists():
        raise StillTaken(bed, count=1)
    bed.in_use = in_use
    bed.save(update_fields=["in_use"])
    return bed


def _fitting(told: Mapping[str, Any], before: Any = None) -> dict[str, Any]:
    """What was told, once ages and hours stand in order."""

    def now(name: str, otherwise: Any) -> Any:
        return told[name] if name in told else getattr(before, name, otherwise)

    right = {
        "age_to": 0 <= now("age_from", 0) <= now("age_to", 120) <= 120,
        "closes_at": _in_order(now("opens_at", None), now("closes_at", None)),
        "staff": now("staff", 0) >= 0,
    }
    if names := [name for name, is_right in right.items() if not is_right]:
        raise BadHouse(*names)
    return {name: sentence(value, field=name, needed=False) if isinstance(value, str) else value
            for name, value in told.items()}  # fmt: skip


def _has_floor(area: Any) -> bool:
    """Not told, or more than nothing."""
    try:
        return area is None or Decimal(area) > 0
    except InvalidOperation:
        return False


def _in_order(opens_at: Any, closes_at: Any) -> bool:
    return (opens_at is None and closes_at is None) or bool(opens_at and closes_at and opens_at < closes_at)
