"""What pages show of a plan: what is in force, how far its goals are, the next session, what was given."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lumbung.cases import plan_words, queries
from lumbung.cases.models import Attendance, Plan
from lumbung.core import formats, panels

LATEST = 30


def on_case(viewer: Any, case: Any) -> panels.Panel | None:
    """The plan in a few lines, and the way to it."""
    if not viewer.may("cases.view"):
        return None
    versions = queries.plans_of(viewer=viewer, case_id=case.pk)
    in_force = next((one for one in versions if one.status == Plan.Status.APPROVED), None)
    making = next((one for one in versions if one.status in Plan.IN_THE_MAKING), None)
    shown = in_force or making
    expected = queries.attendances_of_case(viewer=viewer, case_id=case.pk).filter(state=Attendance.State.EXPECTED)
    goals = queries.goals_of(viewer=viewer, plan_id=shown.pk) if shown else []
    context = {
        "case": case,
        "plan": shown,
        "badge": plan_words.PLAN_BADGES[shown.status] if shown else "",
        "goals": [(one, next(iter(one.progress.all()), None)) for one in goals],
        "next": expected.order_by("starts_at").first(),
        "attended": queries.attended(viewer=viewer, case_id=case.pk),
    }
    return panels.Panel(title=_("Rencana dan pertemuan"), template="cases/plan_panel.html", context=context)


def entries_of_case(viewer: Any, case: Any) -> Iterator[panels.Entry]:
    """Plans that were approved, sessions that somebody came to or missed, what was given."""
    if not viewer.may("cases.view"):
        return
    given = {"viewer": viewer, "case_id": case.pk}
    url = reverse("cases:plan", args=[case.pk])
    for plan in queries.plans_of(**given):
        if plan.approved_on:
            title = _("Rencana versi %(version)s disetujui") % {"version": plan.version}
            yield panels.Entry(plan.approved_on, _("Rencana"), title, plan.wish, kind="ok", url=url)
    for one in queries.attendances_of_case(**given).filter(state__in=Attendance.NOTED)[:LATEST]:
        kind = "ok" if one.state == Attendance.State.CAME else "no"
        title = f"{one.session.title}: {one.get_state_display()}"
        day = timezone.localdate(one.starts_at)
        yield panels.Entry(day, pgettext("session", "Pertemuan"), title, one.note, kind=kind, url=url)  # type: ignore[arg-type]
    for aid in queries.aids_of(case_id=case.pk):
        title = f"{aid.what}, {formats.rupiah(aid.rupiah)}"
        yield panels.Entry(aid.on, _("Yang diberikan"), title, str(aid.get_status_display()), kind="ok", url=url)


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """The same on the person's own timeline, for the cases that the viewer may know of."""
    if viewer.may("cases.view"):
        for case in queries.on_person(viewer=viewer, person_id=person.pk):
            yield from entries_of_case(viewer, case)


panels.register("case", "plan", 30, on_case)
panels.register_timeline("case", entries_of_case)
panels.register_timeline("person", entries_of_person)
