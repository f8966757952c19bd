"""What a family holds: its card, and what it got."""

from typing import Any

import polars as pl
from django.db.models import QuerySet

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.payments import banks
from lumbung.payments.models import Card, Line
from lumbung.payments.models.ledger import NATION

_WITHOUT_CARD = """
    SELECT f.id AS family_id, f.region_code, f.head_name AS name
      FROM registry_family f
     WHERE f.status = 'active' AND f.region_code >= %s AND f.region_code < %s
       AND f.region_code >= %s AND f.region_code < %s
       AND NOT EXISTS (SELECT 1 FROM payments_card c WHERE c.family_id = f.id AND c.status <> 'closed')
       AND NOT EXISTS (SELECT 1 FROM payments_openingentry e WHERE e.family_id = f.id AND e.status = 'listed')
     ORDER BY f.id
"""


def opening_list(*, viewer: Any, region_code: str) -> pl.DataFrame:
    """The collective opening list: `family_id, region_code, name, bank` of families without a card that no
    bank was asked to open an account for.

    `bank` is the one that serves the district, null where none does.
    """
    area = inside(region_code)
    limits = [viewer.reach.lo, viewer.reach.hi, area.lo, area.hi]
    listed = bulk.read_frame(_WITHOUT_CARD, limits, {"family_id": pl.Int64})
    return listed.with_columns(banks.opening_bank(listed["region_code"]).alias("bank"))


def inside(region_code: str) -> Reach:
    """The reach of a region; the nation's own code and none at all mean everywhere."""
    return Reach.national() if region_code in ("", NATION) else Reach.of(region_code)


def card_of(*, viewer: Any, family_id: int) -> Card | None:
    """The open card of a family with its wallets, if it has one."""
    held = Card.objects.visible_to(viewer).filter(family_id=family_id).exclude(status=Card.Status.CLOSED)
    return held.prefetch_related("wallets").first()


def benefits_of(*, viewer: Any, family_id: int) -> QuerySet[Line]:
    """What a family gets and got, newest period first, with the cycle each line stands in."""
    lines = Line.objects.visible_to(viewer).filter(family_id=family_id).select_related("cycle")
    return lines.exclude(status=Line.Status.CANCELLED).order_by("-period", "programme")
