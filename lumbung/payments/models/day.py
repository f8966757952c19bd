"""The books of every day, kept as they were found at its end."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models.ledger import Account


class DayBalance(models.Model):
    """What lay in one kind of place in one regency at the end of a day, and what came and went that day. Rupiah."""

    on = models.DateField(_("Hari"))
    kind = models.TextField(_("Tempat uang"), choices=Account.Kind.choices)
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    came = models.BigIntegerField(pgettext_lazy("money", "Masuk"))
    went = models.BigIntegerField(_("Keluar"))
    balance = models.BigIntegerField(_("Sisa"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Saldo harian")
        constraints = [models.UniqueConstraint(fields=["on", "kind", "region_code"], name="day_balance_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class DayCheck(models.Model):
    """Whether ledger, bank files, funds and what is put aside told the same at the end of a day.

    Each figure is a difference, so zero.
    """

    on = models.DateField(_("Hari"), unique=True)
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    transfers = models.BigIntegerField(_("Pemindahan"))
    moved = models.BigIntegerField(_("Rupiah dipindahkan"))
    ledger = models.BigIntegerField(_("Selisih buku besar"))
    wallets = models.BigIntegerField(_("Tempat uang yang saldonya tidak cocok"))
    bank_files = models.BigIntegerField(_("Selisih laporan bank"))
    funds = models.BigIntegerField(_("Selisih dana"))
    aside = models.BigIntegerField(_("Selisih yang disisihkan"), default=0, db_default=0)
    made_at = models.DateTimeField(_("Dibuat pada"), db_default=Now())

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pencocokan harian")
        constraints = [
            models.CheckConstraint(condition=Q(transfers__gte=0, moved__gte=F("transfers")), name="day_moved")
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.on}"

    @property
    def agrees(self) -> bool:
        """Every difference is nothing."""
        return not (self.ledger or self.wallets or self.bank_files or self.funds or self.aside)
