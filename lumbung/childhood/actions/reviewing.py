"""The quarterly review: written by one person, signed by another, followed by the next or by the ending."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.childhood import rules
from lumbung.childhood.actions.common import StartIsOver, person_may, sentence, start_of
from lumbung.childhood.actions.entering import set_risk
from lumbung.childhood.models import ChildContact, QuarterReview, Risk, Start
from lumbung.core import states
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.law import days

Status = QuarterReview.Status


class WriterSigns(Refusal):
    """The second person is another one."""

    message = _("Yang menulis tinjauan tidak menandatanganinya. Minta supervisor lain.")
    status = 403


class NotWritten(Refusal):
    """Only what is written is signed."""

    message = _("Tinjauan ini belum ditulis atau sudah ditandatangani.")


class ReviewFirst(Refusal):
    """Goals are reached when a signed review says so."""

    message = _("Belum ada tinjauan bertanda tangan yang menyimpulkan layanan diakhiri.")


class StillWatched(Refusal):
    """Monitoring has its months."""

    message = _("Pemantauan masih berjalan sampai %(day)s.")


@transaction.atomic
def write_review(*, review_id: int, goals: str, risk: str, verdict: str, by: Any, on: date) -> QuarterReview:
    """Goals and risk of the quarter; may be written anew until it is signed. The same again changes nothing."""
    review, start = _review(review_id, by, "childhood.work")
    told = {
        "goals": sentence(goals, field="goals"), "risk": one_of(Risk, risk, field="risk"),
        "verdict": one_of(QuarterReview.Verdict, verdict, field="verdict"),
        "written_by": by, "written_on": on, "returned": "",
    }  # fmt: skip
    if start.status != Start.Status.ACTIVE:
        raise StartIsOver(start)
    if review.status == Status.SIGNED:
        raise NotWritten(review)
    if review.status == Status.DUE:
        return states.move(review, Status.WRITTEN, **told)
    for name, value in told.items():
        setattr(review, name, value)
    review.save(update_fields=[*told])
    return review


@transaction.atomic
def sign_review(*, review_id: int, by: Any, on: date) -> QuarterReview:
    """Another person signs; the risk counts from now on and the next quarter begins. The same again changes nothing."""
    review, start = _review(review_id, by, "childhood.sign")
    if review.status == Status.SIGNED:
        return review
    if review.status != Status.WRITTEN:
        raise NotWritten(review)
    if review.written_by_id == by.pk:
        raise WriterSigns(review)
    states.move(review, Status.SIGNED, signed_by=by, signed_on=on)
    set_risk(start, review.risk, on)
    if review.verdict == QuarterReview.Verdict.GO_ON and start.status == Start.Status.ACTIVE:
        months = rules.in_force(on).review_months * (review.quarter + 1)
        due_on = max(days.months_after(start.entered_on, months), on)
        told = {"case": start.case, "due_on": due_on}
        QuarterReview.objects.get_or_create(start=start, quarter=review.quarter + 1, defaults=told)
    return review


@transaction.atomic
def return_review(*, review_id: int, said: str, by: Any) -> QuarterReview:
    """The second person asks for it to be written anew. The same again changes nothing."""
    review, _start = _review(review_id, by, "childhood.sign")
    told = sentence(said)
    if review.status == Status.DUE and review.returned:
        return review
    if review.status != Status.WRITTEN:
        raise NotWritten(review)
    return states.move(review, Status.DUE, returned=told)


@transaction.atomic
def end_start(*, start_id: int, ending: str, said: str, by: Any, on: date) -> Start:
    """Services end with a reason; somebody looks in for some months more, unless there is nobody to look in on.

    Goals are reached when a signed review says so; the other reasons are told. The same again changes nothing.
    """
    found = start_of(start_id, by, "childhood.work")
    why = one_of(Start.Ending, ending, field="ending")
    told = sentence(said)
    if found.status != Start.Status.ACTIVE:
        if found.ending == why:
            return found
        raise StartIsOver(found)
    signed = QuarterReview.objects.filter(start=found, status=Status.SIGNED, verdict=QuarterReview.Verdict.END)
    if why == Start.Ending.REACHED and not signed.exists():
        raise ReviewFirst(found)
    QuarterReview.objects.filter(start=found, status=Status.DUE).delete()
    ChildContact.objects.filter(start=found, on=None).delete()
    given: dict[str, Any] = {"ended_on": on, "ending": why, "said": told}
    if why == Start.Ending.DIED:
        return states.move(found, Start.Status.ENDED, closed_on=on, **given)
    p = rules.in_force(on)
    until = days.months_after(on, p.monitoring_months)
    states.move(found, Start.Status.MONITORING, watched_until=until, **given)
    first, channel = rules.next_contact("low", on, p)
    ChildContact.objects.create(case=found.case, start=found, due_on=first, channel=channel)
    return found


@transaction.atomic
def close_start(*, start_id: int, by: Any, on: date) -> Start:
    """Monitoring is over, once its months are. The same again changes nothing."""
    found = start_of(start_id, by, "childhood.work")
    if found.status == Start.Status.ENDED:
        return found
    if found.watched_until is None or on < found.watched_until:
        raise StillWatched(found, day=f"{found.watched_until:%d-%m-%Y}" if found.watched_until else "–")
    ChildContact.objects.filter(start=found, on=None).delete()
    return states.move(found, Start.Status.ENDED, closed_on=on)


def _review(review_id: int, by: Any, permission: str) -> tuple[QuarterReview, Start]:
    person_may(by, permission)
    found = QuarterReview.objects.visible_to(by).select_for_update().filter(pk=review_id).first()
    if found is None:
        raise NotFound(review_id)
    return found, start_of(found.start_id, by, permission)
