"""Pages: browse the areas."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lumbung.core.refusals import NotFound
from lumbung.core.views import refused
from lumbung.regions import queries
from lumbung.regions.models import Region
from lumbung.regions.tables import AREAS, SEARCH


@login_required
def browse(request: HttpRequest, code: str = "") -> HttpResponse:
    """One area, where it lies and what lies directly in it; or, by name, anything in it."""
    above = queries.ancestors(code=code) if code else []
    if code and (not above or above[-1].code != code):
        return refused(request, NotFound(code))
    sought = request.GET.get(SEARCH, "").strip()
    areas = Region.objects.in_force().below(code) if sought else queries.children(code=code)
    table = AREAS.page(request, areas)
    if table.export:
        return table.export
    return render(
        request, "regions/area.html", {"area": above[-1] if above else None, "above": above[:-1], "table": table}
    )
