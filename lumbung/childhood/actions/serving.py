"""Services that were given or refused, and contacts that were made."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.childhood import queries, rules
from lumbung.childhood.actions.common import open_start, person_may, sentence, start_of
from lumbung.childhood.models import ChildContact, ChildService, Start
from lumbung.childhood.services import catalogue
from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of


class NotDue(Refusal):
    """A service has its age and its need."""

    message = _("Layanan ini tidak untuk umur atau kebutuhan yang tercatat.")


class NobodyGave(BadInput):
    """What was given was given by somebody."""

    message = _("Tulis siapa yang memberi layanan ini.")


class TimeWillTell(BadInput):
    """A contact is noted on its day or afterwards."""

    message = _("Kontak dicatat pada hari dilakukan, bukan sebelumnya.")


@transaction.atomic
def note_service(
    *, start_id: int, service: str, status: str, by: Any, on: date, giver: str = "", source: str = "", said: str = ""
) -> ChildService:
    """A service of the round that is due was given or refused; what was refused may be given later.

    The same again changes nothing. Raises NotDue for a service that isn't for this age or need.
    """
    start = open_start(start_id, by)
    due = queries.services_due(viewer=by, on=on, start_ids=[start.pk])
    line = next((one for one in due if one.service == service), None)
    if line is None or service not in catalogue().services:
        raise NotDue(start)
    state = one_of(ChildService.Status, status, field="status")
    who = sentence(giver, field="giver", needed=False)
    if state == ChildService.Status.GIVEN and not who:
        raise NobodyGave(fields={"giver": str(NobodyGave.message)})
    told = {"on": on, "giver": who, "source": source, "noted_by": by}
    told["said"] = sentence(said, needed=state == ChildService.Status.REFUSED)
    known = ChildService.objects.select_for_update().filter(start=start, service=service, round=line.round).first()
    if known is None:
        given = {"start": start, "service": service, "kind": line.kind, "round": line.round}
        return ChildService.objects.create(case=start.case, **given, status=state, **told)
    return known if known.status == state else states.move(known, state, **told)


@transaction.atomic
def note_contact(*, contact_id: int, found: str, by: Any, at: datetime, on: date, said: str = "") -> ChildContact:
    """How they were; the next contact follows by the risk, sooner where nobody was met. The same again changes nothing.

    Danger is an urgent task of the case the same day.
    """
    person_may(by, "childhood.work")
    contact = ChildContact.objects.visible_to(by).select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(contact_id)
    start = start_of(contact.start_id, by, "childhood.work")
    answer = one_of(ChildContact.Found, found, field="found")
    told = sentence(said, needed=answer != ChildContact.Found.WELL)
    if contact.on is not None:
        return contact
    if on < start.entered_on:
        raise TimeWillTell(fields={"on": str(TimeWillTell.message)})
    contact.on, contact.found, contact.said, contact.noted_by = on, answer, told, by
    contact.save(update_fields=["on", "found", "said", "noted_by"])
    if answer == ChildContact.Found.DANGER:
        title = _t("Kontak Dream Start menemukan bahaya: pastikan anak atau ibu aman hari ini")
        cases.open_urgent_task(case=start.case, cause=f"dreamstart:{contact.pk}", title=title, by=by, at=at)
    _next(start, answer, on)
    return contact


def _next(start: Start, answer: str, on: date) -> None:
    """The contact that follows, while anybody still looks in."""
    p = rules.in_force(on)
    due_on, channel = rules.next_contact(start.risk, on, p)
    if answer == ChildContact.Found.ABSENT:
        due_on = min(due_on, rules.soon(on, p))
    watched = start.status == Start.Status.ACTIVE or (start.watched_until is not None and due_on <= start.watched_until)
    if watched and start.is_open:
        ChildContact.objects.create(case=start.case, start=start, due_on=due_on, channel=channel)
