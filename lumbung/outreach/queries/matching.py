"""Who waits for a cadre, which cadres could come, how many persons each has."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lumbung.core import bulk, routes
from lumbung.core.reach import whole_nation
from lumbung.core.wall import lifted
from lumbung.outreach import rules
from lumbung.outreach.models import Cadre, Match, Outreach, Training

_CANDIDATES = """
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
                {metres} AS metres, p.wished_sex = '' OR p.wished_sex = c.sex AS as_wished
           FROM p JOIN c ON c.district = p.district AND {reached}
          UNION ALL
         SELECT p.id, c.id, 2, {metres}, p.wished_sex = '' OR p.wished_sex = c.sex
           FROM p JOIN c ON c.regency = p.regency AND c.district <> p.district AND {reached}
            AND abs(c.north - p.north) <= %(reach)s / 111320.0)
    SELECT person, cadre, near, metres, as_wished FROM pair WHERE near < 2 OR metres <= %(reach)s
""".format(
    reached="(c.reach IS NULL OR left(p.region_code, length(c.reach)) = c.reach)",
    metres="(111320 * sqrt(power(c.north - p.north, 2) + power((c.east - p.east) * cos(radians(p.north)), 2)))::int",
)
"""A straight line, as `core.routes` measures it; unknown where one of both places is. A cadre with an account sees only
what it reaches, so nobody beyond it is proposed."""


def trained(*, on: date) -> set[int]:
    """Cadres with enough hours that still count on a day."""
    hours = Training.objects.filter(on__lte=on, until__gte=on).order_by().values("cadre").annotate(hours=Sum("hours"))
    return set(hours.filter(hours__gte=rules.in_force(on).cadre["hours"]).values_list("cadre", flat=True))


def loads() -> dict[int, int]:
    """How many persons each cadre has, proposals included, whoever looks: nobody learns who they are."""
    counted = Match.objects.filter(status__in=[Match.Status.OPEN, Match.Status.PROPOSED]).order_by().values("cadre")
    with lifted(), whole_nation():
        return dict(counted.annotate(n=Count("pk")).values_list("cadre", "n"))


def waiting_for_cadre(*, viewer: Any, region_code: str = "") -> QuerySet[Outreach]:
    """Persons whose home was visited and who have neither cadre nor proposal, whoever waits longest first."""
    found = Outreach.objects.visible_to(viewer).filter(status=Outreach.Status.VISITED, sensitive=False)
    if region_code:
        found = found.filter(region_code__gte=region_code, region_code__lt=f"{region_code}/")
    taken = Match.objects.filter(status__in=[Match.Status.OPEN, Match.Status.PROPOSED]).values("outreach")
    return found.exclude(pk__in=taken).select_related("case").order_by("visited_on", "pk")


def candidates(*, viewer: Any, outreach_ids: Sequence[int], on: date) -> list[rules.Pair]:
    """Everybody of these with every trained cadre of their district, or of the regency within the day's metres."""
    active = Cadre.objects.visible_to(viewer).filter(status=Cadre.Status.ACTIVE, pk__in=trained(on=on))
    told = {
        "persons": list(outreach_ids),
        "cadres": list(active.values_list("pk", flat=True)),
        "reach": rules.in_force(on).cadre["reach_metres"],
    }
    return [rules.Pair(*row) for row in bulk.rows(_CANDIDATES, told)]


def ranked(*, viewer: Any, outreach_id: int, on: date) -> list[tuple[Cadre, rules.Ranked]]:
    """Cadres for one person, the best first, full ones last."""
    load, most = loads(), rules.in_force(on).cadre["persons"]
    pairs = candidates(viewer=viewer, outreach_ids=[outreach_id], on=on)
    cadres = Cadre.objects.visible_to(viewer).in_bulk([one.cadre_id for one in pairs])
    found = [rules.Ranked(pair, load.get(pair.cadre_id, 0)) for pair in pairs]
    found.sort(key=lambda one: (one.load >= most, rules.rank(one.pair, one.load)))
    return [(cadres[one.pair.cadre_id], one) for one in found]


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
