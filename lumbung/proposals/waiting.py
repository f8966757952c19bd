"""What waits in proposals for this very person: at their step, never of their own family."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import formats, waiting
from lumbung.core.waiting import Task
from lumbung.proposals import flow, queries
from lumbung.proposals.models.way import LAPSES_FROM, Status

PLACES = {
    Status.DELIBERATING: "proposals:meetings",
    Status.SIGNING: "proposals:dockets",
    Status.DECIDING: "proposals:dockets",
}


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """One task for each step, and one for each docket; the nearest deadline says how pressing it is."""
    if not viewer.may("proposals.view"):
        return
    steps = flow.steps_of(viewer=viewer)
    if not steps:
        return
    counted = queries.waiting_for(viewer=viewer, steps=steps).order_by().values("status")
    for row in counted.annotate(count=Count("pk"), first=Min("due_on")):
        yield _task(Status(row["status"]), row["count"], row["first"], today)


def _task(step: Status, count: int, first: date, today: date) -> Task:
    sentences = {
        Status.REPORTED: _("Periksa %(count)s usulan dari warga dan RT"),
        Status.DELIBERATING: _("Bawa %(count)s usulan ke musyawarah atau SPTJM"),
        Status.VERIFYING: _("Verifikasi %(count)s usulan desa"),
        Status.ENDORSING: _("Sahkan %(count)s usulan"),
        Status.SIGNING: _("Tanda tangani %(count)s usulan dalam berita acara"),
        Status.DECIDING: _("Putuskan %(count)s usulan daerah"),
        Status.FIELD_CHECK: _("Cek lapangan %(count)s usulan"),
        Status.RERANKING: _("Peringkat ulang %(count)s keluarga"),
    }
    lapses = step in LAPSES_FROM
    address = reverse(PLACES.get(step, "proposals:proposals"))
    return Task(
        title=sentences[step] % {"count": formats.count(count)},
        url=address if step in PLACES else f"{address}?langkah={step}",
        context=_("Yang tidak diverifikasi sampai tenggatnya gugur") if lapses else str(step.label),
        deadline=first if lapses else None,
        when="today" if lapses and (first - today).days <= 1 else "week",
        menu="proposals",
        count=count,
    )


waiting.register(tasks)
