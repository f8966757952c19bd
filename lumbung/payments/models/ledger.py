"""Funds, accounts and transfers: books that balance by construction."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.crypto import EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers

NATION = "0"
"""The region of what belongs to the whole nation: inside the national reach and no other."""


class Fund(models.Model):
    """Money set aside for aid in one fiscal year. `region_code` is NATION or the region that pays."""

    name = models.TextField(_("Nama"))
    source = models.TextField(_("Sumber"), help_text=_("Asal uang, misalnya APBN atau APBD."))
    fiscal_year = models.SmallIntegerField(_("Tahun anggaran"))
    budget = models.BigIntegerField(_("Anggaran"))
    region_code = RegionCodeField(_("Wilayah"))
    payer_name = models.TextField(_("Nama pembayar"))
    payer_account = EncryptedField(_("Rekening pembayar"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dibuka oleh")
    )
    opened_at = models.DateTimeField(_("Dibuka pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dana")
        constraints = [
            models.CheckConstraint(condition=Q(budget__gt=0), name="fund_budget_positive"),
            models.UniqueConstraint(fields=["name", "fiscal_year", "region_code"], name="fund_once"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year}"


class Account(models.Model):
    """A place where rupiah are: of a fund, on the way with a distributor, or on a card.

    The balance is kept by the transfers themselves and never negative, but for the treasury that
    a fund's budget comes from.
    """

    class Kind(models.TextChoices):
        """What the place is."""

        TREASURY = "treasury", _("Sumber dana")
        AVAILABLE = "available", _("Sisa pagu")
        COMMITTED = "committed", _("Terikat siklus")
        TRANSIT = "transit", _("Di penyalur")
        HANDED = "handed", _("Diserahkan di loket")
        CASH = "cash", _("Tabungan tunai")
        FOOD = "food", _("Dompet pangan")

    OF_FUND = (Kind.TREASURY, Kind.AVAILABLE, Kind.COMMITTED)
    OF_CYCLE = (Kind.TRANSIT, Kind.HANDED)
    WALLETS = (Kind.CASH, Kind.FOOD)

    kind = models.TextField(choices=Kind.choices)
    region_code = RegionCodeField(db_index=False)
    fund = models.ForeignKey("payments.Fund", models.PROTECT, null=True, db_index=False, related_name="accounts")
    cycle = models.ForeignKey("payments.Cycle", models.PROTECT, null=True, db_index=False, related_name="accounts")
    channel = models.TextField(blank=True)
    card = models.ForeignKey("payments.Card", models.PROTECT, null=True, db_index=False, related_name="wallets")
    balance = models.BigIntegerField(default=0, db_default=0)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(balance__gte=0) | Q(kind="treasury"), name="balance_never_negative"),
            models.CheckConstraint(
                condition=Q(kind__in=["treasury", "available", "committed"], fund__isnull=False)
                | Q(kind__in=["transit", "handed"], cycle__isnull=False)
                | Q(kind__in=["cash", "food"], card__isnull=False),
                name="account_has_its_owner",
            ),
            models.UniqueConstraint(fields=["fund", "kind"], condition=Q(fund__isnull=False), name="account_of_fund"),
            models.UniqueConstraint(
                fields=["cycle", "channel", "kind"], condition=Q(cycle__isnull=False), name="account_of_cycle"
            ),
            models.UniqueConstraint(fields=["card", "kind"], condition=Q(card__isnull=False), name="wallet_of_card"),
        ]
        triggers = [triggers.BalanceByTransfersOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Transfer(models.Model):
    """Rupiah from the debited account to the credited one. Written once, never changed.

    `reference` names what caused it (`line:7:paid`), so that the same cause moves money once.
    """

    class Kind(models.TextChoices):
        """Why money moved."""

        BUDGET = "budget", _("Pagu dibuka")
        COMMIT = "commit", _("Diikat untuk siklus")
        UNCOMMIT = "uncommit", _("Ikatan dilepas")
        RELEASE = "release", _("Diserahkan ke penyalur")
        PAID = "paid", _("Masuk")
        FAILED = "failed", _("Gagal, kembali ke dana")
        RETURNED = "returned", _("Dikembalikan sesudah masuk")

    debit = models.ForeignKey(
        "payments.Account", models.PROTECT, related_name="debits", verbose_name=_("Rekening asal")
    )
    credit = models.ForeignKey(
        "payments.Account", models.PROTECT, related_name="credits", verbose_name=_("Rekening penerima")
    )
    amount = models.BigIntegerField(_("Nilai"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    reference = models.TextField(_("Rujukan"))
    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, null=True, db_index=False, related_name="transfers", verbose_name=_("Siklus")
    )
    line = models.ForeignKey(
        "payments.Line",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="transfers",
        verbose_name=_("Baris pembayaran"),
    )
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), db_default=Now())

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pemindahan dana")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_between_two"),
            models.UniqueConstraint(fields=["reference"], name="transfer_once_per_cause"),
        ]
        indexes = [models.Index(fields=["cycle", "kind"], name="transfer_of_cycle")]
        triggers = [*audit.triggers(), audit.append_only(), triggers.KeepBalances()]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"
