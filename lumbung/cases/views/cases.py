"""The list of cases, one case, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.cases import actions, forms, queries, words
from lumbung.cases.actions.stepping import NEXT
from lumbung.cases.models import Case, CaseStep
from lumbung.cases.tables import CASES
from lumbung.core import formats, panels
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, may, show
from lumbung.registry import queries as registry


@require_GET
@may("cases.view")
def cases(request: Request) -> HttpResponse:
    """Every case within reach that this person may know of, and how many stand at each step."""
    table = CASES.page(request, queries.cases(viewer=request.user))
    counts = queries.counts_by_step(viewer=request.user)
    steps = [{"title": status.label, "value": counts[status]} for status in Case.WAY]
    return table.export or render(request, "cases/cases.html", {"table": table, "steps": steps})


@require_GET
@may("cases.view")
def case(request: Request, pk: int) -> HttpResponse:
    """One case: where it stands, what cannot wait, what this person may do, and what the other rooms hang on it."""
    found = queries.case(viewer=request.user, case_id=pk)
    steps = list(queries.steps_of(viewer=request.user, case_id=pk))
    now = next((one for one in steps if one.status == CaseStep.State.OPEN), None)
    context = {
        "case": found,
        "cluster": words.cluster(found.cluster),
        "kind": words.kind(found.ppks),
        "badge": words.BADGES[found.status],
        "steps": _way(found, steps),
        "now": now,
        "urgent": queries.urgent_tasks(viewer=request.user).filter(case=found),
        "team": queries.team_of(viewer=request.user, case_id=pk),
        "panels": panels.panels_of("case", viewer=request.user, record=found),
        "onward": [(to, to.label) for to in NEXT.get(Case.Status(found.status), ())],
        "works": request.user.may("cases.work") and found.status in NEXT,
        "signs": request.user.may("cases.supervise") and found.status in NEXT and now and now.owner != request.user,
    }
    return render(request, "cases/case.html", context)


def _way(found: Case, steps: list[CaseStep]) -> list[dict[str, Any]]:
    """The chain as pages draw it, each step as it last was."""
    last = {one.kind: one for one in steps}
    marks = {CaseStep.State.OPEN: "now", CaseStep.State.DONE: "done", CaseStep.State.SKIPPED: "failed"}
    told = []
    for status in Case.WAY:
        one = last.get(status)
        on = formats.day(one.done_on or one.due_on) if one else ""
        told.append({"title": status.label, "state": marks[CaseStep.State(one.status)] if one else "next", "on": on})
    return told


@require_http_methods(["GET", "POST"])
@may("cases.open")
def new(request: Request) -> HttpResponse:
    """A referral, for the person that the address names or for somebody without a record."""
    whom = request.GET.get("orang", "")
    person = registry.person(viewer=request.user, person_id=int(whom)) if whom.isdigit() else None
    form = forms.ReferralForm(request.POST if request.method == "POST" else None, known=person is not None)
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = {**form.told(), "person_id": person.pk if person else None}
        try:
            made = actions.open_case(**told, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            return _received(request, made)
    context = {"form": form, "person": person}
    return render(request, "cases/new.html", context, status=422 if form.errors else 200)


def _received(request: Request, made: Case) -> HttpResponse:
    """The case, for those who may see it; others learn that it was received, and nothing else."""
    messages.success(request, _("Rujukan diterima. Supervisor pekerja sosial menindaklanjutinya."))
    seen = request.user.may("cases.view") and Case.objects.visible_to(request.user).filter(pk=made.pk).exists()
    return HttpResponseRedirect(reverse("cases:case", args=[made.pk]) if seen else reverse("home"), status=303)
