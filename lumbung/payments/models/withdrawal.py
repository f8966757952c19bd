"""Cash that a bank says was taken, where the books can't follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class WithdrawalDifference(models.Model):
    """A withdrawal that a bank told and that was not booked, with what spoke against it then. Written once.

    Told again when nothing speaks against it any more, it is booked under the same `reference`; this stays as evidence.
    """

    class Why(models.TextChoices):
        """What spoke against booking it; `rest` is what the wallet held."""

        SHORT = "short", _("Saldo dompetnya kurang dari yang diambil")
        UNKNOWN = "card_unknown", _("Rekeningnya tidak dikenal di wilayah pembaca")
        NOT_IN_USE = "card_not_in_use", _("Kartunya tidak aktif")
        EXPIRED = "card_expired", _("Masa berlaku kartunya sudah lewat")
        NO_WALLET = "wallet_unknown", _("Kartunya tidak punya tabungan tunai")
        DIFFERS = "differs", _("Nomor transaksi ini sudah dibukukan dengan nilai lain")
        AMOUNT = "amount", _("Nilainya nol")

    file = models.ForeignKey(
        "payments.BankFile", models.PROTECT, related_name="withdrawal_differences", verbose_name=_("Berkas bank")
    )
    region_code = RegionCodeField(_("Wilayah"))
    card = models.ForeignKey("payments.Card", models.PROTECT, null=True, related_name="+", verbose_name=_("Kartu"))
    reference = models.TextField(_("Rujukan"), unique=True)
    told = models.TextField(_("Nomor transaksi bank"))
    amount = models.BigIntegerField(_("Menurut bank"))
    rest = models.BigIntegerField(_("Isi dompet waktu itu"), null=True)
    why = models.TextField(_("Sebab tidak dibukukan"), choices=Why.choices)
    on = models.DateField(_("Diambil pada"), null=True)
    place = models.TextField(_("Tempat"), blank=True)
    at = models.DateTimeField(_("Dicatat pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penarikan yang tidak cocok")
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return self.told
