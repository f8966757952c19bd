"""Who waits for a cadre, which cadres could come, how many persons each has."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from math import cos, radians
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Left

from lumbung.core import bulk, routes
from lumbung.core.reach import whole_nation
from lumbung.core.wall import lifted
from lumbung.outreach import rules
from lumbung.outreach.models import Cadre, Match, Outreach, Training

TAKEN = [Match.Status.OPEN, Match.Status.PROPOSED]
DISTRICT = 8
"""Letters of the code of a district."""
LEAST = 0.1
"""Of a degree at the equator, so much of one to the east is left where anybody lives."""
REACHED = "(c.reach IS NULL OR left(p.region_code, length(c.reach)) = c.reach)"
METRES = f"""
    ({routes.METRES_A_DEGREE}
     * sqrt(power(c.north - p.north, 2) + power((c.east - p.east) * cos(radians(p.north)), 2)))::int
"""
CLOSE = f"abs(c.north - p.north) <= %(reach)s / {routes.METRES_A_DEGREE}.0"
_CANDIDATES = f"""
    WITH p AS MATERIALIZED (
         SELECT id, region_code, left(region_code, 5) AS regency, left(region_code, 8) AS district, wished_sex,
                latitude::float8 AS north, longitude::float8 AS east
           FROM outreach_outreach WHERE id = ANY(%(persons)s)),
    c AS MATERIALIZED (
         SELECT k.id, k.region_code, left(k.region_code, 5) AS regency, left(k.region_code, 8) AS district, k.sex,
                k.latitude::float8 AS north, k.longitude::float8 AS east, u.region_code AS reach
           FROM outreach_cadre k LEFT JOIN staff_user u ON u.id = k.user_id WHERE k.id = ANY(%(cadres)s)),
    pair AS (
         SELECT p.id AS person, c.id AS cadre, CASE WHEN c.region_code = p.region_code THEN 0 ELSE 1 END AS near,
                {METRES} AS metres, p.wished_sex = '' OR p.wished_sex = c.sex AS as_wished
           FROM p JOIN c ON c.district = p.district AND {REACHED}
          UNION ALL
         SELECT p.id, c.id, 2, {METRES}, p.wished_sex = '' OR p.wished_sex = c.sex
           FROM p JOIN c ON c.regency = p.regency AND c.district <> p.district AND {REACHED}
            AND {CLOSE})
    SELECT person, cadre, near, metres, as_wished FROM pair WHERE near < 2 OR metres <= %(reach)s
"""
"""A straight line, as `core.routes` measures it; unknown where one of both places is. A cadre with an account sees only
what it reaches, so nobody beyond it is proposed."""
_FIRST = f"""
     ORDER BY NOT as_wished, near, metres IS NULL, metres / {rules.STEP} FETCH FIRST %(first)s ROWS WITH TIES
"""
"""As `rules.rank` goes, until who has fewer persons decides."""


def enough_hours(*, on: date) -> QuerySet:
    """Numbers of cadres with enough hours that still count on a day, for the database to look into."""
    hours = Training.objects.filter(on__lte=on, until__gte=on).order_by().values("cadre").annotate(hours=Sum("hours"))
    return hours.filter(hours__gte=rules.in_force(on).cadre["hours"]).values("cadre")


def trained(*, on: date, cadre_id: int | None = None) -> set[int]:
    """Cadres with enough hours that still count on a day; of all, or whether one is among them."""
    found = enough_hours(on=on) if cadre_id is None else enough_hours(on=on).filter(cadre=cadre_id)
    return set(found.values_list("cadre", flat=True))


def loads(*, cadre_ids: Collection[int] | QuerySet | None = None, at_least: int = 1) -> dict[int, int]:
    """How many persons each cadre has, proposals included, whoever looks: nobody learns who they are."""
    counted = Match.objects.filter(status__in=TAKEN).order_by().values("cadre")
    counted = counted if cadre_ids is None else counted.filter(cadre__in=cadre_ids)
    with lifted(), whole_nation():
        return dict(counted.annotate(n=Count("pk")).filter(n__gte=at_least).values_list("cadre", "n"))


def in_all(*, cadres: QuerySet[Cadre]) -> int:
    """How many persons these cadres have together, proposals included."""
    with lifted(), whole_nation():
        return Match.objects.filter(status__in=TAKEN, cadre__in=cadres.order_by().values("pk")).count()


def waiting_for_cadre(*, viewer: Any, region_code: str = "") -> QuerySet[Outreach]:
    """Persons whose home was visited and who have neither cadre nor proposal, whoever waits longest first.

    Who has a cadre is served, so that only proposals are asked for.
    """
    found = Outreach.objects.visible_to(viewer).filter(status=Outreach.Status.VISITED, sensitive=False)
    if region_code:
        found = found.filter(region_code__gte=region_code, region_code__lt=f"{region_code}/")
    proposed = Match.objects.filter(outreach=OuterRef("pk"), status=Match.Status.PROPOSED)
    return found.filter(~Exists(proposed)).select_related("case").order_by("visited_on", "pk")


def candidates(*, viewer: Any, outreach_ids: Sequence[int], on: date) -> list[rules.Pair]:
    """Everybody of these with every trained cadre of their district, or of the regency within the day's metres."""
    about = _about(viewer, outreach_ids, on).values_list("pk", flat=True)
    return _pairs(outreach_ids, list(about), on)


def _pairs(persons: Sequence[int], cadres: Sequence[int], on: date, *, first: int | None = None) -> list[rules.Pair]:
    told = {"persons": list(persons), "cadres": list(cadres), "reach": rules.in_force(on).cadre["reach_metres"]}
    if first is None:
        return [rules.Pair(*row) for row in bulk.rows(_CANDIDATES, told)]
    return [rules.Pair(*row) for row in bulk.rows(_CANDIDATES + _FIRST, told | {"first": first})]


def _about(viewer: Any, outreach_ids: Sequence[int], on: date) -> QuerySet[Cadre]:
    """Trained cadres of the districts of these persons, or within the way of a rectangle around their homes."""
    homes = Outreach.objects.filter(pk__in=outreach_ids).order_by()
    codes = homes.annotate(district=Left("region_code", DISTRICT)).values_list("district", flat=True).distinct()
    near = Q(pk__in=())
    for code in codes:
        near |= Q(region_code__gte=code, region_code__lt=f"{code}/")
    ends = homes.aggregate(
        south=Min("latitude"), north=Max("latitude"), west=Min("longitude"), east=Max("longitude")
    )  # fmt: skip
    if None not in ends.values():
        way = Decimal(rules.in_force(on).cadre["reach_metres"]) / routes.METRES_A_DEGREE
        aside = way / Decimal(max(cos(radians(max(abs(ends["south"]), abs(ends["north"])))), LEAST))
        near |= Q(
            latitude__gte=ends["south"] - way, latitude__lte=ends["north"] + way,
            longitude__gte=ends["west"] - aside, longitude__lte=ends["east"] + aside,
        )  # fmt: skip
    return active(viewer=viewer).filter(near, pk__in=enough_hours(on=on))


def active(*, viewer: Any) -> QuerySet[Cadre]:
    """Cadres within reach who take persons."""
    return Cadre.objects.visible_to(viewer).filter(status=Cadre.Status.ACTIVE)


def ranked(*, viewer: Any, outreach_id: int, on: date, most: int | None = None) -> list[tuple[Cadre, rules.Ranked]]:
    """Cadres for one person, the best first, full ones last; all of them, or so many."""
    about, places = _about(viewer, [outreach_id], on), rules.in_force(on).cadre["persons"]
    full = loads(cadre_ids=about.values("pk"), at_least=places)
    free = [pk for pk in about.values_list("pk", flat=True) if pk not in full]
    pairs = _pairs([outreach_id], free, on, first=most)
    if most is None or len(pairs) < most:
        pairs += _pairs([outreach_id], list(full), on, first=most)
    load = loads(cadre_ids=[one.cadre_id for one in pairs])
    found = [rules.Ranked(pair, load.get(pair.cadre_id, 0)) for pair in pairs]
    found.sort(key=lambda one: (one.load >= places, rules.rank(one.pair, one.load)))
    cadres = Cadre.objects.visible_to(viewer).in_bulk([one.pair.cadre_id for one in found[:most]])
    return [(cadres[one.pair.cadre_id], one) for one in found[:most]]


def nearness(*, one: Outreach, cadre: Cadre) -> tuple[int, int | None]:
    """How near a cadre lives to somebody: by village and district, and in metres where both places are known."""
    near = rules.FURTHER
    if cadre.region_code == one.region_code:
        near = rules.SAME_VILLAGE
    elif cadre.region_code[:8] == one.region_code[:8]:
        near = rules.SAME_DISTRICT
    if one.latitude is None or one.longitude is None or cadre.latitude is None or cadre.longitude is None:
        return near, None
    home = routes.Spot(one.region_code, (float(one.latitude), float(one.longitude)))
    theirs = routes.Spot(cadre.region_code, (float(cadre.latitude), float(cadre.longitude)))
    return near, int(routes.metres(home, theirs))


_OPEN = Match.objects.filter(cadre=OuterRef("pk"), status=Match.Status.OPEN).order_by().values("cadre")
HELD = Coalesce(Subquery(_OPEN.annotate(n=Count("pk")).values("n")), 0)
"""How many persons a cadre has, of those whom whoever looks may know of; counted for the rows that are shown."""


def proposals(*, viewer: Any) -> QuerySet[Match]:
    """Matches that somebody has to decide, by village."""
    found = Match.objects.visible_to(viewer).filter(status=Match.Status.PROPOSED)
    return found.select_related("cadre", "outreach", "case").order_by("region_code", "cadre__name", "pk")


def matches_of(*, viewer: Any, outreach_id: int) -> QuerySet[Match]:
    """Who accompanied somebody, the newest first."""
    found = Match.objects.visible_to(viewer).filter(outreach_id=outreach_id).select_related("cadre", "decided_by")
    return found.order_by("-pk")


def cadres(*, viewer: Any) -> QuerySet[Cadre]:
    """Cadres within reach by name."""
    return Cadre.objects.visible_to(viewer).select_related("user", "person").order_by("name", "pk")
