"""Money that is listed once and not for a period: aid of plans, allowances, what somebody starts a business with."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db.models import Func, Max

from lumbung.payments.actions.cycles import create_cycle
from lumbung.payments.models import Cycle


def create_list(
    *,
    programme: str,
    stage: str,
    region_code: str,
    fund_id: int,
    source: str,
    due: Sequence[tuple[int, int]],
    on: date,
    by: Any,
) -> Cycle:
    """A draft cycle in cash of (family, rupiah), one line a family.

    Each list has a day of its own as its period; the lists of one day take the days after it, and `source` is told
    with that day, so that what a cancelled cycle held may be listed again.
    """
    day = _free_day(programme, on)
    return create_cycle(
        programme=programme,
        wallet="cash",
        period=(day, day + timedelta(days=1)),
        stage=stage,
        region_code=region_code,
        fund_id=fund_id,
        source=f"{source}:{day}",
        entitlements=pl.DataFrame(due, schema={"family_id": pl.Int64, "amount": pl.Int64}, orient="row"),
        by=by,
    )


def _free_day(programme: str, on: date) -> date:
    cycles = Cycle.objects.filter(programme=programme).exclude(status=Cycle.Status.CANCELLED)
    last = cycles.aggregate(last=Max(Func("period", function="upper")))["last"]
    return max(on, last) if last else on
