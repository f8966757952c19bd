"""Single acts on a request, each one POST; and its photos."""

from functools import partial
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.evidence import shown
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.in_kind import actions, queries
from lumbung.in_kind.models import Evidence, FollowUp


def _done(request: Request, pk: int, action: Any, done_words: str, /, **told: Any) -> HttpResponse:
    act = partial(action, by=request.user, **told)
    return done(request, act, back="in_kind:request", back_args=(pk,), said=done_words)


def _said(request: Request) -> str:
    return request.POST.get("said", "")


@require_POST
@may("in_kind.view")
def add_evidence(request: Request, pk: int) -> HttpResponse:
    """One more photo; the action asks who may at this step."""
    queries.request(viewer=request.user, request_id=pk)
    file, kind = request.FILES.get("file"), request.POST.get("kind", "")
    if file is None or kind not in Evidence.Kind.values:
        raise NotFound(pk)
    return _done(request, pk, actions.add_evidence, _("Foto tersimpan."), request_id=pk, kind=kind, content=file.read())


@require_GET
@may("in_kind.view")
def evidence(request: Request, pk: int) -> FileResponse:
    """The picture itself, to be seen here and kept nowhere."""
    found = queries.evidence(viewer=request.user, evidence_id=pk)
    return shown(found.ref, found.media_type)


@require_POST
@may("in_kind.request")
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The family no longer wants it."""
    told = {"request_id": pk, "said": _said(request), "on": timezone.localdate()}
    return _done(request, pk, actions.withdraw_request, _("Permintaan dicabut."), **told)


@require_POST
@may("in_kind.approve")
def reopen(request: Request, pk: int) -> HttpResponse:
    """Back to another assessment."""
    said = _("Dikembalikan untuk diases lagi.")
    return _done(request, pk, actions.reopen, said, request_id=pk, said=_said(request))


@require_POST
@may("in_kind.allot")
def free(request: Request, pk: int) -> HttpResponse:
    """Give back what was set aside."""
    told = {"request_id": pk, "said": _said(request), "on": timezone.localdate()}
    return _done(
        request, pk, actions.free_request, _("Barang dibebaskan; permintaan kembali ke daftar tunggu."), **told
    )


@require_POST
@may("in_kind.hand_over")
def note_step(request: Request, pk: int) -> HttpResponse:
    """One step of fitting or building is done."""
    told = {"request_id": pk, "step": request.POST.get("step", ""), "said": _said(request), "on": timezone.localdate()}
    return _done(request, pk, actions.note_step, _("Langkah tersimpan."), **told)


@require_POST
@may("in_kind.hand_over")
def note_visit(request: Request, pk: int) -> HttpResponse:
    """What a visit found."""
    visit = FollowUp.objects.visible_to(request.user).filter(pk=pk).first()
    outcome = request.POST.get("outcome", "")
    if visit is None or outcome not in FollowUp.Outcome.values:
        raise NotFound(pk)
    told = {"visit_id": pk, "outcome": outcome, "said": _said(request), "on": timezone.localdate()}
    return _done(request, visit.request_id, actions.note_visit, _("Kunjungan tersimpan."), **told)
