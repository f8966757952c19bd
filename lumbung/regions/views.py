"""Pages: browse the areas."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lumbung.core.refusals import NotFound
from lumbung.core.views import refused
from lumbung.regions import queries


@login_required
def browse(request: HttpRequest, code: str = "") -> HttpResponse:
    """One area: where it lies, what lies in it; or areas found by name."""
    above = queries.ancestors(code=code) if code else []
    if code and (not above or above[-1].code != code):
        return refused(request, NotFound(code))
    wanted = request.GET.get("cari", "").strip()
    found = queries.search(text=wanted, within=code) if wanted else None
    return render(
        request,
        "regions/area.html",
        {
            "area": above[-1] if above else None,
            "above": above[:-1],
            "wanted": wanted,
            "areas": found if found is not None else list(queries.children(code=code)),
        },
    )
