"""Rooms for some hours: asked by one person, approved by another."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.facilities import rules
from lumbung.facilities.actions.common import SamePersonDecides, day_of, person_may, sentence
from lumbung.facilities.models import Booking, Facility, Room

Status = Booking.Status


class NotBookable(BadInput):
    """Not this room, not at this hour, not so many people, or not so long."""

    message = _("Ruang ini tidak bisa dipesan seperti itu.")


class RoomTaken(Refusal):
    """Somebody else has the room then."""

    message = _("Ruang ini sudah dipesan pada jam itu. Pilih jam lain di kalender.")


@transaction.atomic
def book_room(
    *,
    room_id: int,
    title: str,
    begins_at: datetime,
    ends_at: datetime,
    people: int,
    by: Any,
    at: datetime,
    club: bool = False,
    reference: str = "",
) -> Booking:
    """Ask for a room. `reference` names what it is for (`session:12`): the same cause has one booking.

    Raises NotBookable with the field at fault, RoomTaken.
    """
    allowed(by, "facilities.book")
    person_may(by)
    room = Room.objects.visible_to(by).select_related("facility").filter(pk=room_id).first()
    if room is None:
        raise NotFound(room_id)
    known = _known(room, title, begins_at, by, reference)
    if known is not None:
        return known
    wrong = _wrong(room, begins_at, ends_at, people, club, at)
    if wrong:
        raise NotBookable(fields=wrong)
    try:
        with transaction.atomic():
            return Booking.objects.create(
                region_code=room.region_code,
                facility_id=room.facility_id,
                room=room,
                during=(begins_at, ends_at),
                title=sentence(title, field="title"),
                people=people,
                club=club,
                reference=reference.strip(),
                asked_at=at,
                asked_by=by,
            )
    except IntegrityError as error:
        raise RoomTaken(room) from error


@transaction.atomic
def decide_booking(*, booking_id: int, agree: bool, by: Any, on: date, said: str = "") -> Booking:
    """A second person approves, or refuses with a reason."""
    allowed(by, "facilities.approve_booking")
    person_may(by)
    found = _held(booking_id, by)
    to = Status.APPROVED if agree else Status.REFUSED
    if found.status == to and found.decided_by_id == by.pk:
        return found
    if found.asked_by_id == by.pk:
        raise SamePersonDecides(found)
    return states.move(found, to, decided_by=by, decided_on=on, said=sentence(said, needed=not agree))


@transaction.atomic
def withdraw_booking(*, booking_id: int, said: str, by: Any) -> Booking:
    """It is not needed; by whoever asked, or by somebody who may approve."""
    allowed(by, "facilities.book")
    found = _held(booking_id, by)
    if found.status == Status.WITHDRAWN:
        return found
    if found.asked_by_id != by.pk:
        allowed(by, "facilities.approve_booking")
    return states.move(found, Status.WITHDRAWN, said=sentence(said))


def _held(booking_id: int, by: Any) -> Booking:
    found = Booking.objects.visible_to(by).select_for_update().filter(pk=booking_id).first()
    if found is None:
        raise NotFound(booking_id)
    return found


def _known(room: Room, title: str, begins_at: datetime, by: Any, reference: str) -> Booking | None:
    """The booking of the same cause, or the same wish of the same person."""
    held = Booking.objects.visible_to(by).filter(status__in=Booking.HOLDS)
    if reference.strip():
        return held.filter(reference=reference.strip()).first()
    return held.filter(room=room, asked_by=by, title=title.strip(), during__startswith=begins_at).first()


def _wrong(room: Room, begins_at: datetime, ends_at: datetime, people: int, club: bool, at: datetime) -> dict[str, str]:
    """What is wrong with a wish, by field; nothing where it may be granted."""
    p = rules.in_force(day_of(begins_at))
    longest = rules.longest_booking(club, p)
    begins, ends = timezone.localtime(begins_at), timezone.localtime(ends_at)
    house = room.facility
    opens, closes = room.opens_at or house.opens_at, room.closes_at or house.closes_at
    shut = bool(house.weekdays and begins.isoweekday() not in house.weekdays)
    early = bool(opens and closes and not opens <= begins.time() < ends.time() <= closes)
    checks = (
        ("room", not room.bookable or house.status == Facility.Status.CLOSED, _("Ruang ini tidak untuk dipesan.")),
        ("begins_at", begins_at < at, _("Waktu mulai sudah lewat.")),
        ("begins_at", (day_of(begins_at) - day_of(at)).days > p.bookings["days_ahead"], _("Terlalu jauh di depan.")),
        (
            "ends_at",
            not begins_at < ends_at or begins.date() != ends.date(),
            _("Selesai sesudah mulai, hari yang sama."),
        ),
        ("ends_at", ends_at - begins_at > longest, _("Paling lama %(hours)s jam sekali pesan.")),
        ("begins_at", shut or early, _("Di luar jam atau hari buka.")),
        ("people", not 0 < people <= room.seats, _("Paling banyak %(seats)s orang.")),
        ("people", club and people < p.bookings["club_least"], _("Kelompok tetap sedikitnya %(club)s orang.")),
    )
    told = {"hours": longest.seconds // 3600, "seats": room.seats, "club": p.bookings["club_least"]}
    return {field: str(words) % told for field, is_wrong, words in reversed(checks) if is_wrong}
