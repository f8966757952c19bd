"""What a manager sees: persons, cadres and workshops by area, where somebody is missing, and the figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from lumbung.core import bulk
from lumbung.core.middles import Middle
from lumbung.outreach import rules
from lumbung.outreach.models import Cadre, Match, Outreach, Served, ServiceDay, Visit, Workshop, WorkshopMember
from lumbung.outreach.queries import matching
from lumbung.outreach.queries.matching import CLOSE, METRES, REACHED, loads, waiting_for_cadre
from lumbung.regions import queries as regions

_NOW = [Outreach.Status.FOUND, Outreach.Status.VISITED, Outreach.Status.SERVED]


@dataclass(frozen=True)
class Area:
    """A district or a village with what is in it."""

    code: str
    name: str
    persons: int
    cadres: int
    workshops: int
    waiting: int


@dataclass(frozen=True)
class Gaps:
    """Where somebody is missing."""

    without_cadre: list[tuple[str, str, int]]
    """Code and name of a village, and how many wait there with no cadre to be had."""
    above_load: list[tuple[Cadre, int]]
    untrained: list[Cadre]
    full: list[tuple[Workshop, int]]


@dataclass(frozen=True)
class Figures:
    """Outreach between two days, without a name in it."""

    found: int
    by_source: dict[str, int]
    now: dict[str, int]
    days_to_cadre: float | None
    planned: int
    done: int
    missed: int
    members: int
    places: int
    entered: int
    served: int
    alone: int
    cadres: int
    load: float | None

    @property
    def share_done(self) -> float | None:
        """The share of visits due that were made; nothing where none was due."""
        return self.done / self.planned if self.planned else None


def areas(*, viewer: Any, region_code: str) -> list[Area]:
    """What is in each area directly below a region, in the order of their codes; empty ones too."""
    below = list(regions.children(code=region_code))
    size = len(below[0].code) if below else 13
    persons = _by_area(Outreach.objects.visible_to(viewer).filter(status__in=_NOW), size)
    waiting = _by_area(Outreach.objects.visible_to(viewer).filter(status=Outreach.Status.VISITED), size)
    cadres = _by_area(Cadre.objects.visible_to(viewer).filter(status=Cadre.Status.ACTIVE), size)
    workshops = _by_area(Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN), size)
    return [
        Area(one.code, one.name, persons[one.code], cadres[one.code], workshops[one.code], waiting[one.code])
        for one in below
    ]


def _by_area(rows: Any, size: int) -> Counter[str]:
    counted: Counter[str] = Counter()
    for code, n in rows.order_by().values_list("region_code").annotate(n=Count("pk")):
        counted[code[:size]] += n
    return counted


def gaps(*, viewer: Any, on: date, most: int | None = None) -> Gaps:
    """Villages where somebody waits and no cadre is to be had, cadres above their load or untrained, full workshops.

    All of them, or so many of each.
    """
    places = rules.in_force(on).cadre["persons"]
    active = matching.active(viewer=viewer).order_by("name", "pk")
    load = loads(cadre_ids=active.order_by().values("pk"), at_least=places)
    above = active.filter(pk__in=[pk for pk, n in load.items() if n > places])
    alone = _out_of_reach(viewer=viewer, on=on, full=list(load))
    names = regions.paths(codes=alone)
    held = (
        WorkshopMember.objects.visible_to(viewer).filter(status=WorkshopMember.Status.MEMBER).order_by()
        .values("workshop").annotate(n=Count("pk")).filter(n__gte=F("workshop__places"))
    )  # fmt: skip
    members = dict(held.values_list("workshop", "n"))
    full = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN, pk__in=members)
    return Gaps(
        without_cadre=[(code, names.get(code, code), n) for code, n in sorted(alone.items())[:most]],
        above_load=[(one, load[one.pk]) for one in above[:most]],
        untrained=list(active.exclude(pk__in=matching.enough_hours(on=on))[:most]),
        full=[(one, members[one.pk]) for one in full.order_by("name", "pk")[:most]],
    )


_OUT_OF_REACH = f"""
    WITH free AS MATERIALIZED (
         SELECT left(k.region_code, 5) AS regency, left(k.region_code, 8) AS district, u.region_code AS reach,
                k.latitude::float8 AS north, k.longitude::float8 AS east
           FROM outreach_cadre k LEFT JOIN staff_user u ON u.id = k.user_id WHERE k.id = ANY(%(cadres)s)),
    p AS MATERIALIZED (
         SELECT region_code, left(region_code, 5) AS regency, left(region_code, 8) AS district,
                latitude::float8 AS north, longitude::float8 AS east
           FROM outreach_outreach WHERE id = ANY(%(persons)s)),
    far AS MATERIALIZED (
         SELECT * FROM p WHERE NOT EXISTS (SELECT 1 FROM free c WHERE c.district = p.district AND {REACHED}))
    SELECT p.region_code, count(*) FROM far p
     WHERE NOT EXISTS (SELECT 1 FROM free c WHERE c.regency = p.regency AND {REACHED} AND {CLOSE}
                          AND {METRES} <= %(reach)s)
     GROUP BY 1
"""


def _out_of_reach(*, viewer: Any, on: date, full: list[int]) -> dict[str, int]:
    """How many wait in each village for whom no cadre with a place left is near enough."""
    free = matching.active(viewer=viewer).filter(pk__in=matching.enough_hours(on=on)).values_list("pk", flat=True)
    told = {
        "persons": list(waiting_for_cadre(viewer=viewer).order_by().values_list("pk", flat=True)),
        "cadres": list(set(free) - set(full)),
        "reach": rules.in_force(on).cadre["reach_metres"],
    }
    return dict(bulk.rows(_OUT_OF_REACH, told))


def figures(*, viewer: Any, since: date, until: date) -> Figures:
    """Reach, waiting, visits, workshops and mobile days; persons of secret cases are counted for their team only."""
    steps = _steps(viewer, since, until)
    due = Visit.objects.visible_to(viewer).filter(due_on__gte=since, due_on__lte=until)
    visits = Counter(dict(due.order_by().values_list("status").annotate(n=Count("pk"))))
    members = WorkshopMember.objects.visible_to(viewer)
    open_ = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN)
    days = ServiceDay.objects.visible_to(viewer).filter(on__gte=since, on__lte=until)
    named = Served.objects.visible_to(viewer).filter(day__in=days)
    active = matching.active(viewer=viewer)
    cadres = active.count()
    return Figures(
        found=sum(found for *_step, _n, found in steps),
        by_source=_summed((source, found) for _status, source, _n, found in steps if found),
        now=_summed((status, n) for status, _source, n, _found in steps),
        days_to_cadre=_days_to_cadre(viewer, since, until),
        planned=visits["planned"] + visits["done"] + visits["missed"],
        done=visits["done"],
        missed=visits["missed"],
        members=members.filter(status=WorkshopMember.Status.MEMBER, workshop__in=open_).count(),
        places=sum(open_.values_list("places", flat=True)),
        entered=members.filter(
            Q(status__in=[WorkshopMember.Status.MEMBER, WorkshopMember.Status.LEFT]),
            decided_on__gte=since, decided_on__lte=until,
        ).count(),
        served=named.count() + sum(days.values_list("unnamed", flat=True)),
        alone=sum(n for status, _source, n, _found in steps if status == Outreach.Status.AFTERCARE),
        cadres=cadres,
        load=matching.in_all(cadres=active) / cadres if cadres else None,
    )  # fmt: skip


def _steps(viewer: Any, since: date, until: date) -> list[tuple[str, str, int, int]]:
    """Status and source of everybody: how many, and how many of them were found in these days."""
    found = Count("pk", filter=Q(found_on__gte=since, found_on__lte=until))
    everybody = Outreach.objects.visible_to(viewer).order_by()
    return list(everybody.values_list("status", "source").annotate(n=Count("pk"), found=found))


def _summed(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    summed: Counter[str] = Counter()
    for name, n in parts:
        summed[name] += n
    return dict(summed)


def _days_to_cadre(viewer: Any, since: date, until: date) -> float | None:
    """The middle of days between being found and having a cadre, for those who got one in these days."""
    first = Match.objects.visible_to(viewer).filter(status__in=[Match.Status.OPEN, Match.Status.ENDED])
    got = first.filter(decided_on__gte=since, decided_on__lte=until)
    middle = got.aggregate(days=Middle(F("decided_on") - F("outreach__found_on")))["days"]
    return None if middle is None else middle / timedelta(days=1)
