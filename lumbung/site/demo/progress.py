"""How far a step is: one bar per step, quiet where nobody looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lumbung.core.models import Job


class Bar(Protocol):
    """What a step tells about itself."""

    def part(self, number: int, of: int) -> None:
        """So many parts are done."""

    def job(self, job: Job) -> None:
        """A job has done one more chunk."""


class OneBar:
    """A line of Rich's progress display."""

    def __init__(self, progress: Progress, task: Any) -> None:
        self.progress, self.task = progress, task

    def part(self, number: int, of: int) -> None:
        """So many parts are done."""
        self.progress.update(self.task, completed=number, total=of)

    def job(self, job: Job) -> None:
        """A job has done one more chunk."""
        self.progress.update(self.task, completed=job.done, total=job.total or None)


class Bars:
    """The bars of one journey."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    @contextmanager
    def of(self, title: str) -> Iterator[Bar]:
        """A bar for one step; it stands full when the step is over."""
        task = self.progress.add_task(title, total=None)
        yield OneBar(self.progress, task)
        total = self.progress.tasks[self.progress.task_ids.index(task)].total or 1
        self.progress.update(task, completed=total, total=total)


@contextmanager
def bars(console: Console, *, quiet: bool) -> Iterator[Bars]:
    """The display, gone when the journey is over if nobody looks."""
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=quiet) as progress:
        yield Bars(progress)
