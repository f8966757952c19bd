"""What one prepares and others sign: so many others, of such roles, within so many days, by its amount.

For records that have acts of their own (a settlement, a return to the treasury, a fund): who approves one of them signs
here, and only the last signature that is needed does it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats
from lumbung.core.refusals import Refusal
from lumbung.payments import rules
from lumbung.payments.actions.acts import NeedsPerson
from lumbung.payments.actions.signing import RoleDoesNotSign
from lumbung.payments.models import Countersignature


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
        },
    )  # fmt: skip
    return Countersignature.objects.filter(subject=prepared.subject).count() >= needed.count
