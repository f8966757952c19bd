"""What a family page and a programme ask: answers that could change, the decile in force, marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet

from lumbung.core import bulk
from lumbung.core.reach import Reach, narrow_connection
from lumbung.proposals.models import Mark, ProposedChange
from lumbung.registry import actions as registry
from lumbung.registry import queries as people
from lumbung.registry.models import Dwelling, Person
from lumbung.targeting import queries as targeting

MODELS: dict[str, Any] = {ProposedChange.Record.DWELLING: Dwelling, ProposedChange.Record.PERSON: Person}


@dataclass(frozen=True)
class Asked:
    """One record of a family and the answers on it that a proposal may change."""

    record: str
    instance: Any
    fields: tuple[str, ...]


def answers_of(*, viewer: Any, family_id: int) -> list[Asked]:
    """The dwelling and every member of a family, each with the fields that may be corrected; raises NotFound."""
    family = people.family(viewer=viewer, family_id=family_id)
    members = people.members_of(viewer=viewer, family_id=family_id)
    Record = ProposedChange.Record
    return [
        Asked(Record.DWELLING, family.dwelling, registry.CORRECTABLE[Dwelling]),
        *(Asked(Record.PERSON, one, registry.CORRECTABLE[Person]) for one in members),
    ]


def decile_of(*, viewer: Any, family_id: int) -> int | None:
    """The family's national decile in force; None while it is not known."""
    score = targeting.current_score(viewer=viewer, family_id=family_id)
    return score.decile_national if score else None


def marks_in_force(*, viewer: Any, family_id: int) -> QuerySet[Mark]:
    """What proposals left on a family and no reactivation has ended."""
    own = Q(family_id=family_id) | Q(family__merged_into_id=family_id)
    return Mark.objects.visible_to(viewer).filter(own, until=None).order_by("since", "pk")


def marked_families(
    *, programme: str, on: date, region_code: str = "", family_ids: Sequence[int] | None = None
) -> pl.DataFrame:
    """`family_id`, `resigned` and `judged_unfit` of marked families, for one programme, as of a day.

    A mark may have been set where the family lived before: a decision must not depend on who runs it.
    """
    reach = Reach.of(region_code) if region_code else Reach.national()
    former = narrow_connection(Reach.national())
    found = bulk.read_frame(_MARKED, [programme, on, on, reach.lo, reach.hi], _MARKED_COLUMNS)
    narrow_connection(Reach(*former))
    return found if family_ids is None else found.filter(pl.col("family_id").is_in(list(family_ids)))


_MARKED_COLUMNS = {"family_id": pl.Int64, "resigned": pl.Boolean, "judged_unfit": pl.Boolean}
_MARKED = """
    SELECT f.id AS family_id, bool_or(m.kind = 'resigned') AS resigned, bool_or(m.kind = 'unfit') AS judged_unfit
      FROM proposals_mark m JOIN registry_family o ON o.id = m.family_id
      JOIN registry_family f ON f.id = CASE WHEN o.merged_into_id IS NULL THEN o.id ELSE o.merged_into_id END
     WHERE m.programme IN ('', %s) AND m.since <= %s AND (m.until IS NULL OR m.until > %s)
       AND f.region_code >= %s AND f.region_code < %s
     GROUP BY f.id
"""
