"""Voucher calls of partners: answered in the words of that part of the standard, each with its own code, and logged."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core.refusals import Refusal
from lumbung.exchange.actions import vouchers
from lumbung.exchange.actions.calling import Reply, partner_calling, print_of
from lumbung.exchange.govstack import bodies, voucher_bodies
from lumbung.exchange.govstack.bodies import FAILURE, SUCCESS
from lumbung.exchange.models import Call, Partner, PartnerVoucher

UNTOLD = {
    PartnerVoucher.Status.PREACTIVATED: "Pre-Activated",
    PartnerVoucher.Status.ACTIVE: "Activated",
    PartnerVoucher.Status.CANCELLED: "Purged",
}


class UnknownSystem(Refusal):
    """Gov_Stack_BB of somebody else."""

    message = gettext_lazy("Gov_Stack_BB bukan milik kunci ini.")
    status = 460


class RequestUnnamed(Refusal):
    """A request that binds money must be known again when it comes twice."""

    message = gettext_lazy("Sertakan X-CorrelationID berupa UUID.")
    status = 400


@dataclass(frozen=True)
class VoucherCall:
    """A call: its body, the serial number in its address, the number of the request in its head."""

    body: dict[str, Any] = field(repr=False)
    serial: str = ""
    request: str = ""


@dataclass(frozen=True)
class _Told:
    body: dict[str, Any]
    lines: int = 1
    total: int = 0


def take_voucher_call(*, operation: str, raw: bytes, by: Any, on: date, serial: str = "", request: str = "") -> Reply:
    """One call. A refusal changes nothing; raises NotAPartner where there is nobody to answer to."""
    partner = partner_calling(by)
    told: dict[str, Any] = {}
    try:
        with transaction.atomic():
            held = Partner.objects.select_for_update().get(pk=partner.pk)
            if operation != STATUS:
                told = bodies.parsed(raw)
                if bodies.head(told, [voucher_bodies.SOURCE])["Gov_Stack_BB"] != partner.source_bb:
                    raise UnknownSystem(partner)
            done = _OPERATIONS[operation](VoucherCall(told, serial, request), held, by, on)
        status, said = 200, ""
    except Refusal as refusal:
        status, said = refusal.status, str(refusal)
        done = _Told({"message": said}, lines=0)
    Call.objects.create(
        partner=partner,
        operation=operation,
        body_print=print_of(told),
        status=status,
        code=SUCCESS if status == 200 else FAILURE,
        said=said[: bodies.SAID_LIMIT],
        lines=done.lines,
        total=done.total,
        region_code=partner.region_code,
    )
    return Reply(status, done.body)


def _preactivate(call: VoucherCall, partner: Partner, by: Any, on: date) -> _Told:
    try:
        unique_id = str(uuid.UUID(call.request))
    except ValueError:
        raise RequestUnnamed(partner) from None
    ((wish, voucher),) = vouchers.preactivate(partner, [voucher_bodies.wish(call.body, unique_id)], on=on, by=by)
    return _Told(_number(partner, wish, voucher), total=voucher.amount)


def _batch(call: VoucherCall, partner: Partner, by: Any, on: date) -> _Told:
    batch = bodies.head(call.body, [voucher_bodies.BATCH])["BatchID"]
    made = vouchers.preactivate(partner, voucher_bodies.wishes(call.body), batch=batch, on=on, by=by)
    vouchers.activate([voucher for _wish, voucher in made if voucher.status in PartnerVoucher.OPEN], on=on)
    told = [{"unique_id": wish.unique_id} | _number(partner, wish, voucher) for wish, voucher in made]
    return _Told({"BatchID": batch, "vouchers": told}, len(told), sum(voucher.amount for _wish, voucher in made))


def _number(partner: Partner, wish: voucher_bodies.Wish, voucher: PartnerVoucher) -> dict[str, str]:
    end = datetime.combine(voucher.last_day, time.max, tzinfo=timezone.get_default_timezone())
    return {
        "voucher_number": vouchers.number_of(partner, wish.unique_id),
        "voucher_serial_number": voucher_bodies.serial(voucher.pk),
        "expiry_date_time": end.isoformat(timespec="seconds"),
    }


def _activate(call: VoucherCall, partner: Partner, _by: Any, on: date) -> _Told:
    voucher = vouchers.voucher_of(partner, voucher_bodies.number(call.body, "voucher_serial_number"))
    vouchers.activate([voucher], on=on)
    return _Told({"result_status": _("Kupon sekarang berlaku.")}, total=voucher.amount)


def _redeem(call: VoucherCall, partner: Partner, by: Any, on: date) -> _Told:
    merchant = bodies.head(call.body, voucher_bodies.MERCHANT)
    paid = vouchers.redeem(
        partner,
        voucher_bodies.number(call.body, "voucher_number"),
        name=merchant["merchant_name"],
        account=merchant["merchant_bank_details"],
        group=merchant["merchant_voucher_group"],
        on=on,
        by=by,
    )
    return _Told({"result_status": _("Kupon dibayarkan ke pedagang.")}, total=paid.amount)


def _status(call: VoucherCall, partner: Partner, _by: Any, on: date) -> _Told:
    voucher = vouchers.voucher_of(partner, call.serial)
    if voucher.status != PartnerVoucher.Status.CANCELLED:
        vouchers.refuse_ended(voucher, on)
    known = PartnerVoucher.Status(voucher.status)
    return _Told({"voucher_status": UNTOLD[known], "voucher_amount": str(voucher.amount)}, total=voucher.amount)


def _cancel(call: VoucherCall, partner: Partner, by: Any, _on: date) -> _Told:
    voucher = vouchers.cancel(partner, call.serial, by=by)
    return _Told({"message": _("Kupon dibatalkan.")}, total=voucher.amount)


STATUS = "voucher_status"
_OPERATIONS: dict[str, Callable[[VoucherCall, Partner, Any, date], _Told]] = {
    "voucher_preactivation": _preactivate,
    "voucher_batch": _batch,
    "voucher_activation": _activate,
    "voucher_redeemption": _redeem,
    STATUS: _status,
    "voucher_cancellation": _cancel,
}
