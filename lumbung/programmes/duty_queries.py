"""Reads about conditions: what is owed and filled in, lists, verdicts, sanctions. Who looks comes first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from lumbung.core.refusals import NotFound
from lumbung.programmes.models import (
    Appeal,
    Duty,
    DutyList,
    DutyListRow,
    DutyProof,
    Sanction,
    SanctionEffect,
    Verdict,
)
from lumbung.registry.models import Person


def families_owing(*, viewer: Any, month: date) -> QuerySet:
    """Families that owe something in a month, with how much of it is filled in."""
    found = Duty.objects.visible_to(viewer).filter(month=month.replace(day=1))
    grouped = found.values("family_id", "family__head_name", "region_code")
    return grouped.annotate(owed=Count("pk"), filled=Count("pk", filter=Q(entered_on__isnull=False)))


def filled_by_condition(*, viewer: Any, month: date) -> list[dict[str, Any]]:
    """By condition: how many members owe it in a month, how many are filled in."""
    found = Duty.objects.visible_to(viewer).filter(month=month.replace(day=1)).values("condition")
    counted = found.annotate(owed=Count("pk"), filled=Count("pk", filter=Q(entered_on__isnull=False)))
    return [dict(one) for one in counted.order_by("condition")]


def duties(*, viewer: Any, family_id: int, month: date) -> list[Duty]:
    """What the members of a family owe in a month, by member."""
    found = Duty.objects.visible_to(viewer).filter(family_id=family_id, month=month.replace(day=1))
    return list(found.select_related("person").order_by("person__relation", "person_id", "condition"))


def proofs(*, viewer: Any, duty_ids: Sequence[int]) -> list[DutyProof]:
    """Photos and papers behind duties, the oldest first."""
    found = DutyProof.objects.visible_to(viewer).filter(duty__in=duty_ids)
    return list(found.select_related("duty__person", "by").order_by("pk"))


def proof(*, viewer: Any, proof_id: int) -> DutyProof:
    """One photo or paper; NotFound outside the viewer's reach."""
    found = DutyProof.objects.visible_to(viewer).filter(pk=proof_id).first()
    if found is None:
        raise NotFound(proof_id)
    return found


def lists(*, viewer: Any) -> QuerySet[DutyList]:
    """Lists of schools, health posts and meetings, the newest first."""
    return DutyList.objects.visible_to(viewer).select_related("by", "session__group").order_by("-pk")


def duty_list(*, viewer: Any, list_id: int) -> DutyList:
    """One list; NotFound outside the viewer's reach."""
    found = lists(viewer=viewer).filter(pk=list_id).first()
    if found is None:
        raise NotFound(list_id)
    return found


def rows_left(*, viewer: Any, list_id: int) -> QuerySet[DutyListRow]:
    """Rows of a list that found nobody, one by one."""
    return DutyListRow.objects.visible_to(viewer).filter(list_id=list_id).order_by("row")


def verdict_counts(*, viewer: Any, quarter: date) -> list[dict[str, Any]]:
    """By condition: kept, not kept, not known."""
    found = Verdict.objects.visible_to(viewer).filter(quarter=quarter).values("condition")
    counted = found.annotate(
        keeping=Count("pk", filter=Q(met=True)),
        missing=Count("pk", filter=Q(met=False)),
        not_known=Count("pk", filter=Q(met=None)),
    )
    return [dict(one) for one in counted.order_by("condition")]


def verdicts_of(*, viewer: Any, family_id: int) -> QuerySet[Verdict]:
    """What the quarters said about a family's members, the newest first."""
    found = Verdict.objects.visible_to(viewer).filter(family_id=family_id).select_related("person")
    return found.order_by("-quarter", "person_id", "condition")


def sanctions(*, viewer: Any) -> QuerySet[Sanction]:
    """Sanctions within reach, those that wait first."""
    return Sanction.objects.visible_to(viewer).select_related("family", "signed_by").order_by("-quarter", "-pk")


def sanction(*, viewer: Any, sanction_id: int) -> Sanction:
    """One sanction; NotFound outside the viewer's reach."""
    found = sanctions(viewer=viewer).filter(pk=sanction_id).first()
    if found is None:
        raise NotFound(sanction_id)
    return found


def names_in(*, viewer: Any, sanction: Sanction) -> dict[int, str]:
    """Names of the members a sanction rests on."""
    mentioned = [told["person"] for told in sanction.because]
    return dict(Person.objects.visible_to(viewer).filter(pk__in=mentioned).values_list("pk", "name"))


def effects_of(*, viewer: Any, sanction: Sanction) -> QuerySet[SanctionEffect]:
    """What a sanction did to which cycle."""
    return SanctionEffect.objects.visible_to(viewer).filter(sanction=sanction).select_related("cycle").order_by("pk")


def withheld_by(*, viewer: Any, run_id: int) -> dict[str, int]:
    """Families whose amount a sanction changed in the cycles of a run, and rupiah withheld and given back."""
    found = SanctionEffect.objects.visible_to(viewer).filter(run=run_id).exclude(cycle__status="cancelled")
    cut, back = (Coalesce(Sum("amount", filter=Q(kind=kind)), 0) for kind in ("cut", "back"))
    return found.aggregate(families=Count("family", distinct=True), cut=cut, back=back)


def appeals(*, viewer: Any) -> QuerySet[Appeal]:
    """Appeals within reach, the first to be answered first."""
    found = Appeal.objects.visible_to(viewer).select_related("sanction__family", "filed_by", "decided_by")
    return found.order_by("due_on", "pk")
