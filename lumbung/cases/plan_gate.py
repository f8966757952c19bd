"""What is looked at before the step of planning is done: there is a plan that another person approved."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.stepping import FINISHING
from lumbung.cases.models import Case, Plan
from lumbung.core import gates
from lumbung.core.refusals import Refusal


class NoApprovedPlan(Refusal):
    """Services follow a plan."""

    message = _("Belum ada rencana yang disetujui. Susun rencananya dan mintakan persetujuan dulu.")


def planned(*, case: Case, **_subject: Any) -> None:
    """Raise NoApprovedPlan for a case that would leave its planning without one."""
    if case.status == Case.Status.PLAN and not Plan.objects.filter(case=case, status=Plan.Status.APPROVED).exists():
        raise NoApprovedPlan(case)


gates.register(FINISHING, planned)
