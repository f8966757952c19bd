"""What waits for me: each context says what it waits for, one page gathers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


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


def tasks_of(*, viewer: Any, today: date) -> list[Task]:
    """Everything that waits for the viewer, the most pressing first."""
    order = {"today": 0, "week": 1, "later": 2}
    found = [task for source in _sources for task in source(viewer, today)]
    return sorted(found, key=lambda task: (order[task.when], task.deadline or date.max, task.title))
