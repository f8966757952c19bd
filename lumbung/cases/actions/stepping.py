"""From one step to the next: done, or left out with a supervisor's signature."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import NotAtThisStep, at_step, current_step, locked, person_may, sentence, still_open
from lumbung.cases.models import Case, CaseStep, Conference, Contact, Decision
from lumbung.cases.process import PARAMETERS
from lumbung.core import gates, states
from lumbung.core.refusals import Refusal
from lumbung.staff.models import User

Status = Case.Status
NEXT = {
    Status.ACCESS: (Status.APPROACH,),
    Status.APPROACH: (Status.ASSESSMENT,),
    Status.ASSESSMENT: (Status.CONFERENCE,),
    Status.PLAN: (Status.IMPLEMENTATION, Status.TERMINATION),
    Status.IMPLEMENTATION: (Status.MONITORING, Status.TERMINATION),
    Status.MONITORING: (Status.AFTERCARE, Status.IMPLEMENTATION, Status.TERMINATION),
    Status.AFTERCARE: (Status.TERMINATION, Status.IMPLEMENTATION),
}
"""Where a step leads when it is over, the usual one first; the conference and the ending have acts of their own."""
FINISHING = "cases.finish_step"
"""The gate that is asked before a step is done: `gate(case=…, step=…)` raises a Refusal."""


class NotSkipped(Refusal):
    """Some steps bind."""

    message = _("Pembahasan kasus dan terminasi tidak bisa dilewati.")


class ConferenceFirst(Refusal):
    """No case ends by one person's will."""

    message = _("Kasus ini belum diputuskan untuk diakhiri. Bawa dulu ke pembahasan kasus.")


class EndsByItsOwnAct(Refusal):
    """The conference and the ending are no mere steps."""

    message = _(
        "Langkah ini punya penutupnya sendiri: pembahasan kasus selesai saat berita acaranya ditutup,"
        " terminasi saat kasusnya ditutup dengan hasil akhir."
    )


class OwnStep(Refusal):
    """Nobody signs that they need not do their own work."""

    message = _("Yang bertanggung jawab atas langkah ini tidak bisa menandatangani bahwa langkahnya dilewati.")
    status = 403


def open_step(case: Case, kind: str, *, owner: User | None, on: date) -> CaseStep:
    """The next step with its owner and its day; a step that comes again is another round of it."""
    days = PARAMETERS.on(on).step_days[kind]
    last = CaseStep.objects.filter(case=case, kind=kind).aggregate(last=Max("round"))["last"] or 0
    return CaseStep.objects.create(
        case=case, kind=kind, round=last + 1, owner=owner, opened_on=on, due_on=on + timedelta(days=days)
    )


@transaction.atomic
def finish_step(*, case_id: int, step: str, by: Any, on: date, said: str = "", to: str = "") -> Case:
    """The step is done and the next one begins. The same again changes nothing."""
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    still_open(found)
    if _is_behind(found, step):
        return found
    at_step(found, [step])
    onward = _onward(found, to)
    current = current_step(found)
    gates.ask(FINISHING, case=found, step=current)
    states.move(current, CaseStep.State.DONE, done_on=on, done_by=by, said=sentence(said, needed=False))
    return go_on(found, onward, on=on)


@transaction.atomic
def skip_step(*, case_id: int, step: str, reason: str, by: Any, on: date, to: str = "") -> Case:
    """A supervisor signs why the step is left out. The same again changes nothing."""
    person_may(by=by, permission="cases.supervise")
    found = locked(case_id=case_id, by=by)
    still_open(found)
    told = sentence(reason, field="reason")
    if _is_behind(found, step):
        return found
    at_step(found, [step])
    if found.status in (Status.CONFERENCE, Status.TERMINATION):
        raise NotSkipped(found)
    onward = _onward(found, to)
    current = current_step(found)
    if current.owner_id == by.pk:
        raise OwnStep(current)
    states.move(current, CaseStep.State.SKIPPED, done_on=on, skip_reason=told, signed_by=by)
    return go_on(found, onward, on=on)


def go_on(case: Case, onward: str, *, on: date, **fields: Any) -> Case:
    """The case moves and its next step is open; after the services somebody looks in on set days."""
    if onward == Status.TERMINATION and not _ends(case):
        raise ConferenceFirst(case)
    Contact.objects.filter(case=case, on=None).delete()
    states.move(case, onward, **fields)
    open_step(case, onward, owner=case.worker or case.supervisor, on=on)
    if onward == Status.AFTERCARE:
        days = PARAMETERS.on(on).aftercare_days
        for after in days:
            Contact.objects.get_or_create(case=case, due_on=on + timedelta(days=after))
    return case


def _ends(case: Case) -> bool:
    """Whether a conference has decided to end it, since services last began."""
    begun = CaseStep.objects.filter(case=case, kind=Status.IMPLEMENTATION).aggregate(last=Max("opened_on"))["last"]
    decided = Decision.objects.filter(
        case=case, outcome=Decision.Outcome.END, conference__status=Conference.Status.HELD
    )
    return (decided.filter(conference__on__gte=begun) if begun else decided).exists()


def _is_behind(case: Case, step: str) -> bool:
    """Whether the step was over before, so that doing it again is no second effect."""
    over = CaseStep.objects.filter(case=case, kind=step).exclude(status=CaseStep.State.OPEN)
    return case.status != step and over.exists()


def _onward(case: Case, to: str) -> str:
    ways = NEXT.get(Status(case.status), ())
    if not ways:
        raise EndsByItsOwnAct(case)
    onward = to or (ways[0] if ways else "")
    if onward not in ways:
        raise NotAtThisStep(case, now=case.get_status_display())
    return onward
