"""Counts of a region, over rows that the viewer may see. Payments are told by their lines, which lie in villages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Left, Lower

from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound
from lumbung.insight import facts
from lumbung.payments.models import Line
from lumbung.programmes.models import Run, RunCount
from lumbung.regions import queries as regions
from lumbung.regions.models import Region
from lumbung.registry.models import Family
from lumbung.targeting.models import Score

POOR = 4
"""Deciles one to four: whom the programmes of this version may reach."""

PROGRAMME = "pkh"
CODE_LENGTHS = (2, 5, 8, 13)
PERIODS = 8


@dataclass(frozen=True)
class Area:
    """One area directly below the region: families, those ranked, those in deciles 1–4, those of them who are paid."""

    code: str
    name: str
    families: int | None
    ranked: int | None
    poor: int | None
    reached: int | None

    @property
    def poor_per_hundred(self) -> int | None:
        """Families in deciles 1–4 of a hundred registered."""
        return facts.per_hundred(self.poor, self.families)

    @property
    def reached_per_hundred(self) -> int | None:
        """Paid families of a hundred in deciles 1–4."""
        return facts.per_hundred(self.reached, self.poor)


@dataclass(frozen=True)
class Chain:
    """What became of the lines of one period: counts and rupiah, each line in exactly one place."""

    since: date
    lines: int
    amount: int
    paid: int
    paid_amount: int
    back: int
    back_amount: int

    @property
    def answered(self) -> bool:
        """Whether a bank has told anything; before that the money is still on its way through the office."""
        return bool(self.paid or self.back)

    @property
    def waiting(self) -> int:
        """Not told by the bank yet."""
        return self.lines - self.paid - self.back

    @property
    def waiting_amount(self) -> int:
        """Rupiah not told by the bank yet."""
        return self.amount - self.paid_amount - self.back_amount


@dataclass(frozen=True)
class Decided:
    """What the latest run over the region decided: families by outcome, and by what speaks against them."""

    run: Run
    outcomes: dict[str, int | None]
    reasons: list[tuple[str, int]]


@dataclass(frozen=True)
class Picture:
    """Everything the dashboard of one region says."""

    region_code: str
    region: Region | None
    areas: list[Area]
    chains: list[Chain]
    deciles: dict[int, int | None]
    decided: Decided | None = None

    def total(self, name: str) -> int:
        """A count over all areas; withheld ones are left out."""
        return sum(getattr(area, name) or 0 for area in self.areas)

    @property
    def chain(self) -> Chain | None:
        """The latest period."""
        return self.chains[-1] if self.chains else None

    @property
    def told(self) -> Chain | None:
        """The latest period of which a bank has told something, before any has the latest."""
        return next((chain for chain in reversed(self.chains) if chain.answered), self.chain)


def picture(*, viewer: Any, region_code: str = "") -> Picture:
    """The dashboard of a region within reach; an empty code is where the viewer's families are."""
    code = region_code or home_region(viewer=viewer)
    within = _within(viewer, code)
    lines = _once(within(Line.objects))
    chains = _chains(lines)
    latest = lines.filter(programme=PROGRAMME, period__startswith=chains[-1].since) if chains else None
    return Picture(
        region_code=code,
        region=Region.objects.filter(pk=code).first(),
        areas=_areas(viewer, code, within, latest),
        chains=chains,
        deciles=_deciles(viewer, within, latest),
        decided=_decided(viewer, within),
    )


def home_region(*, viewer: Any) -> str:
    """The viewer's own region; for the nation the smallest area that holds every registered family."""
    if getattr(viewer, "region_code", ""):
        return viewer.region_code
    families = Family.objects.visible_to(viewer).order_by("region_code").values_list("region_code", flat=True)
    first, last = families.first(), families.last()
    if first is None or last is None:
        return ""
    shared = [size for size in CODE_LENGTHS[:2] if first[:size] == last[:size]]
    return first[: shared[-1]] if shared else ""


def _within(viewer: Any, code: str):
    """Rows of a table inside both the viewer's reach and the region."""
    reach = Reach.of(code) if code else Reach.national()
    if code and not (viewer.reach.covers(code) and reach):
        raise NotFound

    def narrowed(rows: Any) -> QuerySet:
        return rows.visible_to(viewer).filter(region_code__gte=reach.lo, region_code__lt=reach.hi)

    return narrowed


def _areas(viewer: Any, code: str, within: Any, latest: QuerySet | None) -> list[Area]:
    size = next((size for size in CODE_LENGTHS if size > len(code)), CODE_LENGTHS[-1])
    families = _counted(within(Family.objects).filter(status=Family.Status.ACTIVE), size)
    current = within(Score.objects).filter(current=True, family__status=Family.Status.ACTIVE)
    ranked = _counted(current.filter(decile_national__isnull=False), size)
    poor = _counted(current.filter(decile_national__lte=POOR), size)
    reached = _counted(_poor_lines(latest), size) if latest is not None else {}
    names = dict(regions.children(code=code).values_list("code", "name")) if len(code) < CODE_LENGTHS[-1] else {}
    shown = [area for area in names if code or area in families] or sorted(families)
    opens = viewer.may("registry.view")
    return [
        Area(
            area,
            names.get(area, area),
            *(facts.withheld(counts.get(area, 0), opens_people=opens) for counts in (families, ranked, poor, reached)),
        )
        for area in shown
    ]


def _once(lines: QuerySet) -> QuerySet:
    """Every family's money once: what failed and is paid again counts where its newest line stands."""
    kept = Line.objects.exclude(status=Line.Status.CANCELLED)
    return lines.exclude(status=Line.Status.CANCELLED).exclude(Exists(kept.filter(replaces=OuterRef("pk"))))


def _poor_lines(latest: QuerySet) -> QuerySet:
    return latest.filter(family__scores__current=True, family__scores__decile_national__lte=POOR)


def _counted(rows: QuerySet, size: int) -> dict[str, int]:
    counted = rows.annotate(area=Left("region_code", size)).values("area").annotate(n=Count("pk")).order_by("area")
    return {row["area"]: row["n"] for row in counted}


def _chains(lines: QuerySet) -> list[Chain]:
    kept = lines.filter(programme=PROGRAMME)
    paid, back = (
        Q(status=Line.Status.PAID),
        Q(status__in=[Line.Status.FAILED, Line.Status.RETURNED, Line.Status.EXPIRED]),
    )
    found = (
        kept.annotate(since=Lower("period"))
        .values("since")
        .annotate(
            n=Count("pk"),
            total=Sum("amount"),
            paid_n=Count("pk", filter=paid),
            paid_total=Coalesce(Sum("amount", filter=paid), 0),
            back_n=Count("pk", filter=back),
            back_total=Coalesce(Sum("amount", filter=back), 0),
        )
        .order_by("-since")[:PERIODS]
    )
    return [
        Chain(row["since"], row["n"], row["total"], row["paid_n"], row["paid_total"], row["back_n"], row["back_total"])
        for row in reversed(found)
    ]


def _deciles(viewer: Any, within: Any, latest: QuerySet | None) -> dict[int, int | None]:
    """Recipients of the latest period by national decile."""
    if latest is None:
        return {}
    paid = latest.filter(family__scores__current=True)
    found = paid.values(decile=F("family__scores__decile_national")).annotate(n=Count("pk"))
    counts = {row["decile"]: row["n"] for row in found if row["decile"]}
    opens = viewer.may("registry.view")
    return {decile: facts.withheld(counts.get(decile, 0), opens_people=opens) for decile in range(1, 11)}


def _decided(viewer: Any, within: Any) -> Decided | None:
    """The newest finished run over whole regions that decided somebody here; small reasons are left out, not added."""
    counted = within(RunCount.objects).filter(
        run__kind=PROGRAMME, run__status=Run.Status.DECIDED, run__family_ids__isnull=True
    )
    newest = counted.order_by("-run_id").select_related("run").first()
    if newest is None:
        return None
    opens = viewer.may("registry.view")
    sums = counted.filter(run=newest.run).values("outcome", "reason").annotate(n=Sum("families")).order_by("-n")
    shown = [(row["outcome"], row["reason"], facts.withheld(row["n"], opens_people=opens)) for row in sums]
    return Decided(
        newest.run,
        {outcome: n for outcome, reason, n in shown if not reason},
        [(reason, n) for _outcome, reason, n in shown if reason and n],
    )


def latest_chain(*, viewer: Any) -> Chain | None:
    """The latest period of all the viewer's families."""
    return next(iter(_chains(_once(Line.objects.visible_to(viewer)))[-1:]), None)


def ranked_on(*, viewer: Any, region_code: str) -> date | None:
    """The newest day on which families of the region were ranked."""
    return _within(viewer, region_code)(Score.objects).filter(current=True).aggregate(day=Max("scored_on"))["day"]
