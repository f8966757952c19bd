"""The night's work as people read it: each act with the hours in which it may begin, and what came of its turns."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lumbung.core import formats, nightly
from lumbung.core.models import Job, NightlyTurn

BADGES = {
    Job.Status.WAITING: "wait",
    Job.Status.RUNNING: "run",
    Job.Status.FINISHED: "ok",
    Job.Status.FAILED: "late",
    Job.Status.REFUSED: "end",
}


@dataclass(frozen=True)
class Planned:
    """One act of the night, with its latest turn."""

    act: nightly.Act
    turn: NightlyTurn | None

    @property
    def hours(self) -> str:
        """`01.00–05.00`: when it may begin; the day's end is left away."""
        since, until = (f"{hour:%H.%M}" for hour in (self.act.since, self.act.until))
        return since if self.act.until == self.act.until.max else f"{since}–{until}"


def plan(*, viewer: Any) -> list[Planned]:
    """The night's table in its order, each act with its latest turn."""
    turns = NightlyTurn.objects.visible_to(viewer).select_related("job", "by")
    latest = {turn.act: turn for turn in turns.order_by("act", "-on").distinct("act")}
    return [Planned(act, latest.get(act.name)) for act in nightly.acts()]


def left_of(*, on: date) -> list[str]:
    """Acts whose turn of that day is not over yet, or was stopped by a fault."""
    turns = NightlyTurn.objects.select_related("job").filter(on=on)
    over = {turn.act for turn in turns if turn.status in {Job.Status.FINISHED, Job.Status.REFUSED}}
    return [act.name for act in nightly.acts() if act.name not in over]


def title_of(name: str) -> str:
    """What an act does; an act of a former release keeps its name."""
    return next((str(act.title) for act in nightly.acts() if act.name == name), name)


def result_of(turn: NightlyTurn) -> str:
    """`1.204 orang`, or why it ended early."""
    if turn.job is None or turn.error:
        return turn.error
    unit = next((str(act.unit) for act in nightly.acts() if act.name == turn.act), "")
    return f"{formats.count(turn.job.done)} {unit}".strip()


def badge_of(turn: NightlyTurn | None) -> tuple[str, Any] | None:
    """Where a turn stands."""
    return (BADGES[Job.Status(turn.status)], Job.Status(turn.status).label) if turn else None


def finished_at(turn: NightlyTurn) -> datetime | None:
    """When its job ended."""
    return turn.job.finished_at if turn.job else turn.begun_at


def as_told(turn: NightlyTurn) -> dict[str, Any]:
    """One turn for programs."""
    return {
        "act": turn.act,
        "title": title_of(turn.act),
        "on": turn.on,
        "status": str(turn.status),
        "done": turn.job.done if turn.job else 0,
        "result": result_of(turn),
        "begun_at": turn.begun_at,
        "finished_at": finished_at(turn),
    }
