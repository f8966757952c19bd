"""What waits for me: each context says what it waits for, one page gathers it, the menu of every page counts it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet

from lumbung.core import formats

ACTS_COOKIE = "lumbung_acts"
"""Another word after each act of a person, so that what they have done is counted at once on their next page."""

COUNTS = "counts"
"""The cache of what was counted for people."""

REMEMBERED_SECONDS = 60
"""What others do shows in the counts of the menu within a minute."""

MOST = 999
"""Nobody plans a day by whether 12,000 or 13,000 wait, and every page counts what waits."""


@dataclass(frozen=True)
class Task:
    """One thing a person has to do: a verb sentence, one line of context, where to do it.

    `when` is today, week or later; `progress` is (done, total) for a batch; `count` feeds the menu.
    """

    title: str
    url: str
    context: str = ""
    deadline: date | None = None
    when: str = "later"
    progress: tuple[int, int] | None = None
    menu: str = ""
    count: int = 1


Source = Callable[[Any, date], Iterable[Task]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let `source(viewer, today)` tell what waits."""
    _sources.append(source)


def counted(rows: QuerySet) -> int:
    """How many wait; one more than `MOST` where there are more."""
    return rows.order_by()[: MOST + 1].count()


def told(count: int) -> str:
    """The number as people read it: `1.204` is `999+`."""
    return formats.count(count if count <= MOST else formats.AtLeast(MOST))


def tasks_of(*, viewer: Any, today: date) -> list[Task]:
    """Everything that waits for the viewer, the most pressing first."""
    order = {"today": 0, "week": 1, "later": 2}
    found = [task for source in _sources for task in source(viewer, today)]
    return sorted(found, key=lambda task: (order[task.when], task.deadline or date.max, task.title))


@dataclass(frozen=True)
class Counts:
    """How many things wait, and how much of it belongs to each entry of the menu."""

    things: int
    by_menu: Counter[str]

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> "Counts":
        """Counted once."""
        found = list(tasks)
        by_menu: Counter[str] = Counter()
        for task in found:
            by_menu[task.menu] += task.count
        return cls(len(found), by_menu)


def remember(tasks: Iterable[Task], *, viewer: Any, today: date, acts: str) -> None:
    """Keep the counts of what has just been gathered."""
    caches[COUNTS].set(_key(viewer, today, acts), Counts.of(tasks), REMEMBERED_SECONDS)


def counts_of(*, viewer: Any, today: date, acts: str) -> Counts:
    """How much waits for the viewer, as of a minute ago at most. `acts` is the word of their last act."""
    known: Counts | None = caches[COUNTS].get(_key(viewer, today, acts))
    if known is not None:
        return known
    tasks = tasks_of(viewer=viewer, today=today)
    remember(tasks, viewer=viewer, today=today, acts=acts)
    return Counts.of(tasks)


def _key(viewer: Any, today: date, acts: str) -> str:
    told = "|".join((str(viewer.pk), viewer.role, viewer.region_code, today.isoformat(), acts))
    return f"waiting:{sha256(told.encode()).hexdigest()}"
