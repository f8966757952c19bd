"""Cases, one of each with its steps and its team, and what waits for whom."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length

from lumbung.cases.models import Case, CaseStep, Glass, Key, Member, UrgentTask
from lumbung.core import wall
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import NotFound
from lumbung.regions.models import Region
from lumbung.registry import queries as registry
from lumbung.registry.models import Person
from lumbung.staff import queries as staff
from lumbung.staff.models import User

_VILLAGE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])


def cases(*, viewer: Any) -> QuerySet[Case]:
    """Every case within reach and on this side of the wall, each with its `village`; the newest first."""
    found = Case.objects.visible_to(viewer).select_related("person", "worker", "supervisor").annotate(village=_VILLAGE)
    return found.order_by("-pk")


def case(*, viewer: Any, case_id: int) -> Case:
    """One case; raises NotFound, which tells nothing of what lies behind the wall."""
    found = cases(viewer=viewer).filter(pk=case_id).first()
    if found is None:
        raise NotFound(case_id)
    return found


def on_person(*, viewer: Any, person_id: int) -> QuerySet[Case]:
    """A person's cases, merged records included."""
    return cases(viewer=viewer).filter(person_id__in=registry.records_of(person_id=person_id))


def kept_from(*, viewer: Any) -> set[int]:
    """People of the registry whom lists above leave out for this viewer: each has a secret case, and the viewer is on
    none of their teams; every record of theirs. Who has a case is told to nobody by it: a list without somebody looks
    like any other."""
    if viewer.pk is None:
        return set()
    within = Case.objects.filter(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
    secret = within.filter(sensitive=True, person__isnull=False).order_by()
    with wall.lifted():
        survivor = Coalesce("person__merged_into_id", "person_id")
        rows = list(secret.annotate(survivor=survivor).values_list("pk", "person_id", "survivor"))
        absorbed = Person.objects.filter(merged_into__in={survivor for _case, _person, survivor in rows})
        records = set(absorbed.values_list("pk", "merged_into_id"))
    held = set(Key.objects.held_by(viewer).values_list("case_id", flat=True))
    mine = {survivor for case, _person, survivor in rows if case in held}
    records |= {(one, survivor) for _case, person, survivor in rows for one in (person, survivor)}
    return {one for one, survivor in records if survivor not in mine}


def known_in_secret(*, viewer: Any) -> set[int]:
    """People of the registry with a secret case that the viewer has a key to, every record of theirs; for the system
    whoever has one."""
    secret = Case.objects.filter(sensitive=True, person__isnull=False).order_by()
    if viewer.pk is not None:
        held = list(Key.objects.held_by(viewer).values_list("case_id", flat=True))
        if not held:
            return set()
        secret = secret.filter(pk__in=held)
    survivor = Coalesce("person__merged_into_id", "person_id")
    with wall.lifted(), whole_nation():
        survivors = set(secret.values_list(survivor, flat=True))
        absorbed = Person.objects.filter(merged_into__in=survivors).values_list("pk", flat=True)
        return survivors | set(absorbed)


def steps_of(*, viewer: Any, case_id: int) -> QuerySet[CaseStep]:
    """The steps of a case in the order in which they began."""
    found = CaseStep.objects.visible_to(viewer).filter(case_id=case_id)
    return found.select_related("owner", "done_by", "signed_by").order_by("pk")


def team_of(*, viewer: Any, case_id: int) -> QuerySet[Member]:
    """Who works on a case, who left at the end."""
    return Member.objects.visible_to(viewer).filter(case_id=case_id).select_related("user").order_by("until", "pk")


def urgent_tasks(*, viewer: Any) -> QuerySet[UrgentTask]:
    """What cannot wait, within reach and not yet done, the most pressing first."""
    found = UrgentTask.objects.visible_to(viewer).filter(done_at=None)
    return found.select_related("case__person", "owner").order_by("due_at", "pk")


def counts_by_step(*, viewer: Any) -> dict[str, int]:
    """How many cases stand at each step, ended ones included."""
    counted = dict(Case.objects.visible_to(viewer).order_by().values_list("status").annotate(n=Count("pk")))
    return {str(status): counted.get(str(status), 0) for status in Case.Status}


def nearest_supervisor(*, region_code: str) -> User | None:
    """The supervisor of the smallest region around a place, of several the one with the fewest open cases."""
    parts = region_code.split(".")
    around = ["", *(".".join(parts[:n]) for n in range(1, len(parts) + 1))]
    load = Count("cases_supervised", filter=~Q(cases_supervised__status__in=Case.ENDED))
    found = User.objects.filter(role="case_supervisor", is_active=True, region_code__in=around).annotate(load=load)
    return found.order_by(Length("region_code").desc(), "load", "pk").first()


def counts_by_kind(*, viewer: Any) -> dict[str, int]:
    """How many cases of each kind of PPKS the viewer may know of."""
    found = Case.objects.visible_to(viewer).order_by().values_list("ppks")
    return dict(found.annotate(count=Count("pk")))


def openings(*, viewer: Any) -> QuerySet[Glass]:
    """Emergency openings of secret cases that nobody has judged yet, for those on the case, the latest first."""
    found = Glass.objects.visible_to(viewer).filter(verdict="").select_related("case", "user")
    return found.order_by("-pk")


def steps_due(*, viewer: Any, on: date) -> QuerySet[CaseStep]:
    """Open steps of the viewer's own whose day has come, the oldest first."""
    found = CaseStep.objects.visible_to(viewer).filter(status=CaseStep.State.OPEN, owner_id=viewer.pk, due_on__lte=on)
    return found.select_related("case").order_by("due_on", "pk")


def people_for(*, case: Case, permission: str) -> list[User]:
    """Whoever may do something where the case is, by name."""
    return [one for one in staff.who_may(permission=permission) if one.reach.covers(case.region_code)]
