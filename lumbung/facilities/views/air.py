"""The page of a building's air: rooms, windows and energy, live."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats
from lumbung.core.views import Request, done, may
from lumbung.facilities import actions, pictures, queries, rules, words
from lumbung.facilities.models import Nonsense, Reading

Measure = Reading.Measure


@require_GET
@may("facilities.view")
def air(request: Request, pk: int) -> HttpResponse:
    """The air of a house; the rooms renew themselves, without script by their link."""
    return render(request, "facilities/air.html", _context(request, pk))


@require_GET
@may("facilities.view")
def air_now(request: Request, pk: int) -> HttpResponse:
    """The part of the page that renews itself."""
    return render(request, "facilities/air_now.html", _context(request, pk))


def _context(request: Request, pk: int) -> dict[str, Any]:
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    house = queries.facility(viewer=user, facility_id=pk)
    rooms = queries.air(viewer=user, facility_id=pk, at=now)
    energy = queries.energy_of(viewer=user, facility_id=pk, on=today)
    p = rules.in_force(today)
    return {
        "house": house,
        "now": now,
        "rooms": [(one, _figures(one), words.WHY.get(one.window.why) if one.window else "") for one in rooms],
        "energy": [(Measure(name).label.partition(" (")[0], amount) for name, amount in energy.items()],
        "amounts": list(energy.values()),
        "whole": sum(energy.values()),
        "day": _day(user, pk, rooms, today),
        "nonsense": [
            (Nonsense.Reason(reason).label, count)
            for reason, count in queries.nonsense(since=today - timedelta(days=6)).items()
        ],
        "open_at": formats.count(p.windows["open_at"] / 10, 1),
        "close_at": formats.count(p.windows["close_at"] / 10, 1),
        "ground": words.ground(p.entry("windows")),
        "sets": user.may("facilities.set_window"),
        "windows": [one.window for one in rooms if one.window],
    }


def _figures(one: Any) -> list[tuple[str, str]]:
    """What is known of a room now, in words and figures with their unit."""
    told = []
    for measure in (Measure.TEMPERATURE, Measure.HUMIDITY, Measure.CO2, Measure.RAIN):
        if measure in one.latest:
            words_, _bracket, unit = str(measure.label).partition(" (")
            digits = 0 if measure in (Measure.HUMIDITY, Measure.CO2) else 1
            told.append((words_, f"{formats.count(one.latest[measure].value, digits)} {unit.rstrip(')')}"))
    return told


def _day(user: Any, pk: int, rooms: Any, today: Any) -> Any:
    by_room = queries.hours_of(viewer=user, facility_id=pk, measure=Measure.TEMPERATURE, on=today)
    names = {one.room.pk: one.room.name for one in rooms if one.room is not None}
    series = [
        (names.get(room, _("Gedung")), [float(hours[at]) if at in hours else None for at in range(24)])
        for room, hours in sorted(by_room.items(), key=lambda pair: pair[0] or 0)
    ]
    if not series:
        return ""
    title = _("Suhu hari ini")
    described = "; ".join(f"{name}: {formats.count(_known(values)[-1], 1)} °C" for name, values in series)
    return pictures.temperature(series, title=title, description=described)


def _known(values: list[float | None]) -> list[float]:
    return [value for value in values if value is not None]


@require_POST
@may("facilities.set_window")
def set_window(request: Request, pk: int) -> HttpResponse:
    """A hand opens, closes, or gives the window back to the rule."""
    window = queries.window(viewer=request.user, window_id=pk)
    wish = {"buka": True, "tutup": False}.get(request.POST.get("jendela", ""))
    hours = request.POST.get("hours", "2")
    told: dict[str, Any] = {
        "is_open": wish,
        "hours": int(hours) if hours.isdigit() and len(hours) < 4 else 0,
        "at": timezone.now(),
    }
    action = partial(actions.set_window, window_id=pk, by=request.user, **told)
    said = _("Jendela diatur.")
    return done(request, action, back="facilities:air", back_args=(window.room.facility_id,), said=said)
