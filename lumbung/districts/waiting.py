"""What waits in the district for this very person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import waiting
from lumbung.core.waiting import Task
from lumbung.districts import queries


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """Calls of today, visits, decisions and objections, years that end."""
    if not viewer.may("districts.view"):
        return
    if viewer.may("districts.call"):
        yield from _to_reach(viewer, today)
    if viewer.may("districts.decide"):
        decisions = queries.decisions(viewer=viewer).filter(status="assessed").exclude(assessed_by=viewer.pk)
        objections = queries.to_answer(viewer=viewer).exclude(decided_by=viewer.pk)
        for found, title in (
            (decisions, _("Putuskan layanan tahunan %(count)s orang")),
            (objections, _("Jawab %(count)s keberatan atas layanan")),
        ):
            if count := waiting.counted(found):
                url = reverse("districts:decisions")
                yield Task(title % {"count": waiting.told(count)}, url, when="week", menu="district_care", count=count)
    if viewer.may("districts.assess") and (count := waiting.counted(queries.due_for_renewal(viewer=viewer, on=today))):
        title = _("Nilai ulang layanan %(count)s orang") % {"count": waiting.told(count)}
        yield Task(title, reverse("districts:decisions"), when="week", menu="district_care", count=count)


def _to_reach(viewer: Any, today: date) -> Iterator[Task]:
    if count := waiting.counted(queries.calls_today(viewer=viewer, on=today)):
        title = _("Telepon %(count)s orang hari ini") % {"count": waiting.told(count)}
        yield Task(title, reverse("districts:calls"), when="today", menu="district_calls", count=count)
    visits = queries.visits_to_make(viewer=viewer)
    if count := waiting.counted(visits):
        first = visits.order_by("due_on", "pk").values_list("due_on", flat=True)[0]
        when = "today" if first <= today else "week"
        title = _("Kunjungi %(count)s rumah") % {"count": waiting.told(count)}
        yield Task(title, reverse("districts:visits"), deadline=first, when=when, menu="district_visits", count=count)


waiting.register(tasks)
