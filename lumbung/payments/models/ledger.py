"""Accounts and transfers: books that balance by construction."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import causes, triggers

NATION = "0"
"""The region of what belongs to the whole nation: inside the national reach and no other."""


class Account(models.Model):
    """A place where rupiah are: of a fund, on the way with a distributor, on a card, or where a family took them.

    The balance is kept by the transfers themselves and never negative, but for the treasury that
    a fund's budget comes from. A merchant's place has no owner here: who stands behind it, a context above knows.
    """

    class Kind(models.TextChoices):
        """What the place is."""

        TREASURY = "treasury", _("Sumber dana")
        AVAILABLE = "available", _("Sisa pagu")
        COMMITTED = "committed", _("Terikat siklus")
        PROMISED = "promised", _("Disisihkan untuk kupon mitra")
        TRANSIT = "transit", _("Di penyalur")
        HANDED = "handed", _("Diserahkan di loket")
        CASH = "cash", _("Tabungan tunai")
        FOOD = "food", _("Dompet pangan")
        EMERGENCY = "emergency", _("Bantuan darurat")
        VOUCHERS = "vouchers", _("Disisihkan untuk kupon")
        BACK = "back", _("Disetor kembali ke kas negara")
        SHOP = "shop", _("Pada pedagang")
        SHOP_DUE = "shop_due", _("Menuju bank pedagang")
        SHOP_PAID = "shop_paid", _("Sampai di bank pedagang")
        WITHDRAWN = "withdrawn", _("Diambil tunai")

    OF_FUND = (Kind.TREASURY, Kind.AVAILABLE, Kind.COMMITTED, Kind.BACK)
    OF_CYCLE = (Kind.TRANSIT, Kind.HANDED)
    WALLETS = (Kind.CASH, Kind.FOOD, Kind.EMERGENCY)
    OF_CARD = (*WALLETS, Kind.VOUCHERS)
    OF_SHOP = (Kind.SHOP, Kind.SHOP_DUE, Kind.SHOP_PAID)

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
                condition=Q(kind__in=["treasury", "available", "committed", "promised", "back"], fund__isnull=False)
                | Q(kind__in=["transit", "handed"], cycle__isnull=False)
                | Q(kind__in=["cash", "food", "emergency", "vouchers"], card__isnull=False)
                | Q(
                    kind__in=["shop", "shop_due", "shop_paid", "withdrawn"],
                    fund__isnull=True,
                    cycle__isnull=True,
                    card__isnull=True,
                ),
                name="account_has_its_owner",
            ),
            models.UniqueConstraint(fields=["fund", "kind"], condition=Q(fund__isnull=False), name="account_of_fund"),
            models.UniqueConstraint(
                fields=["cycle", "channel", "kind"], condition=Q(cycle__isnull=False), name="account_of_cycle"
            ),
            models.UniqueConstraint(fields=["card", "kind"], condition=Q(card__isnull=False), name="wallet_of_card"),
            models.UniqueConstraint(
                fields=["kind", "channel", "region_code"],
                condition=Q(kind="withdrawn"),
                name="withdrawn_of_bank_and_region",
            ),
        ]
        triggers = [triggers.BalanceByTransfersOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Transfer(models.Model):
    """Rupiah from the debited account to the credited one. Written once, never changed.

    `reference` names what caused it (`line:7:paid`), so that the same cause moves money once. `at` is when it was
    booked, `happened_at` when it happened, where the two differ; `of` is the transfer that this one undoes.
    """

    class Kind(models.TextChoices):
        """Why money moved."""

        BUDGET = "budget", _("Pagu dibuka")
        COMMIT = "commit", _("Diikat untuk siklus")
        UNCOMMIT = "uncommit", _("Ikatan dilepas")
        RELEASE = "release", _("Diserahkan ke penyalur")
        PAID = "paid", pgettext_lazy("money", "Masuk")
        FAILED = "failed", _("Gagal, kembali ke dana")
        RETURNED = "returned", _("Dikembalikan sesudah masuk")
        WITHDRAWAL = "withdrawal", _("Diambil tunai")
        PURCHASE = "purchase", _("Belanja")
        PURCHASE_RETURNED = "purchase_returned", _("Belanja dikembalikan")
        RESERVE = "reserve", _("Disisihkan untuk kupon")
        UNRESERVE = "unreserve", _("Kembali dari kupon")
        REDEEMED = "redeemed", _("Kupon mitra dibayarkan ke pedagang")
        SETTLE = "settle", _("Ditagihkan ke bank pedagang")
        SETTLED = "settled", _("Dibayarkan ke bank pedagang")
        UNSETTLE = "unsettle", _("Gagal dibayarkan ke bank pedagang")
        REVERSAL = "reversal", _("Dibetulkan")
        MOVED = "moved", _("Pindah ke kartu pengganti")
        EXPIRED = "expired", _("Tidak diambil, kembali ke kas negara")
        CLOSING = "closing", _("Sisa pagu, kembali ke kas negara")

    OF_WALLETS = (Kind.WITHDRAWAL, Kind.PURCHASE, Kind.PURCHASE_RETURNED, Kind.MOVED, Kind.EXPIRED)
    """What happens after a benefit came in; each can be reversed."""

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
    of = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="undone_by", verbose_name=_("Membatalkan")
    )
    act = models.ForeignKey(
        "payments.Act",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="transfers",
        verbose_name=_("Tindakan yang ditandatangani"),
    )
    place = models.TextField(_("Tempat"), blank=True, default="", db_default="")
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), db_default=Now())
    happened_at = models.DateTimeField(_("Terjadi pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pemindahan dana")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_between_two"),
            models.UniqueConstraint(fields=["reference"], name="transfer_once_per_cause"),
            models.CheckConstraint(
                condition=Q(kind__in=["purchase_returned", "reversal"], of__isnull=False)
                | (~Q(kind__in=["purchase_returned", "reversal"]) & Q(of__isnull=True)),
                name="undoing_names_what_it_undoes",
            ),
            models.UniqueConstraint(fields=["of"], condition=Q(kind="reversal"), name="reversed_once"),
            models.CheckConstraint(condition=~Q(kind="reversal") | Q(act__isnull=False), name="reversal_was_signed"),
        ]
        indexes = [
            models.Index(fields=["cycle", "kind"], name="transfer_of_cycle"),
            BrinIndex(fields=["at"], name="transfer_of_day"),
            models.Index(fields=["of"], condition=Q(of__isnull=False), name="transfer_undone_by"),
        ]
        triggers = [
            *audit.triggers(),
            audit.append_only(),
            triggers.KeepBalances(),
            triggers.NothingLeavesAClosedFund(),
            triggers.UndoneByAnother(),
            triggers.ClosedDaysStay(),
            causes.HasItsCause(),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"
