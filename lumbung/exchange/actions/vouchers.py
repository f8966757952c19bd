"""Vouchers of partners: put aside in the partner's own fund, brought into use, paid to a merchant once, given back.

No wallet of a family is touched. Every act here has the partner held, so that its limit is measured by one at a time.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto, formats, states
from lumbung.core.refusals import Refusal, allowed
from lumbung.exchange.actions import payees
from lumbung.exchange.govstack.voucher_bodies import SERIAL, InvalidGroup, Wish
from lumbung.exchange.models import Partner, PartnerVoucher
from lumbung.payments import actions as payments
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Account, Fund, Transfer
from lumbung.shops.models import Shop

Status = PartnerVoucher.Status
AT_ONCE = 10_000


class NoVouchersAgreed(Refusal):
    """The agreement with the partner says nothing of vouchers."""

    message = _("Perjanjian mitra ini tidak memuat kupon.")
    status = 403


class VoucherRequestDiffers(Refusal):
    """The same number of a request for another voucher."""

    message = _("Nomor permintaan ini sudah dipakai untuk kupon lain.")
    status = 400


class PayeeUnknown(Refusal):
    """A voucher for somebody who is nobody here."""

    message = _("%(count)s penerima kupon belum dikenal.")
    status = 400


class VouchersExhausted(Refusal):
    """Beyond what was agreed, or beyond the fund."""

    message = _("Kupon tidak bisa disiapkan: yang masih boleh %(rest)s, diminta %(amount)s.")
    status = 455


class VoucherFundClosed(payments.FundClosed):
    """Nothing is put aside in a fund that is closed or about to be."""

    status = 455


class SerialUnknown(Refusal):
    """The partner has no such voucher."""

    message = _("Nomor seri kupon tidak sah.")
    status = 456


class VoucherUsed(Refusal):
    """It was brought before."""

    message = _("Kupon ini sudah dipakai.")
    status = 458


class VoucherOver(Refusal):
    """Its days are over."""

    message = _("Kupon ini sudah lewat masa.")
    status = 459


class NumberUnknown(Refusal):
    """No voucher of the partner that is in use has this number."""

    message = _("Nomor kupon tidak sah, atau kuponnya belum berlaku.")
    status = 461


class MerchantUnknown(Refusal):
    """No open shop has this account and this name."""

    message = _("Pedagang tidak bisa dibayar: nama dan rekeningnya tidak cocok dengan toko yang aktif.")
    status = 463


class CannotCancel(Refusal):
    """Unknown, used or past its days."""

    message = _("Kupon ini tidak bisa dibatalkan.")
    status = 463


class CancelledBefore(Refusal):
    """Nothing is left to cancel."""

    message = _("Kupon ini sudah dibatalkan.")
    status = 464


def number_of(partner: Partner, unique_id: str) -> str:
    """The secret number of a voucher: seventeen digits that nobody without the house's key can know."""
    drawn = int.from_bytes(_index(partner, unique_id, "partner voucher number").bytes)
    return f"{1 + drawn % 9}{drawn // 9 % 10**16:016}"


def _index(partner: Partner, unique_id: str, purpose: str) -> Any:
    return crypto.blind(f"{partner.pk}:{unique_id}", purpose)


def _number_index(number: str) -> Any:
    return crypto.blind(number, "partner voucher")


def preactivate(
    partner: Partner, wishes: Sequence[Wish], *, batch: str = "", on: date, by: Any
) -> list[tuple[Wish, PartnerVoucher]]:
    """A voucher for each wish, or none at all; its money leaves what is free in the fund. The same wish is the same
    voucher."""
    if not partner.voucher_limit:
        raise NoVouchersAgreed(partner)
    indexes = {_index(partner, one.unique_id, "partner voucher request"): one for one in wishes}
    known = {one.request_index: one for one in partner.vouchers.filter(request_index__in=list(indexes))}
    for index, voucher in known.items():
        if (voucher.amount, voucher.group) != (indexes[index].amount, indexes[index].group):
            raise VoucherRequestDiffers(voucher)
    fresh = {index: one for index, one in indexes.items() if index not in known}
    if fresh:
        made = _made(partner, fresh, batch, on, by)
        _put_aside(partner, made, by)
        known |= {one.request_index: one for one in made}
    return [(one, known[index]) for index, one in indexes.items()]


def _made(partner: Partner, fresh: dict[Any, Wish], batch: str, on: date, by: Any) -> list[PartnerVoucher]:
    asked = sum(one.amount for one in fresh.values())
    out = partner.vouchers.filter(status__in=PartnerVoucher.OPEN).aggregate(total=Sum("amount"))["total"] or 0
    if out + asked > partner.voucher_limit:
        rest = formats.rupiah(max(0, partner.voucher_limit - out))
        raise VouchersExhausted(partner, rest=rest, amount=formats.rupiah(asked))
    named = {one.functional_id for one in fresh.values() if one.functional_id}
    families = payees.families_of(partner, sorted(named), by=by) if named else {}
    if len(families) < len(named):
        raise PayeeUnknown(count=len(named) - len(families))
    return PartnerVoucher.objects.bulk_create(
        [
            PartnerVoucher(
                partner=partner,
                batch=batch,
                request_index=index,
                number_index=_number_index(number_of(partner, one.unique_id)),
                group=one.group,
                amount=one.amount,
                last_day=on + timedelta(days=partner.voucher_days - 1),
                family_id=families.get(one.functional_id),
                region_code=partner.region_code,
            )
            for index, one in fresh.items()
        ],
        batch_size=5_000,
    )


def _put_aside(partner: Partner, made: Sequence[PartnerVoucher], by: Any) -> None:
    """The fund is held, so that nobody closes it meanwhile."""
    fund = Fund.objects.select_for_update(no_key=True).get(pk=partner.fund_id)
    if fund.status != Fund.Status.OPEN:
        raise VoucherFundClosed(partner, fund=str(fund))
    place, _made_now = Account.objects.get_or_create(
        fund=fund, kind=Account.Kind.PROMISED, defaults={"region_code": fund.region_code}
    )
    free = Account.objects.get(fund=fund, kind=Account.Kind.AVAILABLE)
    _book(made, Transfer.Kind.RESERVE, {one.pk: (free.pk, place.pk) for one in made}, by)


def _give_back(vouchers: Sequence[PartnerVoucher], by: Any) -> None:
    """What is put aside becomes free again, each in the fund it came from."""
    funds = {one.partner.fund_id for one in vouchers}
    places = Account.objects.filter(fund__in=funds, kind__in=(Account.Kind.PROMISED, Account.Kind.AVAILABLE))
    found = {(place.fund_id, place.kind): place.pk for place in places}
    ways: dict[int, tuple[int, int | None]] = {
        one.pk: (
            found[one.partner.fund_id, Account.Kind.PROMISED.value],
            found[one.partner.fund_id, Account.Kind.AVAILABLE.value],
        )
        for one in vouchers
    }
    _book(vouchers, Transfer.Kind.UNRESERVE, ways, by)


def _book(
    vouchers: Sequence[PartnerVoucher],
    kind: Transfer.Kind,
    ways: dict[int, tuple[int, int | None]],
    by: Any,
    place: str = "",
) -> None:
    """All of them or none: raises VouchersExhausted, where the fund has less."""
    wishes = pl.DataFrame(
        {
            "reference": [f"partnervoucher:{one.pk}:{kind.value}" for one in vouchers],
            "kind": kind.value,
            "amount": [one.amount for one in vouchers],
            "debit_id": [ways[one.pk][0] for one in vouchers],
            "credit_id": [ways[one.pk][1] for one in vouchers],
            "region_code": [one.region_code for one in vouchers],
            "place": place,
        }
    )
    booked = payments.book_transfers(wishes=wishes, by=by)
    short = booked.rows.filter(pl.col("outcome") == "refused")
    if short.height:
        rest = formats.rupiah(int(short["rest"][0] or 0))
        raise VouchersExhausted(rest=rest, amount=formats.rupiah(sum(one.amount for one in vouchers)))


def voucher_of(partner: Partner, serial: str) -> PartnerVoucher:
    """The partner's own voucher; raises SerialUnknown."""
    match = SERIAL.fullmatch(serial)
    found = partner.vouchers.filter(pk=int(match[1])).first() if match else None
    if found is None:
        raise SerialUnknown(partner)
    return found


def activate(vouchers: Sequence[PartnerVoucher], *, on: date) -> None:
    """Bring them into use: from here on a merchant may bring their numbers. Those in use stay so."""
    for one in vouchers:
        refuse_ended(one, on)
    waiting = [one.pk for one in vouchers if one.status == Status.PREACTIVATED]
    PartnerVoucher.objects.filter(pk__in=waiting, status=Status.PREACTIVATED).update(status=Status.ACTIVE)


def refuse_ended(voucher: PartnerVoucher, on: date) -> None:
    """Raises what stands against using it: used, past its days, cancelled."""
    if voucher.status == Status.REDEEMED:
        raise VoucherUsed(voucher)
    if voucher.status == Status.EXPIRED or (voucher.status in PartnerVoucher.OPEN and voucher.last_day < on):
        raise VoucherOver(voucher)
    if voucher.status == Status.CANCELLED:
        raise CancelledBefore(voucher)


def redeem(partner: Partner, number: str, *, name: str, account: str, group: str, on: date, by: Any) -> PartnerVoucher:
    """Pay the merchant out of what was put aside. Brought again by the same merchant nothing happens."""
    voucher = partner.vouchers.select_for_update(of=("self",)).filter(number_index=_number_index(number)).first()
    if voucher is None or voucher.status in (Status.PREACTIVATED, Status.CANCELLED):
        raise NumberUnknown(partner)
    if voucher.group != group:
        raise InvalidGroup(voucher)
    shop = _merchant(name, account, by)
    if voucher.status == Status.REDEEMED and voucher.shop_id == shop.pk:
        return voucher
    refuse_ended(voucher, on)
    place = Account.objects.get(fund=partner.fund_id, kind=Account.Kind.PROMISED)
    states.move(voucher, Status.REDEEMED, shop=shop)
    _book([voucher], Transfer.Kind.REDEEMED, {voucher.pk: (place.pk, shop.takings_id)}, by, place=shop.name)
    return voucher


def _merchant(name: str, account: str, by: Any) -> Shop:
    index = str(crypto.blind(account, "shop_account"))
    found = Shop.objects.visible_to(by).filter(account_index=index, status=Shop.Status.ACTIVE).first()
    if found is None or found.name.casefold().split() != name.casefold().split():
        raise MerchantUnknown(account)
    return found


def cancel(partner: Partner, serial: str, *, by: Any) -> PartnerVoucher:
    """Its money goes back to the fund, and its number opens nothing again."""
    try:
        voucher = voucher_of(partner, serial)
    except SerialUnknown as unknown:
        raise CannotCancel(partner) from unknown
    if voucher.status == Status.CANCELLED:
        raise CancelledBefore(voucher)
    if voucher.status not in PartnerVoucher.OPEN:
        raise CannotCancel(voucher)
    states.move(voucher, Status.CANCELLED)
    _give_back([voucher], by)
    return voucher


@transaction.atomic
def end_vouchers(*, on: date, by: Any, most: int = AT_ONCE) -> int:
    """Vouchers past their last day give their money back; returns how many."""
    allowed(by, "exchange.manage_partner")
    with whole_ledger():
        over = PartnerVoucher.objects.filter(status__in=PartnerVoucher.OPEN, last_day__lt=on).order_by("pk")
        ids = over.values_list("partner_id", flat=True).distinct().order_by("partner_id")
        partners = list(Partner.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))
        ended = list(over.filter(partner__in=partners).select_related("partner")[:most])
        PartnerVoucher.objects.filter(pk__in=[one.pk for one in ended]).update(status=Status.EXPIRED)
        if ended:
            _give_back(ended, by)
    return len(ended)
