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


def opening_tasks(viewer: Any, today: date) -> Iterator[Task]:
    """One task for each opening list that another person made, and one for the cards that wait for their holders."""
    if viewer.may("payments.approve_opening"):
        for listed in queries.waiting_drafts(viewer=viewer):
            yield Task(
                title=_("Setujui daftar pembukaan rekening %(list)s") % {"list": listed},
                url=reverse("payments:opening", args=[listed.pk]),
                context=_("%(count)s keluarga") % {"count": formats.count(listed.lines)},
                when="week",
                menu="cards",
            )
    if viewer.may("payments.hand_over_card") and (
        count := queries.cards_to_hand(viewer=viewer, region_code="").count()
    ):
        context = _("%(count)s kartu sudah dicetak") % {"count": formats.count(count)}
        yield Task(_("Serahkan kartu KKS"), reverse("payments:hand_overs"), context, when="week", menu="cards")


def _about(cycle: Cycle) -> str:
    if not cycle.lines:
        return cycle.get_status_display()
    values = {"count": formats.count(cycle.lines), "amount": formats.rupiah(cycle.total)}
    return _("%(count)s keluarga, %(amount)s") % values


waiting.register(tasks)
waiting.register(opening_tasks)
