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
    yield from _samples(viewer)
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


def _samples(viewer: Any) -> Iterator[Task]:
    """Recipients to be asked, and what they said otherwise than the ledger."""
    if viewer.may("payments.answer_sample") and (count := queries.to_ask(viewer=viewer).count()):
        title = _("Tanyai %(count)s penerima uji petik") % {"count": formats.count(count)}
        yield Task(title, reverse("payments:sample_tasks"), when="week", menu="samples", count=count)
    if viewer.may("payments.settle_sample"):
        found = queries.sample_findings(viewer=viewer).filter(status="open").exclude(noted_by=viewer.pk)
        if count := found.count():
            title = _("Periksa %(count)s temuan uji petik") % {"count": formats.count(count)}
            yield Task(title, reverse("payments:samples"), when="today", menu="samples", count=count)


def acts(viewer: Any, today: date) -> Iterator[Task]:
    """One task for each act, and each budget, that this very person's signature is wanted under."""
    if not viewer.may("payments.sign_act"):
        return
    for fund in queries.unconfirmed(viewer=viewer):
        yield Task(
            title=_("Sahkan dana %(fund)s") % {"fund": fund},
            url=reverse("payments:fund", args=[fund.pk]),
            context=formats.rupiah(fund.budget),
            when="today",
            menu="funds",
        )
    for act in queries.unsigned_acts(viewer=viewer):
        if queries.may_sign(viewer=viewer, act=act):
            yield Task(
                title=_("Tanda tangani: %(act)s") % {"act": act.get_kind_display()},
                url=reverse("payments:act", args=[act.pk]),
                context=formats.rupiah(act.amount),
                when="today",
                menu="acts",
            )


def _about(cycle: Cycle) -> str:
    if not cycle.lines:
        return cycle.get_status_display()
    values = {"count": formats.count(cycle.lines), "amount": formats.rupiah(cycle.total)}
    return _("%(count)s keluarga, %(amount)s") % values


waiting.register(tasks)
waiting.register(opening_tasks)
waiting.register(acts)
