"""Papers: those of a record, one of them, and which are still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lumbung.core.refusals import NotFound
from lumbung.proposals import rules
from lumbung.proposals.models import Paper, Proposal


@dataclass(frozen=True)
class Lacking:
    """What a proposal still needs before the village may send it on."""

    papers: tuple[str, ...]
    place: bool


def paper(*, viewer: Any, paper_id: int) -> Paper:
    """One paper; raises NotFound."""
    found = Paper.objects.visible_to(viewer).filter(pk=paper_id).first()
    if found is None:
        raise NotFound(paper_id)
    return found


def papers_of(*, viewer: Any, **record: Any) -> QuerySet[Paper]:
    """The papers of one proposal, meeting or letter, named by its keyword."""
    return Paper.objects.visible_to(viewer).filter(**record).select_related("by").order_by("pk")


def lacking(*, proposal_ids: Sequence[int]) -> dict[int, Lacking]:
    """By proposal what is missing, for those where something is: kinds of papers, and the place of a photo."""
    present: dict[int, set[str]] = {}
    placed = set()
    papers = Paper.objects.filter(proposal__in=proposal_ids).values_list("proposal_id", "kind", "latitude")
    for pk, kind, latitude in papers:
        present.setdefault(pk, set()).add(kind)
        if latitude is not None:
            placed.add(pk)
    found = {}
    for pk, kind, day in Proposal.objects.filter(pk__in=proposal_ids).values_list("pk", "kind", "filed_on"):
        figures = rules.in_force(day)
        papers_missing = tuple(one for one in figures.papers_needed[kind] if one not in present.get(pk, ()))
        place_missing = kind in figures.place_needed and pk not in placed
        if papers_missing or place_missing:
            found[pk] = Lacking(papers_missing, place_missing)
    return found
