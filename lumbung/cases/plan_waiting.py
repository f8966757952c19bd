"""What waits in plans, sessions and hand-overs for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.cases import queries
from lumbung.core import formats, waiting
from lumbung.core.waiting import Task

SHOWN = 10


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Plans to approve, sessions without a word on who came, cases that came or went, money to pay, supervision."""
    if viewer.may("cases.approve_plan"):
        for one in queries.plans_to_approve(viewer=viewer)[:SHOWN]:
            url = f"{reverse('cases:plan', args=[one.case_id])}?versi={one.version}"
            yield Task(_("Putuskan sebuah rencana intervensi"), url, context=str(one.case), when="week", menu="cases")
    if viewer.may("cases.plan") and (over := queries.to_note(viewer=viewer, at=timezone.now())).first:
        title = _("Catat kehadiran %(count)s pertemuan") % {"count": formats.count(over.count)}
        day = timezone.localtime(over.first).date()
        yield Task(title, f"{reverse('cases:week')}?hari={day}", when="today", menu="cases", count=over.count)
    if viewer.may("cases.pay_aids") and (waits := queries.money_waiting(viewer=viewer)):
        title = _("Bayarkan %(count)s bantuan menurut rencana kasus")
        told = title % {"count": formats.count(sum(one["count"] for one in waits))}
        yield Task(told, reverse("cases:pay_aids"), when="week", menu="cases", count=len(waits))
    if viewer.may("cases.work"):
        yield from _supervised(viewer, today)
    if viewer.may("cases.view"):
        for move in queries.moves_to_read(viewer=viewer)[:SHOWN]:
            mine = move.taker_id == viewer.pk
            words = _("Anda menerima %(count)s kasus") if mine else _("%(count)s kasus Anda dialihkan")
            told = words % {"count": formats.count(move.known if mine else move.cases)}
            yield Task(told, reverse("cases:move", args=[move.pk]), context=move.reason, when="today", menu="cases")


def _supervised(viewer: Any, today: date) -> Iterator[Task]:
    """Supervisions that the worker has not read, agreed points whose day has come."""
    url = reverse("cases:worker", args=[viewer.pk])
    for one in queries.supervisions_to_see(viewer=viewer)[:SHOWN]:
        yield Task(_("Baca catatan supervisi"), url, context=str(one.supervisor), when="week", menu="cases")
    for point in queries.points_due(viewer=viewer, until=today).filter(who=viewer.pk)[:SHOWN]:
        page = reverse("cases:worker", args=[point.supervision.worker_id])
        yield Task(_("Selesaikan kesepakatan supervisi"), page, context=point.what, deadline=point.until, when="week",
                   menu="cases")  # fmt: skip


waiting.register(tasks)
