"""Whom the registry shows, and what came of asking them."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import polars as pl
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from lumbung.childhood import rules
from lumbung.childhood.models import Candidate, Discovery, Start
from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound
from lumbung.law import days
from lumbung.programmes.models import Enrolment
from lumbung.referrals.models import Need
from lumbung.regions.models import Region
from lumbung.registry.models import Person
from lumbung.targeting.models import Score

_VILLAGE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
_MUCH_DIFFICULTY = reduce(
    or_,
    (
        Q(**{f"{name}__lte": 2})
        for name in (
            *("d_sight", "d_hearing", "d_walking", "d_hands", "d_learning"),
            *("d_behaviour", "d_speech", "d_selfcare", "d_memory"),
        )
    ),
)
"""Answers 1 and 2 of question 428."""
NOT_AT_SCHOOL = (1, 3)
"""Never was, and no longer is."""
Reason, Status = Candidate.Reason, Candidate.Status
_COLUMNS = {
    "person_id": pl.Int64, "region_code": pl.String, "born": pl.Date, "pregnant": pl.Boolean, "school": pl.Int16,
    "aid": pl.Boolean, "disability": pl.Boolean, "referral": pl.Boolean, "decile": pl.Int16,
}  # fmt: skip


@dataclass(frozen=True)
class Likely:
    """Somebody who may need Dream Start, and why."""

    person_id: int
    region_code: str
    whom: str
    reasons: list[str]


def likely_to_need(*, viewer: Any, region_code: str, on: date) -> list[Likely]:
    """Children and expectant mothers of a region with at least one reason, whom nobody asks or serves already.

    One read of the registry for the whole region; the rule runs over its columns. Who has a secret case is listed like
    anybody, by what the registry shows: a name that vanishes from a list would tell of it.
    """
    p = rules.in_force(on)
    reach = Reach.of(region_code)
    found = (
        Person.objects.visible_to(viewer)
        .filter(region_code__gte=reach.lo, region_code__lt=reach.hi, status=Person.Status.ACTIVE)
        .filter(Q(birth_date__gt=days.born_by(on, p.child_age_to + 1)) | Q(pregnant=True, sex="P"))
        .exclude(Exists(Start.objects.filter(person=OuterRef("pk")).exclude(status=Start.Status.ENDED)))
        .exclude(Exists(_asked_lately(on, p)))
        .annotate(
            referral=Exists(Need.objects.visible_to(viewer).filter(person=OuterRef("pk"), readers=None, done_on=None)),
            aid=Exists(Enrolment.objects.filter(family=OuterRef("family"), status=Enrolment.Status.ACTIVE)),
            disability=Exists(Person.objects.filter(_MUCH_DIFFICULTY, pk=OuterRef("pk"))),
            decile=Subquery(
                Score.objects.filter(family=OuterRef("family"), current=True).values("decile_national")[:1]
            ),
        )
    )
    read = found.order_by("pk").values_list(
        "pk", "region_code", "birth_date", "pregnant", "school_status", "aid", "disability", "referral", "decile"
    )
    frame = pl.DataFrame(list(read), schema=_COLUMNS, orient="row")
    return [Likely(*row) for row in _with_reasons(frame, on, p).rows()]


def _asked_lately(on: date, p: Any) -> QuerySet[Candidate]:
    """Who waits on a list or agreed, and who said no or needed nothing some months ago."""
    since = days.months_after(on, -p.asked_again_months)
    answered = Q(status__in=[Status.REFUSED, Status.NO_NEED], looked_on__gt=since)
    of_person = Candidate.objects.filter(person=OuterRef("pk"))
    return of_person.filter(Q(status__in=[Status.WAITING, Status.WILLING]) | answered)


def _with_reasons(frame: pl.DataFrame, on: date, p: Any) -> pl.DataFrame:
    """`person_id`, `region_code`, `whom`, `reasons` of those who have one; poverty alone is no reason for an adult."""
    years = rules.age(pl.col("born"), on)
    told = {
        Reason.AID: pl.col("aid"),
        Reason.DECILE: pl.col("decile") <= p.discovery_decile,
        Reason.PREGNANT: pl.col("pregnant"),
        Reason.DROP_OUT: years.is_between(p.school_ages["least"], p.school_ages["most"])
        & pl.col("school").is_in(NOT_AT_SCHOOL),
        Reason.DISABILITY: pl.col("disability"),
        Reason.REFERRAL: pl.col("referral"),
    }
    reasons = pl.concat_list(pl.when(holds).then(pl.lit(str(name))) for name, holds in told.items()).list.drop_nulls()
    whom = rules.whom(pl.col("born"), pl.col("pregnant"), on, p)
    told_of = frame.with_columns(whom=whom, reasons=reasons)
    taken = told_of.filter(pl.col("whom").is_in([rules.CHILD, rules.MOTHER]) & (pl.col("reasons").list.len() > 0))
    return taken.select("person_id", "region_code", "whom", "reasons")


def discoveries(*, viewer: Any) -> QuerySet[Discovery]:
    """Every list within reach with its `size` and how many were `asked`, the newest first."""
    asked = Count("candidates", filter=~Q(candidates__status=Status.WAITING))
    found = Discovery.objects.visible_to(viewer).annotate(size=Count("candidates"), asked=asked)
    return found.select_related("made_by").order_by("-on", "-pk")


def discovery(*, viewer: Any, discovery_id: int) -> Discovery:
    """One list; raises NotFound."""
    found = discoveries(viewer=viewer).filter(pk=discovery_id).first()
    if found is None:
        raise NotFound(discovery_id)
    return found


def candidates(*, viewer: Any) -> QuerySet[Candidate]:
    """Everybody on a list within reach, each with its `village`; those with most reasons first."""
    found = Candidate.objects.visible_to(viewer).select_related("person", "looked_by").annotate(village=_VILLAGE)
    return found.order_by("-points", "pk")


def candidate(*, viewer: Any, candidate_id: int) -> Candidate:
    """One of them; raises NotFound."""
    found = candidates(viewer=viewer).filter(pk=candidate_id).first()
    if found is None:
        raise NotFound(candidate_id)
    return found


def progress_of(*, viewer: Any, discovery_id: int) -> dict[str, int]:
    """How many of a list stand where."""
    found = Candidate.objects.visible_to(viewer).filter(discovery_id=discovery_id).order_by()
    counted = dict(found.values_list("status").annotate(n=Count("pk")))
    return {str(status): counted.get(str(status), 0) for status in Status}
