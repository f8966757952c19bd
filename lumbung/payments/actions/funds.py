"""Opening a fund: one person asks, its budget enters the books; others confirm it before anything leaves it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.actions.countersigning import Prepared, countersign
from lumbung.payments.models import Account, Fund, Transfer

Status = Fund.Status


class FundDiffers(Refusal):
    """A fund of this name, year and region exists with other figures."""

    message = _("Dana “%(fund)s” sudah ada dengan pagu lain. Periksa nama, tahun, dan pagunya.")


class FundOutside(BadInput):
    """A fund of another region, or of the whole nation, is opened there."""

    message = _("Dana ini di luar wilayah Anda. Tulis kode wilayah Anda atau bagiannya.")


class SamePersonConfirms(Refusal):
    """Who asked for a fund does not confirm it."""

    message = _("Yang mengajukan dana tidak bisa mengesahkannya. Minta pejabat lain.")
    status = 403


class FundDecided(Refusal):
    """The fund is open already, or ended."""

    message = _("Dana ini tidak sedang menunggu pengesahan.")


@transaction.atomic
def open_fund(
    *,
    name: str,
    source: str,
    fiscal_year: int,
    budget: int,
    region_code: str,
    payer_name: str,
    payer_account: str,
    by: Any,
) -> Fund:
    """Ask for a fund with its accounts and its whole budget (rupiah); asked again it is the same fund.

    Nothing leaves it before others have confirmed it.
    """
    allowed(by, "payments.manage_fund")
    if not by.reach.covers(region_code):
        raise FundOutside(fields={"region_code": str(FundOutside.message)})
    fund, fresh = Fund.objects.get_or_create(
        name=name,
        fiscal_year=fiscal_year,
        region_code=region_code,
        defaults={
            "source": source,
            "budget": budget,
            "payer_name": payer_name,
            "payer_account": payer_account,
            "opened_by_id": by.pk,
            "status": Status.ASKED,
        },
    )
    if not fresh:
        if fund.budget != budget:
            raise FundDiffers(fund, fund=str(fund))
        return fund
    accounts = Account.objects.bulk_create(
        Account(kind=kind, fund=fund, region_code=region_code) for kind in Account.OF_FUND
    )
    treasury, available, *_others = accounts
    Transfer.objects.create(
        debit=treasury,
        credit=available,
        amount=budget,
        kind=Transfer.Kind.BUDGET,
        reference=f"fund:{fund.pk}:budget",
        region_code=region_code,
        by_id=by.pk,
    )
    return fund


def _asked(fund_id: int, by: Any) -> Fund:
    allowed(by, "payments.sign_act")
    fund = Fund.objects.visible_to(by).select_for_update().filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(fund_id)
    return fund


@transaction.atomic
def confirm_fund(*, fund_id: int, by: Any, at: datetime) -> Fund:
    """One more signature under the budget; with the last that its amount demands the fund opens."""
    fund = _asked(fund_id, by)
    if fund.status == Status.OPEN and fund.confirmed_by_id == by.pk:
        return fund
    if fund.status != Status.ASKED:
        raise FundDecided(fund)
    if fund.opened_by_id == by.pk:
        raise SamePersonConfirms(fund)
    asked_at = fund.opened_at
    budget = Prepared("fund_opening", f"fund:{fund.pk}", fund.budget, fund.opened_by_id, asked_at, fund.region_code)
    if not countersign(prepared=budget, by=by, at=at):
        return fund
    return states.move(fund, Status.OPEN, confirmed_by_id=by.pk, confirmed_at=at)


@transaction.atomic
def refuse_fund(*, fund_id: int, by: Any, at: datetime) -> Fund:
    """Another person says no: the budget goes back to where it came from, and the fund is over."""
    fund = _asked(fund_id, by)
    if fund.status == Status.CLOSED and fund.closed_by_id == by.pk:
        return fund
    if fund.status != Status.ASKED:
        raise FundDecided(fund)
    if fund.opened_by_id == by.pk:
        raise SamePersonConfirms(fund)
    with whole_ledger():
        give_back(fund=fund, by=by)
    return states.move(
        fund,
        Status.CLOSED,
        closing_by_id=fund.opened_by_id,
        closing_at=fund.opened_at,
        closed_by_id=by.pk,
        closed_at=at,
    )


def give_back(*, fund: Fund, by: Any) -> None:
    """What is left goes to the treasury; the fund's places are held, so that nobody binds it meanwhile."""
    held = Account.objects.select_for_update(no_key=True).filter(fund=fund).order_by("pk")
    places = {Account.Kind(place.kind): place for place in held}
    rest = places[Account.Kind.AVAILABLE].balance
    if rest:
        Transfer.objects.create(
            debit=places[Account.Kind.AVAILABLE],
            credit=places[Account.Kind.BACK],
            amount=rest,
            kind=Transfer.Kind.CLOSING,
            reference=f"fund:{fund.pk}:closing",
            region_code=fund.region_code,
            by_id=by.pk,
        )
