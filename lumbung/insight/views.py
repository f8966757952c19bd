"""The dashboard of a region."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lumbung.core import sheets
from lumbung.core.views import may
from lumbung.insight import charts, queries
from lumbung.regions import queries as regions
from lumbung.regions.models import Region


@may("insight.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures, map, charts and money of the viewer's region, or of one inside it (`?wilayah=`)."""
    picture = queries.picture(viewer=request.user, region_code=request.GET.get("wilayah", ""))
    if request.GET.get("format") in sheets.KINDS:
        return sheets.answer(request.GET["format"], "angka-wilayah", *charts.sheet(picture))
    return render(
        request,
        "insight/dashboard.html",
        {
            "picture": picture,
            "above": _above(request.user, picture.region_code),
            "today": timezone.localdate(),
            "ranked_on": queries.ranked_on(viewer=request.user, region_code=picture.region_code),
            "figures": charts.figures(picture),
            "map": charts.poverty_map(picture),
            "coverage": charts.coverage(picture),
            "reasons": charts.reasons(picture),
            "charts": [
                chart for chart in (charts.money_over_time(picture), charts.recipients_by_decile(picture)) if chart
            ],
            "money": charts.money(picture),
        },
    )


def _above(viewer: Any, code: str) -> list[Region]:
    """The regions around this one that the viewer may also open."""
    return [area for area in regions.ancestors(code=code)[:-1] if viewer.reach.covers(area.code)]
