"""What waits in payments: cycles that need this very person's act."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import formats, waiting
from lumbung.core.waiting import Task
from lumbung.payments import queries
from lumbung.payments.models import Cycle


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """One task for each cycle that waits for the viewer; money waits for nobody, so all are for today."""
    if not viewer.may("payments.view"):
        return
    sentences = {
        "submit": _("Ajukan siklus %(cycle)s"),
        "approve": _("Setujui siklus %(cycle)s"),
        "authorise": _("Otorisasi pembayaran %(cycle)s"),
        "release": _("Lepas uang siklus %(cycle)s"),
        "files": _("Buat berkas bank untuk %(cycle)s"),
        "answers": _("Unggah laporan bank untuk %(cycle)s"),
        "reconcile": _("Cocokkan dan tutup siklus %(cycle)s"),
    }
    for cycle, act in queries.waiting_cycles(viewer=viewer):
        yield Task(
            title=sentences[act] % {"cycle": cycle},
            url=reverse("payments:cycle", args=[cycle.pk]),
            context=_about(cycle),
            when="today" if act in ("approve", "authorise", "release") else "week",
            menu="cycles",
        )


def _about(cycle: Cycle) -> str:
    if not cycle.lines:
        return cycle.get_status_display()
    values = {"count": formats.count(cycle.lines), "amount": formats.rupiah(cycle.total)}
    return _("%(count)s keluarga, %(amount)s") % values


waiting.register(tasks)
