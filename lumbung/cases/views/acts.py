"""Single acts on a case, each one POST."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.cases import actions, queries
from lumbung.cases.models import Consent, Contact, Glass, Member
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may


def _done(request: Request, pk: int, action: Any, done_words: str, /, **told: Any) -> HttpResponse:
    act = partial(action, by=request.user, **told)
    return done(request, act, back="cases:case", back_args=(pk,), said=done_words)


def _case_of(model: Any, request: Request, pk: int) -> int:
    """The case that a row is about; raises NotFound behind the wall."""
    found = model.objects.visible_to(request.user).filter(pk=pk).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound(pk)
    return found


def _said(request: Request) -> str:
    return request.POST.get("said", "")


@require_POST
@may("cases.work")
def finish_step(request: Request, pk: int) -> HttpResponse:
    """The step is done."""
    told = {name: request.POST.get(name, "") for name in ("step", "said", "to")}
    on = timezone.localdate()
    return _done(request, pk, actions.finish_step, _("Langkah selesai."), case_id=pk, on=on, **told)


@require_POST
@may("cases.supervise")
def skip_step(request: Request, pk: int) -> HttpResponse:
    """The step is left out, with a signature."""
    told = {"step": request.POST.get("step", ""), "reason": request.POST.get("reason", "")}
    on = timezone.localdate()
    return _done(request, pk, actions.skip_step, _("Langkah dilewati dengan tanda tangan."), case_id=pk, on=on, **told)


@require_POST
@may("cases.work")
def finish_urgent_task(request: Request, pk: int) -> HttpResponse:
    """What was done about a danger."""
    task = queries.urgent_tasks(viewer=request.user).filter(pk=pk).first()
    if task is None:
        raise NotFound(pk)
    told = {"task_id": pk, "said": _said(request), "at": timezone.now()}
    return _done(request, task.case_id, actions.finish_urgent_task, _("Tugas mendesak selesai."), **told)


@require_POST
@may("cases.work")
def withdraw_consent(request: Request, pk: int) -> HttpResponse:
    """Somebody no longer agrees."""
    case_id = _case_of(Consent, request, pk)
    told = {"consent_id": pk, "said": _said(request), "on": timezone.localdate()}
    return _done(request, case_id, actions.withdraw_consent, _("Persetujuan dicabut."), **told)


@require_POST
@may("cases.work")
def remove_member(request: Request, pk: int) -> HttpResponse:
    """Somebody need not know any longer."""
    case_id = _case_of(Member, request, pk)
    told = {"member_id": pk, "on": timezone.localdate()}
    return _done(request, case_id, actions.remove_member, _("Tim kasus tersimpan."), **told)


@require_POST
@may("cases.work")
def set_secret(request: Request, pk: int) -> HttpResponse:
    """Only the team may know, or no longer only the team."""
    told = {"secret": request.POST.get("rahasia") == "ya", "said": _said(request)}
    return _done(request, pk, actions.set_secret, _("Kerahasiaan kasus tersimpan."), case_id=pk, **told)


@require_POST
@may("cases.supervise")
def review_glass(request: Request, pk: int) -> HttpResponse:
    """Whether there was reason enough to break the glass."""
    case_id, verdict = _case_of(Glass, request, pk), request.POST.get("verdict", "")
    if verdict not in Glass.Verdict.values:
        raise NotFound(pk)
    told = {"glass_id": pk, "verdict": verdict, "on": timezone.localdate()}
    return _done(request, case_id, actions.review_glass, _("Pembukaan darurat dinilai."), **told)


@require_POST
@may("cases.work")
def withdraw_case(request: Request, pk: int) -> HttpResponse:
    """The person no longer wants it."""
    told = {"case_id": pk, "said": _said(request), "on": timezone.localdate()}
    return _done(request, pk, actions.withdraw_case, _("Kasus dihentikan atas permintaan orangnya."), **told)


@require_POST
@may("cases.work")
def note_contact(request: Request, pk: int) -> HttpResponse:
    """How somebody was after the services."""
    case_id, found = _case_of(Contact, request, pk), request.POST.get("found", "")
    if found not in Contact.Found.values:
        raise NotFound(pk)
    told = {"contact_id": pk, "found": found, "said": _said(request), "on": timezone.localdate(), "at": timezone.now()}
    return _done(request, case_id, actions.note_contact, _("Kontak tersimpan."), **told)
