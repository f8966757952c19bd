"""Reads of the standing audit: findings, counts by control and region, the trend by month, who may not be paid yet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound
from lumbung.programmes import controls
from lumbung.programmes.models import ControlFinding, ControlPass, HeldBack, Run
from lumbung.regions.models import Region
from lumbung.registry.models import Family
from lumbung.staff import queries as staff
from lumbung.staff.models import Declaration, User

Status = ControlFinding.Status
STANDING = (Status.OPEN, Status.EXPLAINED)
MONTHS = 12
FROZEN = {
    "finding_id": pl.Int64,
    "family_id": pl.Int64,
    "person_id": pl.Int64,
    "blocks": pl.Boolean,
    "found_on": pl.Date,
}
_OF_REGENCY = """
    SELECT id AS finding_id, family_id, person_id, control, status, blocks, found_on
      FROM programmes_controlfinding
     WHERE status <> 'gone' AND region_code >= %(lo)s AND region_code < %(hi)s ORDER BY id
"""
_BLOCKED = """
    SELECT DISTINCT family_id FROM programmes_controlfinding
     WHERE blocks AND status IN ('open', 'explained') AND region_code >= %(lo)s AND region_code < %(hi)s
"""
_IN_CYCLE = """
    SELECT count(DISTINCT f.family_id), count(*) FROM payments_line l
      JOIN programmes_controlfinding f ON f.family_id = l.family_id AND f.blocks AND f.status IN ('open', 'explained')
     WHERE l.cycle_id = %s
"""
_TREND = """
    SELECT m.month_end, f.control, count(*)
      FROM (SELECT (date_trunc('month', %(on)s::date) - make_interval(months => n) + interval '1 month - 1 day')::date
                   AS month_end FROM generate_series(0, %(months)s - 1) n) m
      JOIN programmes_controlfinding f
        ON f.found_on <= m.month_end
       AND (f.gone_on IS NULL OR f.gone_on > m.month_end) AND (f.settled_on IS NULL OR f.settled_on > m.month_end)
     WHERE f.region_code >= %(lo)s AND f.region_code < %(hi)s
     GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Counted:
    """One control within reach: findings that stand, wait for a signature, were settled."""

    control: controls.Control
    open: int
    explained: int
    settled: int
    families: int

    @property
    def standing(self) -> int:
        """Those that keep money back."""
        return self.open + self.explained


def findings(*, viewer: Any) -> QuerySet[ControlFinding]:
    """Findings within reach, those that stand open first; each with its village."""
    village = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
    found = ControlFinding.objects.visible_to(viewer).select_related("family", "person", "owner", "explained_by")
    return found.annotate(village=village).order_by("-found_on", "pk")


def finding(*, viewer: Any, finding_id: int) -> ControlFinding:
    """One finding; raises NotFound."""
    found = findings(viewer=viewer).select_related("settled_by").filter(pk=finding_id).first()
    if found is None:
        raise NotFound(finding_id)
    return found


def standing(*, viewer: Any) -> QuerySet[ControlFinding]:
    """Findings that nobody has settled and that the data still show."""
    return findings(viewer=viewer).filter(status__in=STANDING)


def counts(*, viewer: Any) -> list[Counted]:
    """Every control, also one that found nobody."""
    seen = ControlFinding.objects.visible_to(viewer).exclude(status=Status.GONE)
    by_status = {
        (row["control"], row["status"]): row["n"] for row in seen.values("control", "status").annotate(n=Count("pk"))
    }
    open_ = seen.filter(status__in=STANDING).values("control").annotate(n=Count("family", distinct=True))
    families = {row["control"]: row["n"] for row in open_}
    return [
        Counted(
            control,
            by_status.get((name, Status.OPEN), 0),
            by_status.get((name, Status.EXPLAINED), 0),
            by_status.get((name, Status.SETTLED), 0),
            families.get(name, 0),
        )
        for name, control in controls.all_controls().items()
    ]


def by_region(*, viewer: Any) -> list[dict[str, Any]]:
    """Findings that stand, by the areas right below the viewer's own (districts below a regency), most first."""
    depth = {0: 2, 2: 5, 5: 8}.get(len(viewer.region_code), 13)
    seen = bulk.rows(
        f"SELECT left(region_code, {depth}), count(*), count(DISTINCT family_id) FROM programmes_controlfinding"
        " WHERE status IN ('open', 'explained') AND region_code >= %s AND region_code < %s"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        [viewer.reach.lo, viewer.reach.hi],
    )
    names = dict(Region.objects.filter(pk__in=[code for code, *_numbers in seen]).values_list("pk", "name"))
    return [
        {"code": code, "name": names.get(code, code), "findings": found, "families": families}
        for code, found, families in seen
    ]


def trend(*, viewer: Any, on: date, months: int = MONTHS) -> list[tuple[date, dict[str, int]]]:
    """How many findings stood at the end of each of the last months, by control, the oldest month first."""
    told = {"on": on, "months": months, "lo": viewer.reach.lo, "hi": viewer.reach.hi}
    found: dict[date, dict[str, int]] = {}
    for month, control, number in bulk.rows(_TREND, told):
        found.setdefault(month, {})[control] = number
    return sorted(found.items())


def last_pass(*, viewer: Any) -> ControlPass | None:
    """When the controls last looked anywhere within reach."""
    return ControlPass.objects.visible_to(viewer).select_related("by").order_by("-at").first()


def oldest_pass(*, regencies: list[str]) -> datetime | None:
    """The oldest of the newest looks at each of these regencies; None when one was never looked at."""
    seen = ControlPass.objects.filter(region_code__in=regencies).values("region_code").annotate(newest=Max("at"))
    found = {row["region_code"]: row["newest"] for row in seen}
    return min(found.values()) if found and set(found) == set(regencies) else None


def possible_owners(*, finding: ControlFinding) -> list[User]:
    """Who may explain a finding and has it in their reach."""
    able = staff.who_may(permission="programmes.explain_finding")
    near = able.filter(region_code__in=[finding.region_code[:size] for size in (2, 5, 8, 13)])
    return [user for user in near if user.pk != finding.owner_id]


def concerns(*, finding: ControlFinding, user_id: int) -> bool:
    """Whether the finding is about the officer's own family or that of a relative whom they declared."""
    declared = Declaration.objects.filter(user=user_id)
    by_nik = declared.filter(nik_index__isnull=False).values("nik_index")
    by_card = declared.filter(kk_index__isnull=False).values("kk_index")
    family = Family.objects.filter(pk=finding.family_id)
    return family.filter(Q(members__nik_index__in=by_nik) | Q(kk_index__in=by_card)).exists()


def of_regency(*, regency: str) -> pl.DataFrame:
    """Findings of a regency that stand or were settled, as a run freezes them."""
    here = Reach.of(regency)
    return bulk.read_frame(_OF_REGENCY, {"lo": here.lo, "hi": here.hi}, FROZEN)


def blocked(*, regency: str) -> pl.DataFrame:
    """Families of a regency that are not paid while their findings stand."""
    here = Reach.of(regency)
    return bulk.read_frame(_BLOCKED, {"lo": here.lo, "hi": here.hi}, {"family_id": pl.Int64})


def in_cycle(*, cycle_id: int) -> tuple[int, int]:
    """Families of a cycle with standing findings, and how many findings those are."""
    return bulk.rows(_IN_CYCLE, [cycle_id])[0]


def held_back(*, viewer: Any, run: Run) -> QuerySet[HeldBack]:
    """Families that qualified in a run and wait for their findings."""
    return HeldBack.objects.visible_to(viewer).filter(run=run).select_related("family").order_by("stage", "family")
