"""Who stays, who waits, what happens to them; secret ones for their readers only."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lumbung.core.refusals import NotFound
from lumbung.facilities import rules
from lumbung.facilities.models import Bed, Belonging, Extension, Glass, Incident, Leave, Meal, Placement, Stay, Waiting

_PEOPLE = ("person", "facility", "admitted_by", "left_by")


@dataclass(frozen=True)
class Figures:
    """A house over a stretch of days, without a name in it."""

    came: int
    left: int
    nights: int
    possible: int
    median_nights: float | None
    by_to: dict[str, int]

    @property
    def occupancy(self) -> float | None:
        """The share of bed nights that somebody slept; nothing where there were none."""
        return self.nights / self.possible if self.possible else None


def stays(*, viewer: Any) -> QuerySet[Stay]:
    """Every stay the viewer may know of, the newest first."""
    return Stay.objects.visible_to(viewer).select_related("facility", "person").order_by("-admitted_at", "-pk")


def residents(*, viewer: Any, facility_id: int) -> QuerySet[Stay]:
    """Those who live in a house now, the nearest limit first, each with the label of the `bed`."""
    inside = Stay.objects.visible_to(viewer).filter(facility_id=facility_id).exclude(status=Stay.Status.LEFT)
    return inside.filter(placements__during__upper_inf=True).annotate(
        bed=F("placements__bed__label"), room=F("placements__bed__room__name")
    ).order_by("due_on", "pk")  # fmt: skip


def due_soon(*, viewer: Any, on: date) -> QuerySet[Stay]:
    """Stays whose limit is over, or so near that something has to be decided, the nearest first."""
    p = rules.in_force(on)
    near = Q()
    for stay_type in Stay.Type.values:
        last = on + timedelta(days=p.stays[stay_type]["warn_days"])
        near |= Q(stay_type=stay_type, due_on__lte=last)
    return stays(viewer=viewer).exclude(status=Stay.Status.LEFT).filter(near).order_by("due_on", "pk")


def free_beds_for(*, viewer: Any, stay: Stay) -> QuerySet[Bed]:
    """Beds of the same house to which somebody may move."""
    taken = Placement.objects.filter(bed=OuterRef("pk"), during__upper_inf=True)
    found = Bed.objects.visible_to(viewer).filter(~Exists(taken), facility_id=stay.facility_id, in_use=True)
    fits = found.filter(sex__in=["", stay.sex], age_from__lte=stay.age, age_to__gte=stay.age)
    return fits.select_related("room").order_by("room__name", "label", "pk")


def stay(*, viewer: Any, stay_id: int) -> Stay:
    """One stay with everybody who had a hand in it; raises NotFound."""
    found = Stay.objects.visible_to(viewer).select_related(*_PEOPLE).filter(pk=stay_id).first()
    if found is None:
        raise NotFound(stay_id)
    return found


def stays_of_person(*, viewer: Any, person_id: int) -> QuerySet[Stay]:
    """Where somebody stayed, as far as the viewer may know."""
    return stays(viewer=viewer).filter(person_id=person_id)


def placements_of(*, viewer: Any, stay_id: int) -> QuerySet[Placement]:
    """The beds of a stay in order."""
    found = Placement.objects.visible_to(viewer).filter(stay_id=stay_id)
    return found.select_related("bed__room").order_by("pk")


def leaves_of(*, viewer: Any, stay_id: int) -> QuerySet[Leave]:
    """Every time they went out, the newest first."""
    return Leave.objects.visible_to(viewer).filter(stay_id=stay_id).order_by("-out_at")


def belongings_of(*, viewer: Any, stay_id: int) -> QuerySet[Belonging]:
    """What is kept or was kept for them."""
    found = Belonging.objects.visible_to(viewer).filter(stay_id=stay_id)
    return found.select_related("in_by", "out_by").order_by(F("out_on").asc(nulls_first=True), "pk")


def belonging(*, viewer: Any, belonging_id: int) -> Belonging:
    """One thing that is kept; raises NotFound."""
    found = Belonging.objects.visible_to(viewer).filter(pk=belonging_id).first()
    if found is None:
        raise NotFound(belonging_id)
    return found


def incidents(*, viewer: Any) -> QuerySet[Incident]:
    """What happened in houses, the newest first."""
    return Incident.objects.visible_to(viewer).select_related("facility", "stay", "by").order_by("-at", "-pk")


def extensions(*, viewer: Any) -> QuerySet[Extension]:
    """More time that was asked for, the newest first."""
    found = Extension.objects.visible_to(viewer).select_related("stay__facility", "asked_by", "decided_by")
    return found.order_by("-pk")


def extension(*, viewer: Any, extension_id: int) -> Extension:
    """One of them; raises NotFound."""
    found = extensions(viewer=viewer).filter(pk=extension_id).first()
    if found is None:
        raise NotFound(extension_id)
    return found


def hidden_beds(*, viewer: Any, facility_id: int) -> QuerySet[Placement]:
    """Beds that are taken tonight by somebody of whom the viewer may not know."""
    known = Stay.objects.visible_to(viewer).filter(pk=OuterRef("stay"))
    found = Placement.objects.visible_to(viewer).filter(facility_id=facility_id, during__upper_inf=True)
    return found.filter(~Exists(known)).select_related("bed__room").order_by("bed__room__name", "bed__label")


def openings(*, viewer: Any) -> QuerySet[Glass]:
    """Who broke the glass of secret stays, the newest first; for their readers, and for whoever did."""
    return Glass.objects.visible_to(viewer).select_related("user", "reviewed_by").order_by("-at", "-pk")


def openings_to_judge(*, viewer: Any) -> QuerySet[Glass]:
    """Those of which a reader has to say whether there was reason enough."""
    return openings(viewer=viewer).filter(verdict="", readers__contains=[viewer.pk]).exclude(user_id=viewer.pk)


def opening(*, viewer: Any, glass_id: int) -> Glass:
    """One of them; raises NotFound."""
    found = openings(viewer=viewer).filter(pk=glass_id).first()
    if found is None:
        raise NotFound(glass_id)
    return found


def waiting(*, viewer: Any, facility_id: int | None = None) -> QuerySet[Waiting]:
    """Those who wait for a bed, in the order in which they get one."""
    found = Waiting.objects.visible_to(viewer).filter(status=Waiting.Status.WAITING)
    found = found.filter(facility_id=facility_id) if facility_id else found
    return found.select_related("facility", "person").order_by("facility_id", "urgency", "asked_at", "pk")


def waiting_one(*, viewer: Any, waiting_id: int) -> Waiting:
    """One place in line; raises NotFound."""
    found = Waiting.objects.visible_to(viewer).select_related("facility").filter(pk=waiting_id).first()
    if found is None:
        raise NotFound(waiting_id)
    return found


def meals_of(*, viewer: Any, facility_id: int, on: date) -> dict[str, int]:
    """How many ate at each meal of a day."""
    found = Meal.objects.visible_to(viewer).filter(facility_id=facility_id, on=on)
    return dict(found.values_list("kind", "eaten"))


def figures(*, viewer: Any, facility_id: int, beds: int, since: date, until: date) -> Figures:
    """Coming, going, nights slept and the middle length of stays that ended; secret ones are in every number.

    Where somebody went is told of those only whom the viewer may know of.
    """
    days = (until - since).days + 1
    placed = list(
        Placement.objects.visible_to(viewer)
        .filter(facility_id=facility_id, during__overlap=(since, until, "[]"))
        .values_list("stay_id", "during")
    )
    ends = until.toordinal() + 1
    slept = 0
    for _stay, during in placed:
        last = during.upper.toordinal() if during.upper else ends
        slept += max(min(last, ends) - max(during.lower.toordinal(), since.toordinal()), 0)
    gone = Stay.objects.visible_to(viewer).filter(facility_id=facility_id, left_on__gte=since, left_on__lte=until)
    lengths = [(left - came).days for came, left in gone.values_list("admitted_on", "left_on") if left]
    came = Stay.objects.visible_to(viewer).filter(
        facility_id=facility_id, admitted_on__gte=since, admitted_on__lte=until
    )
    to: dict[str, int] = {}
    for where in gone.values_list("left_to", flat=True):
        to[where] = to.get(where, 0) + 1
    return Figures(came.count(), len(lengths), slept, beds * days, median(lengths) if lengths else None, to)
