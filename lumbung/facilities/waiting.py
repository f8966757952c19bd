"""What waits in houses for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import waiting
from lumbung.core.waiting import Task
from lumbung.facilities import queries
from lumbung.facilities.models import Extension

SHOWN = 10


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Emergency openings to judge, who waits for a bed, limits near or over, extensions and bookings to decide."""
    if not viewer.may("facilities.view"):
        return
    for one in queries.openings_to_judge(viewer=viewer)[:SHOWN]:
        title = _("%(who)s membuka data tinggal yang dirahasiakan") % {"who": one.user}
        url = reverse("facilities:stay", args=[one.stay_id])
        yield Task(title, url, context=one.reason, deadline=today, when="today", menu="stays")
    if viewer.may("facilities.admit"):
        yield from _at_the_door(viewer, today)
    if viewer.may("facilities.decide_stay"):
        asked = queries.extensions(viewer=viewer).filter(status=Extension.Status.ASKED).exclude(asked_by=viewer.pk)
        if count := waiting.counted(asked):
            title = _("Putuskan %(count)s perpanjangan tinggal") % {"count": waiting.told(count)}
            yield Task(title, reverse("facilities:stays"), when="week", menu="stays", count=count)
    if viewer.may("facilities.approve_booking") and (count := waiting.counted(queries.undecided(viewer=viewer))):
        title = _("Putuskan %(count)s pemesanan ruang") % {"count": waiting.told(count)}
        url = f"{reverse('facilities:bookings')}?keadaan=asked"
        yield Task(title, url, when="week", menu="bookings", count=count)


def _at_the_door(viewer: Any, today: date) -> Iterator[Task]:
    if count := waiting.counted(queries.waiting(viewer=viewer)):
        title = _("%(count)s orang menunggu tempat tidur") % {"count": waiting.told(count)}
        yield Task(title, reverse("facilities:facilities"), when="today", menu="houses", count=count)
    due = queries.due_soon(viewer=viewer, on=today)
    if count := waiting.counted(due):
        first = due.order_by().aggregate(first=Min("due_on"))["first"]
        title = _("%(count)s penghuni mendekati batas tinggal") % {"count": waiting.told(count)}
        url = reverse("facilities:stays")
        yield Task(title, url, deadline=first, when="today", menu="stays", count=count)


waiting.register(tasks)
