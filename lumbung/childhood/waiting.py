"""What waits in Dream Start and in reports for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.childhood import queries, words
from lumbung.childhood.models import AbuseReport, QuarterReview
from lumbung.core import waiting
from lumbung.core.waiting import Task

SHOWN = 20


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Reports without a decision, first of all; other children to look at; contacts, conferences and reviews."""
    if viewer.may("childhood.protect"):
        yield from _reports(viewer, today)
    if viewer.may("childhood.work"):
        yield from _starts(viewer, today)
    if viewer.may("childhood.sign"):
        written = queries.reviews_due(viewer=viewer, on=today).filter(status=QuarterReview.Status.WRITTEN)
        if count := waiting.counted(written.exclude(written_by=viewer.pk)):
            title = _("Tanda tangani %(count)s tinjauan triwulan") % {"count": waiting.told(count)}
            yield Task(title, reverse("childhood:starts"), when="week", menu="dreamstart", count=count)


def _reports(viewer: Any, today: date) -> Iterator[Task]:
    """Worker and supervisor of the case see the clock; once the hour is over it says so to both."""
    now = timezone.now()
    mine = Q(case__worker_id=viewer.pk) | Q(case__supervisor_id=viewer.pk)
    for one in queries.reports(viewer=viewer).filter(mine, status=AbuseReport.Status.OPEN)[:SHOWN]:
        mark, left = words.clock(one, now)
        title = (
            _("Terlambat: putuskan keselamatan seorang anak")
            if mark == "late"
            else _("Putuskan keselamatan seorang anak")
        )
        url = reverse("childhood:report", args=[one.pk])
        yield Task(title, url, context=f"{one}, {left}", deadline=today, when="today", menu="reports")
    looks = queries.looks_due(viewer=viewer).filter(mine)
    if count := waiting.counted(looks):
        title = _("Lihat keadaan %(count)s anak lain serumah") % {"count": waiting.told(count)}
        url = reverse("childhood:report", args=[looks[0].report_id])
        yield Task(title, url, deadline=timezone.localdate(looks[0].due_at), when="today", menu="reports", count=count)


def _starts(viewer: Any, today: date) -> Iterator[Task]:
    """What the worker of the case has to do."""
    url = reverse("childhood:starts")
    own: dict[str, Any] = {"case__worker_id": viewer.pk}
    for title, found in (
        (_("Hubungi %(count)s anak atau ibu Dream Start"), queries.contacts_due(viewer=viewer, on=today)),
        (_("Bawa %(count)s anak atau ibu ke pembahasan kasus"), queries.conferences_due(viewer=viewer, on=today)),
        (
            _("Tulis %(count)s tinjauan triwulan"),
            queries.reviews_due(viewer=viewer, on=today).filter(status=QuarterReview.Status.DUE),
        ),
    ):
        if count := waiting.counted(found.filter(**own)):
            told = title % {"count": waiting.told(count)}
            yield Task(told, url, when="week", menu="dreamstart", count=count)


waiting.register(tasks)
