"""What the page of a person shows of the district: care, watch, what they grow, where they learn."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.districts import queries, words


def on_person(viewer: Any, person: Any) -> panels.Panel | None:
    """What runs for the person, and what may be begun; nothing for those who may not look."""
    if not viewer.may("districts.view"):
        return None
    own = {"person": person.pk}
    rows = [
        *(_row(one, one, words.DECISIONS, "decision") for one in queries.decisions(viewer=viewer).filter(**own)[:2]),
        *(_row(one, one, words.ACTIVITIES, "activity") for one in queries.activities(viewer=viewer).filter(**own)[:3]),
        *(_row(one.cohort, one, words.PLACES, "cohort") for one in queries.places(viewer=viewer).filter(**own)[:3]),
    ]
    watched = queries.watches(viewer=viewer).filter(**own).first()
    begins = viewer.may("districts.call") and person.status == "active"
    if not (rows or watched or begins):
        return None
    told = {"rows": rows, "watch": watched, "person": person}
    may = {"begins": begins, "assesses": viewer.may("districts.assess")}
    return panels.Panel(title=_("Layanan wilayah"), template="districts/panel.html", context={**told, **may})


def _row(shown: Any, one: Any, badges: dict[str, str], view: str) -> tuple[Any, str, str, str]:
    return shown, badges[one.status], one.get_status_display(), reverse(f"districts:{view}", args=[shown.pk])


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """Decisions, visits and harvests."""
    if not viewer.may("districts.view"):
        return
    own, system = {"person": person.pk}, _("Layanan wilayah")
    for one in queries.decisions(viewer=viewer).filter(**own):
        kind = {"granted": "ok", "refused": "no"}.get(one.status, "plain")
        url = reverse("districts:decision", args=[one.pk])
        yield panels.Entry(one.decided_on or one.assessed_on, system, str(one), one.get_status_display(), kind, url)
    for visit in queries.visits(viewer=viewer).filter(**own, done_on__isnull=False):
        url = reverse("districts:visit", args=[visit.pk])
        title = _("Kunjungan: %(why)s") % {"why": visit.get_reason_display().lower()}
        yield panels.Entry(visit.done_on or visit.due_on, system, title, visit.get_result_display(), url=url)
    for activity in queries.activities(viewer=viewer).filter(**own):
        url = reverse("districts:activity", args=[activity.pk])
        for harvest in queries.harvests_of(viewer=viewer, activity_id=activity.pk):
            yield panels.Entry(harvest.on, system, _("Panen: %(what)s") % {"what": harvest.what}, kind="ok", url=url)


def on_need(viewer: Any, need: Any) -> panels.Panel | None:
    """The visit at which the need was found, to those who may know of it."""
    found = queries.visit_for(viewer=viewer, need_id=need.pk) if viewer.may("districts.view") else None
    if found is None:
        return None
    return panels.Panel(title=_("Asal kebutuhan"), template="districts/need_panel.html", context={"one": found})


panels.register("person", "districts", 55, on_person)
panels.register("need", "districts", 20, on_need)
panels.register_timeline("person", entries_of_person)
