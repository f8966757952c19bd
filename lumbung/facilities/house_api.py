"""A house for programs: change and close it, rooms and beds in it."""

from datetime import time
from decimal import Decimal
from typing import Any

from ninja import Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.facilities import actions, queries
from lumbung.facilities.models import Room
from lumbung.facilities.schemas import FacilityOut, Made

router = Router(tags=["facilities"])


class ChangeIn(Schema):
    """What of a house is different now; what is left out stays."""

    address: str | None = None
    sex: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    services: list[str] | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    weekdays: list[int] | None = None
    staff: int | None = None
    house_rules: str | None = None


class NewRoomIn(Schema):
    """A room, perhaps with windows that a motor moves, and its beds."""

    name: str
    kind: str = str(Room.Kind.DORMITORY)
    seats: int = 0
    area: Decimal | None = None
    bookable: bool = False
    step_free: bool = False
    window: bool = False
    opens_at: time | None = None
    closes_at: time | None = None
    beds: list[str] = []


class BedsIn(Schema):
    """Marks of beds, and whom they are for."""

    labels: list[str]
    sex: str = ""
    age_from: int = 0
    age_to: int = 120
    step_free: bool = False


class AddedOut(Schema):
    """How many beds are new."""

    new: int


class BedOut(Schema):
    """A bed tonight; whose it is nobody is told here."""

    id: int
    room: str
    label: str
    in_use: bool
    taken: bool


class InUseIn(Schema):
    """Whether somebody may sleep in it."""

    in_use: bool


@router.patch("/facilities/{facility_id}", response=FacilityOut)
@api_may("facilities.manage")
def change_facility(request: Request, facility_id: int, told: ChangeIn) -> Any:
    """Whom it is for, services, hours, staff, house rules."""
    actions.change_facility(facility_id=facility_id, by=request.user, **told.dict(exclude_unset=True))
    return queries.facility(viewer=request.user, facility_id=facility_id)


@router.post("/facilities/{facility_id}/close", response=FacilityOut)
@api_may("facilities.manage")
def close_facility(request: Request, facility_id: int) -> Any:
    """Take nobody any more."""
    actions.close_facility(facility_id=facility_id, by=request.user)
    return queries.facility(viewer=request.user, facility_id=facility_id)


@router.post("/facilities/{facility_id}/rooms", response={201: Made})
@api_may("facilities.manage")
def add_room(request: Request, facility_id: int, told: NewRoomIn) -> Status[Any]:
    """A room with its beds; the same name again is the same room."""
    return Status(201, actions.add_room(facility_id=facility_id, by=request.user, **told.dict()))


@router.get("/facilities/{facility_id}/beds", response=list[BedOut])
@api_may("facilities.view")
def beds(request: Request, facility_id: int) -> Any:
    """Every bed of a house."""
    queries.facility(viewer=request.user, facility_id=facility_id)
    found = queries.beds_of(viewer=request.user, facility_id=facility_id)
    return [
        {"id": bed.pk, "room": bed.room.name, "label": bed.label, "in_use": bed.in_use, "taken": placed is not None}
        for bed, placed in found
    ]


@router.post("/facilities/rooms/{room_id}/beds", response={201: AddedOut})
@api_may("facilities.manage")
def add_beds(request: Request, room_id: int, told: BedsIn) -> Status[Any]:
    """Those that stand there already stay as they are."""
    return Status(201, {"new": actions.add_beds(room_id=room_id, by=request.user, **told.dict())})


@router.post("/facilities/beds/{bed_id}", response=Made)
@api_may("facilities.manage")
def set_bed_in_use(request: Request, bed_id: int, told: InUseIn) -> Any:
    """A bed is broken, or whole again."""
    return actions.set_bed_in_use(bed_id=bed_id, in_use=told.in_use, by=request.user)
