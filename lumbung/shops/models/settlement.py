"""Settlements: one file a bank and day, one credit a shop, prepared by one person and approved by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models.triggers import CountersignedBefore


class Settlement(models.Model):
    """The credits to the shops of one bank for one day. Its region is that of whoever prepared it."""

    class Status(models.TextChoices):
        """From the table of shops to what the bank says."""

        PREPARED = "prepared", _("Menunggu persetujuan")
        APPROVED = "approved", _("Dikirim ke bank")
        ANSWERED = "answered", _("Dijawab bank")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.PREPARED: {Status.APPROVED, Status.CANCELLED},
        Status.APPROVED: {Status.ANSWERED},
        Status.ANSWERED: set(),
        Status.CANCELLED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    day = models.DateField(_("Hari"))
    bank = models.TextField(_("Bank"))
    fund = models.ForeignKey("payments.Fund", models.PROTECT, related_name="+", verbose_name=_("Rekening pembayar"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PREPARED)
    lines_count = models.IntegerField(_("Toko"))
    total = models.BigIntegerField(_("Nilai"))
    prepared_by = somebody(_("Disusun oleh"))
    prepared_at = models.DateTimeField(_("Disusun pada"))
    approved_by = somebody(_("Disetujui oleh"))
    approved_at = models.DateTimeField(_("Disetujui pada"), null=True)
    cancelled_by = somebody(_("Dibatalkan oleh"))
    reason = models.TextField(_("Alasan"), blank=True)
    file_ref = models.TextField(_("Berkas"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pelunasan toko")
        constraints = [
            models.CheckConstraint(condition=~Q(prepared_by=F("approved_by")), name="settlement_approved_by_another"),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "answered"]) | (Q(approved_at__isnull=False) & ~Q(file_ref="")),
                name="settlement_sent_after_approval",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(reason=""), name="cancelled_settlement_says_why"
            ),
            models.CheckConstraint(condition=Q(total__gt=0, lines_count__gt=0), name="settlement_positive"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            CountersignedBefore(move=("prepared", "approved"), subject="'settlement:' || OLD.id"),
        ]

    def __str__(self) -> str:
        return f"LT{self.pk}"

    @property
    def message_id(self) -> str:
        """Made of our own id, so never given twice."""
        return f"LT{self.pk}-{self.bank.upper()}"


class SettlementLine(models.Model):
    """What one shop is owed on one day; its money is out of the takings from the moment of the line on."""

    class Status(models.TextChoices):
        """What the bank says."""

        WAITING = "waiting", _("Menunggu bank")
        PAID = "paid", _("Masuk rekening toko")
        FAILED = "failed", _("Gagal, menunggu hari berikut")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.WAITING: {Status.PAID, Status.FAILED, Status.CANCELLED},
        Status.PAID: {Status.FAILED},
        Status.FAILED: set(),
        Status.CANCELLED: set(),
    }

    settlement = models.ForeignKey(
        "shops.Settlement", models.PROTECT, related_name="lines", verbose_name=_("Pelunasan toko")
    )
    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="settlements", verbose_name=_("Toko"))
    region_code = RegionCodeField(_("Wilayah"))
    day = models.DateField(_("Hari"))
    amount = models.BigIntegerField(_("Nilai"))
    end_to_end_id = models.TextField(_("Rujukan"), unique=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.WAITING)
    why = models.TextField(_("Sebab"), blank=True, default="", db_default="")
    answered_on = models.DateField(_("Dijawab pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baris pelunasan")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="settlement_line_positive"),
            models.UniqueConstraint(
                fields=["shop", "day"], condition=~Q(status="cancelled"), name="one_credit_per_shop_and_day"
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.end_to_end_id
