"""The night's work: what ran when and with what result, and doing now what the night left."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import nightly
from lumbung.core.models import NightlyTurn
from lumbung.core.tables import Column, Filter, Table
from lumbung.core.views import Request, done, may
from lumbung.staff import nights


def _acts() -> list[tuple[str, Any]]:
    return [(act.name, act.title) for act in nightly.acts()]


TURNS = Table(
    caption=gettext_lazy("Riwayat pekerjaan malam"),
    columns=[
        Column("on", gettext_lazy("Hari"), kind="date", sort="on"),
        Column("act", gettext_lazy("Pekerjaan"), value=lambda turn: nights.title_of(turn.act)),
        Column("status", gettext_lazy("Keadaan"), kind="badge", value=nights.badge_of),
        Column("result", gettext_lazy("Hasil"), value=nights.result_of),
        Column("begun_at", gettext_lazy("Mulai"), kind="time"),
        Column("finished_at", gettext_lazy("Selesai"), kind="time", value=nights.finished_at),
        Column("by", gettext_lazy("Oleh"), value=lambda turn: str(turn.by or _("Sistem"))),
    ],
    filters=[
        Filter("pekerjaan", gettext_lazy("Pekerjaan"), lambda rows, name: rows.filter(act=name), choices=_acts),
    ],
    order=["-on", "-pk"],
    file_name="pekerjaan-malam",
    empty=gettext_lazy("Belum ada pekerjaan malam."),
    empty_help=gettext_lazy("Pekerjaan malam berjalan untuk seluruh Indonesia; petugas nasional melihat hasilnya."),
)


@require_GET
@may("core.view_audit")
def turns(request: Request) -> HttpResponse:
    """The night's table and its history."""
    viewer = request.user
    found = NightlyTurn.objects.visible_to(viewer).select_related("job", "by")
    table = TURNS.page(request, found)
    may_run = viewer.may(nightly.RUN) and not viewer.region_code
    plan = [(one, nights.badge_of(one.turn)) for one in nights.plan(viewer=viewer)]
    return table.export or render(request, "staff/nights.html", {"table": table, "plan": plan, "may_run": may_run})


@require_POST
@may("core.run_night")
def run(request: Request) -> HttpResponse:
    """Leave to the worker, now, what today's turns have not done."""
    today = timezone.localdate()
    return done(
        request,
        nightly.begin,
        names=nights.left_of(on=today),
        on=today,
        today=today,
        by=request.user,
        back="staff:nights",
        said=_("Pekerjaan yang tersisa dimulai; muat ulang halaman ini untuk melihat hasilnya."),
    )
