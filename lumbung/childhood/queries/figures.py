"""What a manager asks: how many children at which risk, what they are owed, conferences and contacts in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from lumbung.childhood import rules
from lumbung.childhood.models import ChildContact, Start
from lumbung.childhood.queries.starts import services_owed
from lumbung.core import counted_ahead

DAYS = 90
"""How far contacts and conferences are looked back upon."""


@dataclass(frozen=True)
class Figures:
    """`risks` counts by level, `services` by (kind, state), conferences and contacts by how they went."""

    since: date
    until: date
    risks: dict[str, int]
    services: dict[tuple[str, str], int]
    conferences: dict[str, int]
    contacts: dict[str, int]
    monitored: int


def figures(*, viewer: Any, on: date) -> Figures:
    """As of a day, looking back ninety."""
    return told(tally=_tally(viewer=viewer, on=on), on=on)


def told(*, tally: counted_ahead.Tally, on: date) -> Figures:
    """The figures of what was counted as of a day."""
    services = {(kind, state): n for kind, states in tally["services"].items() for state, n in states.items()}
    return Figures(**{**tally, "services": services}, since=on - timedelta(days=DAYS), until=on)


def _tally(*, viewer: Any, on: date) -> counted_ahead.Tally:
    since = on - timedelta(days=DAYS)
    running = Start.objects.visible_to(viewer).order_by()
    risks = running.filter(status=Start.Status.ACTIVE).values_list("risk").annotate(n=Count("pk"))
    services: dict[str, dict[str, int]] = {}
    for (kind, state), n in services_owed(viewer=viewer, on=on).items():
        services.setdefault(kind, {})[state] = n
    return {
        "risks": dict(risks),
        "services": services,
        "conferences": _conferences(running, since, on),
        "contacts": _contacts(viewer, since, on),
        "monitored": running.filter(status=Start.Status.MONITORING).count(),
    }


FIGURES = counted_ahead.register("childhood.figures", _tally)


def _conferences(running: Any, since: date, on: date) -> dict[str, int]:
    """Of those whose thirty days ended in these ninety, or still run: decided in time, late, still waiting."""
    of_time = running.filter(conference_due_on__gte=since)
    decided = Q(case__accepted_on__isnull=False) | Q(case__status="refused")
    in_time = Q(case__accepted_on__lte=F("conference_due_on")) | Q(
        case__status="refused", case__closed_on__lte=F("conference_due_on")
    )
    waits = ~decided & Q(conference_due_on__gte=on)
    return of_time.aggregate(
        in_time=Count("pk", filter=in_time), waiting=Count("pk", filter=waits),
        late=Count("pk", filter=~in_time & ~waits),
    )  # fmt: skip


def _contacts(viewer: Any, since: date, on: date) -> dict[str, int]:
    """Of contacts due in these ninety days: made in time, made late, not made."""
    grace = timedelta(days=rules.in_force(on).contact_grace_days)
    due = ChildContact.objects.visible_to(viewer).filter(due_on__gte=since, due_on__lte=on).order_by()
    met = Q(on__isnull=False) & ~Q(found=ChildContact.Found.ABSENT)
    in_time = met & Q(on__lte=F("due_on") + grace)
    missed = Q(on=None, due_on__lt=on - grace) | Q(found=ChildContact.Found.ABSENT)
    return due.aggregate(
        in_time=Count("pk", filter=in_time), late=Count("pk", filter=met & ~in_time), missed=Count("pk", filter=missed)
    )
