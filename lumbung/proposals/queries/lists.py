"""Lists of proposals and dockets, one of each, and how many wait where."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from lumbung.core.refusals import NotFound
from lumbung.proposals import flow
from lumbung.proposals.models import Docket, Letter, Proposal, Step
from lumbung.proposals.models.way import ENDED, LAPSES_FROM, SIGNATURES, Status
from lumbung.proposals.queries.conflicts import own_families
from lumbung.regions.models import Region

_VILLAGE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
_OTHERS = ("family", "citizen", "meeting", "letter", "docket", "filed_by", *SIGNATURES.values())


def proposals(*, viewer: Any) -> QuerySet[Proposal]:
    """Every proposal within reach, each with its `village`; the most pressing first."""
    found = Proposal.objects.visible_to(viewer).select_related("family").annotate(village=_VILLAGE)
    return found.order_by("due_on", "pk")


def proposal(*, viewer: Any, proposal_id: int) -> Proposal:
    """One proposal with everybody who had a hand in it; raises NotFound."""
    found = proposals(viewer=viewer).select_related(*_OTHERS).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(proposal_id)
    return found


def proposals_of(*, viewer: Any, family_id: int) -> QuerySet[Proposal]:
    """A family's proposals, the newest first; those of records that were merged into it are its own."""
    own = Q(family_id=family_id) | Q(family__merged_into_id=family_id)
    return proposals(viewer=viewer).filter(own).order_by("-pk")


def waiting_for(*, viewer: Any, steps: Sequence[Status] | None = None) -> QuerySet[Proposal]:
    """What this very person may let go on now: at their steps, not of their own family, not signed by them before."""
    at = flow.steps_of(viewer=viewer) if steps is None else steps
    signed = Q()
    for person in ("filed_by", *SIGNATURES.values()):
        signed |= Q(**{person: viewer.pk})
    may_follow_oneself = Q(status=Status.REPORTED) | Q(status=Status.DELIBERATING) | Q(status=Status.RERANKING)
    found = proposals(viewer=viewer).filter(status__in=at)
    if viewer.pk is not None:
        found = found.exclude(signed & ~may_follow_oneself)
    return found.exclude(family_id__in=own_families(viewer=viewer))


def counts_by_step(*, viewer: Any) -> dict[str, int]:
    """How many open proposals within reach stand at each step of the way."""
    found = Proposal.objects.visible_to(viewer).exclude(status__in=ENDED)
    counted = dict(found.values_list("status").annotate(n=Count("pk")))
    return {str(step): counted.get(str(step), 0) for step in flow.ACT_AT}


def overdue(*, viewer: Any, on: date) -> QuerySet[Proposal]:
    """What should have been verified before that day and lapses."""
    return Proposal.objects.visible_to(viewer).filter(status__in=LAPSES_FROM, due_on__lt=on).order_by("pk")


def reranking(*, viewer: Any) -> QuerySet[Proposal]:
    """What waits for a new rank of its family."""
    return Proposal.objects.visible_to(viewer).filter(status=Status.RERANKING).order_by("pk")


def steps_of(*, viewer: Any, proposal_id: int) -> QuerySet[Step]:
    """Everything that happened to a proposal, in order."""
    return Step.objects.visible_to(viewer).filter(proposal_id=proposal_id).select_related("by").order_by("pk")


def dockets(*, viewer: Any) -> QuerySet[Docket]:
    """Dockets within reach, the newest first, each with its number of proposals and how many wait for whom."""
    at = {
        f"at_{status}": Count("proposals", filter=Q(proposals__status=status))
        for status in (Status.SIGNING, Status.DECIDING, Status.FIELD_CHECK)
    }
    name = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
    found = Docket.objects.visible_to(viewer).annotate(size=Count("proposals"), **at, regency=name)
    return found.order_by("-month", "region_code", "-number")


def docket(*, viewer: Any, docket_id: int) -> Docket:
    """One docket; raises NotFound."""
    found = dockets(viewer=viewer).filter(pk=docket_id).first()
    if found is None:
        raise NotFound(docket_id)
    return found


def in_docket(*, viewer: Any, docket_id: int) -> QuerySet[Proposal]:
    """The proposals of a docket, village by village."""
    found = proposals(viewer=viewer).filter(docket_id=docket_id).select_related("letter", "meeting", "signed_by")
    return found.order_by("region_code", F("family__head_name"), "pk")


def letter(*, viewer: Any, letter_id: int) -> Letter:
    """One SPTJM; raises NotFound."""
    found = Letter.objects.visible_to(viewer).select_related("by").filter(pk=letter_id).first()
    if found is None:
        raise NotFound(letter_id)
    return found
