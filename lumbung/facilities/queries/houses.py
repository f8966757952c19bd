"""Houses within reach: what they have, who is inside, what becomes free."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lumbung.core.refusals import NotFound
from lumbung.core.wall import lifted
from lumbung.facilities import rules
from lumbung.facilities.models import Bed, Facility, Placement, Room, Waiting
from lumbung.regions.models import Region

_PLACE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
FORECAST_DAYS = 30


def _counted(rows: QuerySet) -> Coalesce:
    """How many of these a house has, asked for the houses that are shown."""
    of_house = rows.filter(facility=OuterRef("pk")).order_by().values("facility")
    return Coalesce(Subquery(of_house.annotate(n=Count("pk")).values("n")), 0)


_TAKEN = _counted(Placement.objects.filter(during__upper_inf=True))
_IN_USE = _counted(Bed.objects.filter(in_use=True))


@dataclass(frozen=True)
class Crowd:
    """How full a house is, and what its norms say."""

    beds: int
    taken: int
    waiting: int
    space: int | None
    staff: int
    staff_wanted: int

    @property
    def free(self) -> int:
        """Beds that nobody has tonight."""
        return max(self.beds - self.taken, 0)

    @property
    def parts(self) -> list[int]:
        """Taken and free, for a bar."""
        return [self.taken, self.free]


def facilities(*, viewer: Any) -> QuerySet[Any]:
    """Every house within reach with its `place`, beds and how many are taken tonight, by name."""
    found = Facility.objects.visible_to(viewer).annotate(place=_PLACE, bed_count=_IN_USE, taken=_TAKEN)
    return found.order_by("name", "pk")


def facility(*, viewer: Any, facility_id: int) -> Any:
    """One house; raises NotFound."""
    found = facilities(viewer=viewer).filter(pk=facility_id).first()
    if found is None:
        raise NotFound(facility_id)
    return found


def rooms_of(*, viewer: Any, facility_id: int) -> QuerySet[Room]:
    """Its rooms, by use and name."""
    return Room.objects.visible_to(viewer).filter(facility_id=facility_id).order_by("kind", "name", "pk")


def room(*, viewer: Any, room_id: int) -> Room:
    """One room with its house; raises NotFound."""
    found = Room.objects.visible_to(viewer).select_related("facility").filter(pk=room_id).first()
    if found is None:
        raise NotFound(room_id)
    return found


def beds_of(*, viewer: Any, facility_id: int) -> list[tuple[Bed, Placement | None]]:
    """Every bed with whoever has it tonight; the placement tells no name."""
    taken = {
        one.bed_id: one
        for one in Placement.objects.visible_to(viewer).filter(facility_id=facility_id, during__upper_inf=True)
    }
    found = Bed.objects.visible_to(viewer).filter(facility_id=facility_id).select_related("room")
    return [(bed, taken.get(bed.pk)) for bed in found.order_by("room__name", "label", "pk")]


def crowd(*, viewer: Any, facility_id: int, on: date) -> Crowd:
    """Beds, residents, those who wait (secret ones counted, not told), space by the norm, staff on duty and wanted."""
    p = rules.in_force(on)
    house = facility(viewer=viewer, facility_id=facility_id)
    areas = rooms_of(viewer=viewer, facility_id=facility_id).filter(kind=Room.Kind.DORMITORY)
    sleeps = [rules.sleeps(area, p) for area in areas.values_list("area", flat=True)]
    known = [count for count in sleeps if count is not None]
    with lifted():
        waiting = Waiting.objects.filter(facility_id=house.pk, status=Waiting.Status.WAITING).count()
    space = sum(known) if known and len(known) == len(sleeps) else None
    return Crowd(house.bed_count, house.taken, waiting, space, house.staff, rules.staff_wanted(house.taken, p))


def forecast(*, viewer: Any, facility_id: int, on: date, days: int = FORECAST_DAYS) -> list[tuple[date, int]]:
    """(day, beds free) for the coming days, if everybody leaves at their limit and nobody comes."""
    house = facility(viewer=viewer, facility_id=facility_id)
    due = Placement.objects.visible_to(viewer).filter(facility_id=facility_id, during__upper_inf=True)
    leaving = rules.leaving_by(list(due.values_list("due_on", flat=True)), on, days)
    free = max(house.bed_count - house.taken, 0)
    return [(on + timedelta(days=at), free + gone) for at, gone in enumerate(leaving)]


def nights(*, viewer: Any, facility_id: int, since: date, until: date) -> list[tuple[date, int]]:
    """(day, beds taken) for every day of a stretch, both ends included."""
    counted: Counter[date] = Counter()
    found = Placement.objects.visible_to(viewer).filter(facility_id=facility_id, during__overlap=(since, until, "[]"))
    for during in found.values_list("during", flat=True):
        first, last = (
            max(during.lower, since),
            min(during.upper or until + timedelta(days=1), until + timedelta(days=1)),
        )
        for at in range((last - first).days):
            counted[first + timedelta(days=at)] += 1
    days = [since + timedelta(days=at) for at in range((until - since).days + 1)]
    return [(day, counted[day]) for day in days]
