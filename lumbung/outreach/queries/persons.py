"""Persons in outreach with their visits, photos and evaluations; a cadre's day; a cadre with all that is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from lumbung.cases import queries as cases
from lumbung.core import routes
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import NotFound
from lumbung.core.wall import lifted
from lumbung.outreach import rules
from lumbung.outreach.models import Allowance, Cadre, Evaluation, Match, Outreach, Training, Visit, VisitPhoto
from lumbung.referrals.models import Need
from lumbung.registry import queries as registry

_CADRE = Subquery(Match.objects.filter(outreach=OuterRef("pk"), status=Match.Status.OPEN).values("cadre__name")[:1])


@dataclass(frozen=True)
class Day:
    """What a cadre does on a day, house after house; `late` visits were planned before it."""

    on: date
    visits: Sequence[Visit]
    late: Sequence[Visit]
    soon: Sequence[Visit]


def persons(*, viewer: Any) -> QuerySet[Outreach]:
    """Everybody in outreach whom the viewer may see, each with `village` and `cadre_name`; the newest first."""
    found = Outreach.objects.visible_to(viewer).select_related("case__person")
    return found.annotate(village=registry.VILLAGE, cadre_name=_CADRE).order_by("-found_on", "-pk")


def person(*, viewer: Any, outreach_id: int) -> Outreach:
    """One of them; raises NotFound, which tells nothing of what lies behind the wall."""
    found = persons(viewer=viewer).select_related("found_by", "visited_by", "case__worker").filter(pk=outreach_id)
    if (one := found.first()) is None:
        raise NotFound(outreach_id)
    return one


def asked_for(*, viewer: Any, outreach_id: int) -> list[Need]:
    """What was asked of the referral desk for somebody, in the order in which it was; raises NotFound."""
    return cases.needs_of(viewer=viewer, case_id=person(viewer=viewer, outreach_id=outreach_id).case_id)


def of_case(*, viewer: Any, case_id: int) -> Outreach | None:
    """The outreach of a case, where there is one."""
    return persons(viewer=viewer).filter(case_id=case_id).first()


def visits(*, viewer: Any) -> QuerySet[Visit]:
    """Visits of persons whom the viewer may see, the newest first."""
    return Visit.objects.visible_to(viewer).select_related("case", "cadre", "outreach").order_by("-due_on", "-pk")


def visit(*, viewer: Any, visit_id: int) -> Visit:
    """One visit; raises NotFound."""
    found = visits(viewer=viewer).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(visit_id)
    return found


def photos_of(*, viewer: Any, visit_id: int) -> QuerySet[VisitPhoto]:
    """Photos of a visit in the order in which they came."""
    return VisitPhoto.objects.visible_to(viewer).filter(visit_id=visit_id).order_by("pk")


def photo(*, viewer: Any, photo_id: int) -> VisitPhoto:
    """One photo; raises NotFound."""
    found = VisitPhoto.objects.visible_to(viewer).filter(pk=photo_id).first()
    if found is None:
        raise NotFound(photo_id)
    return found


def evaluations_of(*, viewer: Any, outreach_id: int) -> QuerySet[Evaluation]:
    """How somebody fared, the newest first."""
    found = Evaluation.objects.visible_to(viewer).filter(outreach_id=outreach_id)
    return found.select_related("by").order_by("-on", "-pk")


def day(*, viewer: Any, on: date) -> Day:
    """The viewer's own visits as a cadre: of the day by the way, those that are late, and the next ones."""
    mine = visits(viewer=viewer).filter(cadre__user=viewer.pk, status=Visit.Status.PLANNED)
    today = list(mine.filter(due_on=on))
    late = list(mine.filter(due_on__lt=on).order_by("due_on", "pk"))
    soon = list(mine.filter(due_on__gt=on).order_by("due_on", "pk")[:10])
    return Day(on, routes.walked(today, spot=_spot), late, soon)


def _spot(visit_: Visit) -> routes.Spot:
    home = visit_.outreach
    if home.latitude is None or home.longitude is None:
        return routes.Spot(visit_.region_code, None, (visit_.pk,))
    return routes.Spot(visit_.region_code, (float(home.latitude), float(home.longitude)), (visit_.pk,))


def cadre(*, viewer: Any, cadre_id: int) -> Cadre:
    """One cadre; raises NotFound."""
    found = Cadre.objects.visible_to(viewer).select_related("user", "person").filter(pk=cadre_id).first()
    if found is None:
        raise NotFound(cadre_id)
    return found


def trainings_of(*, viewer: Any, cadre_id: int) -> QuerySet[Training]:
    """What a cadre learned, the newest first."""
    return Training.objects.visible_to(viewer).filter(cadre_id=cadre_id).order_by("-on", "-pk")


def persons_of(*, viewer: Any, cadre_id: int) -> QuerySet[Outreach]:
    """Whom a cadre accompanies, as far as the viewer may see them."""
    found = persons(viewer=viewer).filter(matches__cadre_id=cadre_id, matches__status=Match.Status.OPEN)
    return found.order_by("case__called", "pk")


def allowances(*, viewer: Any) -> QuerySet[Allowance]:
    """What cadres got, the newest month first."""
    found = Allowance.objects.visible_to(viewer).select_related("cadre", "cycle")
    return found.order_by("-month", "cadre__name", "pk")


def visits_made(*, month: date) -> dict[int, int]:
    """How many visits each cadre made in a month, whoever asks: only numbers."""
    made = Visit.objects.filter(status=Visit.Status.DONE, done_on__gte=month, done_on__lte=rules.last_of(month))
    with lifted(), whole_nation():
        return dict(made.order_by().values("cadre").annotate(n=Count("pk")).values_list("cadre", "n"))
