"""Papers of outreach, of which the browser keeps no copy."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lumbung.core import documents
from lumbung.core.views import Request, may
from lumbung.outreach import papers


def _shown(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@may("outreach.see")
def visit_sheet(request: Request, pk: int) -> HttpResponse:
    """To take along."""
    return _shown(papers.visit_sheet(viewer=request.user, outreach_id=pk))


@require_GET
@may("outreach.see")
def assignment(request: Request, pk: int) -> HttpResponse:
    """To show at a door."""
    return _shown(papers.assignment(viewer=request.user, cadre_id=pk, on=timezone.localdate()))
