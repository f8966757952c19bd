"""Who agreed that what is told where, and who no longer does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import agreeing
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.referrals.actions.common import held_referral, person_may, sentence
from lumbung.referrals.models import Consent, Referral


class AgreedToNothing(BadInput):
    """An agreement is about some data."""

    message = _("Pilih paling sedikit satu data yang boleh disampaikan.")


class AlreadyAgreed(Refusal):
    """One agreement holds; another begins when it is taken back."""

    message = _("Persetujuan untuk rujukan ini sudah ada. Cabut dulu bila isinya berubah.")


@dataclass(frozen=True)
class Agreement:
    """What somebody says yes to, and how."""

    given_by: str
    relation: str
    parts: Sequence[str]
    sign: str
    witness: str = ""


@transaction.atomic
def record_consent(*, referral_id: int, agreement: Agreement, by: Any, on: date) -> Consent:
    """From now on the institution is told these parts. The same agreement again is the same record."""
    person_may(by=by, permission="referrals.refer")
    found = held_referral(referral_id=referral_id, by=by)
    return write_consent(found, agreement, by=by, on=on)


def write_consent(referral: Referral, agreement: Agreement, *, by: Any, on: date) -> Consent:
    """The record itself, for whoever holds the referral."""
    told = agreed(agreement)
    known = referral.consents.filter(withdrawn_on=None).first()
    if known is None:
        return Consent.objects.create(referral=referral, on=on, by=by, **told)
    if {name: getattr(known, name) for name in told} != told:
        raise AlreadyAgreed(known)
    return known


def agreed(agreement: Agreement) -> dict[str, Any]:
    """An agreement that is complete, as its columns; raises AgreedToNothing, and what core's `agreed` raises."""
    told = agreeing.agreed(
        given_by=agreement.given_by, relation=agreement.relation, sign=agreement.sign, witness=agreement.witness
    )
    parts = [str(part) for part in Consent.Part.values if part in agreement.parts]
    if not parts:
        raise AgreedToNothing(fields={"parts": str(AgreedToNothing.message)})
    return {**told, "parts": parts}


@transaction.atomic
def withdraw_consent(*, consent_id: int, said: str, by: Any, on: date) -> Consent:
    """From now on the institution learns nothing more; the same again changes nothing."""
    person_may(by=by, permission="referrals.refer")
    found = Consent.objects.visible_to(by).select_for_update().filter(pk=consent_id).first()
    if found is None:
        raise NotFound(consent_id)
    if found.withdrawn_on is None:
        found.withdrawn_on, found.withdrawn_by, found.withdrawn_said = on, by, sentence(said)
        found.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_said"])
    return found
