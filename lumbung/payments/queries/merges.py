"""What stands on families that are to become one.

Looked for in the whole nation: a cycle reaches further than a village whose operator merges, and whether money was paid
must not depend on who asks.
"""

from collections.abc import Iterable

import polars as pl
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from lumbung.core import bulk
from lumbung.core.following import Plan
from lumbung.core.reach import Reach, narrow_connection
from lumbung.payments.models import Cycle, Line

PAID = "paid"
_LINED_BEFORE_MERGING = """
    SELECT DISTINCT f.merged_into_id AS family_id
      FROM registry_family f JOIN payments_line l ON l.family_id = f.id
     WHERE f.merged_into_id IS NOT NULL AND l.programme = %s AND l.period && %s AND l.status <> 'cancelled'
"""


def reasons_for_a_second_person(*, plan: Plan) -> list[str]:
    """`paid` where money left for one of the families that the merge touches."""
    former = narrow_connection(Reach.national())
    left = Q(status__in=[Line.Status.PAID, Line.Status.RETURNED]) | Q(cycle__status__in=Cycle.LEFT)
    paid = _lines(plan.touched_families).filter(left).exists()
    narrow_connection(Reach(*former))
    return [PAID] if paid else []


def line_on_its_way(*, families: Iterable[int]) -> Line | None:
    """A line of one of these families in a cycle whose money has not left yet."""
    former = narrow_connection(Reach.national())
    line = _lines(families).exclude(cycle__status__in=[*Cycle.LEFT, Cycle.Status.CANCELLED]).first()
    narrow_connection(Reach(*former))
    return line


def lined_before_merging(*, programme: str, period: DateRange) -> pl.DataFrame:
    """`family_id` of families whose absorbed record already has a line for the programme in these days."""
    return bulk.read_frame(_LINED_BEFORE_MERGING, [programme, period], {"family_id": pl.Int64})


def _lines(families: Iterable[int]) -> QuerySet[Line]:
    lines = Line.objects.filter(family__in=list(families)).exclude(status=Line.Status.CANCELLED)
    return lines.select_related("cycle")
