"""What cannot wait: an urgent task is opened once for its cause and ends with a sentence."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.cases.actions.common import person_may, sentence
from lumbung.cases.models import Case, UrgentTask
from lumbung.cases.process import PARAMETERS
from lumbung.core.refusals import NotFound


@transaction.atomic
def open_urgent_task(*, case: Case, cause: str, title: str, by: Any, at: datetime) -> UrgentTask:
    """Somebody has to act today. The same cause again is the same task.

    `case` was read (and locked) by the caller; `cause` names what showed the danger, such as `assessment:12:self_harm`.
    """
    person_may(by=by, permission="cases.open")
    told = sentence(title, field="title")
    local = timezone.localtime(at)
    hours = PARAMETERS.on(local.date()).urgent_hours
    midnight = timezone.make_aware(datetime.combine(local.date(), time.max), local.tzinfo)
    made, _new = UrgentTask.objects.get_or_create(
        case=case,
        cause=cause,
        defaults={
            "title": told,
            "opened_at": at,
            "opened_by_id": by.pk,
            "due_at": max(at, min(at + timedelta(hours=hours), midnight)),
            "owner": case.worker or case.supervisor,
        },
    )
    return made


@transaction.atomic
def finish_urgent_task(*, task_id: int, said: str, by: Any, at: datetime) -> UrgentTask:
    """What was done. The same again changes nothing."""
    person_may(by=by, permission="cases.work")
    found = UrgentTask.objects.visible_to(by).select_for_update().filter(pk=task_id).first()
    if found is None:
        raise NotFound(task_id)
    told = sentence(said)
    if found.done_at is None:
        found.done_at, found.done_by, found.said = at, by, told
        found.save(update_fields=["done_at", "done_by", "said"])
    return found
