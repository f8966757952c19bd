"""The kept books of days: whether they agreed, and what lay where."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from lumbung.payments.models import Account, DayBalance, DayCheck


@dataclass(frozen=True)
class Place:
    """What lay in one kind of place at the end of a day, over the viewer's regions; rupiah."""

    kind: str
    came: int
    went: int
    balance: int

    @property
    def name(self) -> Any:
        """What the place is called."""
        return Account.Kind(self.kind).label


def days(*, viewer: Any) -> QuerySet[DayCheck]:
    """Every kept day, newest first; the check is of the whole nation."""
    return DayCheck.objects.visible_to(viewer).order_by("-on")


def last_day(*, viewer: Any) -> date | None:
    """The newest kept day with a balance in reach."""
    return DayBalance.objects.visible_to(viewer).order_by("on").values_list("on", flat=True).last()


def places(*, viewer: Any, on: date) -> list[Place]:
    """What lay where in the viewer's regions, in the order in which money goes."""
    kept = DayBalance.objects.visible_to(viewer).filter(on=on).order_by().values_list("kind")
    sums = [Place(*row) for row in kept.annotate(Sum("came"), Sum("went"), Sum("balance"))]
    return sorted(sums, key=lambda place: Account.Kind.values.index(place.kind))


def yesterday(*, today: date) -> date:
    """The last day that is over."""
    return today - timedelta(days=1)
