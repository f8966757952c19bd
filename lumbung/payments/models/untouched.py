"""Money that nobody takes: told after some days, given back to the treasury after some more."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers


class TreasuryReturn(models.Model):
    """Untouched money of one fund that goes back: one person prepares the list, another lets it go."""

    class Status(models.TextChoices):
        """Prepared, gone, or given up."""

        PREPARED = "prepared", _("Disiapkan")
        RETURNED = "returned", _("Dikembalikan ke kas negara")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.PREPARED: {Status.RETURNED, Status.CANCELLED},
        Status.RETURNED: set(),
        Status.CANCELLED: set(),
    }

    fund = models.ForeignKey("payments.Fund", models.PROTECT, related_name="returns", verbose_name=_("Dana"))
    region_code = RegionCodeField(_("Wilayah"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PREPARED)
    due_by = models.DateField(_("Jatuh tempo sampai"))
    lines = models.IntegerField(_("Jumlah baris"), default=0)
    total = models.BigIntegerField(_("Jumlah"), default=0)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("Disiapkan oleh")
    )
    prepared_at = models.DateTimeField(_("Disiapkan pada"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Disetujui oleh"),
    )
    approved_at = models.DateTimeField(_("Disetujui pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pengembalian ke kas negara")
        constraints = [
            models.CheckConstraint(condition=~Q(prepared_by=F("approved_by")), name="return_approved_by_another"),
            models.CheckConstraint(
                condition=~Q(status="returned") | Q(approved_by__isnull=False), name="return_approved_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["fund"], condition=Q(status="prepared"), name="one_return_at_a_time_per_fund"
            ),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            triggers.CountersignedBefore(move=("prepared", "returned"), subject="'return:' || OLD.id"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.due_by}"


class Untouched(models.Model):
    """A paid line whose money the family has not touched since it came. `due_on` is the day on which it goes back."""

    line = models.OneToOneField(
        "payments.Line", models.PROTECT, related_name="untouched", verbose_name=_("Baris pembayaran")
    )
    card = models.ForeignKey("payments.Card", models.PROTECT, related_name="untouched_money", verbose_name=_("Kartu"))
    amount = models.BigIntegerField(_("Nilai"))
    since = models.DateField(_("Masuk pada"))
    alerted_on = models.DateField(_("Diberitahukan pada"))
    due_on = models.DateField(_("Kembali pada"))
    touched_on = models.DateField(_("Diambil pada"), null=True)
    treasury_return = models.ForeignKey(
        TreasuryReturn, models.PROTECT, null=True, related_name="untouched", verbose_name=_("Pengembalian")
    )
    region_code = RegionCodeField(_("Wilayah"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Uang yang belum diambil")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("since")), name="untouched_due_after_it_came"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(touched_on__isnull=True), name="untouched_due"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.line_id} {self.due_on}"
