"""The plan: drafted with its goals, submitted, approved by another person, replaced by a new version."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import planning, queries
from lumbung.cases.actions.common import locked, person_may, sentence, still_open
from lumbung.cases.models import Aid, Goal, Plan, Progress
from lumbung.core import bulk, formats, states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import one_of
from lumbung.payments.models import Account, Fund

Status = Plan.Status
DRAFT, APPROVE = "cases.plan", "cases.approve_plan"


class SomebodyDrafts(Refusal):
    """One plan of a case is being made at a time, by one person."""

    message = _("%(name)s sedang menyusun versi %(version)s. Minta ia mengajukan atau membatalkannya dulu.")


class DrafterApproves(Refusal):
    """Whoever drafted a plan doesn't approve it."""

    message = _("Yang menyusun rencana tidak bisa menyetujuinya. Minta supervisor atau pejabat lain.")
    status = 403


class NoGoalYet(Refusal):
    """A plan without goals plans nothing."""

    message = _("Tulis dulu paling sedikit satu tujuan dengan ukurannya.")


class NotADraft(Refusal):
    """What was submitted or approved stays; a new version is made."""

    message = _("Rencana ini “%(now)s” dan tidak diubah lagi. Buat versi baru.")


class BadPlan(BadInput):
    """A plan says what the person wishes, until when it holds, and from which fund it may give."""

    message = _("Periksa keinginan orangnya, tanggal tinjau, anggaran, dan dananya.")


class BadGoal(BadInput):
    """A goal says what, measured by what, who, how often, until when, and to which component it belongs."""

    message = _("Lengkapi tujuan: komponen dan terapinya, ukurannya, siapa, berapa kali, dan sampai kapan.")


class BeyondTheFund(Refusal):
    """What the fund still holds is less than what the plan may give."""

    message = _("Dana “%(fund)s” tinggal %(left)s, kurang dari sisa anggaran rencana %(wanted)s.")


class BelowWhatWasGiven(Refusal):
    """Earlier versions gave more than this budget."""

    message = _("Anggaran %(budget)s di bawah yang sudah diberikan, %(given)s.")


@transaction.atomic
def draft_plan(
    *, case_id: int, wish: str, until: date, by: Any, on: date, budget: int = 0, fund_id: int | None = None
) -> Plan:
    """Begin a plan, or the next version with the goals of the one in force; one's own draft is changed by it.

    The same again changes nothing.
    """
    person_may(by=by, permission=DRAFT)
    case = locked(case_id=case_id, by=by)
    still_open(case)
    told = {"wish": sentence(wish, field="wish"), "until": until, "budget": budget, "fund_id": fund_id}
    _check(told, by=by, on=on)
    open_one = Plan.objects.filter(case=case, status__in=Plan.IN_THE_MAKING).select_related("drafted_by").first()
    if open_one is not None:
        return _change(open_one, told, by)
    last = Plan.objects.filter(case=case).order_by("-version").first()
    made = Plan.objects.create(case=case, version=last.version + 1 if last else 1, drafted_by=by, drafted_on=on, **told)
    in_force = Plan.objects.filter(case=case, status=Status.APPROVED).first()
    if in_force is not None:
        bulk.execute(_SAME_GOALS, {"into": made.pk, "of": in_force.pk})
    return made


_SAME_GOALS = """
    INSERT INTO cases_goal (region_code, sensitive, case_id, plan_id, number, component, therapy, aim, measure, who,
                            times, per, until)
    SELECT region_code, sensitive, case_id, %(into)s, number, component, therapy, aim, measure, who, times, per, until
      FROM cases_goal WHERE plan_id = %(of)s ORDER BY number
"""


def _check(told: dict[str, Any], *, by: Any, on: date) -> None:
    wrong = {}
    if told["until"] <= on:
        wrong["until"] = str(_("Tulis tanggal sesudah hari ini."))
    if told["budget"] < 0 or (told["budget"] and not told["fund_id"]):
        wrong["budget"] = str(_("Anggaran rencana perlu dananya, dan tidak di bawah nol."))
    if told["fund_id"] and not Fund.objects.visible_to(by).filter(pk=told["fund_id"], status="open").exists():
        wrong["fund"] = str(_("Dana ini tidak ada di wilayah Anda, atau sudah ditutup."))
    if wrong:
        raise BadPlan(fields=wrong)


def _change(draft: Plan, told: dict[str, Any], by: Any) -> Plan:
    same = all(getattr(draft, name) == value for name, value in told.items())
    if same and draft.drafted_by_id == by.pk:
        return draft
    if draft.drafted_by_id != by.pk:
        raise SomebodyDrafts(draft, name=draft.drafted_by, version=draft.version)
    _still_draft(draft)
    for name, value in told.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(told))
    return draft


@transaction.atomic
def add_goal(
    *,
    plan_id: int,
    component: str,
    aim: str,
    measure: str,
    who: str,
    times: int,
    per: str,
    until: date,
    by: Any,
    therapy: str = "",
) -> Goal:
    """One more goal in one's draft; the same goal again is the same record."""
    plan = _own_draft(plan_id, by)
    told = {
        "component": component,
        "therapy": therapy,
        "aim": sentence(aim, field="aim"),
        "measure": sentence(measure, field="measure"),
        "who": sentence(who, field="who"),
        "times": times,
        "per": per,
        "until": until,
    }
    if wrong := _wrong(component=component, therapy=therapy, times=times, per=per):
        raise BadGoal(fields=wrong)
    known = plan.goals.filter(**told).first()
    if known is not None:
        return known
    last = plan.goals.order_by("-number").values_list("number", flat=True).first()
    return Goal.objects.create(plan=plan, case_id=plan.case_id, number=(last or 0) + 1, **told)


def _wrong(*, component: str, therapy: str, times: int, per: str) -> dict[str, str]:
    """What of a goal is not in order, by field, with what would be."""
    wrong = {}
    if component not in planning.components():
        known = ", ".join(planning.components())
        wrong["component"] = str(_("Komponen ini tidak dikenal. Pilih: %(known)s.") % {"known": known})
    elif not planning.fits(component=component, therapy=therapy):
        known = ", ".join(name for name, one in planning.therapies().items() if component in one.of) or "–"
        wrong["therapy"] = str(_("Terapi ini tidak termasuk komponennya. Pilih: %(known)s.") % {"known": known})
    if times < 1 or per not in Goal.Per.values:
        wrong["times"] = str(BadGoal.message)
    return wrong


@transaction.atomic
def drop_goal(*, goal_id: int, by: Any) -> None:
    """Strike a goal out of one's draft; what is gone stays gone."""
    goal = Goal.objects.visible_to(by).filter(pk=goal_id).first()
    if goal is not None:
        _own_draft(goal.plan_id, by)
        goal.delete()


@transaction.atomic
def submit_plan(*, plan_id: int, by: Any) -> Plan:
    """Hand a draft to the one who approves; from now on it stays as it is."""
    plan = _locked_plan(plan_id, by, DRAFT)
    if plan.status == Status.SUBMITTED:
        return plan
    if not plan.goals.exists():
        raise NoGoalYet(plan)
    return states.move(plan, Status.SUBMITTED, said="")


@transaction.atomic
def approve_plan(*, plan_id: int, by: Any, on: date) -> Plan:
    """A second person puts the plan in force; the version before it is replaced.

    Raises DrafterApproves, BelowWhatWasGiven, BeyondTheFund.
    """
    plan = _locked_plan(plan_id, by, APPROVE)
    if plan.status == Status.APPROVED and plan.approved_by_id == by.pk:
        return plan
    if plan.drafted_by_id == by.pk:
        raise DrafterApproves(plan)
    _within_means(plan)
    for former in Plan.objects.select_for_update().filter(case_id=plan.case_id, status=Status.APPROVED):
        if former.pk != plan.pk:
            states.move(former, Status.REPLACED)
    return states.move(plan, Status.APPROVED, approved_by=by, approved_on=on)


def _within_means(plan: Plan) -> None:
    given = queries.given_to(case_id=plan.case_id)
    if plan.budget < given:
        raise BelowWhatWasGiven(plan, budget=formats.rupiah(plan.budget), given=formats.rupiah(given))
    if plan.fund is None:
        return
    held = Account.objects.filter(fund=plan.fund, kind=Account.Kind.AVAILABLE).values_list("balance", flat=True).first()
    waiting = queries.aids_of(case_id=plan.case_id).filter(status=Aid.Status.WAITING)
    wanted = plan.budget - given + sum(waiting.values_list("rupiah", flat=True))
    if (held or 0) < wanted:
        told = {"left": formats.rupiah(held or 0), "wanted": formats.rupiah(wanted)}
        raise BeyondTheFund(plan, fund=str(plan.fund), **told)


@transaction.atomic
def return_plan(*, plan_id: int, said: str, by: Any) -> Plan:
    """Back to the drafter, with the reason."""
    plan = _locked_plan(plan_id, by, APPROVE)
    told = sentence(said)
    if plan.status == Status.DRAFT and plan.said == told:
        return plan
    if plan.drafted_by_id == by.pk:
        raise DrafterApproves(plan)
    return states.move(plan, Status.DRAFT, said=told)


@transaction.atomic
def withdraw_plan(*, plan_id: int, by: Any) -> Plan:
    """A plan in the making is given up; anybody of the team may, so that an ill colleague's draft blocks nobody."""
    plan = _locked_plan(plan_id, by, DRAFT)
    return plan if plan.status == Status.WITHDRAWN else states.move(plan, Status.WITHDRAWN)


@transaction.atomic
def note_progress(*, goal_id: int, reached: str, words: str, by: Any, on: date) -> Progress:
    """How far a goal of a plan in force has come; sent twice it is one note."""
    person_may(by=by, permission=DRAFT)
    goal = Goal.objects.visible_to(by).select_related("plan").filter(pk=goal_id).first()
    if goal is None:
        raise NotFound(goal_id)
    locked(case_id=goal.case_id, by=by)
    if goal.plan.status not in (Status.APPROVED, Status.REPLACED):
        raise NotADraft(goal.plan, now=goal.plan.get_status_display())
    told = {
        "goal": goal,
        "on": on,
        "by": by,
        "reached": one_of(Progress.Reached, reached, field="reached"),
        "words": sentence(words, field="words"),
    }
    return Progress.objects.filter(**told).first() or Progress.objects.create(case_id=goal.case_id, **told)


def _locked_plan(plan_id: int, by: Any, permission: str) -> Plan:
    person_may(by=by, permission=permission)
    found = Plan.objects.visible_to(by).filter(pk=plan_id).first()
    if found is None:
        raise NotFound(plan_id)
    locked(case_id=found.case_id, by=by)
    return Plan.objects.select_for_update(of=("self",)).select_related("fund").get(pk=plan_id)


def _own_draft(plan_id: int, by: Any) -> Plan:
    plan = _locked_plan(plan_id, by, DRAFT)
    _still_draft(plan)
    if plan.drafted_by_id != by.pk:
        raise SomebodyDrafts(plan, name=plan.drafted_by, version=plan.version)
    return plan


def _still_draft(plan: Plan) -> None:
    if plan.status != Status.DRAFT:
        raise NotADraft(plan, now=plan.get_status_display())
