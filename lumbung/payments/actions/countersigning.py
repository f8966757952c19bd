"""What one prepares and others sign: so many others, of such roles, within so many days, by its amount.

For records that have acts of their own (a settlement, a return to the treasury, a fund): who approves one of them signs
here, and only the last signature that is needed does it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, formats
from lumbung.core.refusals import Refusal
from lumbung.payments import rules
from lumbung.payments.actions.acts import NeedsPerson
from lumbung.payments.actions.signing import RoleDoesNotSign
from lumbung.payments.models import Countersignature

_SOLD = """
    SELECT DISTINCT (o.at AT TIME ZONE %s)::date FROM wished w JOIN payments_transfer o ON o.id = w.of_id
     WHERE w.why = ''
"""
_DEMANDED = {"sold_on": "date", "least": "bigint", "needed": "smallint", "signs": "boolean", "lapses_on": "date"}
_DEMANDS = """
    CREATE TEMPORARY TABLE asked ON COMMIT DROP AS
    SELECT DISTINCT ON (w.ordinal) w.ordinal, w.reference, w.region_code, o.by_id AS sold_by, d.needed, d.signs,
           d.lapses_on
      FROM wished w JOIN payments_transfer o ON o.id = w.of_id
      JOIN demanded d ON d.sold_on = (o.at AT TIME ZONE %s)::date AND d.least <= w.amount
     WHERE w.why = '' ORDER BY w.ordinal, d.least DESC
"""
_NOT_THEIRS = """
    UPDATE wished w SET why = CASE WHEN a.signs THEN 'late' ELSE 'role' END
      FROM asked a WHERE a.ordinal = w.ordinal AND NOT (a.signs AND a.lapses_on > %s)
"""
_SIGN = """
    INSERT INTO payments_countersignature (subject, role, region_code, prepared_by_id, by_id, at, needed, lapses_on)
    SELECT reference, %(role)s, region_code, sold_by, %(by)s, %(at)s, needed, lapses_on
      FROM asked WHERE signs AND lapses_on > %(on)s ORDER BY ordinal
    ON CONFLICT (subject, by_id) DO NOTHING
"""
_TOO_FEW = """
    UPDATE wished w SET why = 'unsigned'
      FROM (SELECT a.ordinal FROM asked a
             WHERE a.needed > 1 AND a.needed > (SELECT count(*) FROM payments_countersignature s
                                                 WHERE s.subject = a.reference)) few
     WHERE few.ordinal = w.ordinal AND w.why = ''
"""


class PreparedTooLongAgo(Refusal):
    """What was prepared waited for its signatures longer than they may take."""

    message = _("Ini disiapkan terlalu lama dan sejak %(on)s tidak bisa disetujui lagi. Batalkan, lalu siapkan ulang.")


@dataclass(frozen=True)
class Prepared:
    """What waits for signatures: its kind in the parameters, its name (`settlement:7`), amount, maker and moment."""

    kind: str
    subject: str
    amount: int
    by_id: int | None
    at: datetime
    region_code: str


def countersign(*, prepared: Prepared, by: Any, at: datetime) -> bool:
    """Keep one person's signature; whether as many have signed as the amount demands. Again it is one signature.

    The caller has refused whoever prepared it, and so does the database.
    """
    if by.pk is None:
        raise NeedsPerson(prepared.subject)
    asked_on = timezone.localdate(prepared.at)
    lapses_on = rules.act_lapses_on(asked_on)
    if timezone.localdate(at) >= lapses_on:
        raise PreparedTooLongAgo(prepared.subject, on=formats.day(lapses_on))
    needed = rules.signatures_needed(prepared.kind, prepared.amount, day=asked_on)
    if by.role not in needed.roles:
        raise RoleDoesNotSign(prepared.subject)
    Countersignature.objects.get_or_create(
        subject=prepared.subject,
        by_id=by.pk,
        defaults={
            "role": by.role, "region_code": prepared.region_code, "prepared_by_id": prepared.by_id, "at": at,
            "needed": needed.count, "lapses_on": lapses_on,
        },
    )  # fmt: skip
    return Countersignature.objects.filter(subject=prepared.subject).count() >= needed.count


def sign_returns(*, by: Any, at: datetime) -> None:
    """One person's signature under each of the goods brought back that `wished` holds, however many.

    Those that need another's too, that come too late, or that this role does not sign, get that as their reason.
    """
    if by.pk is None:
        raise NeedsPerson
    on, zone = timezone.localdate(at), settings.TIME_ZONE
    steps = [step for (sold_on,) in bulk.rows(_SOLD, [zone]) for step in _steps(sold_on, by.role)]
    demanded = pl.DataFrame(steps, schema=list(_DEMANDED), orient="row", infer_schema_length=None)
    bulk.staged(demanded, "demanded", _DEMANDED)
    bulk.execute("DROP TABLE IF EXISTS pg_temp.asked")
    bulk.execute(_DEMANDS, [zone])
    bulk.execute("ANALYZE asked")
    bulk.execute(_NOT_THEIRS, [on])
    bulk.execute(_SIGN, {"role": by.role, "by": by.pk, "at": at, "on": on})
    bulk.execute(_TOO_FEW)


def _steps(sold_on: date, role: str) -> list[tuple[date, int, int, bool, date]]:
    """From which amount on how many must sign what was sold that day, whether this role does, and until when."""
    told = rules.in_force(sold_on).signatures_from_amount["goods_returned"]
    lapses_on = rules.act_lapses_on(sold_on)
    return [(sold_on, step["from"], step["count"], role in step["roles"], lapses_on) for step in told]
