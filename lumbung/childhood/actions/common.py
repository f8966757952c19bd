"""What every act of Dream Start does first: who may, which start or report, in what words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.childhood.models import AbuseReport, Start
from lumbung.core import wording
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.core.wording import SomebodyActs


class StartIsOver(Refusal):
    """What has ended is read, not changed."""

    message = _("Masa Dream Start ini sudah berakhir.")


def person_may(by: Any, permission: str) -> None:
    """A person with the permission."""
    allowed(by, permission)
    if by.pk is None:
        raise SomebodyActs


def start_of(start_id: int, by: Any, permission: str) -> Start:
    """A start within reach and on this side of the wall, held; never of one's own family."""
    person_may(by, permission)
    found = Start.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=start_id).first()
    if found is None:
        raise NotFound(start_id)
    cases.locked(case_id=found.case_id, by=by)
    return found


def open_start(start_id: int, by: Any, permission: str = "childhood.work") -> Start:
    """The same, for acts that need services to go on; raises StartIsOver."""
    found = start_of(start_id, by, permission)
    if found.status != Start.Status.ACTIVE:
        raise StartIsOver(found)
    return found


def report_of(report_id: int, by: Any) -> AbuseReport:
    """A report on this side of the wall, held; never of one's own family."""
    person_may(by, "childhood.protect")
    found = AbuseReport.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=report_id).first()
    if found is None:
        raise NotFound(report_id)
    cases.locked(case_id=found.case_id, by=by)
    return found


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=cases.SaySomething if needed else None)
