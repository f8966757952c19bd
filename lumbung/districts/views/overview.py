"""The page of whoever leads a district: what was done in thirty days, what waits, warnings as a picture."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lumbung.core import counted_ahead, formats, svg
from lumbung.core.views import Request, may
from lumbung.districts import queries, rules, words


@require_GET
@may("districts.view")
def overview(request: Request) -> HttpResponse:
    """Figures, the way of the calls as bars, warnings, and the rules that are in force."""
    counted = counted_ahead.counted(request, queries.FIGURES, on=timezone.localdate(), at=timezone.now())
    today, tally = counted.value
    told, alerts = queries.told(tally=tally, viewer=request.user)
    p = rules.in_force(today)
    context = {
        "told": told,
        "counted": counted,
        "since": today - queries.STRETCH,
        "today": today,
        "picture": _picture(told) if told.calls else "",
        "alerts": [(one, words.ALERTS[one.status], found) for one, found in alerts],
        "exclusions": words.exclusions(p),
        "ground": words.ground(p.entry("exclusions")),
        "figures": words.figures(rules.figures(today)),
    }
    return render(request, "districts/overview.html", context)


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
