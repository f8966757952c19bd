"""Figures of the desk: by sector and region, answered in time, what came of it, days waited.

Of secret referrals only those that the viewer may know of are in any number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Left

from lumbung.core import counted_ahead
from lumbung.core.middles import days_between, middle
from lumbung.referrals.models import Need, Referral
from lumbung.regions import queries as regions

REGENCY = 5
"""Length of a regency's code."""
STRETCH = timedelta(days=89)
"""How far a manager looks back from the last day, which counts too."""


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
    return told(tally=_tally(viewer, since, until))


def told(*, tally: counted_ahead.Tally) -> Figures:
    """The figures of what was counted."""
    sent = tally["sent"]
    return Figures(
        needs=tally["needs"],
        solved_here=tally["solved_here"],
        sent=sent["all"],
        due=sent["due"],
        in_time=sent["in_time"],
        by_status=tally["by_status"],
        waiting_days=middle(tally["waiting"]),
        served_days=middle(tally["serving"]),
        by_sector=_sorted(Line(key, *counts) for key, counts in _counts(tally["sectors"])),
        by_region=_regions(tally["regions"]),
    )


def _tally(viewer: Any, since: date, until: date) -> counted_ahead.Tally:
    came = Need.objects.visible_to(viewer).filter(came_on__range=(since, until)).order_by()
    sent = Referral.objects.visible_to(viewer).filter(sent_on__range=(since, until)).order_by()
    answered = Q(answered_on__isnull=False)
    in_time = answered & Q(answered_on__lte=F("due_on"))
    below = Left("region_code", {0: 2, 2: REGENCY, REGENCY: 8}.get(len(viewer.region_code), 13))
    return {
        "needs": came.count(),
        "solved_here": came.filter(status=Need.Status.SOLVED, referrals=None).count(),
        "sent": sent.aggregate(
            all=Count("pk"), due=Count("pk", filter=answered | Q(due_on__lt=until)), in_time=Count("pk", filter=in_time)
        ),
        "by_status": dict(sent.values_list("status").annotate(n=Count("pk"))),
        "waiting": days_between(sent, earlier="sent_on", later="answered_on"),
        "serving": days_between(sent, earlier="sent_on", later="served_on"),
        "sectors": _lines(came, sent, in_time, F("sector")),
        "regions": _lines(came, sent, in_time, below),
    }


def _of_stretch(*, viewer: Any, on: date) -> counted_ahead.Tally:
    """The days at which a manager looks, up to one."""
    return _tally(viewer, on - STRETCH, on)


FIGURES = counted_ahead.register("referrals.figures", _of_stretch)


def _lines(came: Any, sent: Any, in_time: Q, by: Any) -> dict[str, dict[str, int]]:
    """For each value: needs, referrals sent, answered in time, served."""
    found: dict[str, dict[str, int]] = {}
    for key, n in came.annotate(key=by).values_list("key").annotate(n=Count("pk")):
        found[key] = {"needs": n}
    counts = {
        "sent": Count("pk"), "in_time": Count("pk", filter=in_time), "served": Count("pk", filter=Q(status="served")),
    }  # fmt: skip
    for line in sent.annotate(key=by).values("key").annotate(**counts):
        found.setdefault(line.pop("key"), {}).update(line)
    return found


def _counts(lines: dict[str, dict[str, int]]) -> Iterable[tuple[str, list[int]]]:
    """By key, in the order of a `Line`."""
    order = ("needs", "sent", "in_time", "served")
    return [(key, [line.get(name, 0) for name in order]) for key, line in lines.items()]


def _sorted(lines: Iterable[Line]) -> list[Line]:
    """The most needs first."""
    return sorted(lines, key=lambda line: (-line.needs, -line.sent, line.key))


def _regions(lines: dict[str, dict[str, int]]) -> list[Line]:
    """One line for each region, by name."""
    names = regions.paths(codes=list(lines))
    named = [Line(names.get(code, code).split(",")[0], *counts) for code, counts in _counts(lines)]
    return sorted(named, key=lambda line: (-line.needs, line.key))
