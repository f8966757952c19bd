"""Who has signed what another prepared, and how many must."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lumbung.payments import rules
from lumbung.payments.models import Countersignature, Fund, TreasuryReturn


@dataclass(frozen=True)
class Countersigned:
    """The signatures so far, how many are needed, and the first day on which it is too late."""

    signatures: Sequence[Countersignature]
    needed: int
    lapses_on: date

    @property
    def several(self) -> bool:
        """Whether more than one must sign."""
        return self.needed > 1

    def by(self, person: Any) -> bool:
        """Whether this person has signed."""
        return any(one.by_id == person.pk for one in self.signatures)


def countersigned(*, kind: str, subject: str, amount: int, prepared_at: datetime) -> Countersigned:
    """The signatures under one record; whoever may see the record may see who signed it."""
    asked_on = timezone.localdate(prepared_at)
    return Countersigned(
        signatures=list(Countersignature.objects.filter(subject=subject).select_related("by").order_by("pk")),
        needed=rules.signatures_needed(kind, amount, day=asked_on).count,
        lapses_on=rules.act_lapses_on(asked_on),
    )


def budget_signatures(*, fund: Fund) -> Countersigned:
    """Who confirmed the budget of a fund."""
    subject = f"fund:{fund.pk}"
    return countersigned(kind="fund_opening", subject=subject, amount=fund.budget, prepared_at=fund.opened_at)


def return_signatures(*, told: TreasuryReturn) -> Countersigned:
    """Who let money go back to the treasury."""
    subject = f"return:{told.pk}"
    return countersigned(kind="treasury_return", subject=subject, amount=told.total, prepared_at=told.prepared_at)


def may_confirm(*, viewer: Any, fund: Fund) -> bool:
    """Whether this person's signature is wanted under the budget: not from who asked, and once."""
    waits = fund.status == Fund.Status.ASKED and fund.opened_by_id != viewer.pk
    return waits and not budget_signatures(fund=fund).by(viewer)


def unconfirmed(*, viewer: Any) -> list[Fund]:
    """Funds that wait for this very person's signature."""
    asked = Fund.objects.visible_to(viewer).filter(status=Fund.Status.ASKED).order_by("pk")
    return [fund for fund in asked if may_confirm(viewer=viewer, fund=fund)]
