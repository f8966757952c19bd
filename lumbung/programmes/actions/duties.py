"""What members owe in a month: listed from who is enrolled and counted, filled in by page or list, by one writer."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.law.reading import member_needs
from lumbung.programmes import conditions, kinds
from lumbung.programmes.conditions import PROGRAMME
from lumbung.programmes.models import Duty
from lumbung.registry import facts as registry
from lumbung.registry.models import Family

FILLED = {
    "kept": "boolean",
    "effective_days": "smallint",
    "present_days": "smallint",
    "sick_days": "smallint",
    "pregnancy_month": "smallint",
    "exemption": "text",
    "evidence": "text",
}
MOST_DAYS, MOST_MONTHS = 31, 10
_ENROLLED = """
    SELECT DISTINCT e.family_id FROM programmes_enrolment e
     WHERE e.kind = %(kind)s AND e.since <= %(last)s AND (e.until IS NULL OR e.until >= %(first)s)
       AND e.region_code >= %(lo)s AND e.region_code < %(hi)s
       AND (%(ids)s::bigint[] IS NULL OR e.family_id = ANY(%(ids)s))
"""
_WITHDRAW = """
    DELETE FROM programmes_duty d
     WHERE d.month = %(first)s AND d.region_code >= %(lo)s AND d.region_code < %(hi)s
       AND (%(ids)s::bigint[] IS NULL OR d.family_id = ANY(%(ids)s))
       AND d.entered_on IS NULL AND d.from_list_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM owed_now n WHERE n.person_id = d.person_id AND n.condition = d.condition)
"""
_LIST = """
    INSERT INTO programmes_duty (region_code, family_id, person_id, condition, month, exemption, evidence)
    SELECT p.region_code, n.family_id, n.person_id, n.condition, %(first)s, '', ''
      FROM owed_now n JOIN registry_person p ON p.id = n.person_id ORDER BY n.family_id, n.person_id, n.condition
    ON CONFLICT (person_id, condition, month) DO NOTHING
"""
_FILL = f"""
    UPDATE programmes_duty d
       SET {", ".join(f"{name} = n.{name}" for name in FILLED)},
           entered_by_id = %(by)s, entered_on = %(on)s, from_list_id = %(list)s
      FROM filled_now n
     WHERE d.id = n.duty_id AND d.region_code >= %(lo)s AND d.region_code < %(hi)s
       AND ({", ".join(f"d.{name}" for name in FILLED)}) IS DISTINCT FROM ({", ".join(f"n.{name}" for name in FILLED)})
"""


class DaysDontAddUp(BadInput):
    """More days present and sick than there were days of school."""

    message = _(
        "Hari hadir dan hari sakit bersama tidak boleh melebihi hari efektif, dan hari efektif paling banyak 31."
    )


class UnknownExemption(BadInput):
    """No exemption of that name is in force."""

    message = _("Pengecualian “%(name)s” tidak dikenal.")


@transaction.atomic
def list_duties(*, month: date, by: Any, region_code: str = "", family_ids: Sequence[int] | None = None) -> int:
    """Write down what every member of the enrolled families owes in a month; again changes nothing.

    Who counts as what comes from the programme's own rule, over the facts as they stand now and ages of the month's
    last day. What nobody has filled in and is owed no longer is withdrawn. Returns how many are new.
    """
    allowed(by, "programmes.enter_duties")
    within = _part(region_code, by)
    first, last = month.replace(day=1), month.replace(day=monthrange(month.year, month.month)[1])
    ids = None if family_ids is None else list(family_ids)
    told = {"kind": PROGRAMME, "first": first, "last": last, "lo": within.lo, "hi": within.hi, "ids": ids}
    bulk.one_at_a_time(f"duties {first}")
    enrolled = bulk.read_frame(_ENROLLED, told, {"family_id": pl.Int64})
    kind = kinds.find(PROGRAMME)
    names = dict.fromkeys([*member_needs(kind.rules), *conditions.rules.NEEDS_OF_MEMBERS])
    code = "" if within == Reach.national() else within.lo
    members = registry.members(names=names, on=last, region_code=code, family_ids=ids)
    members = members.join(enrolled, on="family_id", how="semi")
    counted = law.who_counts(kind.rules, members, kind.parameters.on(last))
    owed = conditions.owing(counted, conditions.in_force(last))
    bulk.staged(owed, "owed_now", {"family_id": "bigint", "person_id": "bigint", "condition": "text"})
    bulk.execute(_WITHDRAW, told)
    return bulk.execute(_LIST, told)


@transaction.atomic
def record_duties(*, filled: Mapping[int, Mapping[str, Any]], by: Any, on: date) -> int:
    """Fill in duties by their number, as a facilitator does on a page; returns how many changed."""
    allowed(by, "programmes.enter_duties")
    known = {one.pk: one for one in Duty.objects.visible_to(by).filter(pk__in=list(filled))}
    if missing := set(filled) - set(known):
        raise NotFound(missing)
    rows = [{"duty_id": pk, **_checked(known[pk], told)} for pk, told in filled.items()]
    return fill(rows=pl.DataFrame(rows, schema=_SCHEMA), by=by, on=on)


def fill(*, rows: pl.DataFrame, by: Any, on: date, list_id: int | None = None) -> int:
    """The one writer of records: `duty_id` and what is known of it. What says the same changes nothing."""
    bulk.staged(rows, "filled_now", {"duty_id": "bigint", **FILLED})
    bulk.execute("UPDATE filled_now SET exemption = coalesce(exemption, ''), evidence = coalesce(evidence, '')")
    told = {"by": by.pk, "on": on, "list": list_id, "lo": by.reach.lo, "hi": by.reach.hi}
    return bulk.execute(_FILL, told)


def _part(region_code: str, by: Any) -> Reach:
    """The part of the actor's reach that is asked for."""
    if not region_code:
        return by.reach
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    return Reach.of(region_code)


def duties_of_family(*, family_id: int, month: date, by: Any) -> None:
    """Make sure that what one family owes in a month is written down."""
    if not Family.objects.visible_to(by).filter(pk=family_id).exists():
        raise NotFound(family_id)
    list_duties(month=month, family_ids=[family_id], by=by)


_SCHEMA: dict[str, Any] = {
    "duty_id": pl.Int64,
    "kept": pl.Boolean,
    "effective_days": pl.Int64,
    "present_days": pl.Int64,
    "sick_days": pl.Int64,
    "pregnancy_month": pl.Int64,
    "exemption": pl.String,
    "evidence": pl.String,
}


def _checked(duty: Duty, told: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {name: told.get(name) for name in FILLED}
    if row["exemption"] and row["exemption"] not in conditions.in_force(duty.month).exemptions:
        raise UnknownExemption(name=row["exemption"])
    school = duty.condition == conditions.rules.SCHOOL
    if not school:
        row |= {"effective_days": None, "present_days": None, "sick_days": None}
    else:
        row |= {"kept": None, "pregnancy_month": None}
        if row["effective_days"] is not None:
            row |= {"present_days": row["present_days"] or 0, "sick_days": row["sick_days"] or 0}
            days = [row["effective_days"], row["present_days"], row["sick_days"]]
            if min(days) < 0 or days[0] > MOST_DAYS or days[1] + days[2] > days[0]:
                raise DaysDontAddUp(fields={"present_days": str(DaysDontAddUp.message)})
        else:
            row |= {"present_days": None, "sick_days": None}
    return row
