"""Pages of verification by sample: draw, ask, see what came out, settle what differs."""

import secrets
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.payments import actions, queries, rules, sampling
from lumbung.payments.models import Line
from lumbung.payments.sample_forms import AnswerForm, AnswersForm, DrawForm
from lumbung.payments.sample_tables import SAMPLES, TASKS
from lumbung.regions import queries as regions

BADGES = {"open": "do", "confirmed": "no", "explained": "ok"}
SHOWN = 200


@require_GET
@may("payments.view")
def samples(request: Request) -> HttpResponse:
    """Every sample in reach, and what waits for an officer."""
    table = SAMPLES.page(request, queries.samples(viewer=request.user))
    found = queries.sample_findings(viewer=request.user).filter(status="open")
    context = {"table": table, "findings": _findings(request, found[:SHOWN]), "back": ""}
    return table.export or render(request, "payments/samples.html", context)


@require_http_methods(["GET", "POST"])
@may("payments.draw_sample")
def draw(request: Request, pk: int) -> HttpResponse:
    """How sure it has to be; the size follows, and a seed that stays."""
    cycle = queries.cycle(viewer=request.user, cycle_id=pk)
    told = rules.in_force(timezone.localdate()).sample_hundredths_of_percent
    start = {name: told[name] / 100 for name in ("margin", "confidence")} | {"seed": secrets.token_hex(4)}
    form = DrawForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draw_sample(cycle_id=pk, **form.told(), by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Sampel diundi dari benihnya. Tugas bertanya sudah dibagikan."))
            return HttpResponseRedirect(reverse("payments:sample", args=[made.pk]), status=303)
    paid = Line.objects.visible_to(request.user).filter(cycle=cycle, status=Line.Status.PAID).count()
    sizes = [
        (margin / 100, sampling.size_needed(population=paid, margin_bp=margin, confidence_bp=told["confidence"]))
        for margin in (300, 500, 1_000)
    ]
    context = {"form": form, "cycle": cycle, "paid": paid, "sizes": sizes, "confidence": told["confidence"] / 10_000}
    return render(request, "payments/draw_sample.html", context, status=422 if form.errors else 200)


@require_GET
@may("payments.view")
def sample(request: Request, pk: int) -> HttpResponse:
    """What came out by region with its interval, how it was drawn, and what differs from the ledger."""
    found = queries.sample(viewer=request.user, sample_id=pk)
    results = queries.result(sample=found)
    names = regions.paths(codes=[one.stratum for one in results if one.stratum])
    context = {
        "sample": found,
        "again": queries.redrawn(sample=found),
        "whole": results[0],
        "results": [(names.get(one.stratum, one.stratum) or _("Semua"), one) for one in results],
        "margin": found.margin_bp / 10_000,
        "confidence": found.confidence_bp / 10_000,
        "findings": _findings(request, queries.sample_findings(viewer=request.user, sample_id=pk)[:SHOWN]),
        "back": pk,
    }
    return render(request, "payments/sample.html", context)


def _findings(request: Request, found: Any) -> dict[str, Any]:
    """Findings with their evidence in the ledger; buttons for who may settle and did not note the answer."""
    settles = request.user.may("payments.settle_sample")
    return {
        "rows": [
            {
                "finding": one,
                "badge": BADGES[one.status],
                "evidence": queries.evidence_in_ledger(finding=one),
                "settles": settles and one.status == "open" and one.noted_by_id != request.user.pk,
            }
            for one in found
        ]
    }


@require_GET
@may("payments.answer_sample")
def tasks(request: Request) -> HttpResponse:
    """Whom to ask in one's own area: visits, and messages to be sent by hand."""
    table = TASKS.page(request, queries.entries(viewer=request.user))
    unsent = queries.to_ask(viewer=request.user).filter(way="message", sent_on=None)[:SHOWN]
    return table.export or render(request, "payments/sample_tasks.html", {"table": table, "unsent": unsent})


@require_POST
@may("payments.answer_sample")
def note_sent(request: Request) -> HttpResponse:
    """These messages were sent by hand."""
    ids = [int(one) for one in request.POST.getlist("pesan") if one.isdigit()]
    action = partial(actions.note_sent, entry_ids=ids, by=request.user, on=timezone.localdate())
    return done(request, action, back="payments:sample_tasks", said=_("Pesan dicatat terkirim."))


@require_http_methods(["GET", "POST"])
@may("payments.answer_sample")
def answer(request: Request, pk: int) -> HttpResponse:
    """What a recipient said; the booked amount is not shown before they have said theirs."""
    found = queries.entry(viewer=request.user, entry_id=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.answer_entry(entry_id=pk, **form.cleaned_data, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Jawaban tersimpan."))
            return HttpResponseRedirect(reverse("payments:sample_tasks"), status=303)
    context = {"form": form, "entry": found, "findings": found.findings.all()}
    return render(request, "payments/sample_entry.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("payments.answer_sample")
def import_answers(request: Request) -> HttpResponse:
    """A sheet of answers; taken whole or not at all."""
    form = AnswersForm(request.POST, request.FILES) if request.method == "POST" else AnswersForm()
    if form.is_bound and form.is_valid():
        with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
            for block in form.cleaned_data["file"].chunks():
                kept.write(block)
            kept.flush()
            try:
                new = actions.import_answers(path=Path(kept.name), by=request.user, on=timezone.localdate())
            except Refusal as refusal:
                show(form, refusal)
            else:
                messages.success(request, _("%(count)s jawaban tersimpan.") % {"count": formats.count(new)})
                return HttpResponseRedirect(reverse("payments:sample_tasks"), status=303)
    return render(request, "payments/import_answers.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@may("payments.settle_sample")
def settle(request: Request, pk: int) -> HttpResponse:
    """An officer says what came of a finding."""
    told: dict[str, Any] = {"confirmed": request.POST.get("putusan") == "benar", "said": request.POST.get("said", "")}
    action = partial(actions.settle_sample_finding, finding_id=pk, **told, by=request.user, on=timezone.localdate())
    back = request.POST.get("kembali", "")
    if back.isdigit():
        return done(request, action, back="payments:sample", back_args=(int(back),), said=_("Temuan diselesaikan."))
    return done(request, action, back="payments:samples", said=_("Temuan diselesaikan."))
