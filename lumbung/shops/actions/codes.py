"""One-time codes: given to the family, checked once, wrong only so often."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Card
from lumbung.shops import rules
from lumbung.shops.models import PurchaseCode

DIGITS = 6


class CardNotInUse(Refusal):
    """Codes and vouchers are for a card that is handed over and not blocked."""

    message = _("Kartu ini tidak aktif atau sudah lewat masanya, jadi belum bisa dipakai berbelanja.")


class WrongCode(Refusal):
    """The code is wrong, used, ended, or was tried too often; which of these is not told to whoever tries."""

    message = _("Kode belanja tidak cocok atau sudah tidak berlaku. Minta keluarga memeriksa kodenya.")
    status = 403


def digest(card_id: int, code: str) -> Any:
    """What is kept of a code: of no use without the house's key ring, and different for every card."""
    return crypto.blind(f"{card_id}:{code}", "purchase_code")


def cards_in_use(card_ids: Sequence[int], by: Any, at: datetime) -> list[int]:
    """The cards, all in the actor's reach and in use; raises NotFound or CardNotInUse."""
    found = Card.objects.visible_to(by).filter(pk__in=card_ids)
    if found.count() < len(set(card_ids)):
        raise NotFound
    fit = found.filter(status=Card.Status.ACTIVE, expires_on__gt=timezone.localdate(at))
    if fit.count() < len(set(card_ids)):
        raise CardNotInUse
    return sorted(fit.values_list("pk", flat=True))


@transaction.atomic
def issue_code(*, card_id: int, at: datetime, by: Any) -> tuple[PurchaseCode, str]:
    """A fresh code for one purchase, in clear this once, for the printed slip. An open one no longer counts."""
    allowed(by, "shops.issue_code")
    cards_in_use([card_id], by, at)
    card = Card.objects.select_for_update(of=("self",), no_key=True).get(pk=card_id)
    figures = rules.in_force(timezone.localdate(at))
    PurchaseCode.objects.filter(card=card, used_at=None, replaced_at=None).update(replaced_at=at)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    made = PurchaseCode.objects.create(
        card=card,
        region_code=card.region_code,
        code_index=digest(card.pk, code),
        issued_by_id=by.pk,
        issued_at=at,
        expires_at=at + timedelta(hours=figures.code_hours),
        attempts_left=figures.code_attempts,
    )
    return made, code


@transaction.atomic
def tried(*, card_id: int, code: str, at: datetime) -> PurchaseCode | None:
    """The open code of a card if it is this one; a wrong try is counted and stays counted, whatever comes after."""
    with whole_ledger():
        waiting = PurchaseCode.objects.select_for_update(of=("self",)).filter(
            card_id=card_id, used_at=None, replaced_at=None, expires_at__gt=at, attempts_left__gt=0
        )
        found = waiting.first()
        if found is None or found.code_index == digest(card_id, code):
            return found
        found.attempts_left -= 1
        found.save(update_fields=["attempts_left"])
    return None
