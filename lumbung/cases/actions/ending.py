"""The way care is given, looking in afterwards, and how a case ends."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lumbung.cases import clusters
from lumbung.cases.actions.common import at_step, current_step, locked, person_may, sentence, still_open
from lumbung.cases.actions.opening import ResidentialSaysWhy
from lumbung.cases.actions.urgent import open_urgent_task
from lumbung.cases.models import Case, CaseStep, Contact
from lumbung.cases.process import PARAMETERS
from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.law.days import months_after

Status = Case.Status


class NoSuchOutcome(BadInput):
    """Each cluster has its own ways to end."""

    message = _("Pilih hasil akhir yang dikenal klaster ini: %(known)s.")


class StayIsOver(Refusal):
    """Whoever stayed up to the limit comes back by a conference only."""

    message = _("Batas tinggal orang ini %(day)s. Minta perpanjangan pada pembahasan kasus.")


@transaction.atomic
def change_mode(*, case_id: int, mode: str, by: Any, on: date, reason: str = "", centre: str = "") -> Case:
    """Care moves into the family, the community or, with a reason, a centre. The same again changes nothing.

    The limit of a stay begins once and is not begun anew by going out and in.
    """
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    still_open(found)
    told = sentence(reason, field="mode_reason", needed=False)
    inside = mode == Case.Mode.RESIDENTIAL
    if inside and not told:
        raise ResidentialSaysWhy(fields={"mode_reason": str(ResidentialSaysWhy.message)})
    if inside and found.limit_on and found.limit_on < on:
        raise StayIsOver(found, day=found.limit_on)
    found.mode, found.mode_reason, found.centre = one_of(Case.Mode, mode, field="mode"), told, centre.strip()
    if inside and found.accepted_on and found.limit_on is None:
        found.limit_on = months_after(on, PARAMETERS.on(on).residential_months)
    found.save(update_fields=["mode", "mode_reason", "centre", "limit_on"])
    return found


@transaction.atomic
def note_contact(*, contact_id: int, found: str, by: Any, at: datetime, on: date, said: str = "") -> Contact:
    """How somebody was after the services. A relapse is an urgent task the same day; the same again changes nothing."""
    person_may(by=by, permission="cases.work")
    contact = Contact.objects.visible_to(by).select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(contact_id)
    case = locked(case_id=contact.case_id, by=by)
    told = sentence(said, needed=found != Contact.Found.WELL)
    if contact.on is not None:
        return contact
    contact.on, contact.found, contact.said, contact.by = on, one_of(Contact.Found, found, field="found"), told, by
    contact.save(update_fields=["on", "found", "said", "by"])
    if found == Contact.Found.RELAPSE:
        title = _t("Kambuh sesudah layanan: hubungi orangnya hari ini")
        open_urgent_task(case=case, cause=f"contact:{contact.pk}:relapse", title=title, by=by, at=at)
    return contact


@transaction.atomic
def end_case(*, case_id: int, outcome: str, said: str, by: Any, on: date) -> Case:
    """The case is over, with one of the outcomes of its cluster. The same again changes nothing."""
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    known = clusters.find(found.cluster).outcomes
    if outcome not in known:
        told = {"known": ", ".join(known)}
        raise NoSuchOutcome(**told, fields={"outcome": str(NoSuchOutcome.message % told)})
    if (found.status, found.ending) == (Status.ENDED, outcome):
        return found
    still_open(found)
    at_step(found, [Status.TERMINATION])
    why = sentence(said)
    states.move(current_step(found), CaseStep.State.DONE, done_on=on, done_by=by, said=why)
    return states.move(found, Status.ENDED, ending=outcome, said=why, closed_on=on)


@transaction.atomic
def withdraw_case(*, case_id: int, said: str, by: Any, on: date) -> Case:
    """The person no longer wants it: care ends because they say so. The same again changes nothing."""
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    if found.status == Status.WITHDRAWN:
        return found
    still_open(found)
    why = sentence(said)
    states.move(current_step(found), CaseStep.State.DONE, done_on=on, done_by=by, said=why)
    return states.move(found, Status.WITHDRAWN, said=why, closed_on=on)
