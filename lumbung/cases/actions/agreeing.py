"""First contact and agreement: what was agreed to, by whom, what is withheld; and its withdrawal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import locked, person_may, sentence, still_open
from lumbung.cases.actions.stepping import FINISHING
from lumbung.cases.models import Case, CaseStep, Consent
from lumbung.core import agreeing, gates
from lumbung.core.refusals import BadInput, NotFound, Refusal


class AgreedToNothing(BadInput):
    """An agreement is for something."""

    message = _("Pilih paling sedikit satu hal yang disetujui.")


class NotAgreed(Refusal):
    """Nobody is cared for against their will without a signature."""

    message = _(
        "Belum ada persetujuan untuk menerima layanan, atau sudah dicabut. Catat persetujuannya, atau minta supervisor"
        " menandatangani mengapa langkah ini dilewati."
    )


@dataclass(frozen=True)
class Agreement:
    """What somebody says yes to, and how."""

    given_by: str
    relation: str
    scopes: Sequence[str]
    sign: str
    witness: str = ""
    withheld: str = ""
    withheld_from: str = ""


@transaction.atomic
def record_consent(*, case_id: int, agreement: Agreement, by: Any, on: date) -> Consent:
    """Note what was agreed to. The same agreement of the same day again is the same record."""
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    still_open(found)
    return write_consent(found, agreement, by=by, on=on)


def write_consent(case: Case, agreement: Agreement, *, by: Any, on: date) -> Consent:
    """The record itself, for whoever holds the case."""
    told = agreeing.agreed(
        given_by=agreement.given_by, relation=agreement.relation, sign=agreement.sign, witness=agreement.witness
    )
    scopes = [scope for scope in Consent.Scope.values if scope in agreement.scopes]
    if not scopes:
        raise AgreedToNothing(fields={"scopes": str(AgreedToNothing.message)})
    made, _new = Consent.objects.get_or_create(
        case=case,
        given_by=told["given_by"],
        scopes=scopes,
        on=on,
        withdrawn_on=None,
        defaults={
            **told,
            "withheld": sentence(agreement.withheld, field="withheld", needed=False),
            "withheld_from": sentence(agreement.withheld_from, field="withheld_from", needed=False),
            "by_id": by.pk,
        },
    )
    if Consent.Scope.SERVICE in scopes and case.agreed_on is None:
        case.agreed_on = on
        case.save(update_fields=["agreed_on"])
    return made


@transaction.atomic
def withdraw_consent(*, consent_id: int, said: str, by: Any, on: date) -> Consent:
    """Whoever agreed no longer does. What was noted before stays noted; the same again changes nothing."""
    person_may(by=by, permission="cases.work")
    consent = Consent.objects.visible_to(by).select_for_update().filter(pk=consent_id).first()
    if consent is None:
        raise NotFound(consent_id)
    locked(case_id=consent.case_id, by=by)
    if consent.withdrawn_on is None:
        consent.withdrawn_on, consent.withdrawn_by, consent.withdrawn_said = on, by, sentence(said)
        consent.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_said"])
    return consent


def agreed(*, case: Case, step: CaseStep) -> None:
    """The gate of first contact: services are agreed to."""
    if step.kind != Case.Status.APPROACH:
        return
    scopes = Consent.objects.filter(case=case, withdrawn_on=None).values_list("scopes", flat=True)
    if not any(Consent.Scope.SERVICE in given for given in scopes):
        raise NotAgreed(case)


gates.register(FINISHING, agreed)
