"""The end of a fund's year: what is open is told, the remainder goes back, and two persons close it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, states
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.payments import queries
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.actions.countersigning import Prepared, countersign
from lumbung.payments.actions.funds import give_back
from lumbung.payments.models import Account, Fund

Status = Fund.Status


class OpenLines(Refusal):
    """Cycles of the fund are under way; their money is not yet where it belongs."""

    message = _(
        "Dana ini belum bisa ditutup: %(cycles)s siklus belum selesai, dengan %(lines)s baris senilai %(amount)s."
    )


class OpenVouchers(Refusal):
    """Vouchers of a partner are out; a merchant may still bring them."""

    message = _("Dana ini belum bisa ditutup: masih ada kupon mitra senilai %(amount)s yang belum dipakai.")


class SamePersonCloses(Refusal):
    """Who asks for the closing does not close."""

    message = _("Yang mengajukan penutupan tidak bisa menutup. Minta bendahara lain.")
    status = 403


def _held(fund_id: int, by: Any) -> Fund:
    allowed(by, "payments.manage_fund")
    fund = Fund.objects.visible_to(by).select_for_update().filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(fund_id)
    return fund


def _refuse_open(fund: Fund) -> None:
    still = queries.still_open(fund_id=fund.pk)
    if still:
        lines, amount = sum(one.lines for one in still), sum(one.rupiah for one in still)
        raise OpenLines(fund, cycles=len(still), lines=formats.count(lines), amount=formats.rupiah(amount))
    promised = Account.objects.filter(fund=fund, kind=Account.Kind.PROMISED, balance__gt=0).first()
    if promised:
        raise OpenVouchers(fund, amount=formats.rupiah(promised.balance))


@transaction.atomic
def ask_to_close(*, fund_id: int, by: Any, at: datetime) -> Fund:
    """The first person asks, once no cycle of the fund is under way. Asked again nothing changes."""
    fund = _held(fund_id, by)
    if fund.status == Status.CLOSING and fund.closing_by_id == by.pk:
        return fund
    with whole_ledger():
        _refuse_open(fund)
    return states.move(fund, Status.CLOSING, closing_by_id=by.pk, closing_at=at)


@transaction.atomic
def close_fund(*, fund_id: int, by: Any, at: datetime) -> Fund:
    """Others close, as many as what is left demands. With the last of them the remainder goes back to the treasury, and
    nothing leaves the fund from then on."""
    fund = _held(fund_id, by)
    if fund.status == Status.CLOSED and fund.closed_by_id == by.pk:
        return fund
    if fund.status != Status.CLOSING:
        raise states.IllegalMove(fund, now=fund.get_status_display(), to=Status.CLOSED.label)
    if fund.closing_by_id == by.pk:
        raise SamePersonCloses(fund)
    if not countersign(prepared=_closing(fund), by=by, at=at):
        return fund
    with whole_ledger():
        _refuse_open(fund)
        give_back(fund=fund, by=by)
    return states.move(fund, Status.CLOSED, closed_by_id=by.pk, closed_at=at)


def _closing(fund: Fund) -> Prepared:
    """Asked for anew, the end of a fund is signed anew."""
    asked_at = fund.closing_at or fund.opened_at
    subject = f"closing:{fund.pk}:{int(asked_at.timestamp())}"
    left = Account.objects.get(fund=fund, kind=Account.Kind.AVAILABLE).balance
    return Prepared("fund_closing", subject, left, fund.closing_by_id, asked_at, fund.region_code)


@transaction.atomic
def keep_open(*, fund_id: int, by: Any) -> Fund:
    """Take the request back: the fund goes on."""
    fund = _held(fund_id, by)
    if fund.status == Status.OPEN:
        return fund
    return states.move(fund, Status.OPEN, closing_by_id=None, closing_at=None)
