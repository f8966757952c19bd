"""Starts with their services, contacts and reviews, and what is late."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db.models import OuterRef, Q, QuerySet, Subquery

from lumbung.childhood import rules
from lumbung.childhood.models import ChildContact, ChildService, QuarterReview, Start
from lumbung.childhood.services import catalogue
from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.regions.models import Region

_VILLAGE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])


@dataclass(frozen=True)
class DueLine:
    """One service that somebody is owed: of which kind and round, until when, and where it stands."""

    start_id: int
    service: str
    kind: str
    round: int
    due_on: date
    state: str


def starts(*, viewer: Any) -> QuerySet[Start]:
    """Everybody's time in Dream Start within reach, each with its `village`; the newest first."""
    found = Start.objects.visible_to(viewer).select_related("person", "case__worker", "case__supervisor")
    return found.annotate(village=_VILLAGE).order_by("-pk")


def start(*, viewer: Any, start_id: int) -> Start:
    """One of them; raises NotFound."""
    found = starts(viewer=viewer).select_related("longer_by__conference", "before").filter(pk=start_id).first()
    if found is None:
        raise NotFound(start_id)
    return found


def on_case(*, viewer: Any, case_id: int) -> Start | None:
    """The latest start of a case."""
    return starts(viewer=viewer).filter(case_id=case_id).first()


def services_due(*, viewer: Any, on: date, start_ids: Sequence[int] | None = None) -> list[DueLine]:
    """What those who are served now are owed in the rounds that run: given, refused, due or missing."""
    found = Start.objects.visible_to(viewer).filter(status=Start.Status.ACTIVE)
    found = found if start_ids is None else found.filter(pk__in=start_ids)
    read = found.order_by("pk").values_list("pk", "whom", "born_on", "entered_on", "case__accepted_on", "needs")
    frame = pl.DataFrame(list(read), schema=rules.STARTS, orient="row")
    noted = ChildService.objects.visible_to(viewer).filter(start__status=Start.Status.ACTIVE)
    noted = noted if start_ids is None else noted.filter(start_id__in=start_ids)
    of_start = noted.values_list("start_id", "service", "round", "status")
    known = pl.DataFrame(list(of_start), schema=rules.NOTED, orient="row")
    return [DueLine(*row) for row in rules.due_services(frame, catalogue().frame(), known, on).rows()]


def services_owed(*, viewer: Any, on: date) -> dict[tuple[str, str], int]:
    """How many services of each kind stand where, for everybody who is served now: through columns, so many starts at
    a time, so that the nation takes no more memory than a regency."""
    active = Start.objects.visible_to(viewer).filter(status=Start.Status.ACTIVE).order_by("pk")
    counted: Counter[tuple[str, str]] = Counter()
    last, more = 0, True
    while more:
        starts = _frame(active.filter(pk__gt=last).values_list(*_OF_START)[:TOGETHER], _PLAIN)
        more = len(starts) == TOGETHER
        if len(starts):
            until = starts["start_id"][-1]
            counted += _owed(viewer, on, starts, (last, until))
            last = until
    return dict(counted)


TOGETHER = 10_000
"""So many starts are looked at together."""
_OF_START = ("pk", "whom", "born_on", "entered_on", "case__accepted_on", "needs")
_PLAIN = {**rules.STARTS, "needs": pl.String}


def _owed(viewer: Any, on: date, starts: pl.DataFrame, between: tuple[int, int]) -> Counter[tuple[str, str]]:
    """The same for some starts, whose numbers lie between two, the first not included."""
    found = starts.with_columns(
        needs=pl.col("needs").str.strip_chars("{}").str.split(",").list.eval(pl.element().filter(pl.element() != ""))
    )
    above, to = between
    noted = ChildService.objects.visible_to(viewer).filter(start__gt=above, start__lte=to).order_by()
    known = _frame(noted.values_list("start_id", "service", "round", "status"), rules.NOTED)
    due = rules.due_services(found, catalogue().frame(), known, on)
    return Counter({(kind, state): n for kind, state, n in due.group_by("service_kind", "state").len().rows()})


def _frame(rows: QuerySet, schema: Mapping[str, Any]) -> pl.DataFrame:
    """What a query answers, by the names of a schema, without a Python object for each value."""
    sql, params = rows.query.sql_with_params()
    names = ", ".join(schema)
    return bulk.read_frame(f"SELECT * FROM ({sql}) AS found ({names})", params, schema=schema)


def services_of(*, viewer: Any, start_id: int) -> QuerySet[ChildService]:
    """What was given or refused, the latest first."""
    found = ChildService.objects.visible_to(viewer).filter(start_id=start_id)
    return found.select_related("noted_by").order_by("-on", "-pk")


def contacts_of(*, viewer: Any, start_id: int) -> QuerySet[ChildContact]:
    """Contacts of a start, the next one first."""
    found = ChildContact.objects.visible_to(viewer).filter(start_id=start_id)
    return found.select_related("noted_by").order_by("-due_on", "-pk")


def contact(*, viewer: Any, contact_id: int) -> ChildContact:
    """One contact; raises NotFound."""
    found = ChildContact.objects.visible_to(viewer).select_related("start__person").filter(pk=contact_id).first()
    if found is None:
        raise NotFound(contact_id)
    return found


def contacts_due(*, viewer: Any, on: date) -> QuerySet[ChildContact]:
    """Contacts whose day has come, the oldest first."""
    found = ChildContact.objects.visible_to(viewer).filter(on=None, due_on__lte=on)
    return found.select_related("start__person", "case__worker").order_by("due_on", "pk")


def reviews_of(*, viewer: Any, start_id: int) -> QuerySet[QuarterReview]:
    """Quarters in their order."""
    found = QuarterReview.objects.visible_to(viewer).filter(start_id=start_id)
    return found.select_related("written_by", "signed_by").order_by("quarter")


def review(*, viewer: Any, review_id: int) -> QuarterReview:
    """One review; raises NotFound."""
    found = QuarterReview.objects.visible_to(viewer).select_related("start__person").filter(pk=review_id).first()
    if found is None:
        raise NotFound(review_id)
    return found


def reviews_due(*, viewer: Any, on: date) -> QuerySet[QuarterReview]:
    """Reviews that wait to be written or signed, the oldest first."""
    waiting = Q(status=QuarterReview.Status.DUE, due_on__lte=on) | Q(status=QuarterReview.Status.WRITTEN)
    found = QuarterReview.objects.visible_to(viewer).filter(waiting, start__status=Start.Status.ACTIVE)
    return found.select_related("start__person", "case__worker").order_by("due_on", "pk")


def conferences_due(*, viewer: Any, on: date, within: int = 30) -> QuerySet[Start]:
    """Who entered and waits for the conference that accepts, the most pressing first."""
    found = starts(viewer=viewer).filter(
        status=Start.Status.ACTIVE, case__accepted_on=None, case__closed_on=None,
        conference_due_on__lte=on + timedelta(days=within),
    )  # fmt: skip
    return found.order_by("conference_due_on", "pk")
