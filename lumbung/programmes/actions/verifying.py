"""Verification of a quarter: counts of the records, one rule over columns, verdicts, and sanctions proposed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.programmes import conditions

VERIFIED = {
    "family_id": "bigint",
    "person_id": "bigint",
    "region_code": "text",
    "condition": "text",
    "met": "boolean",
    "months": "smallint",
    "known": "smallint",
    "kept": "smallint",
    "excused": "smallint",
    "effective_days": "smallint",
    "present_days": "smallint",
    "sick_days": "smallint",
}
_WITHIN = """d.region_code >= %(lo)s AND d.region_code < %(hi)s
       AND (%(ids)s::bigint[] IS NULL OR d.family_id = ANY(%(ids)s))"""
_COUNTS = f"""
    SELECT d.family_id, d.person_id, d.region_code, d.condition, count(*) AS months,
           count(*) FILTER (WHERE excused) AS excused,
           count(*) FILTER (WHERE NOT excused AND d.kept IS NULL AND d.effective_days IS NULL) AS unknown,
           count(*) FILTER (WHERE NOT excused AND d.kept) AS kept,
           coalesce(sum(d.effective_days) FILTER (WHERE NOT excused), 0) AS effective_days,
           coalesce(sum(d.present_days) FILTER (WHERE NOT excused), 0) AS present_days,
           coalesce(sum(d.sick_days) FILTER (WHERE NOT excused), 0) AS sick_days,
           max(d.pregnancy_month) AS pregnancy_month
      FROM programmes_duty d CROSS JOIN LATERAL (SELECT d.exemption <> '' AS excused) told
     WHERE d.month >= %(first)s AND d.month <= %(last)s AND {_WITHIN}
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4
"""
_KEEP = f"""
    INSERT INTO programmes_verdict ({", ".join(VERIFIED)}, quarter, verified_on, by_id)
    SELECT {", ".join(VERIFIED)}, %(first)s, %(on)s, %(by)s FROM verified_now ORDER BY family_id, person_id, condition
    ON CONFLICT (person_id, condition, quarter) DO UPDATE
       SET {", ".join(f"{name} = excluded.{name}" for name in VERIFIED)},
           verified_on = excluded.verified_on, by_id = excluded.by_id
     WHERE ({", ".join(f"programmes_verdict.{name}" for name in VERIFIED)})
           IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in VERIFIED)})
"""
_EARLIER = """
    SELECT s.family_id, ((%(first)s::date - s.quarter) / 85)::int AS back FROM programmes_sanction s
     WHERE s.status = 'signed' AND s.quarter < %(first)s AND s.quarter >= %(first)s::date - interval '3 years'
       AND s.family_id IN (SELECT family_id FROM verified_now WHERE met IS FALSE)
     ORDER BY 1, 2
"""
"""`back` is how many quarters before this one: a quarter has 90 to 92 days."""
_WITHDRAW = f"""
    DELETE FROM programmes_sanction d
     WHERE d.status = 'proposed' AND d.quarter = %(first)s AND {_WITHIN}
       AND NOT EXISTS (SELECT 1 FROM failed_now f WHERE f.family_id = d.family_id)
"""
_PROPOSE = """
    INSERT INTO programmes_sanction (region_code, family_id, quarter, step, quarters_failed, percent, since, until,
                                     because, status, proposed_by_id, proposed_on, dismissed_because)
    SELECT f.region_code, f.id, %(first)s, n.step, n.quarters_failed, n.percent, %(since)s, %(until)s,
           (SELECT jsonb_agg(jsonb_build_object('person', v.person_id, 'condition', v.condition, 'months', v.months,
                    'kept', v.kept, 'excused', v.excused, 'effective_days', v.effective_days,
                    'present_days', v.present_days, 'sick_days', v.sick_days) ORDER BY v.person_id, v.condition)
              FROM verified_now v WHERE v.family_id = f.id AND v.met IS FALSE),
           'proposed', %(by)s, %(on)s, ''
      FROM failed_now n JOIN registry_family f ON f.id = n.family_id
     WHERE f.status = 'active' ORDER BY f.id
    ON CONFLICT (family_id, quarter) DO UPDATE
       SET step = excluded.step, quarters_failed = excluded.quarters_failed, percent = excluded.percent,
           because = excluded.because
     WHERE programmes_sanction.status = 'proposed'
       AND (programmes_sanction.step, programmes_sanction.percent, programmes_sanction.because)
           IS DISTINCT FROM (excluded.step, excluded.percent, excluded.because)
"""


class NotAQuarter(BadInput):
    """Conditions are verified by quarter."""

    message = _("Tulis triwulannya, misalnya 2026-Q1.")


class QuarterNotOver(BadInput):
    """A quarter is verified once its last month is over."""

    message = _("Triwulan %(quarter)s belum selesai. Verifikasi dilakukan mulai %(day)s.")


@transaction.atomic
def verify_quarter(
    *, quarter: str, on: date, by: Any, region_code: str = "", family_ids: Sequence[int] | None = None
) -> dict[str, int]:
    """Judge every condition of a quarter, keep the verdicts, and propose what follows from them.

    One family on a screen and a nation in a job take the same path. The same call again changes nothing; a proposal
    that no longer follows from the records is withdrawn, a signed sanction stays. Returns counts by outcome.
    """
    allowed(by, "programmes.verify_conditions")
    months = quarter_of(text=quarter)
    if on <= months.ends:
        raise QuarterNotOver(quarter=quarter, day=months.ends)
    within = Reach.of(region_code) if region_code else by.reach
    if region_code and not by.reach.covers(region_code):
        raise NotFound(region_code)
    told = {"first": months.starts, "last": months.ends, "lo": within.lo, "hi": within.hi, "on": on, "by": by.pk}
    told["ids"] = None if family_ids is None else list(family_ids)
    bulk.one_at_a_time(f"verify {quarter}")
    p = conditions.in_force(months.ends)
    counts = bulk.read_frame(_COUNTS, told, _TYPES)
    verdicts = conditions.judged(counts, p).with_columns(known=pl.col("months") - pl.col("unknown"))
    bulk.staged(verdicts, "verified_now", VERIFIED)
    bulk.execute(_KEEP, told)
    _propose(verdicts, p, told, law.Period.of(quarter))
    return {
        "met": verdicts.filter(pl.col("met")).height,
        "not_met": verdicts.filter(~pl.col("met")).height,
        "unknown": verdicts.filter(pl.col("met").is_null()).height,
        "sanctions": verdicts.filter(~pl.col("met"))["family_id"].n_unique(),
    }


def quarter_of(*, text: str) -> law.Period:
    """The quarter behind `2026-Q1`."""
    try:
        found = law.Period.of(text)
    except law.BadPeriod as wrong:
        raise NotAQuarter(fields={"quarter": str(NotAQuarter.message)}) from wrong
    if found.length != conditions.rules.QUARTER:
        raise NotAQuarter(fields={"quarter": str(NotAQuarter.message)})
    return found


def after(months: law.Period) -> law.Period:
    """The quarter that follows."""
    return law.Period(months.year + 1, 1, 3) if months.first == 10 else law.Period(months.year, months.first + 3, 3)


def _propose(verdicts: pl.DataFrame, p: Any, told: dict[str, Any], months: law.Period) -> None:
    failing = verdicts.filter(~pl.col("met")).select("family_id").unique(maintain_order=True)
    earlier = bulk.read_frame(_EARLIER, told, {"family_id": pl.Int64, "back": pl.Int64})
    run = earlier.with_columns(nth=pl.col("back").rank("dense").over("family_id").cast(pl.Int64))
    run = run.filter(pl.col("nth") == pl.col("back")).group_by("family_id").agg(pl.len().cast(pl.Int64).alias("row"))
    failed = failing.join(run, on="family_id", how="left").select(
        "family_id", quarters_failed=pl.col("row").fill_null(0) + 1
    )
    columns = {"family_id": "bigint", "quarters_failed": "smallint", "step": "text", "percent": "smallint"}
    bulk.staged(conditions.stepped(failed, p), "failed_now", columns)
    following = after(months)
    bulk.execute(_WITHDRAW, told)
    bulk.execute(_PROPOSE, {**told, "since": following.starts, "until": following.ends})


_TYPES: dict[str, Any] = {
    **dict.fromkeys(("family_id", "person_id", *conditions.COUNTS), pl.Int64),
}
