"""Pages: draft a change on a finished run, what it would do, and to whom. Nothing here reaches a family."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import may
from lumbung.programmes import actions, kinds, outcomes, queries, scenario_pictures, scenario_tables, words
from lumbung.programmes.models import Run, Scenario
from lumbung.programmes.scenario_forms import DraftForm, told


@require_GET
@may("programmes.view")
def scenarios(request: Any) -> HttpResponse:
    """Every scenario within reach."""
    table = scenario_tables.SCENARIOS.page(request, outcomes.scenarios(viewer=request.user))
    return table.export or render(request, "programmes/scenarios.html", {"table": table})


@require_http_methods(["GET", "POST"])
@may("programmes.run")
def attempt(request: Any, pk: int) -> HttpResponse:
    """The run's figures to change; sent, the draft is worked out by the worker."""
    run = queries.run(viewer=request.user, run_id=pk)
    form = DraftForm(request.POST or None, kind=kinds.find(run.kind), now=queries.figures_of(run=run))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_scenario(
                run_id=pk, name=form.cleaned_data["name"], changes=form.changes(), by=request.user
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("programmes:scenario", args=[made.pk]), status=303)
    status = 422 if form.errors else 200
    return render(request, "programmes/attempt.html", {"run": run, "title": _title(run), "form": form}, status=status)


@require_GET
@may("programmes.view")
def scenario(request: Any, pk: int) -> HttpResponse:
    """How far a comparison is, or what the draft would do within the viewer's region."""
    found = outcomes.scenario(viewer=request.user, scenario_id=pk)
    context = {
        "scenario": found,
        "run": found.run,
        "title": _title(found.run),
        "changes": told(kinds.find(found.run.kind), found.changes),
        "badge": scenario_tables.BADGES[Scenario.Status(found.status)],
        "live": bool(found.job and not found.job.is_over),
        **_progress(found),
    }
    if found.status == Scenario.Status.READY:
        outcome = outcomes.outcome(viewer=request.user, scenario=found)
        context |= {
            "outcome": outcome,
            "sentence": scenario_pictures.sentence(outcome),
            "asof": scenario_pictures.as_of(outcome),
            "keys": scenario_pictures.keys(outcome),
            "charts": scenario_pictures.by_decile(outcome),
            "tables": scenario_pictures.tables(outcome),
        }
    return render(request, "programmes/scenario.html", context)


@require_GET
@may("programmes.view")
def progress(request: Any, pk: int) -> HttpResponse:
    """The part of the page that asks again while a comparison is going on."""
    found = outcomes.scenario(viewer=request.user, scenario_id=pk)
    if found.job is None:
        raise NotFound(pk)
    response = render(request, "core/progress.html", _progress(found))
    if found.job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@may("programmes.view")
def families(request: Any, pk: int) -> HttpResponse:
    """Whom the draft would touch, and with how much."""
    found = outcomes.scenario(viewer=request.user, scenario_id=pk)
    rows: Any = scenario_tables.TouchedRows(
        outcomes.touched(viewer=request.user, scenario=found), viewer=request.user, run=found.run
    )
    table = scenario_tables.TOUCHED.page(request, rows)
    context = {"scenario": found, "title": _title(found.run), "table": table}
    return table.export or render(request, "programmes/scenario_families.html", context)


def _title(run: Run) -> str:
    return kinds.find(run.kind).title(words.language())


def _progress(found: Scenario) -> dict[str, Any]:
    poll_url = reverse("programmes:scenario_progress", args=[found.pk])
    return {"job": found.job, "poll_url": poll_url, "label": _("Membandingkan keluarga")}
