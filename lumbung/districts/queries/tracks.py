"""Majors, cohorts, who learns, and the aid to begin with."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Least

from lumbung.core.refusals import NotFound
from lumbung.districts import rules
from lumbung.districts.models import Advice, Cohort, Major, Place, StartUp
from lumbung.districts.queries.wall import kept_from, seen
from lumbung.law import days
from lumbung.registry.models import Person

SEVERE = 2
"""Codes of difficulty up to this one are severe."""
CHILD, HEAD = 3, 1
ALONE = (3, 4)
"""Divorced, widowed."""
DIFFICULTIES = (
    *("d_sight", "d_hearing", "d_walking", "d_hands", "d_learning"),
    *("d_behaviour", "d_speech", "d_selfcare", "d_memory"),
)


class _Seated(Func):
    """How many people of a cohort stand at these states, whoever they are."""

    function = "districts_seated"
    output_field = IntegerField()


def majors(*, viewer: Any) -> QuerySet[Major]:
    """Majors in reach, by path and name."""
    return Major.objects.visible_to(viewer).order_by("kind", "name", "pk")


def cohorts(*, viewer: Any) -> QuerySet[Cohort]:
    """Cohorts in reach with how many learn, wait and finished; people are counted, none is named.

    Counted beyond the wall, or a seat would look free on which somebody sits.
    """
    counts = {
        "taken": _Seated("pk", Value("learning,finished")),
        "waiting": _Seated("pk", Value("waiting")),
        "finished": _Seated("pk", Value("finished")),
    }
    return Cohort.objects.visible_to(viewer).select_related("major").annotate(**counts).order_by("-starts_on", "pk")


def cohort(*, viewer: Any, cohort_id: int) -> Cohort:
    """One of them; raises NotFound."""
    found = cohorts(viewer=viewer).filter(pk=cohort_id).first()
    if found is None:
        raise NotFound(cohort_id)
    return found


def places(*, viewer: Any) -> QuerySet[Place]:
    """Places of people whom the viewer may know of: by seat, then in the order of the line; with days present."""
    days = {
        "present": Count("presences", filter=Q(presences__came=True)),
        "days": Count("presences"),
    }
    found = seen(Place.objects, viewer=viewer).select_related("person", "mentor", "cohort__major").annotate(**days)
    return found.order_by(F("seat").asc(nulls_last=True), "asked_on", "pk")


def place(*, viewer: Any, place_id: int) -> Place:
    """One place; raises NotFound."""
    found = places(viewer=viewer).filter(pk=place_id).first()
    if found is None:
        raise NotFound(place_id)
    return found


def advice_of(*, viewer: Any, cohort_id: int) -> QuerySet[Advice]:
    """What mentors noted in a cohort, the latest first."""
    found = seen(Advice.objects, viewer=viewer, person="place__person").filter(place__cohort_id=cohort_id)
    return found.select_related("by", "place__person").order_by("-on", "-pk")


def start_ups(*, viewer: Any) -> QuerySet[StartUp]:
    """Aid to begin with, for people whom the viewer may know of."""
    found = seen(StartUp.objects, viewer=viewer, person="place__person")
    return found.select_related("place__person", "place__cohort", "request", "cycle").order_by("-pk")


def start_up(*, viewer: Any, start_up_id: int) -> StartUp:
    """One of them; raises NotFound."""
    found = start_ups(viewer=viewer).filter(pk=start_up_id).first()
    if found is None:
        raise NotFound(start_up_id)
    return found


def who_may_fit(*, viewer: Any, cohort: Cohort, on: date) -> QuerySet[Person]:
    """People of the cohort's region for whom it was made, as the registry knows them; a hint, no condition.

    Village by village: the first few are found without a look at everybody of a regency.
    """
    here = (
        Person.objects.visible_to(viewer)
        .exclude(pk__in=kept_from(viewer=viewer))
        .filter(
            region_code__gte=cohort.region_code, region_code__lt=f"{cohort.region_code}/", status=Person.Status.ACTIVE
        )
    )
    fits = here.exclude(pk__in=Place.objects.filter(cohort=cohort).values("person_id"))
    if cohort.major.audience == Major.Audience.SINGLE_PARENT:
        child = Person.objects.filter(family=OuterRef("family"), relation=CHILD, status=Person.Status.ACTIVE)
        fits = fits.filter(Exists(child), relation=HEAD, marital__in=ALONE)
    elif cohort.major.audience == Major.Audience.DISABILITY:
        fits = fits.alias(hardest=Least(*DIFFICULTIES)).filter(hardest__lte=SEVERE)
    else:
        fits = fits.filter(birth_date__lte=days.born_by(on, rules.in_force(on).at_risk["age"]))
    return fits.order_by("region_code", "pk")
