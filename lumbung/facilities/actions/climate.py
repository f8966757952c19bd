"""The air inside: readings come in, windows move, a hand overrides them for some hours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.facilities import rules
from lumbung.facilities.actions.common import day_of, person_may
from lumbung.facilities.models import Facility, Nonsense, Reading, Room, Window
from lumbung.facilities.queries.climate import window_columns

Reason = Nonsense.Reason


class TooLongByHand(BadInput):
    """A hand overrides the rule for some hours only."""

    message = _("Paling lama %(hours)s jam; sesudah itu jendela diatur sendiri lagi.")


@dataclass(frozen=True)
class Measured:
    """What a message claims: a figure of a house, or of one room in it, at a moment."""

    facility_id: int
    room_id: int | None
    measure: str
    value: Decimal
    at: datetime


@dataclass(frozen=True)
class Taken:
    """How many readings were new, how many known before, and how many refused, by reason."""

    new: int
    known: int
    refused: dict[str, int]


@transaction.atomic
def take_readings(*, readings: Sequence[Measured], by: Any, at: datetime, unread: Sequence[str] = ()) -> Taken:
    """Store readings in one statement; the same one twice is one, nonsense is refused and counted.

    `unread` names the reasons of messages that were no readings at all. Windows move afterwards.
    """
    allowed(by, "facilities.listen")
    p = rules.in_force(day_of(at))
    places = _places(readings, by)
    refused, rows = Counter(unread), []
    for one in readings:
        region = places.get((one.facility_id, one.room_id))
        reason = _refusal(one, at, p) if region else str(Reason.TOPIC)
        if reason or not region:
            refused[reason] += 1
        else:
            rows.append(
                Reading(region_code=region, facility_id=one.facility_id, room_id=one.room_id, measure=one.measure,
                        value=one.value, at=one.at)
            )  # fmt: skip
    before = _count(rows)
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    new = _count(rows) - before
    _note(refused, at)
    if new:
        move_windows(facility_ids=sorted({row.facility_id for row in rows}), by=by, at=at)
    return Taken(new, len(rows) - new, dict(refused))


@transaction.atomic
def move_windows(*, facility_ids: Sequence[int], by: Any, at: datetime) -> int:
    """Open and close windows by the rule of the day; says how many moved."""
    allowed(by, "facilities.listen")
    found = Window.objects.visible_to(by).filter(room__facility_id__in=facility_ids)
    held = {one.pk: one for one in found.select_for_update().order_by("pk")}
    if not held:
        return 0
    columns = window_columns(window_ids=list(held), at=at)
    moved = 0
    for row in rules.windows(columns, rules.in_force(day_of(at))).iter_rows(named=True):
        window = held[row["window_id"]]
        if (window.is_open, window.why) != (row[rules.OPEN], row[rules.WHY]):
            changed = window.is_open != row[rules.OPEN]
            moved += changed
            window.is_open, window.why = row[rules.OPEN], row[rules.WHY]
            window.moved_at = at if changed else window.moved_at
            window.save(update_fields=["is_open", "why", "moved_at"])
    return moved


@transaction.atomic
def set_window(*, window_id: int, is_open: bool | None, by: Any, at: datetime, hours: int = 2) -> Window:
    """A hand opens or closes it for some hours; None gives it back to the rule."""
    allowed(by, "facilities.set_window")
    person_may(by)
    found = Window.objects.visible_to(by).select_for_update().filter(pk=window_id).first()
    if found is None:
        raise NotFound(window_id)
    most = rules.in_force(day_of(at)).windows["hand_hours"]
    if is_open is not None and not 0 < hours <= most:
        raise TooLongByHand(hours=most, fields={"hours": str(TooLongByHand.message % {"hours": most})})
    found.by_hand, found.by = is_open, by
    found.by_hand_until = None if is_open is None else at + timedelta(hours=hours)
    if is_open is not None:
        found.moved_at = at if found.is_open != is_open else found.moved_at
        found.is_open, found.why = is_open, "hand"
    found.save()
    return found


def _places(readings: Sequence[Measured], by: Any) -> dict[tuple[int, int | None], str]:
    """The region of every house and room that readings name and that lies within reach."""
    houses = {one.facility_id for one in readings}
    found: dict[tuple[int, int | None], str] = {
        (pk, None): region
        for pk, region in Facility.objects.visible_to(by).filter(pk__in=houses).values_list("pk", "region_code")
    }
    rooms = Room.objects.visible_to(by).filter(facility_id__in=houses)
    found |= {(house, pk): region for house, pk, region in rooms.values_list("facility_id", "pk", "region_code")}
    return found


def _refusal(one: Measured, at: datetime, p: Any) -> str:
    if one.measure not in Reading.Measure.values:
        return str(Reason.MEASURE)
    if not rules.reading_fits(one.measure, one.value, p):
        return str(Reason.RANGE)
    early, late = at - timedelta(hours=p.readings["hours_back"]), at + timedelta(minutes=p.readings["minutes_ahead"])
    return "" if early <= one.at <= late else str(Reason.TIME)


def _count(rows: Sequence[Reading]) -> int:
    """How many of these are stored."""
    if not rows:
        return 0
    moments = sorted({row.at for row in rows})
    houses = {row.facility_id for row in rows}
    stored = set(
        Reading.objects.filter(facility_id__in=houses, at__gte=moments[0], at__lte=moments[-1]).values_list(
            "facility_id", "room_id", "measure", "at"
        )
    )
    return len({(row.facility_id, row.room_id, row.measure, row.at) for row in rows} & stored)


def _note(refused: Counter[str], at: datetime) -> None:
    for reason, count in sorted(refused.items()):
        Nonsense.objects.get_or_create(on=day_of(at), reason=reason)
        Nonsense.objects.filter(on=day_of(at), reason=reason).update(count=F("count") + count)
