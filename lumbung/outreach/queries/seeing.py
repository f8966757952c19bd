"""What a manager sees: persons, cadres and workshops by area, where somebody is missing, and the figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Left

from lumbung.core import bulk, counted_ahead
from lumbung.core.middles import days_between, middle
from lumbung.core.reach import Looking, Part, part_of
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
    alone_in: frozenset[str]
    """The codes of all of these villages, be they shown or not."""
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
    return areas_told(tally=_areas(viewer=Looking(viewer, region_code)), region_code=region_code)


def areas_told(*, tally: counted_ahead.Tally, region_code: str) -> list[Area]:
    """The same of what was counted for the region."""
    empty = {"persons": 0, "cadres": 0, "workshops": 0, "waiting": 0}
    below = regions.children(code=region_code)
    return [Area(one.code, one.name, **{**empty, **tally.get(one.code, {})}) for one in below]


def _areas(*, viewer: Looking, on: date | None = None) -> counted_ahead.Tally:
    """By the codes of the areas directly below the region that is looked at; the same on every day."""
    size = {0: 2, 2: 5, 5: 8}.get(len(viewer.region_code), 13)
    found: dict[str, dict[str, int]] = {}
    now = Outreach.objects.visible_to(viewer).filter(status__in=_NOW)
    waits = Count("pk", filter=Q(status=Outreach.Status.VISITED))
    rows: list[tuple[QuerySet, dict[str, Count]]] = [(now, {"persons": Count("pk"), "waiting": waits})]
    if part_of(viewer) is not Part.SECRET:
        cadres = Cadre.objects.visible_to(viewer).filter(status=Cadre.Status.ACTIVE)
        workshops = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN)
        rows += [(cadres, {"cadres": Count("pk")}), (workshops, {"workshops": Count("pk")})]
    for those, counts in rows:
        for line in those.order_by().annotate(area=Left("region_code", size)).values("area").annotate(**counts):
            found.setdefault(line.pop("area"), {}).update(line)
    return found


AREAS = counted_ahead.register("outreach.areas", _areas)


def gaps(*, viewer: Any, on: date, most: int | None = None) -> Gaps:
    """Villages where somebody waits and no cadre is to be had, cadres above their load or untrained, full workshops.

    All of them, or so many of each.
    """
    return gaps_told(tally=_lacking(viewer, on, most), viewer=viewer, most=most)


SHOWN = 50
"""So many gaps of each kind are shown on a page; a list of thousands tells nobody where to begin."""


def gaps_told(*, tally: counted_ahead.Tally, viewer: Any, most: int | None = None) -> Gaps:
    """The gaps of what was counted; what is no longer there is left out."""
    alone: dict[str, int] = tally["alone"]
    shown = sorted(alone.items())[:most]
    names = regions.paths(codes=[code for code, _n in shown])
    above, untrained = tally["above"], tally["untrained"]
    cadres = Cadre.objects.visible_to(viewer).in_bulk([pk for pk, _n in above] + untrained)
    members = dict(tally["full"])
    full = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN, pk__in=members)
    return Gaps(
        without_cadre=[(code, names.get(code, code), n) for code, n in shown],
        alone_in=frozenset(alone),
        above_load=[(cadres[pk], n) for pk, n in above if pk in cadres],
        untrained=[cadres[pk] for pk in untrained if pk in cadres],
        full=[(one, members[one.pk]) for one in full.order_by("name", "pk")[:most]],
    )


def _gaps(*, viewer: Any, on: date) -> counted_ahead.Tally:
    return _lacking(viewer, on, SHOWN)


GAPS = counted_ahead.register("outreach.gaps", _gaps)


def _lacking(viewer: Any, on: date, most: int | None) -> counted_ahead.Tally:
    """All villages, and numbers of cadres and workshops, so many of each, in the order in which they are shown.

    Only of a workshop some members may be secret: whoever knows them counts it anew, and the later count holds.
    """
    if part_of(viewer) is Part.SECRET:
        return {"alone": {}, "above": [], "untrained": [], "full": _full(viewer, None)}
    places = rules.in_force(on).cadre["persons"]
    active = matching.active(viewer=viewer).order_by("name", "pk")
    load = loads(cadre_ids=active.order_by().values("pk"), at_least=places)
    above = active.filter(pk__in=[pk for pk, n in load.items() if n > places]).values_list("pk", flat=True)
    alone = _out_of_reach(viewer=viewer, on=on, full=list(load))
    untrained = active.exclude(pk__in=matching.enough_hours(on=on)).values_list("pk", flat=True)
    return {
        "alone": alone,
        "above": [[pk, load[pk]] for pk in above[:most]],
        "untrained": list(untrained[:most]),
        "full": _full(viewer, most),
    }


def _full(viewer: Any, most: int | None) -> list[list[int]]:
    """Workshops with as many members as places, and how many; of secret members, where a viewer knows of some."""
    members = WorkshopMember.objects.visible_to(viewer).filter(status=WorkshopMember.Status.MEMBER).order_by()
    if part_of(viewer) is Part.SECRET:
        known = list(members.values_list("workshop", flat=True).distinct())
        members = WorkshopMember.objects.visible_to(Looking(viewer.viewer, viewer.region_code)).order_by()
        members = members.filter(status=WorkshopMember.Status.MEMBER, workshop__in=known)
    held = members.values("workshop").annotate(n=Count("pk")).filter(n__gte=F("workshop__places"))
    counts = dict(held.values_list("workshop", "n"))
    shops = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN, pk__in=counts)
    return [[pk, counts[pk]] for pk in shops.order_by("name", "pk").values_list("pk", flat=True)[:most]]


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
    return told(tally=tally(viewer=viewer, since=since, until=until))


def told(*, tally: counted_ahead.Tally) -> Figures:
    """The figures of what was counted."""
    visits: Counter[str] = Counter(tally["visits"])
    held, cadres = tally["held"], tally["cadres"]
    return Figures(
        **tally["plain"],
        by_source=tally["by_source"],
        now=tally["now"],
        days_to_cadre=middle(tally["days"]),
        planned=visits["planned"] + visits["done"] + visits["missed"],
        done=visits["done"],
        missed=visits["missed"],
        found=sum(tally["by_source"].values()),
        alone=tally["now"].get(Outreach.Status.AFTERCARE, 0),
        cadres=cadres,
        load=held / cadres if cadres else None,
    )


def tally(*, viewer: Any, since: date, until: date) -> counted_ahead.Tally:
    """What the figures are made of; whom cadres have is counted with the open rows, because it tells nobody who."""
    steps = _steps(viewer, since, until)
    due = Visit.objects.visible_to(viewer).filter(due_on__gte=since, due_on__lte=until)
    first = Match.objects.visible_to(viewer).filter(status__in=[Match.Status.OPEN, Match.Status.ENDED])
    active = matching.active(viewer=viewer)
    common = part_of(viewer) is not Part.SECRET
    return {
        "plain": _plain(viewer, since, until),
        "by_source": _summed((source, found) for _status, source, _n, found in steps if found),
        "now": _summed((status, n) for status, _source, n, _found in steps),
        "visits": dict(due.order_by().values_list("status").annotate(n=Count("pk"))),
        "days": days_between(
            first.filter(decided_on__gte=since, decided_on__lte=until), earlier="outreach__found_on", later="decided_on"
        ),
        "cadres": active.count() if common else 0,
        "held": matching.in_all(cadres=active) if common else 0,
    }


def _of_year(*, viewer: Any, on: date) -> counted_ahead.Tally:
    """A year up to a day."""
    return tally(viewer=viewer, since=on - YEAR, until=on)


YEAR = timedelta(days=364)
"""How far a manager looks back who names no days."""
FIGURES = counted_ahead.register("outreach.figures", _of_year)


def _plain(viewer: Any, since: date, until: date) -> dict[str, int]:
    """Workshops and mobile days."""
    members = WorkshopMember.objects.visible_to(viewer)
    open_ = Workshop.objects.visible_to(viewer).filter(status=Workshop.Status.OPEN)
    days = ServiceDay.objects.visible_to(viewer).filter(on__gte=since, on__lte=until)
    named = Served.objects.visible_to(viewer).filter(day__in=days).count()
    common = part_of(viewer) is not Part.SECRET
    return {
        "members": members.filter(status=WorkshopMember.Status.MEMBER, workshop__in=open_).count(),
        "places": sum(open_.values_list("places", flat=True)) if common else 0,
        "entered": members.filter(
            Q(status__in=[WorkshopMember.Status.MEMBER, WorkshopMember.Status.LEFT]),
            decided_on__gte=since, decided_on__lte=until,
        ).count(),
        "served": named + (sum(days.values_list("unnamed", flat=True)) if common else 0),
    }  # fmt: skip


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
