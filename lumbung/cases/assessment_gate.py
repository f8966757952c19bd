"""What is looked at before the step of assessment is done: somebody has signed a comprehensive assessment."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.cases import queries
from lumbung.cases.actions.stepping import FINISHING
from lumbung.cases.models import Case
from lumbung.core import gates
from lumbung.core.refusals import Refusal


class NoSignedAssessment(Refusal):
    """A conference decides on what was assessed."""

    message = _("Asesmen komprehensif belum ditandatangani. Selesaikan dulu, atau mintakan tanda tangan supervisor.")


def assessed(*, case: Case, step: Any, **_subject: Any) -> None:
    """Raise NoSignedAssessment for a case that would leave its assessment without one of this round."""
    if case.status != Case.Status.ASSESSMENT:
        return
    if not queries.comprehensive_is_signed(case_id=case.pk, since=step.opened_on):
        raise NoSignedAssessment(case)


gates.register(FINISHING, assessed)
