"""What waits in outreach for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import waiting
from lumbung.core.waiting import Task
from lumbung.outreach import queries
from lumbung.outreach.models import Outreach

SHOWN = 10


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """A cadre's visits; a worker's homes to see and persons without a cadre; entries for a second person."""
    if viewer.may("outreach.visit"):
        plan = queries.day(viewer=viewer, on=today)
        for visit in [*plan.late, *plan.visits][:SHOWN]:
            title = _("Kunjungi %(name)s") % {"name": visit.case.called}
            url = reverse("outreach:visit", args=[visit.pk])
            yield Task(title, url, deadline=visit.due_on, when="today", menu="my_visits")
    if viewer.may("outreach.lead"):
        yield from _to_lead(viewer)
    if viewer.may("outreach.decide"):
        asked = queries.entries_asked(viewer=viewer).exclude(asked_by=viewer.pk)
        if count := waiting.counted(asked):
            title = _("Putuskan %(count)s orang masuk sanggar kerja") % {"count": waiting.told(count)}
            yield Task(title, reverse("outreach:workshops"), when="week", menu="workshops", count=count)


def _to_lead(viewer: Any) -> Iterator[Task]:
    found = queries.persons(viewer=viewer).filter(status=Outreach.Status.FOUND)
    if count := waiting.counted(found):
        title = _("Kunjungi rumah %(count)s orang yang baru ditemukan") % {"count": waiting.told(count)}
        url = f"{reverse('outreach:persons')}?keadaan=found"
        yield Task(title, url, when="week", menu="outreach", count=count)
    if count := waiting.counted(queries.waiting_for_cadre(viewer=viewer)):
        title = _("Pilih kader untuk %(count)s orang") % {"count": waiting.told(count)}
        yield Task(title, reverse("outreach:matches"), when="week", menu="outreach", count=count)


waiting.register(tasks)
