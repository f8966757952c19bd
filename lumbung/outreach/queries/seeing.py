"""What a manager sees: persons, cadres and workshops by area, where somebody is missing, and the figures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Q

from lumbung.outreach import rules
from lumbung.outreach.models import Cadre, Match, Outreach, Served, ServiceDay, Visit, Workshop, WorkshopMember
from lumbung.outreach.queries.matching import candidates, loads, trained, waiting_for_cadre
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


def gaps(*, viewer: Any, on: date) -> Gaps:
    """Villages where somebody waits and no cadre is to be had, cadres above their load or untrained, full workshops."""
    p, load = rules.in_force(on), loads()
    waiting = dict(waiting_for_cadre(viewer=viewer).values_list("pk", "region_code"))
    pairs = candidates(viewer=viewer, outreach_ids=list(waiting), on=on)
    reached = {one.outreach_id for one in pairs if load.get(one.cadre_id, 0) < p.cadre["persons"]}
    alone = Counter(code for pk, code in waiting.items() if pk not in reached)
    names = regions.paths(codes=alone)
    known = trained(on=on)
    active = list(Cadre.objects.visible_to(viewer).filter(status=Cadre.Status.ACTIVE).order_by("name", "pk"))
    held = dict(
        WorkshopMember.objects.visible_to(viewer).filter(status=WorkshopMember.Status.MEMBER).order_by()
        .values_list("workshop").annotate(n=Count("pk"))
    )  # fmt: skip
    open_ = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN).order_by("name", "pk")
    return Gaps(
        without_cadre=[(code, names.get(code, code), n) for code, n in sorted(alone.items())],
        above_load=[(one, load[one.pk]) for one in active if load.get(one.pk, 0) > p.cadre["persons"]],
        untrained=[one for one in active if one.pk not in known],
        full=[(one, held[one.pk]) for one in open_ if held.get(one.pk, 0) >= one.places],
    )


def figures(*, viewer: Any, since: date, until: date) -> Figures:
    """Reach, waiting, visits, workshops and mobile days; persons of secret cases are counted for their team only."""
    everybody = Outreach.objects.visible_to(viewer)
    found = everybody.filter(found_on__gte=since, found_on__lte=until)
    due = Visit.objects.visible_to(viewer).filter(due_on__gte=since, due_on__lte=until)
    visits = Counter(dict(due.order_by().values_list("status").annotate(n=Count("pk"))))
    members = WorkshopMember.objects.visible_to(viewer)
    open_ = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN)
    days = ServiceDay.objects.visible_to(viewer).filter(on__gte=since, on__lte=until)
    named = Served.objects.visible_to(viewer).filter(day__in=days)
    active = list(Cadre.objects.visible_to(viewer).filter(status=Cadre.Status.ACTIVE).values_list("pk", flat=True))
    load = loads()
    return Figures(
        found=found.count(),
        by_source=dict(found.order_by().values_list("source").annotate(n=Count("pk"))),
        now=dict(everybody.order_by().values_list("status").annotate(n=Count("pk"))),
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
        alone=everybody.filter(status=Outreach.Status.AFTERCARE).count(),
        cadres=len(active),
        load=sum(load.get(one, 0) for one in active) / len(active) if active else None,
    )  # fmt: skip


def _days_to_cadre(viewer: Any, since: date, until: date) -> float | None:
    """The middle of days between being found and having a cadre, for those who got one in these days."""
    first = Match.objects.visible_to(viewer).filter(status__in=[Match.Status.OPEN, Match.Status.ENDED])
    pairs = first.filter(decided_on__gte=since, decided_on__lte=until).values_list("decided_on", "outreach__found_on")
    waited = [(decided - found).days for decided, found in pairs if decided]
    return float(median(waited)) if waited else None
