"""Accounts that failed their check, and whether they have been repaired."""

from typing import Any

from django.db.models import Count, QuerySet

from lumbung.core.refusals import NotFound
from lumbung.payments.models import AccountCheck


def account_faults(*, viewer: Any) -> QuerySet[AccountCheck]:
    """Failed accounts in reach, open ones first."""
    found = AccountCheck.objects.visible_to(viewer).filter(result=AccountCheck.Result.FAILED)
    return found.select_related("line", "card").order_by("-repaired_on", "-pk")


def checks_counted(*, viewer: Any, cycle_id: int) -> dict[str, int]:
    """`fine` and `failed` accounts of a cycle, within reach."""
    found = AccountCheck.objects.visible_to(viewer).filter(line__cycle=cycle_id)
    return dict(found.order_by().values_list("result").annotate(Count("line", distinct=True)))


def account_fault(*, viewer: Any, check_id: int) -> AccountCheck:
    """One failed account; NotFound outside the viewer's reach."""
    found = account_faults(viewer=viewer).filter(pk=check_id).first()
    if found is None:
        raise NotFound(check_id)
    return found
