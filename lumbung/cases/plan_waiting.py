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
    """Plans to approve, sessions of which nobody said who came, cases that came or went."""
    if viewer.may("cases.approve_plan"):
        for one in queries.plans_to_approve(viewer=viewer)[:SHOWN]:
            url = f"{reverse('cases:plan', args=[one.case_id])}?versi={one.version}"
            yield Task(_("Putuskan sebuah rencana intervensi"), url, context=str(one.case), when="week", menu="cases")
    if viewer.may("cases.plan") and (over := queries.to_note(viewer=viewer, at=timezone.now())).first:
        title = _("Catat kehadiran %(count)s pertemuan") % {"count": formats.count(over.count)}
        day = timezone.localtime(over.first).date()
        yield Task(title, f"{reverse('cases:week')}?hari={day}", when="today", menu="cases", count=over.count)
    if viewer.may("cases.view"):
        for move in queries.moves_to_read(viewer=viewer)[:SHOWN]:
            mine = move.taker_id == viewer.pk
            words = _("Anda menerima %(count)s kasus") if mine else _("%(count)s kasus Anda dialihkan")
            told = words % {"count": formats.count(move.cases)}
            yield Task(told, reverse("cases:move", args=[move.pk]), context=move.reason, when="today", menu="cases")


waiting.register(tasks)
