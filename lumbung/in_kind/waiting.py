"""What waits in goods for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import formats, waiting
from lumbung.core.waiting import Task
from lumbung.in_kind import queries
from lumbung.in_kind.models import Correction, Request
from lumbung.in_kind.queries.requests import TURNS

Status = Request.Status


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """One task for each step, the visits that are due, and corrections of the stock."""
    if not viewer.may("in_kind.view"):
        return
    sentences = {
        Status.ASKED: _("Ases %(count)s permintaan barang"),
        Status.ASSESSED: _("Putuskan %(count)s permintaan barang"),
        Status.ALLOTTED: _("Pasang %(count)s barang yang sudah disisihkan"),
        Status.FITTED: _("Serahkan %(count)s barang"),
    }
    for status, permission in TURNS.items():
        if viewer.may(permission) and (count := queries.waiting_for(viewer=viewer, status=status).count()):
            title = sentences[status] % {"count": formats.count(count)}
            url = f"{reverse('in_kind:requests')}?langkah={status}"
            yield Task(title, url, context=str(status.label), when="week", menu="goods", count=count)
    if viewer.may("in_kind.hand_over"):
        yield from _visits(viewer, today)
    if viewer.may("in_kind.correct"):
        asked = queries.corrections(viewer=viewer).filter(status=Correction.Status.ASKED).exclude(asked_by=viewer.pk)
        if count := asked.count():
            title = _("Putuskan %(count)s koreksi stok") % {"count": formats.count(count)}
            yield Task(title, reverse("in_kind:stock"), when="week", menu="stock", count=count)


def _visits(viewer: Any, today: date) -> Iterator[Task]:
    due = queries.visits_due(viewer=viewer, on=today)
    if count := due.count():
        first = due.order_by().aggregate(first=Min("due_on"))["first"]
        title = _("Kunjungi %(count)s penerima barang") % {"count": formats.count(count)}
        url = f"{reverse('in_kind:requests')}?langkah={Status.HANDED}"
        yield Task(title, url, deadline=first, when="today", menu="goods", count=count)


waiting.register(tasks)
