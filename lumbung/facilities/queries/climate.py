"""What the sensors of a house say now, what its windows do, where its energy comes from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncHour

from lumbung.core.refusals import NotFound
from lumbung.facilities import rules
from lumbung.facilities.models import Nonsense, Reading, Window
from lumbung.facilities.queries.bookings import moment

COLUMNS = {
    "window_id": pl.Int64,
    "is_open": pl.Boolean,
    "by_hand": pl.Boolean,
    "temperature": pl.Int64,
    "rain": pl.Int64,
}
Measure = Reading.Measure


@dataclass(frozen=True)
class Air:
    """One room now: its last figures, not older than the rule trusts, and its windows."""

    room: Any
    window: Window | None
    latest: dict[str, Reading]


def window_columns(*, window_ids: list[int], at: datetime) -> pl.DataFrame:
    """What the rule asks for: `window_id, is_open, by_hand, temperature, rain`.

    A hand counts until its hour; a figure older than the rule trusts is not known. Rain is measured for the house.
    """
    stale = at - timedelta(minutes=rules.in_force(at.date()).windows["stale_minutes"])
    found = Window.objects.filter(pk__in=window_ids).select_related("room").order_by("pk")
    rows = []
    for one in found:
        hand = one.by_hand if one.by_hand_until and at < one.by_hand_until else None
        fresh = Reading.objects.filter(
            facility_id=one.room.facility_id, at__gt=stale, at__lte=at + timedelta(minutes=5)
        )
        temperature = fresh.filter(room_id=one.room_id, measure=Measure.TEMPERATURE).order_by("-at").first()
        rain = fresh.filter(measure=Measure.RAIN).order_by("-at").first()
        rows.append((one.pk, one.is_open, hand, _tenths(temperature), _tenths(rain)))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def air(*, viewer: Any, facility_id: int, at: datetime) -> list[Air]:
    """Every room that is measured or has windows, with what is known now."""
    stale = at - timedelta(minutes=rules.in_force(at.date()).windows["stale_minutes"])
    fresh = Reading.objects.visible_to(viewer).filter(
        facility_id=facility_id, at__gt=stale, at__lte=at + timedelta(hours=1)
    )
    latest: dict[Any, dict[str, Reading]] = {}
    rooms: dict[Any, Any] = {}
    for one in fresh.select_related("room").order_by("at"):
        latest.setdefault(one.room_id, {})[one.measure] = one
        rooms[one.room_id] = one.room
    windows = {
        one.room_id: one
        for one in Window.objects.visible_to(viewer).filter(room__facility_id=facility_id).select_related("room", "by")
    }
    rooms |= {pk: one.room for pk, one in windows.items()}
    order = sorted(rooms, key=lambda pk: (pk is not None, rooms[pk].name if pk else ""))
    return [Air(rooms[pk], windows.get(pk), latest.get(pk, {})) for pk in order]


def windows(*, viewer: Any) -> QuerySet[Window]:
    """Every window that a motor moves, with its room."""
    return Window.objects.visible_to(viewer).select_related("room").order_by("pk")


def window(*, viewer: Any, window_id: int) -> Window:
    """One window with its room; raises NotFound."""
    found = Window.objects.visible_to(viewer).select_related("room").filter(pk=window_id).first()
    if found is None:
        raise NotFound(window_id)
    return found


def readings(*, viewer: Any, facility_id: int) -> QuerySet[Reading]:
    """Everything measured in a house, the newest first."""
    found = Reading.objects.visible_to(viewer).filter(facility_id=facility_id)
    return found.select_related("room").order_by("-at", "-pk")


def hours_of(*, viewer: Any, facility_id: int, measure: str, on: date) -> dict[int | None, dict[int, Decimal]]:
    """By room, the last figure of each hour of a day."""
    begins = moment(on=on, at=time.min)
    found = Reading.objects.visible_to(viewer).filter(
        facility_id=facility_id, measure=measure, at__gte=begins, at__lt=begins + timedelta(days=1)
    )
    told: dict[int | None, dict[int, Decimal]] = {}
    for room_id, hour, value in (
        found.order_by("at").annotate(hour=TruncHour("at")).values_list("room_id", "hour", "value")
    ):
        told.setdefault(room_id, {})[hour.hour] = value
    return told


def energy_of(*, viewer: Any, facility_id: int, on: date) -> dict[str, int]:
    """Watt-hours of a day by source."""
    begins = moment(on=on, at=time.min)
    found = Reading.objects.visible_to(viewer).filter(
        facility_id=facility_id, measure__in=Reading.ENERGY, at__gte=begins, at__lt=begins + timedelta(days=1)
    )
    sums = dict(found.order_by().values_list("measure").annotate(Sum("value")))
    return {str(source): int(sums.get(source, 0)) for source in Reading.ENERGY}


def nonsense(*, since: date) -> dict[str, int]:
    """How many messages were refused since a day, by reason."""
    found = Nonsense.objects.filter(on__gte=since).order_by()
    return dict(found.values_list("reason").annotate(Sum("count")))


def _tenths(reading: Reading | None) -> int | None:
    return None if reading is None else int(reading.value * 10)
