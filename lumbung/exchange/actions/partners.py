"""Partners: registered with a machine account, given keys, stopped for a while or for good."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.exchange.actions.common import locked_partner
from lumbung.exchange.models import Partner
from lumbung.payments.models import Fund
from lumbung.payments.models.ledger import NATION
from lumbung.staff import actions as staff

ROLE = "partner_system"
LONGEST = 366
MANAGE = "exchange.manage_partner"
SOURCE = re.compile(r"[A-Za-z0-9._-]{12}")
KEY = re.compile(r"[a-z][a-z0-9-]{1,29}")


class BadPartner(BadInput):
    """A registration that cannot be taken."""

    message = _("Isian mitra perlu diperbaiki.")


class PartnerKnown(Refusal):
    """Another partner has this system or this programme."""

    message = _("Sudah ada mitra dengan pengenal sistem atau program ini.")


class PartnerOver(Refusal):
    """Keys are given to partners whose agreement is in force."""

    message = _("Perjanjian mitra ini tidak berlaku, jadi kuncinya tidak bisa dibuat.")


class BadVoucherTerms(BadInput):
    """A voucher lasts some days, and not for ever."""

    message = _("Tulis nilai dalam rupiah dan masa berlaku 1 sampai %(most)s hari.")


class SamePersonAgrees(Refusal):
    """Who registers a partner does not give it money to hand out."""

    message = _("Yang mendaftarkan mitra tidak bisa menyetujui kuponnya. Minta administrator lain.")
    status = 403


@transaction.atomic
def register_partner(*, name: str, source_bb: str, key: str, fund_id: int, on: date, by: Any) -> Partner:
    """An agency with a machine account in the region of its fund; `key` names its programme and its account."""
    allowed(by, MANAGE)
    fields = {}
    if not SOURCE.fullmatch(source_bb):
        fields["source_bb"] = str(_("Tulis tepat 12 huruf atau angka."))
    if not KEY.fullmatch(key):
        fields["key"] = str(_("Tulis huruf kecil, angka, dan tanda hubung, paling sedikit dua."))
    if fields:
        raise BadPartner(fields=fields)
    fund = Fund.objects.visible_to(by).filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(fund_id)
    region = "" if fund.region_code == NATION else fund.region_code
    account, _unused = staff.open_account(
        username=f"mitra.{key}", name=name, role=ROLE, region_code=region, on=on, by=by
    )
    try:
        with transaction.atomic():
            return Partner.objects.create(
                name=name,
                source_bb=source_bb,
                programme=f"mitra-{key}",
                fund=fund,
                account=account,
                region_code=fund.region_code,
                registered_by_id=by.pk,
            )
    except IntegrityError as error:
        raise PartnerKnown from error


@transaction.atomic
def issue_key(*, partner_id: int, expires_on: date, on: date, by: Any) -> str:
    """A key for the partner's program, shown once; keys given before stay until they end or are revoked."""
    allowed(by, MANAGE)
    partner = locked_partner(partner_id, by)
    if partner.status != Partner.Status.ACTIVE:
        raise PartnerOver(partner)
    return staff.issue_token(user=partner.account, name=partner.source_bb, expires_on=expires_on, on=on)


@transaction.atomic
def agree_vouchers(*, partner_id: int, limit: int, days: int, by: Any) -> Partner:
    """Let a partner give out vouchers of its fund: so many rupiah at once, each for so many days; nothing ends it.

    By another person than the one who registered it. Vouchers that are out stay what they are.
    """
    allowed(by, MANAGE)
    partner = locked_partner(partner_id, by)
    if limit < 0 or (limit and not 1 <= days <= LONGEST):
        raise BadVoucherTerms(fields={"days": str(BadVoucherTerms.message % {"most": LONGEST})})
    if limit and partner.status == Partner.Status.ENDED:
        raise PartnerOver(partner)
    if limit and by.pk in (None, partner.registered_by_id):
        raise SamePersonAgrees(partner)
    terms = (limit, days, by.pk) if limit else (0, 0, None)
    partner.voucher_limit, partner.voucher_days, partner.vouchers_by_id = terms
    partner.save(update_fields=["voucher_limit", "voucher_days", "vouchers_by"])
    return partner


class Act(StrEnum):
    """What may be done with an agreement."""

    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"


_TO = {Act.SUSPEND: Partner.Status.SUSPENDED, Act.RESUME: Partner.Status.ACTIVE, Act.END: Partner.Status.ENDED}


@transaction.atomic
def move_partner(*, partner_id: int, act: Act, on: date, by: Any) -> Partner:
    """Suspend it, so that every call is refused; resume it; or end it for good, its account and its keys with it."""
    allowed(by, MANAGE)
    partner = locked_partner(partner_id, by)
    if partner.status != _TO[act]:
        states.move(partner, _TO[act])
    if act == Act.END and partner.account.is_active:
        staff.end_assignment(user_id=partner.account_id, on=on, by=by)
    return partner
