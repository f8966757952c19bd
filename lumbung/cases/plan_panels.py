"""What the page of a case shows of its plan: what is in force, how far its goals are, the next session."""

from typing import Any

from django.utils.translation import gettext as _

from lumbung.cases import plan_words, queries
from lumbung.cases.models import Attendance, Plan
from lumbung.core import panels


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


panels.register("case", "plan", 30, on_case)
