"""What pages of persons and cases show of Dream Start and of reports, to those who may know."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.childhood import queries, rules, words
from lumbung.core import panels
from lumbung.registry import queries as registry

LATEST = 5


def on_person(viewer: Any, person: Any) -> panels.Panel | None:
    """Starts of the person; for somebody of that age, or unknown, the ways in. Of reports nothing stands here."""
    sees, reports = viewer.may("childhood.view"), viewer.may("childhood.report")
    today = timezone.localdate()
    found = queries.starts(viewer=viewer).filter(person=person)[:LATEST] if sees else []
    years = registry.age_on(born=person.birth_date, on=today)
    child = years is None or years <= rules.in_force(today).sibling_age_to
    active = person.status == "active"
    enters = active and viewer.may("childhood.work") and (child or person.pregnant)
    told = {
        "starts": [(one, words.STARTS[one.status]) for one in found],
        "enters": f"{reverse('childhood:enter')}?orang={person.pk}" if enters else "",
        "reports": f"{reverse('childhood:new_report')}?orang={person.pk}" if reports and child and active else "",
    }
    return panels.Panel(_("Anak dan Dream Start"), "childhood/person_panel.html", told) if any(told.values()) else None


def on_case(viewer: Any, case: Any) -> panels.Panel | None:
    """The start or the reports that lie on a case."""
    start = queries.on_case(viewer=viewer, case_id=case.pk) if viewer.may("childhood.view") else None
    now = timezone.now()
    found = queries.reports(viewer=viewer).filter(case=case) if viewer.may("childhood.protect") else []
    told: dict[str, Any] = {"start": start, "reports": [(one, *words.clock(one, now)) for one in found]}
    if start:
        told |= {"badge": words.STARTS[start.status], "risk": words.RISKS[start.risk]}
    if not any(told.values()):
        return None
    return panels.Panel(_("Anak dan Dream Start"), "childhood/panel.html", told)


def entries_of_case(viewer: Any, case: Any) -> Iterator[panels.Entry]:
    """Entering, contacts, reviews and reports, for those who may read the case."""
    start = queries.on_case(viewer=viewer, case_id=case.pk) if viewer.may("childhood.view") else None
    if start:
        yield from _entries(viewer, start)
    if not viewer.may("childhood.protect"):
        return
    for report in queries.reports(viewer=viewer).filter(case=case):
        url = reverse("childhood:report", args=[report.pk])
        for act in queries.acts_of(viewer=viewer, report=report):
            day = timezone.localdate(act.at)
            yield panels.Entry(day, _("Perlindungan anak"), act.what, f"{act.who}. {act.said}", kind="do", url=url)


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """Dream Start on the person's own timeline; of reports nothing stands here."""
    if viewer.may("childhood.view"):
        for start in queries.starts(viewer=viewer).filter(person=person)[:LATEST]:
            yield from _entries(viewer, start)


def _entries(viewer: Any, start: Any) -> Iterator[panels.Entry]:
    url, room = reverse("childhood:start", args=[start.pk]), "Dream Start"
    yield panels.Entry(start.entered_on, room, _("Masuk Dream Start"), url=url)
    if start.ended_on:
        yield panels.Entry(start.ended_on, room, _("Layanan berakhir"), start.said, kind="ok", url=url)
    for contact in queries.contacts_of(viewer=viewer, start_id=start.pk).exclude(on=None):
        yield panels.Entry(contact.on, room, str(contact.get_found_display()), contact.said, url=url)  # type: ignore[arg-type]
    for review in queries.reviews_of(viewer=viewer, start_id=start.pk).exclude(signed_on=None):
        title = _("Tinjauan triwulan %(quarter)s") % {"quarter": review.quarter}
        yield panels.Entry(review.signed_on, room, title, review.goals, kind="ok", url=url)  # type: ignore[arg-type]


panels.register("person", "childhood", 36, on_person)
panels.register("case", "childhood", 15, on_case)
panels.register_timeline("case", entries_of_case)
panels.register_timeline("person", entries_of_person)
