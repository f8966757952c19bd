"""Vouchers of partners: how many and how much, by batch and by state."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lumbung.exchange.models import Partner, PartnerVoucher


@dataclass(frozen=True)
class VoucherSum:
    """So many vouchers of a batch (or asked one by one: no batch) in one state; rupiah."""

    batch: str
    status: str
    label: Any
    vouchers: int
    total: int


def vouchers(*, viewer: Any) -> QuerySet[PartnerVoucher]:
    """Every voucher of a partner in reach, newest first."""
    return PartnerVoucher.objects.visible_to(viewer).select_related("partner", "shop").order_by("-pk")


def voucher_sums(*, viewer: Any, partner: Partner) -> list[VoucherSum]:
    """What the vouchers of a partner come to; their secrets are told nowhere."""
    found = PartnerVoucher.objects.visible_to(viewer).filter(partner=partner).order_by()
    told = found.values_list("batch", "status").annotate(count=Count("pk"), total=Sum("amount"))
    order = list(PartnerVoucher.Status)
    made = [
        VoucherSum(batch, status, PartnerVoucher.Status(status).label, count, int(total))
        for batch, status, count, total in told
    ]
    return sorted(made, key=lambda one: (one.batch, order.index(PartnerVoucher.Status(one.status))))
