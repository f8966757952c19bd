"""The trail of one case, for its team and nobody else."""

from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from lumbung.cases import queries
from lumbung.cases.views.common import page
from lumbung.core.views import Request, may
from lumbung.registry import queries as registry

SHOWN, LATEST = 50, 20
ACTIONS = {"insert": _("Dicatat"), "update": _("Diubah"), "delete": _("Dihapus")}
WAYS = {
    "web": _("layar"), "api": _("API"), "command": _("perintah"), "job": _("pekerjaan latar"),
    "sql": _("langsung ke basis data"),
}  # fmt: skip


@require_GET
@may("cases.view")
def trail(request: Request, pk: int) -> HttpResponse:
    """Who changed what and when, who broke the glass, who opened the file of the person."""
    user = request.user
    found = queries.case(viewer=user, case_id=pk)
    shown = Paginator(queries.trail_of(viewer=user, case_id=pk), SHOWN).get_page(request.GET.get("hal"))
    names = {model._meta.db_table: model._meta.verbose_name for model in apps.get_models()}
    opened: Any = []
    if found.person_id and user.may("registry.view"):
        opened = registry.openings_of(viewer=user, kind="person", record_id=found.person_id)[:LATEST]
    context = {
        "case": found,
        "shown": shown,
        "total": shown.paginator.count,
        "rows": [
            (one, names.get(one.table_name, one.table_name), ACTIONS.get(one.action), WAYS.get(one.via, one.via))
            for one in shown
        ],
        "glasses": queries.glasses_of(viewer=user, case_id=pk),
        "opened": opened,
    }
    return page(request, "cases/trail.html", context)
