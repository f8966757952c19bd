"""Pages of references: what differs and waits for a look, asking about one person, asking about a region."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.models import Job
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.views import Request, done, may
from lumbung.quality import actions, queries, reference_table
from lumbung.quality.forms import AskRegionForm, ReasonForm
from lumbung.quality.models import ReferenceResult


@require_http_methods(["GET", "POST"])
@may("quality.view")
def results(request: Request) -> HttpResponse:
    """Every answer within reach, those that wait for a look unless asked otherwise; and asking about a region."""
    may_ask = request.user.may("quality.ask_reference")
    form = AskRegionForm(request.POST if request.method == "POST" and may_ask else None, viewer=request.user)
    if form.is_bound and form.is_valid() and (job := _started(request, form)):
        return HttpResponseRedirect(reverse("quality:reference_job", args=[job.pk]), status=303)
    found = queries.reference_results(viewer=request.user)
    if "keadaan" not in request.GET:
        found = found.filter(status=ReferenceResult.Status.OPEN)
    table = reference_table.RESULTS.page(request, found)
    context = {"table": table, "form": form if may_ask else None, "jobs": queries.reference_jobs(viewer=request.user)}
    status = 422 if form.errors else 200
    return table.export or render(request, "quality/reference_results.html", context, status=status)


@require_GET
@may("quality.view")
def job(request: Request, job_id: int) -> HttpResponse:
    """How far the asking about a region is."""
    found = queries.reference_job(viewer=request.user, job_id=job_id)
    context = {"job": found, "poll_url": reverse("quality:reference_progress", args=[job_id])}
    return render(request, "quality/reference_job.html", context)


@require_GET
@may("quality.view")
def progress(request: Request, job_id: int) -> HttpResponse:
    """The part of the page that asks again while work is going on."""
    found = queries.reference_job(viewer=request.user, job_id=job_id)
    context = {"job": found, "poll_url": reverse("quality:reference_progress", args=[job_id])}
    response = render(request, "core/progress.html", context)
    if found.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@may("quality.ask_reference")
def ask(request: Request, person_id: int) -> HttpResponse:
    """Ask about one person now."""
    told = {"reference": request.POST.get("reference", ""), "purpose": request.POST.get("purpose", "")}
    return done(
        request,
        actions.ask_reference,
        person_id=person_id,
        by=request.user,
        at=timezone.now(),
        back="registry:person",
        back_args=(person_id,),
        said=_("Rujukan sudah menjawab. Nilai di registri tidak diubah."),
        **told,
    )


@require_http_methods(["GET", "POST"])
@may("quality.view")
def result(request: Request, pk: int) -> HttpResponse:
    """One difference, and what somebody found about it."""
    found = queries.reference_result(viewer=request.user, result_id=pk)
    may_settle = request.user.may("quality.ask_reference") and found.status == ReferenceResult.Status.OPEN
    form = ReasonForm(request.POST if request.method == "POST" and may_settle else None)
    if form.is_bound and form.is_valid():
        try:
            actions.settle_reference(result_id=pk, why=form.cleaned_data["why"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("quality:reference_results"), status=303)
    context: dict[str, Any] = {
        "result": found,
        "field": reference_table.field_label(found),
        "title": reference_table.title(found),
        "badge": reference_table.RESULT_BADGES[found.result],
        "form": form if may_settle else None,
    }
    return render(request, "quality/reference_result.html", context, status=422 if form.errors else 200)


def _started(request: Request, form: AskRegionForm) -> Job | None:
    try:
        return actions.start_reference_check(by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        field = next(iter(refusal.fields), None) if isinstance(refusal, BadInput) else None
        form.add_error(field if field in form.fields else None, str(refusal))
        return None
