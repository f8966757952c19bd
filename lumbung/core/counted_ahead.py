"""Figures counted ahead: what managers look at is counted at night, so that the first look of a day is quick too.

Only open rows are counted ahead, because they are the same for everybody who looks at a region; what a viewer may see
of secret ones is counted while they look and added. A count answers whole numbers and lists by name, which can be
summed: the middle of many values is carried as a histogram (`middles`). The night goes from the nation downwards and
into a region only where the one above took long; what is quick is counted at each look, so that a small place sees
its own acts at once. Whoever looks at an old count lets it be counted anew, once for everybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from time import perf_counter
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

from lumbung.core import jobs, keeping, nightly
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import AheadCount, Job
from lumbung.core.reach import Looking, Part

Tally = dict[str, Any]
"""Whole numbers, lists, and dictionaries of them, by text."""
NIGHT = "core.count_ahead"
NATION = "0"
"""Under which code the nation's counts lie: a code inside nobody's reach but the nation's."""
OLDEST = timedelta(days=2)
"""A count of so many days ago is still shown, with its day; an older one is made anew."""
SPELL = 5
"""Seconds of counting that are saved together, so that a kill loses no more."""
BUDGET = 3600
"""Seconds that a night spends at most, on a slow machine too; what is left is counted for whoever looks. The largest
regions come first."""


class Make(Protocol):
    """Counts what a viewer sees, as of a day."""

    def __call__(self, *, viewer: Any, on: date) -> Tally: ...


@dataclass(frozen=True)
class Count:
    """A figure or a page of them, by the name under which it is kept."""

    name: str
    make: Make


_counts: dict[str, Count] = {}
_below: list[Callable[[str], Iterable[str]]] = []


def register(name: str, make: Make) -> Count:
    """Let the night count this ahead."""
    _counts[name] = Count(name, make)
    return _counts[name]


def regions_below(children: Callable[[str], Iterable[str]]) -> None:
    """Let `children(code)` tell the codes of the regions directly below one; of the nation for an empty code."""
    _below[:] = [children]


def summed(one: Any, other: Any) -> Any:
    """Both together: numbers are added, lists put one behind the other, dictionaries summed name by name."""
    if isinstance(one, dict):
        shared = {name: summed(value, other[name]) for name, value in one.items() if name in other}
        return {**one, **other, **shared}
    return one + other


def counted(request: Any, of: Count, *, on: date, at: datetime, region_code: str | None = None) -> keeping.Kept:
    """(day, tally) of a region for whoever sent the request: their own, unless another of their reach is named."""
    code = request.user.region_code if region_code is None else region_code
    viewer = Looking(request.user, code)
    made = partial(_made, of, viewer, on)
    return keeping.counted(request, f"{of.name} {on} {code}", made, at=at, ahead=_Before(of, viewer, on, at))


def _made(of: Count, viewer: Looking, on: date) -> tuple[date, Tally]:
    return on, of.make(viewer=viewer, on=on)


@dataclass(frozen=True)
class _Before:
    """One count of one region, for somebody who looks."""

    of: Count
    viewer: Looking
    on: date
    at: datetime

    def find(self) -> keeping.Kept | None:
        """The open part as it was counted, with what this viewer sees of the secret one now."""
        rows = AheadCount.objects.visible_to(self.viewer).filter(on__gte=self.on - OLDEST, on__lte=self.on)
        found = rows.filter(what=self.of.name, region_code=self.viewer.region_code or NATION).first()
        if found is None:
            return None
        if self.at - found.counted_at > timedelta(seconds=keeping.KEPT_FOR):
            self.ask()
        own = self.of.make(viewer=Looking(self.viewer.viewer, self.viewer.region_code, Part.SECRET), on=found.on)
        return keeping.Kept((found.on, summed(found.value, own)), found.counted_at, kept=True)

    def ask(self) -> None:
        """Queue it; a second time while it waits changes nothing."""
        queued = count_queued.configure(queueing_lock=f"ahead {self.of.name} {self.viewer.region_code}")
        try:
            with transaction.atomic():
                queued.defer(what=self.of.name, region_code=self.viewer.region_code)
        except AlreadyEnqueued:
            return


@queue.task(name="lumbung.count_ahead", pass_context=False)
def count_queued(what: str, region_code: str) -> None:
    """The worker's door: one count that somebody has looked at."""
    with acting(SYSTEM, via="job"):
        count(what=what, region_code=region_code, on=timezone.localdate())


def count(*, what: str, region_code: str, on: date) -> float:
    """Count the open rows of a region ahead, unless a later day's count is there; how many seconds it took.

    What took no longer than a page may is not kept: it is counted at each look.
    """
    of, code = _counts[what], region_code or NATION
    began = perf_counter()
    value = of.make(viewer=Looking(SYSTEM, region_code, Part.OPEN), on=on)
    seconds = perf_counter() - began
    kept = AheadCount.objects.visible_to(SYSTEM).filter(what=what, region_code=code)
    if kept.filter(on__gt=on).exists():
        return seconds
    if seconds > keeping.LONG:
        told = {"on": on, "value": value, "counted_at": timezone.now(), "seconds": seconds}
        AheadCount.objects.bulk_create(
            [AheadCount(what=what, region_code=code, **told)],
            update_conflicts=True, unique_fields=["what", "region_code"], update_fields=list(told),
        )  # fmt: skip
    else:
        kept.delete()
    return seconds


@jobs.kind(NIGHT)
def count_next(job: Job) -> bool:
    """Counts of a few seconds, from the nation downwards; in the end those that nobody shows any longer go."""
    on = date.fromisoformat(job.params["on"])
    left = job.cursor.get("left", [[name, ""] for name in sorted(_counts)])
    before, began, spent = job.cursor.get("spent", 0.0), perf_counter(), 0.0
    while left and spent <= SPELL:
        what, code = left.pop(0)
        if what in _counts and count(what=what, region_code=code, on=on) > keeping.LONG:
            left += [[what, below] for children in _below for below in children(code)]
        job.done += 1
        spent = perf_counter() - began
    left = left if before + spent <= BUDGET else []
    job.cursor, job.total = {"left": left, "spent": before + spent}, job.done + len(left)
    if not left:
        AheadCount.objects.visible_to(SYSTEM).filter(on__lt=on - OLDEST).delete()
    return not left


@nightly.act(NIGHT, title=_("Menghitung angka pimpinan lebih dulu"), unit=_("hitungan"), since=time(3))
def count_tonight(on: date) -> Job:
    """After what the night changes, before people come."""
    return jobs.enrol(NIGHT, {"on": on.isoformat()}, by=SYSTEM)
