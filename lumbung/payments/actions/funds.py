"""Opening a fund: its budget enters the books."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal, allowed
from lumbung.payments.models import Account, Fund, Transfer


class FundDiffers(Refusal):
    """A fund of this name, year and region exists with other figures."""

    message = _("Dana “%(fund)s” sudah ada dengan pagu lain. Periksa nama, tahun, dan pagunya.")


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
    """A fund with its accounts and its whole budget (rupiah) available; opened again it is the same fund."""
    allowed(by, "payments.manage_fund")
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
