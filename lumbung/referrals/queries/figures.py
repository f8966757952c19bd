"""Figures of the desk: by sector and region, answered in time, what came of it, days waited.

Of secret referrals only those that the viewer may know of are in any number.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from lumbung.core.middles import Middle
from lumbung.referrals.models import Need, Referral
from lumbung.regions import queries as regions

REGENCY = 5
"""Length of a regency's code."""


@dataclass(frozen=True)
class Line:
    """One sector or region: needs, referrals sent, answered in time, served."""

    key: str
    needs: int
    sent: int
    in_time: int
    served: int


@dataclass(frozen=True)
class Figures:
    """What a desk did in a stretch of time."""

    needs: int
    solved_here: int
    sent: int
    due: int
    in_time: int
    by_status: dict[str, int]
    waiting_days: float | None
    served_days: float | None
    by_sector: list[Line]
    by_region: list[Line]

    @property
    def share_in_time(self) -> float | None:
        """Answered within the limit, of those whose limit has passed or that were answered."""
        return self.in_time / self.due if self.due else None


def figures(*, viewer: Any, since: date, until: date) -> Figures:
    """Needs that came and referrals that left from `since` to `until`, both days included."""
    came = Need.objects.visible_to(viewer).filter(came_on__range=(since, until))
    sent = Referral.objects.visible_to(viewer).filter(sent_on__range=(since, until))
    answered = Q(answered_on__isnull=False)
    in_time = answered & Q(answered_on__lte=F("due_on"))
    counted = sent.aggregate(
        all=Count("pk"), due=Count("pk", filter=answered | Q(due_on__lt=until)), in_time=Count("pk", filter=in_time)
    )
    return Figures(
        needs=came.count(),
        solved_here=came.filter(status=Need.Status.SOLVED, referrals=None).count(),
        sent=counted["all"],
        due=counted["due"],
        in_time=counted["in_time"],
        by_status=dict(sent.order_by().values_list("status").annotate(n=Count("pk"))),
        waiting_days=_middle(sent, "answered_on"),
        served_days=_middle(sent, "served_on"),
        by_sector=_lines(came, sent, in_time, "sector"),
        by_region=_regions(came, sent, in_time, viewer),
    )


def _middle(sent: Any, day: str) -> float | None:
    """Days from the referral to another of its days, the middle one; None where that day has come for none."""
    middle = sent.filter(**{f"{day}__isnull": False}).aggregate(days=Middle(F(day) - F("sent_on")))["days"]
    return None if middle is None else middle / timedelta(days=1)


def _lines(came: Any, sent: Any, in_time: Q, by: str) -> list[Line]:
    """One line for each value, the most needs first."""
    needs = dict(came.order_by().values_list(by).annotate(n=Count("pk")))
    counts = sent.order_by().values_list(by).annotate(
        all=Count("pk"), in_time=Count("pk", filter=in_time), served=Count("pk", filter=Q(status="served"))
    )  # fmt: skip
    told = {key: (everything, early, served) for key, everything, early, served in counts}
    lines = [Line(key, needs.get(key, 0), *told.get(key, (0, 0, 0))) for key in {*needs, *told}]
    return sorted(lines, key=lambda line: (-line.needs, -line.sent, line.key))


def _regions(came: Any, sent: Any, in_time: Q, viewer: Any) -> list[Line]:
    """One line for each region one level below the viewer's, by name."""
    length = {0: 2, 2: REGENCY, REGENCY: 8}.get(len(viewer.region_code), 13)
    summed: dict[str, list[int]] = {}
    for line in _lines(came, sent, in_time, "region_code"):
        parts = summed.setdefault(line.key[:length], [0, 0, 0, 0])
        for place, more in enumerate((line.needs, line.sent, line.in_time, line.served)):
            parts[place] += more
    names = regions.paths(codes=list(summed))
    lines = [Line(names.get(code, code).split(",")[0], *counts) for code, counts in summed.items()]
    return sorted(lines, key=lambda line: (-line.needs, line.key))
