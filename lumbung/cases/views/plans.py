"""Pages of a plan: its versions and goals, the draft, the approval, what is given, and the plan on paper."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.cases import actions, plan_forms, plan_paper, plan_words, queries
from lumbung.cases.models import Plan, Progress
from lumbung.cases.views.common import filled
from lumbung.core import formats
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show

SHOWN = 20


@require_GET
@may("cases.view")
def plan_of_case(request: Request, case_id: int) -> HttpResponse:
    """The plan in force, or the one in the making, with every version, the sessions and what was given."""
    case = queries.case(viewer=request.user, case_id=case_id)
    versions = queries.plans_of(viewer=request.user, case_id=case_id)
    wanted = request.GET.get("versi", "")
    plan = next((one for one in versions if str(one.version) == wanted), None) or _foremost(versions)
    given = queries.given_to(case_id=case.pk)
    context = {
        "case": case,
        "plan": plan,
        "versions": [(one, plan_words.PLAN_BADGES[one.status]) for one in versions],
        "goals": _goals(request.user, plan),
        "badge": plan_words.PLAN_BADGES[plan.status] if plan else "",
        "budget": {"given": given, "whole": plan.budget, "left": plan.budget - given} if plan else None,
        "aids": [(one, plan_words.AID_BADGES[one.status]) for one in queries.aids_of(case_id=case.pk)],
        "sessions": [
            (one, plan_words.STATE_BADGES[one.state])
            for one in queries.attendances_of_case(viewer=request.user, case_id=case_id)[:SHOWN]
        ],
        "attended": queries.attended(viewer=request.user, case_id=case_id),
        **_offers(request.user, plan),
    }
    return render(request, "cases/plan.html", context)


def _foremost(versions: list[Plan]) -> Plan | None:
    """What waits for somebody goes before what is in force; what was given up comes last."""
    order = (Plan.Status.SUBMITTED, Plan.Status.APPROVED, Plan.Status.DRAFT, Plan.Status.REPLACED)
    ranked = sorted(versions, key=lambda one: (order.index(one.status) if one.status in order else 9, -one.version))
    return ranked[0] if ranked else None


def _goals(user: Any, plan: Plan | None) -> list[dict[str, Any]]:
    if plan is None:
        return []
    notes = plan.status in (Plan.Status.APPROVED, Plan.Status.REPLACED) and user.may("cases.plan")
    found = []
    for goal in queries.goals_of(viewer=user, plan_id=plan.pk):
        latest = next(iter(goal.progress.all()), None)
        found.append(
            {
                "goal": goal,
                "component": plan_words.component(goal.component),
                "therapy": plan_words.therapy(goal.therapy),
                "how_often": plan_words.how_often(goal),
                "latest": latest,
                "badge": plan_words.REACHED_BADGES[latest.reached] if latest else "wait",
                "form": plan_forms.ProgressForm(choices=Progress.Reached.choices, prefix=f"g{goal.pk}")
                if notes
                else None,
            }
        )
    return found


def _offers(user: Any, plan: Plan | None) -> dict[str, Any]:
    """Buttons and forms for this very person."""
    writes = user.may("cases.plan")
    own_draft = plan is not None and plan.status == Plan.Status.DRAFT and plan.drafted_by_id == user.pk
    waits = plan is not None and plan.status == Plan.Status.SUBMITTED
    in_force = plan is not None and plan.status == Plan.Status.APPROVED
    goals = queries.goals_of(viewer=user, plan_id=plan.pk) if plan and in_force else []
    return {
        "drafts": writes and (plan is None or own_draft or plan.status not in Plan.IN_THE_MAKING),
        "edits": writes and own_draft,
        "decides": waits and user.may("cases.approve_plan") and plan is not None and plan.drafted_by_id != user.pk,
        "withdraws": writes and plan is not None and plan.status in Plan.IN_THE_MAKING,
        "aid_form": plan_forms.AidForm(goals=goals) if writes and in_force and plan and plan.budget else None,
        "books": writes,
    }


@require_http_methods(["GET", "POST"])
@may("cases.plan")
def draft(request: Request, case_id: int) -> HttpResponse:
    """A new plan, the next version, or one's own draft again."""
    case = queries.case(viewer=request.user, case_id=case_id)
    last = _foremost(queries.plans_of(viewer=request.user, case_id=case_id))
    initial = {"wish": last.wish, "until": last.until, "budget": last.budget, "fund": last.fund_id} if last else {}
    form = plan_forms.PlanForm(request.POST if request.method == "POST" else None, viewer=request.user, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draft_plan(case_id=case_id, **form.told(), by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Rancangan tersimpan. Sekarang tulis tujuannya."))
            return HttpResponseRedirect(_at(case_id, made.version), status=303)
    return render(request, "cases/plan_draft.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may("cases.plan")
def add_goal(request: Request, pk: int) -> HttpResponse:
    """One more goal in a draft."""
    plan = queries.plan(viewer=request.user, plan_id=pk)
    form = plan_forms.GoalForm(request.POST if request.method == "POST" else None, initial={"until": plan.until})
    if form.is_bound and form.is_valid():
        try:
            actions.add_goal(plan_id=pk, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Tujuan ditambahkan."))
            return HttpResponseRedirect(_at(plan.case_id, plan.version), status=303)
    return render(request, "cases/goal.html", {"form": form, "plan": plan}, status=422 if form.errors else 200)


@require_POST
@may("cases.plan")
def drop_goal(request: Request, pk: int) -> HttpResponse:
    """Strike a goal out of a draft."""
    goal = queries.goal(viewer=request.user, goal_id=pk)
    return _done(request, goal.plan, actions.drop_goal, _("Tujuan dihapus dari rancangan."), goal_id=pk)


@require_POST
@may("cases.plan")
def submit(request: Request, pk: int) -> HttpResponse:
    """To the one who approves."""
    plan = queries.plan(viewer=request.user, plan_id=pk)
    return _done(request, plan, actions.submit_plan, _("Rencana diajukan. Orang kedua memutuskan."), plan_id=pk)


@require_POST
@may("cases.approve_plan")
def decide(request: Request, pk: int) -> HttpResponse:
    """In force, or back with a reason."""
    plan = queries.plan(viewer=request.user, plan_id=pk)
    if request.POST.get("putusan") == "setuju":
        told = {"plan_id": pk, "on": timezone.localdate()}
        return _done(request, plan, actions.approve_plan, _("Rencana berlaku sejak hari ini."), **told)
    told = {"plan_id": pk, "said": request.POST.get("said", "")}
    return _done(request, plan, actions.return_plan, _("Rencana dikembalikan kepada penyusunnya."), **told)


@require_POST
@may("cases.plan")
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The draft is given up."""
    plan = queries.plan(viewer=request.user, plan_id=pk)
    return _done(request, plan, actions.withdraw_plan, _("Rancangan dibatalkan."), plan_id=pk)


@require_POST
@may("cases.plan")
def note_progress(request: Request, pk: int) -> HttpResponse:
    """How far a goal has come."""
    goal = queries.goal(viewer=request.user, goal_id=pk)
    form = plan_forms.ProgressForm(request.POST, choices=Progress.Reached.choices, prefix=f"g{pk}")
    if not form.is_valid():
        messages.error(request, _("Pilih capaiannya dan tulis catatannya."))
        return HttpResponseRedirect(_at(goal.case_id, goal.plan.version), status=303)
    told = {"goal_id": pk, "on": timezone.localdate(), **form.cleaned_data}
    return _done(request, goal.plan, actions.note_progress, _("Catatan kemajuan tersimpan."), **told)


@require_POST
@may("cases.plan")
def give(request: Request, case_id: int) -> HttpResponse:
    """Goods or money by the plan in force."""
    queries.case(viewer=request.user, case_id=case_id)
    plan = next(
        (one for one in queries.plans_of(viewer=request.user, case_id=case_id) if one.status == "approved"), None
    )
    goals = queries.goals_of(viewer=request.user, plan_id=plan.pk) if plan else []
    form = plan_forms.AidForm(request.POST, goals=goals)
    if not form.is_valid():
        messages.error(request, str(actions.BadAid.message))
        return HttpResponseRedirect(reverse("cases:plan", args=[case_id]), status=303)
    act = partial(actions.give, case_id=case_id, by=request.user, on=timezone.localdate(), **form.told())
    return done(request, act, back="cases:plan", back_args=(case_id,), said=_("Yang diberikan sudah dicatat."))


@require_POST
@may("cases.plan")
def cancel_aid(request: Request, pk: int) -> HttpResponse:
    """It was not given after all."""
    aid = queries.aid(viewer=request.user, aid_id=pk)
    act = partial(actions.cancel_aid, aid_id=pk, said=request.POST.get("said", ""), by=request.user)
    return done(request, act, back="cases:plan", back_args=(aid.case_id,), said=_("Catatan pemberian dibatalkan."))


@require_http_methods(["GET", "POST"])
@may("cases.pay_aids")
def pay_aids(request: Request) -> HttpResponse:
    """All money that waits for a fund in a region as one draft cycle."""
    waits = queries.money_waiting(viewer=request.user)
    region = {"region_code": request.user.region_code or ""}
    form = plan_forms.PayForm(request.POST if request.method == "POST" else None, funds=waits, initial=region)
    told = ", ".join(f"{one['name']}: {formats.rupiah(one['rupiah'])}" for one in waits)
    return filled(
        request, form,
        lambda form: actions.pay_aids(**form.cleaned_data, by=request.user, on=timezone.localdate()),
        back=lambda made: reverse("payments:cycle", args=[made.pk]), said=_("Rancangan siklus pembayaran dibuat."),
        title=_("Bayar bantuan menurut rencana kasus"), button=_("Buat rancangan siklus"),
        note=told or _("Tidak ada uang yang menunggu."),
    )  # fmt: skip


@require_GET
@may("cases.view")
def paper(request: Request, pk: int) -> HttpResponse:
    """The plan on paper, for the person, the family and the file."""
    plan = queries.plan(viewer=request.user, plan_id=pk)
    answer = HttpResponse(plan_paper.pdf(viewer=request.user, plan=plan), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="rencana-{plan.case_id}-{plan.version}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _at(case_id: int, version: int) -> str:
    return f"{reverse('cases:plan', args=[case_id])}?versi={version}"


def _done(request: Request, plan: Plan, action: Any, done_words: str, /, **told: Any) -> HttpResponse:
    act = partial(action, by=request.user, **told)
    return done(request, act, back=_at(plan.case_id, plan.version), said=done_words)
