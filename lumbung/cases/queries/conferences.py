"""Conferences, their agenda and the waves they fill."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from lumbung.cases.models import Conference, Consent, Contact, Decision, Wave
from lumbung.core.refusals import NotFound


def conferences(*, viewer: Any) -> QuerySet[Conference]:
    """Every conference within reach, the latest first."""
    return Conference.objects.visible_to(viewer).select_related("chair").order_by("-on", "-pk")


def conference(*, viewer: Any, conference_id: int) -> Conference:
    """One conference; raises NotFound."""
    found = conferences(viewer=viewer).filter(pk=conference_id).first()
    if found is None:
        raise NotFound(conference_id)
    return found


def agenda_of(*, viewer: Any, conference_id: int) -> QuerySet[Decision]:
    """What a conference is asked, as far as the viewer may know of the cases."""
    found = Decision.objects.visible_to(viewer).filter(conference_id=conference_id)
    return found.select_related("case__person", "case__worker", "wave").order_by("pk")


def decision(*, viewer: Any, decision_id: int) -> Decision:
    """One line of an agenda; raises NotFound."""
    found = (
        Decision.objects.visible_to(viewer).select_related("case", "conference", "wave").filter(pk=decision_id).first()
    )
    if found is None:
        raise NotFound(decision_id)
    return found


def decisions_on(*, viewer: Any, case_id: int) -> QuerySet[Decision]:
    """What conferences were asked and said about a case, the latest first."""
    found = Decision.objects.visible_to(viewer).filter(case_id=case_id)
    return found.select_related("conference", "wave").order_by("-conference__on", "-pk")


def waves(*, viewer: Any) -> QuerySet[Wave]:
    """Every wave within reach with `accepted`, the latest first."""
    held = Q(decisions__outcome=Decision.Outcome.ACCEPT, decisions__conference__status=Conference.Status.HELD)
    found = Wave.objects.visible_to(viewer).annotate(accepted=Count("decisions__case", filter=held, distinct=True))
    return found.order_by("-starts_on", "-pk")


def wave(*, viewer: Any, wave_id: int) -> Wave:
    """One wave; raises NotFound."""
    found = waves(viewer=viewer).filter(pk=wave_id).first()
    if found is None:
        raise NotFound(wave_id)
    return found


def accepted_into(*, viewer: Any, wave_id: int) -> QuerySet[Decision]:
    """Who was accepted into a wave by closed minutes, as far as the viewer may know of them."""
    found = Decision.objects.visible_to(viewer).filter(
        wave_id=wave_id, outcome=Decision.Outcome.ACCEPT, conference__status=Conference.Status.HELD
    )
    return found.select_related("case__person", "conference").order_by("case__called", "pk")


def consents_of(*, viewer: Any, case_id: int) -> QuerySet[Consent]:
    """What was agreed to, the latest first."""
    found = Consent.objects.visible_to(viewer).filter(case_id=case_id)
    return found.select_related("by", "withdrawn_by").order_by("-on", "-pk")


def contacts_of(*, viewer: Any, case_id: int) -> QuerySet[Contact]:
    """After-care contacts of a case in the order of their days."""
    return Contact.objects.visible_to(viewer).filter(case_id=case_id).select_related("by").order_by("due_on")
