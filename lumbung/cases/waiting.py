"""What waits in cases for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from lumbung.cases import queries
from lumbung.core import waiting
from lumbung.core.waiting import Task

SHOWN = 20


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Urgent tasks of one's own cases first."""
    if not viewer.may("cases.work"):
        return
    for one in queries.urgent_tasks(viewer=viewer).filter(owner_id=viewer.pk)[:SHOWN]:
        url = reverse("cases:case", args=[one.case_id])
        yield Task(one.title, url, context=str(one.case), deadline=one.due_at.date(), when="today", menu="cases")


waiting.register(tasks)
