"""The list of cases, one case, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.cases import actions, clusters, forms, ppks, queries, words
from lumbung.cases.actions.stepping import NEXT
from lumbung.cases.models import Case, CaseStep
from lumbung.cases.tables import CASES
from lumbung.cases.views.common import page
from lumbung.core import formats, panels
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, may, show
from lumbung.registry import queries as registry

SHOWN = 30


@require_GET
@may("cases.view")
def cases(request: Request) -> HttpResponse:
    """Every case within reach that this person may know of, and how many stand at each step."""
    table = CASES.page(request, queries.cases(viewer=request.user))
    counts = queries.counts_by_step(viewer=request.user)
    most = max(counts.values(), default=0) or 1
    steps = [(status, status.label, counts[status]) for status in Case.WAY]
    context = {"table": table, "steps": steps, "most": most, "breaks": request.user.may("cases.break_glass")}
    return table.export or page(request, "cases/cases.html", context)


@require_GET
@may("cases.view")
def case(request: Request, pk: int) -> HttpResponse:
    """One case: where it stands, what cannot wait, what this person may do, and what the other rooms hang on it."""
    found = queries.case(viewer=request.user, case_id=pk)
    given: dict[str, Any] = {"viewer": request.user, "case_id": pk}
    steps = list(queries.steps_of(**given))
    ending = clusters.find(found.cluster).outcomes.get(found.ending)
    context = {
        "case": found,
        "cluster": words.cluster(found.cluster),
        "kind": words.kind(found.ppks),
        "checks": _checks(found),
        "badge": words.BADGES[found.status],
        "ending": words.said(ending.words) if ending else "",
        "steps": _way(found, steps),
        "papers": [(status, status.label) for status in Case.WAY],
        "now": next((one for one in steps if one.status == CaseStep.State.OPEN), None),
        "urgent": queries.urgent_tasks(viewer=request.user).filter(case=found),
        "openings": queries.openings(viewer=request.user).filter(case=found),
        "team": queries.team_of(**given),
        "consents": queries.consents_of(**given),
        "decisions": queries.decisions_on(**given),
        "contacts": [(one, forms.ContactForm(auto_id=f"k{one.pk}_%s")) for one in queries.contacts_of(**given)],
        "entries": panels.timeline_of("case", viewer=request.user, record=found)[:SHOWN],
        "panels": panels.panels_of("case", viewer=request.user, record=found),
        "reads_trail": queries.reads_trail(**given),
        **_offers(request.user, found, steps),
    }
    return page(request, "cases/case.html", context)


def _offers(user: Any, found: Case, steps: list[CaseStep]) -> dict[str, Any]:
    """What this person may do here and now."""
    now = next((one for one in steps if one.status == CaseStep.State.OPEN), None)
    works = user.may("cases.work") and found.is_open
    return {
        "works": works,
        "onward": [(to, to.label) for to in NEXT.get(Case.Status(found.status), ())] if works else [],
        "signs": user.may("cases.supervise") and found.status in NEXT and now is not None and now.owner_id != user.pk,
        "ends": works and found.status == Case.Status.TERMINATION,
        "confers": works and found.status in (Case.Status.CONFERENCE, *actions.SERVED),
        "supervises": user.may("cases.supervise"),
    }


def _checks(found: Case) -> list[tuple[str, str]]:
    """What the registry says of the criteria of the kind; it proposes, the worker knows."""
    kind = ppks.kinds().get(found.ppks)
    if kind is None or found.person is None:
        return []
    age = registry.age_on(born=found.person.birth_date, on=found.opened_on)
    told = kind.check(age=age, facts=ppks.facts_of(found.person))
    return [(words.criterion(kind, name), words.MARKS[mark]) for name, mark in told.items()]


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


@require_GET
@may("cases.open")
def kinds(request: Request) -> HttpResponse:
    """The 26 kinds of PPKS: what makes somebody one, which cluster serves them, how many cases there are."""
    counts = queries.counts_by_kind(viewer=request.user) if request.user.may("cases.view") else {}
    rows = [
        (one, words.said(one.words), words.criteria(one), words.cluster_of(one), counts.get(one.name, 0))
        for one in ppks.kinds().values()
    ]
    told = [(one, said, criteria, words.cluster(name) if name else "", n) for one, said, criteria, name, n in rows]
    return page(request, "cases/kinds.html", {"kinds": told, "remark": words.said(ppks.remark())})


@require_http_methods(["GET", "POST"])
@may("cases.open")
def new(request: Request) -> HttpResponse:
    """A referral, for the person that the address names or for somebody without a record."""
    whom = request.GET.get("orang", "")
    person = registry.person(viewer=request.user, person_id=int(whom)) if whom.isdigit() else None
    form = forms.ReferralForm(request.POST if request.method == "POST" else None, known=person is not None)
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = {**form.told(), "person_id": person.pk if person else None}
        spoken = told.pop("agreement")
        told["agreement"] = actions.Agreement(**spoken) if spoken else None
        try:
            made = actions.open_case(**told, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            return _received(request, made)
    return page(request, "cases/new.html", {"form": form, "person": person}, status=422 if form.errors else 200)


def _received(request: Request, made: Case) -> HttpResponse:
    """The case, for those who may see it; others learn that it was received, and nothing else."""
    messages.success(request, _("Rujukan diterima. Supervisor pekerja sosial menindaklanjutinya."))
    seen = request.user.may("cases.view") and Case.objects.visible_to(request.user).filter(pk=made.pk).exists()
    return HttpResponseRedirect(reverse("cases:case", args=[made.pk]) if seen else reverse("home"), status=303)
