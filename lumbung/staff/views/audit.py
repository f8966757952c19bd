"""The audit trail: what happened lately in one's region, and everything about one record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from lumbung.core import formats
from lumbung.core.models import AuditEvent
from lumbung.core.tables import Column, Filter, Table
from lumbung.core.views import Request, may
from lumbung.staff import trail

ACTIONS = [
    ("insert", gettext_lazy("Dicatat")),
    ("update", gettext_lazy("Diubah")),
    ("delete", gettext_lazy("Dihapus")),
]
WAYS = {
    "web": gettext_lazy("layar"),
    "api": gettext_lazy("API"),
    "command": gettext_lazy("perintah"),
    "job": gettext_lazy("pekerjaan latar"),
    "sql": gettext_lazy("langsung ke basis data"),
}


def _tables() -> list[tuple[str, str]]:
    return sorted((table, str(model._meta.verbose_name)) for table, model in trail.models_by_table().items())


EVENTS = Table(
    caption=gettext_lazy("Peristiwa"),
    columns=[
        Column("at", gettext_lazy("Waktu"), kind="time"),
        Column(
            "record_id",
            pgettext_lazy("audit", "Catatan"),
            link=lambda event: reverse("staff:record_history", args=[event.table_name, event.names]),
            value=lambda event: trail.record_words(event.table_name, event.names),
            small=lambda event: _("dan %(n)s lainnya") % {"n": formats.count(event.others)} if event.others else "",
        ),
        Column("action", gettext_lazy("Kejadian"), value=lambda event: dict(ACTIONS).get(event.action, event.action)),
        Column("actor_name", gettext_lazy("Pelaku"), small=lambda event: WAYS.get(event.via, event.via)),
        Column("region_code", gettext_lazy("Wilayah")),
    ],
    filters=[
        Filter("tabel", gettext_lazy("Tabel"), lambda rows, name: rows.filter(table_name=name), choices=_tables),
        Filter("kejadian", gettext_lazy("Kejadian"), lambda rows, name: rows.filter(action=name), choices=ACTIONS),
        Filter("pelaku", gettext_lazy("Pelaku"), lambda rows, text: rows.filter(actor_name__icontains=text)),
    ],
    order=["-pk"],
    file_name="jejak-audit",
    empty=gettext_lazy("Belum ada peristiwa di wilayah Anda."),
)


@require_GET
@may("core.view_audit")
def events(request: Request) -> HttpResponse:
    """The newest events of records in the viewer's region."""
    table = EVENTS.page(request, AuditEvent.objects.visible_to(request.user).counted())
    return table.export or render(request, "staff/events.html", {"table": table})


@require_GET
@may("core.view_audit")
def record(request: Request, table: str, record_id: str) -> HttpResponse:
    """Everything that happened to one record: old value, new value, who, why, from where."""
    found = trail.happenings_of(viewer=request.user, table=table, record_id=record_id)
    words = dict(ACTIONS)
    told = [
        {"event": one, "title": words.get(one.action, one.action), "way": WAYS.get(one.via, one.via)} for one in found
    ]
    title = _("Jejak %(record)s") % {"record": trail.record_words(table, record_id)}
    return render(request, "staff/record_history.html", {"title": title, "told": told})
