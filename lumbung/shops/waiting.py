"""What waits in shops for this very person: shops to look at, settlements to approve, signals to ask about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import formats, waiting
from lumbung.core.waiting import Task
from lumbung.shops import queries
from lumbung.shops.models import Shop, Signal


def tasks(viewer: Any, today: date) -> Iterator[Task]:
    """One task a kind; nothing that the viewer began themselves."""
    own = viewer.pk or 0
    if viewer.may("shops.check"):
        asked = Shop.objects.visible_to(viewer).filter(status=Shop.Status.REQUESTED).exclude(requested_by_id=own)
        yield from _task(asked.count(), _("Periksa %(count)s toko"), "shops:shops", "shops", "?keadaan=requested")
    if viewer.may("shops.approve_settlement"):
        number = queries.waiting(viewer=viewer).count()
        words = _("Setujui %(count)s pelunasan toko")
        yield from _task(number, words, "shops:settlements", "settlements", "?keadaan=prepared", when="today")
    seen = Signal.objects.visible_to(viewer)
    if viewer.may("shops.explain_signal"):
        number = seen.filter(status=Signal.Status.OPEN).count()
        yield from _task(
            number, _("Tanyakan %(count)s tanda penyalahgunaan"), "shops:signals", "signals", "?keadaan=open"
        )
    if viewer.may("shops.decide_signal"):
        number = seen.filter(status=Signal.Status.EXPLAINED).exclude(explained_by_id=own).count()
        words = _("Putuskan %(count)s tanda penyalahgunaan")
        yield from _task(number, words, "shops:signals", "signals", "?keadaan=explained")


def _task(count: int, words: str, page: str, menu: str, query: str, *, when: str = "week") -> Iterator[Task]:
    if count:
        title = words % {"count": formats.count(count)}
        yield Task(title, reverse(page) + query, context=_("Toko"), when=when, menu=menu, count=count)


waiting.register(tasks)
