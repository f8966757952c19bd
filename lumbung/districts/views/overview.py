"""The page of whoever leads a district: what was done in thirty days, what waits, warnings as a picture."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lumbung.core import formats, keeping, svg
from lumbung.core.views import Request, may
from lumbung.districts import queries, rules, words

STRETCH = 30


@require_GET
@may("districts.view")
def overview(request: Request) -> HttpResponse:
    """Figures, the way of the calls as bars, warnings, and the rules that are in force."""
    today = timezone.localdate()
    since = today - timedelta(days=STRETCH)
    counted = keeping.counted(request, f"districts {today}", partial(_seen, request, since, today), at=timezone.now())
    told, alerts = counted.value
    p = rules.in_force(today)
    context = {
        "told": told,
        "counted": counted,
        "since": since,
        "today": today,
        "picture": _picture(told) if told.calls else "",
        "alerts": [(one, words.ALERTS[one.status], found) for one, found in alerts],
        "exclusions": words.exclusions(p),
        "ground": words.ground(p.entry("exclusions")),
        "figures": words.figures(rules.figures(today)),
    }
    return render(request, "districts/overview.html", context)


def _seen(request: Request, since: date, today: date) -> tuple[queries.Figures, list[Any]]:
    return queries.figures(viewer=request.user, since=since, until=today), queries.by_hazard(viewer=request.user)


def _picture(told: Any) -> str:
    steps = (
        (_("Perlu ditelepon"), told.calls),
        (_("Terjangkau"), told.reached),
        (_("Diteruskan ke kunjungan"), told.passed),
        (_("Kunjungan selesai"), told.visits_made),
    )
    items = [svg.Bar(label, value, formats.count(value)) for label, value in steps]
    return svg.funnel(
        items, title=_("Telepon dan kunjungan tiga puluh hari"), description=_("Dari telepon ke kunjungan")
    )
