"""Opening lists: who needs an account or another card, what was asked of a bank, and what it answered."""

from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, Q, QuerySet

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.payments import card_reasons
from lumbung.payments.models import OpeningEntry, OpeningList
from lumbung.payments.queries.families import inside, opening_list

_TO_REPLACE = """
    SELECT c.family_id, c.id AS card_id
      FROM payments_card c JOIN registry_family f ON f.id = c.family_id AND f.status = 'active'
     WHERE c.bank = %s AND c.region_code >= %s AND c.region_code < %s AND c.region_code >= %s AND c.region_code < %s
       AND ((c.status = 'blocked' AND c.reason = ANY(%s)) OR (c.status = 'active' AND c.expires_on <= %s))
       AND NOT EXISTS (SELECT 1 FROM payments_openingentry e WHERE e.family_id = f.id AND e.status = 'listed')
     ORDER BY c.id
"""


def families_to_list(*, viewer: Any, region_code: str, bank: str, kind: str, on: date) -> pl.DataFrame:
    """`family_id, card_id` of families that one bank is to be asked for; `card_id` is the card to be replaced."""
    if kind == OpeningList.Kind.NEW:
        wanted = opening_list(viewer=viewer, region_code=region_code)
        return wanted.filter(pl.col("bank") == bank).select("family_id", card_id=pl.lit(None, dtype=pl.Int64))
    area = inside(region_code)
    limits = [bank, viewer.reach.lo, viewer.reach.hi, area.lo, area.hi, list(card_reasons.REPLACES), on]
    return bulk.read_frame(_TO_REPLACE, limits, {"family_id": pl.Int64, "card_id": pl.Int64})


def openings(*, viewer: Any) -> QuerySet[OpeningList]:
    """Lists in the viewer's reach, newest first, with how many families were opened, refused and still wait."""
    status = OpeningEntry.Status
    told = {f"count_{name}": Count("entries", filter=Q(entries__status=name)) for name in status.values}
    return OpeningList.objects.visible_to(viewer).annotate(**told).order_by("-pk")


def opening(*, viewer: Any, list_id: int) -> OpeningList:
    """One list with its counts and persons; NotFound outside the viewer's reach."""
    found = openings(viewer=viewer).select_related("prepared_by", "approved_by").filter(pk=list_id).first()
    if found is None:
        raise NotFound(list_id)
    return found


def entries_of(*, viewer: Any, list_id: int) -> QuerySet[OpeningEntry]:
    """The families of a list, within the viewer's reach."""
    return OpeningEntry.objects.visible_to(viewer).filter(list_id=list_id).order_by("pk")


def waiting_drafts(*, viewer: Any) -> QuerySet[OpeningList]:
    """Lists that wait for the approval of somebody else than their maker."""
    drafts = OpeningList.objects.visible_to(viewer).filter(status=OpeningList.Status.DRAFT)
    return drafts.exclude(prepared_by_id=viewer.pk) if viewer.pk else drafts
