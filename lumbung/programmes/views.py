"""Pages: programmes with their figures, runs with their counts, decided families, and why."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import done, may
from lumbung.programmes import actions, catalogue, duty_queries, findings, kinds, queries, tables, telling, words
from lumbung.programmes.forms import CycleForm, RunForm
from lumbung.programmes.models import Run


@require_GET
@may("programmes.view")
def runs(request: Any) -> HttpResponse:
    """Programmes, every run within reach, and where to start another."""
    return _runs(request, RunForm(initial={"on": timezone.localdate(), "region_code": request.user.region_code}))


@require_GET
@may("programmes.view")
def kind(request: Any, name: str) -> HttpResponse:
    """One programme: its conditions, and every figure with its law, its days and how sure it is."""
    if name not in kinds.names():
        raise NotFound(name)
    context = {"kind": catalogue.tell_kind(kinds.find(name), on=timezone.localdate())}
    return render(request, "programmes/kind.html", context)


@require_POST
@may("programmes.run")
def start(request: Any) -> HttpResponse:
    """Queue a run and show how far it is; a wrong entry comes back with what to do."""
    form = RunForm(request.POST)
    if form.is_valid():
        try:
            region_code = form.cleaned_data.pop("region_code") or request.user.region_code
            run = actions.start_run(**form.cleaned_data, region_code=region_code, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("programmes:run", args=[run.pk]), status=303)
    return _runs(request, form, status=422)


@require_GET
@may("programmes.view")
def run(request: Any, pk: int) -> HttpResponse:
    """How far a run is, or what it decided: counts by reason, each opening its families."""
    found = queries.run(viewer=request.user, run_id=pk)
    return _run(request, found, CycleForm(viewer=request.user, initial={"period": _period_of(found)}))


@require_GET
@may("programmes.view")
def progress(request: Any, pk: int) -> HttpResponse:
    """The part of the page that asks again while a run is going on."""
    found = queries.run(viewer=request.user, run_id=pk)
    if found.job is None:
        raise NotFound(pk)
    response = render(request, "core/progress.html", _progress(found))
    if found.job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@may("programmes.run")
def abandon(request: Any, pk: int) -> HttpResponse:
    """Stop an unfinished run."""
    return done(
        request,
        actions.abandon_run,
        run_id=pk,
        by=request.user,
        back="programmes:run",
        back_args=(pk,),
        said=_("Penetapan ini dihentikan."),
    )


@require_POST
@may("payments.prepare_cycle")
def prepare(request: Any, pk: int) -> HttpResponse:
    """Make a draft cycle from a run."""
    found = queries.run(viewer=request.user, run_id=pk)
    form = CycleForm(request.POST, viewer=request.user)
    if form.is_valid():
        try:
            cycle = actions.prepare_cycle(
                run_id=pk,
                period=form.cleaned_data["period"],
                fund_id=form.cleaned_data["fund"],
                hold_back=form.cleaned_data["hold_back"],
                by=request.user,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("payments:cycle", args=[cycle.pk]), status=303)
    return _run(request, found, form, status=422)


@require_GET
@may("programmes.view")
def families(request: Any, pk: int) -> HttpResponse:
    """Who was decided in one way, for one reason."""
    found = queries.run(viewer=request.user, run_id=pk)
    outcome, reason = request.GET.get("putusan", ""), request.GET.get("alasan", "")
    rows = queries.decided_families(viewer=request.user, run=found, outcome=outcome, reason=reason)
    listed: Any = tables.DecidedRows(rows, viewer=request.user, run=found)
    table = tables.DECIDED.page(request, listed)
    kind = kinds.find(found.kind)
    heading = (
        words.reason(kind, reason, found.on) if reason else words.outcome(outcome) if outcome in words.BADGES else ""
    )
    context = {"run": found, "table": table, "heading": heading, "title": kind.title(words.language())}
    return table.export or render(request, "programmes/families.html", context)


@require_GET
@may("programmes.view")
def why(request: Any, pk: int, family_id: int) -> HttpResponse:
    """Why one family was decided as it was; with `?cetak` as a sheet to print."""
    found = queries.why(viewer=request.user, family_id=family_id, run_id=pk)
    context = {"why": found, "told": telling.tell(found), "run": found.run, "family": found.family}
    template = "programmes/why_print.html" if "cetak" in request.GET else "programmes/why.html"
    return render(request, template, context)


@require_POST
@may("programmes.run")
def decide_family(request: Any, family_id: int, name: str) -> HttpResponse:
    """Decide one family again, from what is known of it now."""
    return done(
        request,
        actions.decide_families,
        kind=name,
        family_ids=[family_id],
        on=timezone.localdate(),
        by=request.user,
        back="registry:family",
        back_args=(family_id,),
        said=_("Keluarga ini sudah ditetapkan lagi dari data sekarang."),
    )


@require_POST
@may("programmes.view")
def verify(request: Any, pk: int) -> HttpResponse:
    """Compare what a run froze with its seal."""
    altered = queries.altered(viewer=request.user, run_id=pk)
    found = queries.run(viewer=request.user, run_id=pk)
    return render(request, "programmes/verified.html", {"run": found, "altered": altered})


def _runs(request: Any, form: RunForm, *, status: int = 200) -> HttpResponse:
    table = tables.RUNS.page(request, queries.runs(viewer=request.user))
    context = {
        "table": table,
        "kinds": [catalogue.tell_kind(kinds.find(name), on=timezone.localdate()) for name in kinds.names()],
        "form": form,
        "may_run": request.user.may("programmes.run"),
    }
    return table.export or render(request, "programmes/runs.html", context, status=status)


def _run(request: Any, found: Run, form: CycleForm, *, status: int = 200) -> HttpResponse:
    decided = found.status == Run.Status.DECIDED
    context = {
        "run": found,
        "title": kinds.find(found.kind).title(words.language()),
        "badge": tables.RUN_BADGES[Run.Status(found.status)],
        "counts": catalogue.tell_counts(found, queries.counts(viewer=request.user, run=found)),
        "form": form,
        "may_try": decided and request.user.may("programmes.run"),
        "may_prepare": decided and request.user.may("payments.prepare_cycle"),
        "may_abandon": found.status == Run.Status.DECIDING and request.user.may("programmes.run"),
        "may_resume": found in queries.stopped_runs(viewer=request.user) and request.user.may("programmes.run"),
        "live": bool(found.job and not found.job.is_over),
        "withheld": duty_queries.withheld_by(viewer=request.user, run_id=found.pk),
        "held": findings.held_back(viewer=request.user, run=found).count(),
        **_progress(found),
    }
    return render(request, "programmes/run.html", context, status=status)


def _progress(run: Run) -> dict[str, Any]:
    poll_url = reverse("programmes:progress", args=[run.pk])
    return {"job": run.job, "poll_url": poll_url, "label": _("Memutuskan keluarga")}


def _period_of(run: Run) -> str:
    return str(queries.usual_period(kind=kinds.find(run.kind), on=run.on))
