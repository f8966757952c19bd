"""Pages: cycles from draft to reconciled, reports of banks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import files
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import done, may
from lumbung.payments import actions, chain, movements, queries
from lumbung.payments.chain_forms import DocumentForm
from lumbung.payments.forms import AnswerForm, uploaded
from lumbung.payments.models import BankFile, Cycle
from lumbung.payments.tables import CYCLES, LINES
from lumbung.regions import queries as regions

AT_ONCE, SHOWN = 5_000, 50


@require_GET
@may("payments.view")
def cycles(request: HttpRequest) -> HttpResponse:
    """Every cycle in reach."""
    table = CYCLES.page(request, queries.cycles(viewer=request.user))
    return table.export or render(request, "payments/cycles.html", {"table": table})


@require_GET
@may("payments.view")
def cycle(request: Any, pk: int) -> HttpResponse:
    """One cycle: its way, where every rupiah is, what failed, who answers for it, its files."""
    found = queries.cycle(viewer=request.user, cycle_id=pk)
    table = queries.reconciliation(viewer=request.user, cycle_id=pk)
    act = queries.next_act(cycle=found)
    offered = next((one for one in queries.waiting_cycles(viewer=request.user) if one[0].pk == pk), None)
    context = {
        "cycle": found,
        "fund": queries.fund_of(viewer=request.user, cycle=found),
        "badge": chain.BADGES[Cycle.Status(found.status)],
        "left": found.status in found.LEFT,
        "region": regions.paths(codes=[found.region_code]).get(found.region_code, ""),
        "steps": chain.steps(found, table),
        "table": table,
        "places": chain.places(table.total),
        "amounts": [part["amount"] for part in chain.places(table.total)],
        "causes": queries.failures(viewer=request.user, cycle_id=pk),
        "persons": chain.persons(found),
        "files": queries.files_of(viewer=request.user, cycle_id=pk),
        "jobs": queries.work_under_way(cycle_id=pk),
        "offer": chain.offers(act) if offered and act != "answers" else None,
        "samples": request.user.may("payments.draw_sample") and found.status in found.LEFT,
        "reads": request.user.may("payments.read_bank_file") and found.status in found.LEFT,
        "simulates": act in ("answers", "reconcile") and chain.may_simulate(),
        "downloads": request.user.may("payments.release_cycle"),
        "revises": request.user.may("payments.prepare_cycle") and found.status in actions.REVISABLE,
        "differences": queries.difference(viewer=request.user, cycle=found),
        "successor": queries.successor(viewer=request.user, cycle=found),
        "cancels": act in ("submit", "approve", "authorise", "release") and _may_cancel(request.user),
    } | _chain_of(request, found)
    return render(request, "payments/cycle.html", context)


def _chain_of(request: Any, cycle: Cycle) -> dict[str, Any]:
    """Its stages with their papers, its accounts, what differs now, and what may be paid again."""
    user, left = request.user, cycle.status in Cycle.LEFT
    signed = left or cycle.status in (Cycle.Status.APPROVED, Cycle.Status.AUTHORISED)
    changed = queries.changes_counted(viewer=user, cycle_id=cycle.pk)
    return {
        "events": queries.stage_events(viewer=user, cycle_id=cycle.pk),
        "checked": queries.checks_counted(viewer=user, cycle_id=cycle.pk),
        "asks_accounts": cycle.status in actions.BEFORE_RELEASE and user.may("payments.submit_cycle"),
        "document_form": DocumentForm() if signed and user.may("payments.release_cycle") else None,
        "changed": sum(changed.values()),
        "follows": cycle.follows_id,
        "may_follow": left and user.may("payments.prepare_cycle") and queries.lost_lines(cycle_id=cycle.pk),
    }


def _may_cancel(user: Any) -> bool:
    return user.may("payments.submit_cycle") or user.may("payments.approve_cycle")


@require_GET
@may("payments.view")
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a cycle that lie in reach."""
    found = queries.cycle(viewer=request.user, cycle_id=pk)
    table = LINES.page(request, queries.lines_of(viewer=request.user, cycle_id=pk))
    return table.export or render(request, "payments/lines.html", {"cycle": found, "table": table})


def _acts(user: Any) -> dict[str, Callable[..., Any]]:
    now = timezone.now()
    return {
        "submit": partial(actions.submit_cycle, by=user, at=now),
        "approve": partial(actions.approve_cycle, by=user, at=now),
        "authorise": partial(actions.authorise_cycle, by=user, at=now),
        "release": partial(actions.release_cycle, by=user, at=now),
        "files": partial(actions.start_writing, by=user),
        "reconcile": partial(actions.reconcile_cycle, by=user, at=now),
        "simulate": partial(actions.simulate_answers, by=user, on=now.date(), settle=True),
    }


@require_POST
@may("payments.view")
def sign(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a cycle; the action itself asks for the permission."""
    action = _acts(request.user).get(act)
    if action is None or (act == "simulate" and not chain.may_simulate()):
        raise NotFound(act)
    said = chain.offers(act)["said"]
    return done(request, action, back="payments:cycle", back_args=(pk,), said=said, cycle_id=pk)


@require_POST
@may("payments.view")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a cycle, with a reason."""
    return done(
        request,
        actions.cancel_cycle,
        back="payments:cycle",
        back_args=(pk,),
        said=_("Siklus dibatalkan. Uangnya kembali bebas di dana."),
        cycle_id=pk,
        reason=request.POST.get("reason", ""),
        by=request.user,
        at=timezone.now(),
    )


@require_GET
@may("payments.view")
def progress(request: HttpRequest, pk: int, job_pk: int) -> HttpResponse:
    """How far the work on a cycle's files is; polled by the cycle's page."""
    queries.cycle(viewer=request.user, cycle_id=pk)
    job = queries.work_on(cycle_id=pk, job_id=job_pk)
    address = reverse("payments:progress", args=[pk, job_pk])
    return render(request, "core/progress.html", {"job": job, "poll_url": address, "label": _("Membuat berkas bank")})


@may("payments.read_bank_file")
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a report; what it would change is shown before anything is booked."""
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.receive_answer(
                path=Path(uploaded(form.cleaned_data["file"])), name=form.cleaned_data["file"].name, by=request.user
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return HttpResponseRedirect(reverse("payments:answer", args=[told.pk]), status=303)
    status = 422 if form.errors else 200
    return render(request, "payments/upload.html", {"form": form}, status=status)


@require_GET
@may("payments.read_bank_file")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What a report says, and what booking it would change or has changed."""
    found = queries.bank_file(viewer=request.user, file_id=pk)
    if found.direction != BankFile.Direction.IN:
        raise NotFound(pk)
    context = {
        "answer": found,
        "unclear": queries.unclear_rows(answer=found),
        "drawn": queries.withdrawal_differences(viewer=request.user, file_id=pk)[:SHOWN],
        "others": [
            (movements.words(one.code, credit=one.credit), one) for one in queries.other_movements(answer=found)
        ],
    }
    return render(request, "payments/answer.html", context)


@require_POST
@may("payments.read_bank_file")
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a report that was looked at: a small one at once, a large one by the worker."""
    small = queries.bank_file(viewer=request.user, file_id=pk).lines <= AT_ONCE
    action = actions.book_answer if small else actions.start_booking
    said = _("Laporan sudah dibukukan.") if small else _("Laporan sedang dibukukan.")
    return done(request, action, back="payments:answer", back_args=(pk,), said=said, file_id=pk, by=request.user)


@require_GET
@may("payments.release_cycle")
def download(request: HttpRequest, pk: int) -> Any:
    """The file itself, for whoever hands it to the bank."""
    found = queries.bank_file(viewer=request.user, file_id=pk)
    return FileResponse(files.path(found.ref).open("rb"), as_attachment=True, filename=found.name)
