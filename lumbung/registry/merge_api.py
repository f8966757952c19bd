"""Merges for programs: look, want, agree, refuse, take back; the same actions as the pages."""

from datetime import datetime

from django.utils import timezone
from ninja import Query, Router, Schema

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.registry import actions, queries
from lumbung.registry.models import Merge

router = Router(tags=["merges"])
MOST = 200


class MergeOut(Schema):
    """One merge: which record stays, which was taken up, from which of them the values, and where it stands."""

    id: int
    kind: str
    status: str
    region_code: str
    survivor_id: int
    absorbed_id: int
    taken_from_absorbed: list[str]
    reason: str
    needs_second_person: bool
    because: list[str]
    proposed_at: datetime
    decided_at: datetime | None
    taken_back_at: datetime | None

    @staticmethod
    def resolve_taken_from_absorbed(merge: Merge) -> list[str]:
        """The fields whose value came from the record that was taken up."""
        return sorted(merge.choices)

    @staticmethod
    def resolve_needs_second_person(merge: Merge) -> bool:
        """Whether a second person had or has to agree."""
        return merge.second_person


class MergeIn(Schema):
    """Two records of one person; `choices` maps a field to the record whose value stays."""

    survivor: int
    absorbed: int
    reason: str
    choices: dict[str, int] = {}
    one_card_reason: str = ""


class FamilyMergeIn(Schema):
    """Two cards of one family; `same_people` pairs a member of the survivor with the same person in the other."""

    survivor: int
    absorbed: int
    same_people: list[tuple[int, int]]
    reason: str
    choices: dict[str, int] = {}


class WhyIn(Schema):
    """Why."""

    why: str


@router.get("/merges", response=list[MergeOut], summary="Merges within the caller's reach")
@api_may("registry.view")
def merges(request: Request, before: int | None = None, status: str = "", limit: int = Query(100, ge=1)) -> list[Merge]:
    """The newest first; `before` is the last id seen."""
    found = queries.merges(viewer=request.user)
    found = found.filter(pk__lt=before) if before else found
    return list((found.filter(status=status) if status else found)[: min(limit, MOST)])


@router.get("/merges/{int:merge_id}", response=MergeOut, summary="One merge")
@api_may("registry.view")
def merge(request: Request, merge_id: int) -> Merge:
    """As it stands now."""
    return queries.merge(viewer=request.user, merge_id=merge_id)


@router.post("/merges/persons", response=MergeOut, summary="Merge two records of one person")
@api_may("registry.merge")
def merge_people(request: Request, wanted: MergeIn) -> Merge:
    """Carried out at once, or `proposed` where a second person has to agree."""
    return actions.merge_people(
        survivor_id=wanted.survivor,
        absorbed_id=wanted.absorbed,
        reason=wanted.reason,
        choices=wanted.choices,
        one_card_reason=wanted.one_card_reason,
        by=request.user,
        on=timezone.localdate(),
    )


@router.post("/merges/families", response=MergeOut, summary="Merge two cards of one family")
@api_may("registry.merge")
def merge_families(request: Request, wanted: FamilyMergeIn) -> Merge:
    """Carried out at once, or `proposed` where a second person has to agree."""
    return actions.merge_families(
        survivor_id=wanted.survivor,
        absorbed_id=wanted.absorbed,
        same_people=wanted.same_people,
        reason=wanted.reason,
        choices=wanted.choices,
        by=request.user,
        on=timezone.localdate(),
    )


@router.post("/merges/{int:merge_id}/approve", response=MergeOut, summary="Agree as the second person")
@api_may("registry.approve_merge")
def approve(request: Request, merge_id: int) -> Merge:
    """Another person than the one who proposed it."""
    return actions.approve_merge(merge_id=merge_id, by=request.user, on=timezone.localdate())


@router.post("/merges/{int:merge_id}/refuse", response=MergeOut, summary="Refuse a proposed merge")
@api_may("registry.view")
def refuse(request: Request, merge_id: int, told: WhyIn) -> Merge:
    """Nothing is merged; who proposed it may withdraw it."""
    return actions.refuse_merge(merge_id=merge_id, why=told.why, by=request.user)


@router.post("/merges/{int:merge_id}/take-back", response=MergeOut, summary="Take a merge back")
@api_may("registry.view")
def take_back(request: Request, merge_id: int, told: WhyIn) -> Merge:
    """Both records are again what they were before."""
    return actions.take_back_merge(merge_id=merge_id, why=told.why, by=request.user)
