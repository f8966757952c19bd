"""Plans, their goals and what was given by them."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from lumbung.cases.models import Aid, Goal, Plan, Progress
from lumbung.core.refusals import NotFound
from lumbung.payments.models import Cycle


def plans(*, viewer: Any) -> QuerySet[Plan]:
    """Every plan that the viewer may read, the newest first."""
    return Plan.objects.visible_to(viewer).select_related("case", "fund", "drafted_by", "approved_by").order_by("-pk")


def plan(*, viewer: Any, plan_id: int) -> Plan:
    """One version of a plan; raises NotFound."""
    found = plans(viewer=viewer).filter(pk=plan_id).first()
    if found is None:
        raise NotFound(plan_id)
    return found


def plans_of(*, viewer: Any, case_id: int) -> list[Plan]:
    """All versions of a case's plan, the newest first."""
    return list(plans(viewer=viewer).filter(case_id=case_id).order_by("-version"))


def plans_to_approve(*, viewer: Any) -> QuerySet[Plan]:
    """Plans that wait for a second person, whom this very person may be."""
    return plans(viewer=viewer).filter(status=Plan.Status.SUBMITTED).exclude(drafted_by=viewer.pk).order_by("pk")


def goal(*, viewer: Any, goal_id: int) -> Goal:
    """One goal with its plan; raises NotFound."""
    found = Goal.objects.visible_to(viewer).select_related("plan", "case").filter(pk=goal_id).first()
    if found is None:
        raise NotFound(goal_id)
    return found


def goals_of(*, viewer: Any, plan_id: int) -> list[Goal]:
    """The goals of a plan in their order, each with its notes of progress, the newest first."""
    notes = Progress.objects.visible_to(viewer).select_related("by").order_by("-on", "-pk")
    found = Goal.objects.visible_to(viewer).filter(plan_id=plan_id)
    return list(found.prefetch_related(Prefetch("progress", queryset=notes)).order_by("number"))


def aids_of(*, case_id: int) -> QuerySet[Aid]:
    """What was given to the person of a case, cancelled records left out; the newest first. The case was asked for."""
    found = Aid.objects.filter(case_id=case_id).exclude(status=Aid.Status.CANCELLED)
    return found.select_related("by", "cycle").order_by("-on", "-pk")


def money_waiting(*, viewer: Any) -> list[dict[str, Any]]:
    """Money of plans that waits for a payment cycle, by `fund`, with how many entries and how many `rupiah`."""
    again = Q(status=Aid.Status.ORDERED, cycle__status=Cycle.Status.CANCELLED)
    found = Aid.objects.visible_to(viewer).filter(Q(status=Aid.Status.WAITING) | again, sensitive=False)
    told = found.order_by("plan__fund__name").values("plan__fund", "plan__fund__name")
    return [
        {"fund": one["plan__fund"], "name": one["plan__fund__name"], "count": one["count"], "rupiah": one["rupiah"]}
        for one in told.annotate(count=Count("pk"), rupiah=Sum("rupiah"))
    ]


def aid(*, viewer: Any, aid_id: int) -> Aid:
    """One record of what was given; raises NotFound."""
    found = Aid.objects.visible_to(viewer).filter(pk=aid_id).first()
    if found is None:
        raise NotFound(aid_id)
    return found


def given_to(*, case_id: int) -> int:
    """Rupiah given by all versions of a case's plan, money on its way included."""
    return aids_of(case_id=case_id).aggregate(rupiah=Sum("rupiah", default=0))["rupiah"]
