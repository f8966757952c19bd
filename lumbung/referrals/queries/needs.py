"""Needs within reach and on this side of the wall, what waits at a desk, what came back."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from lumbung.core.refusals import NotFound
from lumbung.core.wall import lifted
from lumbung.referrals.models import Consent, Escalation, Need, Referral
from lumbung.regions.models import Region
from lumbung.registry import queries as registry

_PLACE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])


def needs(*, viewer: Any) -> QuerySet[Need]:
    """Every need the viewer may know of, each with its `place`; the newest first."""
    found = Need.objects.visible_to(viewer).select_related("person", "noted_by", "asked_by")
    return found.annotate(place=_PLACE).order_by("-pk")


def need(*, viewer: Any, need_id: int) -> Any:
    """One need; raises NotFound, which tells nothing of what lies behind the wall."""
    found = needs(viewer=viewer).filter(pk=need_id).first()
    if found is None:
        raise NotFound(need_id)
    return found


def needs_of_person(*, viewer: Any, person_id: int) -> QuerySet[Need]:
    """What a person needed, merged records included, each with its referrals."""
    found = needs(viewer=viewer).filter(person_id__in=registry.records_of(person_id=person_id))
    return found.prefetch_related(Prefetch("referrals", referrals(viewer=viewer).order_by("pk")))


def waiting_at(*, viewer: Any, level: str) -> QuerySet[Need]:
    """What waits at a desk: the overdue first, of one day the most urgent."""
    found = needs(viewer=viewer).filter(level=level, status=Need.Status.OPEN)
    return found.order_by("due_on", "urgency", "pk")


def referrals(*, viewer: Any) -> QuerySet[Referral]:
    """Every referral the viewer may know of, the newest first."""
    found = Referral.objects.visible_to(viewer).select_related("institution", "need", "sent_by", "answered_by")
    return found.order_by("-pk")


def referral(*, viewer: Any, referral_id: int) -> Referral:
    """One referral whose need the viewer may know of; raises NotFound."""
    known = Need.objects.visible_to(viewer).values("pk")
    found = referrals(viewer=viewer).filter(pk=referral_id, need__in=known).first()
    if found is None:
        raise NotFound(referral_id)
    return found


def overdue(*, viewer: Any, on: date) -> QuerySet[Referral]:
    """Answers that have not come in time, the latest first."""
    late = referrals(viewer=viewer).filter(status=Referral.Status.SENT, due_on__lt=on)
    return late.order_by("due_on", "urgency", "pk")


def results_for(*, viewer: Any) -> QuerySet[Referral]:
    """What came back to the viewer, who asked, and they have not read yet."""
    return referrals(viewer=viewer).filter(
        need__asked_by_id=viewer.pk, answered_on__isnull=False, told_on=None
    ).exclude(status=Referral.Status.SENT)  # fmt: skip


def escalations(*, viewer: Any) -> QuerySet[Escalation]:
    """Steps upwards, the newest first."""
    found = Escalation.objects.visible_to(viewer).select_related("need", "proposed_by", "decided_by")
    return found.order_by("-pk")


def records_of_cause(*, cause: str) -> dict[str, list[int]]:
    """Rows about the needs of a cause by table, for whoever keeps the cause and has asked who looks."""
    told: dict[type[Any], dict[str, str]] = {
        Need: {"cause": cause},
        Referral: {"need__cause": cause},
        Consent: {"referral__need__cause": cause},
        Escalation: {"need__cause": cause},
    }
    with lifted():
        return {
            model._meta.db_table: list(model.objects.filter(**of).values_list("pk", flat=True))
            for model, of in told.items()
        }


def of_cause(*, cause: str) -> list[Need]:
    """What was asked of the desk for a cause, with its referrals; for whoever keeps the cause and has asked who looks.

    Beyond the wall: a case that somebody may read tells them of its referrals too.
    """
    with lifted():
        found = Need.objects.filter(cause=cause).order_by("pk")
        return list(found.prefetch_related(Prefetch("referrals", Referral.objects.select_related("institution"))))
