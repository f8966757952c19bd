"""What waits at the desk, at an institution, and for whoever asked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import waiting
from lumbung.core.waiting import Task
from lumbung.referrals import queries, words
from lumbung.referrals.models import Escalation, Referral

LATEST = 5


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Needs and late answers for the desk, referrals for the institution, answers for whoever asked."""
    if viewer.may("referrals.view"):
        yield from _came_back(viewer)
    if viewer.may("referrals.refer"):
        yield from _at_the_desk(viewer, today)
    if viewer.may("referrals.answer"):
        yield from _to_answer(viewer)


def _came_back(viewer: Any) -> Iterator[Task]:
    for one in queries.results_for(viewer=viewer)[:LATEST]:
        told = {"who": words.listed(one.need), "place": one.institution.name}
        title = _("Jawaban rujukan %(who)s dari %(place)s") % told
        url = reverse("referrals:referral", args=[one.pk])
        yield Task(title, url, str(one.get_status_display()), when="today", menu="referrals")


def _at_the_desk(viewer: Any, today: date) -> Iterator[Task]:
    mine = queries.waiting_at(viewer=viewer, level=queries.desk_of(user=viewer))
    if count := waiting.counted(mine):
        title = _("%(count)s kebutuhan menunggu di meja rujukan") % {"count": waiting.told(count)}
        due = mine.values_list("due_on", flat=True)[0]
        yield Task(title, reverse("referrals:desk"), deadline=due, when="today", menu="referrals", count=count)
    if count := waiting.counted(queries.overdue(viewer=viewer, on=today)):
        title = _("%(count)s rujukan belum dijawab sampai batasnya") % {"count": waiting.told(count)}
        yield Task(title, f"{reverse('referrals:desk')}#terlambat", when="today", menu="referrals", count=count)
    asked = queries.escalations(viewer=viewer).filter(status=Escalation.Status.PROPOSED)
    if count := waiting.counted(asked.filter(from_level=queries.desk_of(user=viewer))):
        title = _("Putuskan %(count)s usulan eskalasi") % {"count": waiting.told(count)}
        yield Task(title, reverse("referrals:escalations"), when="week", menu="escalations", count=count)


def _to_answer(viewer: Any) -> Iterator[Task]:
    waits = queries.received(viewer=viewer).filter(status=Referral.Status.SENT)
    if count := waiting.counted(waits):
        title = _("Jawab %(count)s rujukan") % {"count": waiting.told(count)}
        due = waits.values_list("due_on", flat=True)[0]
        yield Task(title, reverse("referrals:received"), deadline=due, when="today", menu="received", count=count)


waiting.register(tasks)
