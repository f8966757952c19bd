"""What waits in cases for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.cases import queries
from lumbung.core import formats, waiting
from lumbung.core.waiting import Task

SHOWN = 20


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Urgent tasks, emergency openings, steps whose day has come, cases without a worker.

    An urgent task waits for whoever owns it; once its hour is over, for the supervisor of the case as well.
    """
    if not viewer.may("cases.work"):
        return
    over = Q(case__supervisor_id=viewer.pk, due_at__lt=timezone.now())
    for one in queries.urgent_tasks(viewer=viewer).filter(Q(owner_id=viewer.pk) | over)[:SHOWN]:
        url = reverse("cases:case", args=[one.case_id])
        day = timezone.localdate(one.due_at)
        who = f" · {one.owner}" if one.owner and one.owner_id != viewer.pk else ""
        yield Task(one.title, url, context=f"{one.case}{who}", deadline=day, when="today", menu="cases")
    own = Q(case__worker_id=viewer.pk) | Q(case__supervisor_id=viewer.pk)
    for glass in queries.openings(viewer=viewer).filter(own).exclude(user_id=viewer.pk)[:SHOWN]:
        title = _("%(who)s membuka kasus rahasia Anda") % {"who": glass.user}
        url = reverse("cases:case", args=[glass.case_id])
        yield Task(title, url, context=glass.reason, deadline=today, when="today", menu="cases")
    for step in queries.steps_due(viewer=viewer, on=today)[:SHOWN]:
        title = _("Selesaikan langkah: %(step)s") % {"step": step.get_kind_display()}
        url = reverse("cases:case", args=[step.case_id])
        yield Task(title, url, context=str(step.case), deadline=step.due_on, when="week", menu="cases")
    if viewer.may("cases.supervise"):
        alone = queries.cases(viewer=viewer).filter(worker=None, supervisor_id=viewer.pk, closed_on=None)
        if count := alone.count():
            title = _("Tunjuk pekerja sosial untuk %(count)s kasus") % {"count": formats.count(count)}
            yield Task(title, reverse("cases:cases"), when="today", menu="cases", count=count)


waiting.register(tasks)
