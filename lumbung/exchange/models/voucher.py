"""Vouchers of partners: money of the partner's own fund, put aside until a merchant brings the voucher's number."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.crypto import BlindIndexField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class PartnerVoucher(models.Model):
    """One voucher: worth its amount, once, at one merchant. Its secret number is made anew from the house's key
    whenever it is told, and is kept nowhere; only its blind index is."""

    class Status(models.TextChoices):
        """Put aside, in use, paid to a merchant, or back in the fund."""

        PREACTIVATED = "preactivated", _("Disiapkan")
        ACTIVE = "active", _("Berlaku")
        REDEEMED = "redeemed", pgettext_lazy("voucher", "Dipakai")
        CANCELLED = "cancelled", _("Dibatalkan, uangnya kembali")
        EXPIRED = "expired", _("Lewat masa, uangnya kembali")

    MOVES = {
        Status.PREACTIVATED: {Status.ACTIVE, Status.CANCELLED, Status.EXPIRED},
        Status.ACTIVE: {Status.REDEEMED, Status.CANCELLED, Status.EXPIRED},
        Status.REDEEMED: set(),
        Status.CANCELLED: set(),
        Status.EXPIRED: set(),
    }
    OPEN = (Status.PREACTIVATED, Status.ACTIVE)

    partner = models.ForeignKey("exchange.Partner", models.PROTECT, related_name="vouchers", verbose_name=_("Mitra"))
    batch = models.CharField(_("Kiriman"), max_length=12, blank=True)
    request_index = BlindIndexField(null=False, db_index=False)
    number_index = BlindIndexField(null=False, db_index=False)
    group = models.CharField(_("Golongan kupon"), max_length=25)
    amount = models.BigIntegerField(_("Nilai"))
    last_day = models.DateField(_("Hari terakhir"))
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, null=True, related_name="+", verbose_name=_("Keluarga")
    )
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PREACTIVATED)
    shop = models.ForeignKey(
        "shops.Shop", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Toko")
    )
    region_code = RegionCodeField(_("Wilayah"))
    asked_at = models.DateTimeField(_("Diminta pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kupon mitra")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="partner_voucher_positive"),
            models.UniqueConstraint(fields=["partner", "request_index"], name="voucher_request_once"),
            models.UniqueConstraint(fields=["number_index"], name="voucher_number_once"),
            models.CheckConstraint(
                condition=Q(status="redeemed", shop__isnull=False) | (~Q(status="redeemed") & Q(shop=None)),
                name="redeemed_voucher_names_its_shop",
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_day"], condition=Q(status__in=["preactivated", "active"]), name="partner_vouchers_to_end"
            )
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.group} {self.pk}"
