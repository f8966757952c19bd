"""Untouched money: whose, since when, and how many days are left before it goes back."""

from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, QuerySet, Sum
from django.db.models.expressions import RawSQL

from lumbung.core.refusals import NotFound
from lumbung.payments.models import Line, TreasuryReturn, Untouched
from lumbung.payments.queries.reconciling import Amount


def untouched(*, viewer: Any, on: date) -> QuerySet[Untouched]:
    """Money in reach that nobody has touched, soonest due first, each with its `days_left` (below zero: overdue)."""
    left = RawSQL("due_on - %s::date", [on], output_field=IntegerField())
    open_now = Untouched.objects.visible_to(viewer).filter(touched_on=None, line__status=Line.Status.PAID)
    return open_now.annotate(days_left=left).select_related("line__cycle", "card").order_by("due_on", "pk")


def untouched_sum(*, viewer: Any, on: date) -> dict[str, Amount]:
    """Families and rupiah: `told` all that is untouched, `due` what may go back by now."""
    rows = untouched(viewer=viewer, on=on)
    return {"told": _summed(rows), "due": _summed(rows.filter(due_on__lte=on))}


def _summed(rows: QuerySet[Untouched]) -> Amount:
    told = rows.order_by().aggregate(lines=Count("pk"), rupiah=Sum("amount", default=0))
    return Amount(told["lines"], told["rupiah"])


def untouched_one(*, viewer: Any, untouched_id: int) -> Untouched:
    """One of them, for its letter; NotFound outside the viewer's reach."""
    found = Untouched.objects.visible_to(viewer).select_related("line__cycle", "line__family", "card")
    told = found.filter(pk=untouched_id).first()
    if told is None:
        raise NotFound(untouched_id)
    return told


def due_by_fund(*, viewer: Any, on: date) -> list[dict[str, Any]]:
    """What is due and on no list yet: `fund_id, name, lines, rupiah` for each fund in reach."""
    due = untouched(viewer=viewer, on=on).filter(due_on__lte=on, treasury_return=None)
    names = due.order_by().values(fund_id=F("line__cycle__fund_id"), name=F("line__cycle__fund__name"))
    return [dict(row) for row in names.annotate(lines=Count("pk"), rupiah=Sum("amount")).order_by("name")]


def treasury_returns(*, viewer: Any) -> QuerySet[TreasuryReturn]:
    """Lists of money that goes back or went back, newest first."""
    return (
        TreasuryReturn.objects.visible_to(viewer).select_related("fund", "prepared_by", "approved_by").order_by("-pk")
    )


def treasury_return(*, viewer: Any, return_id: int) -> TreasuryReturn:
    """One of those lists."""
    found = treasury_returns(viewer=viewer).filter(pk=return_id).first()
    if found is None:
        raise NotFound(return_id)
    return found


def lines_of_return(*, viewer: Any, return_id: int) -> QuerySet[Untouched]:
    """The money on such a list that lies in reach."""
    found = Untouched.objects.visible_to(viewer).filter(treasury_return=return_id)
    return found.select_related("line", "card").order_by("pk")
