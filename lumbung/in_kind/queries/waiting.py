"""What the rule says of requests: one with its reasons, or the whole waiting list with its places and ties."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from lumbung.core.reach import Reach
from lumbung.in_kind import facts, kinds, rules
from lumbung.in_kind.models import Request


@dataclass(frozen=True)
class Judged:
    """One request under the rule of a day: conditions not met or not known, and its points by part."""

    eligible: bool | None
    unmet: list[str]
    open: list[str]
    unknown: list[str]
    points: int
    parts: dict[str, int | None]
    row: dict[str, Any]


def judgement(*, request: Request, on: date) -> Judged:
    """The rule on one request, as it stands now."""
    kind = kinds.find(request.kind)
    columns = facts.of_requests(kind=kind, request_ids=[request.pk], on=on)
    [row] = rules.judged(columns, kind.parameters.on(on), kind.only_for()).to_dicts()
    return told(row)


def told(row: dict[str, Any]) -> Judged:
    """A judged row of columns as one record; unknown is not no."""
    eligible = False if row[rules.UNMET] else None if row[rules.OPEN] else True
    parts = {name.removeprefix(rules.PART): row[name] for name in row if name.startswith(rules.PART)}
    lists = (row[rules.UNMET], row[rules.OPEN], row[rules.UNKNOWN])
    return Judged(eligible, *lists, points=row[rules.POINTS], parts=parts, row=row)


def waiting_list(*, viewer: Any, kind: str, on: date, region_code: str = "", item: str = "") -> pl.DataFrame:
    """Everybody on the list of a kind in a region, by place: `request_id, item, size, points, filed_on, place, tied`
    and the points of each part. Places are of one item; equal points and days are told as ties."""
    found = Request.objects.visible_to(viewer).filter(kind=kind, status=Request.Status.LISTED)
    if region_code:
        inside = Reach.of(region_code)
        found = found.filter(region_code__gte=inside.lo, region_code__lt=inside.hi)
    if item:
        found = found.filter(item=item)
    of_kind = kinds.find(kind)
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    columns = facts.of_requests(kind=of_kind, request_ids=ids, on=on)
    judged = rules.judged(columns, of_kind.parameters.on(on), of_kind.only_for())
    parts = [rules.ranked(one) for one in judged.partition_by("item", maintain_order=True)]
    return pl.concat(parts) if parts else rules.ranked(judged)
