"""What a family bought, with what it proved that the card is its own."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, formats
from lumbung.core.crypto import BlindIndexField
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class PurchaseCode(models.Model):
    """A code for one purchase with one card; only its keyed digest is kept."""

    card = models.ForeignKey(
        "payments.Card", models.PROTECT, related_name="purchase_codes", verbose_name=_("Kartu KKS")
    )
    region_code = RegionCodeField(_("Wilayah"))
    code_index = BlindIndexField(null=False, db_index=False)
    issued_by = somebody(_("Dibuat oleh"))
    issued_at = models.DateTimeField(_("Dibuat pada"))
    expires_at = models.DateTimeField(_("Berlaku sampai"))
    attempts_left = models.SmallIntegerField(_("Sisa percobaan"))
    used_at = models.DateTimeField(_("Dipakai pada"), null=True)
    replaced_at = models.DateTimeField(_("Diganti pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kode belanja")
        constraints = [
            models.CheckConstraint(condition=Q(attempts_left__gte=0), name="attempts_never_negative"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="code_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["card"], condition=Q(used_at=None, replaced_at=None), name="one_open_code_per_card"
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.card_id} {self.pk}"


class Purchase(models.Model):
    """Goods for money out of a card's food wallet, or out of a voucher. Written once; the ledger says what came back.

    `region_code` is the shop's. `balance_before` is what the wallet held, unknown for a voucher.
    """

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="purchases", verbose_name=_("Toko"))
    card = models.ForeignKey("payments.Card", models.PROTECT, related_name="purchases", verbose_name=_("Kartu KKS"))
    region_code = RegionCodeField(_("Wilayah"))
    key = models.TextField(_("Kunci permintaan"), unique=True)
    sold_at = models.DateTimeField(_("Dibeli pada"))
    total = models.BigIntegerField(_("Nilai"))
    balance_before = models.BigIntegerField(_("Saldo sebelumnya"), null=True)
    code = models.OneToOneField(
        "shops.PurchaseCode", models.PROTECT, null=True, related_name="+", verbose_name=_("Kode belanja")
    )
    voucher = models.OneToOneField(
        "shops.Voucher", models.PROTECT, null=True, related_name="+", verbose_name=_("Kupon")
    )
    by = somebody(_("Dilayani oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Belanja")
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="purchase_positive"),
            models.CheckConstraint(
                condition=Q(code__isnull=False, voucher=None) | Q(code=None, voucher__isnull=False),
                name="purchase_by_code_or_voucher",
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "sold_at"], name="purchases_of_shop"),
            models.Index(fields=["region_code", "sold_at"], name="purchases_of_region"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.total}"


class PurchaseItem(models.Model):
    """One good of a purchase: thousandths of its unit, the price for one, the rupiah for all."""

    purchase = models.ForeignKey("shops.Purchase", models.PROTECT, related_name="items", verbose_name=_("Belanja"))
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    good = models.TextField(_("Barang"))
    quantity = models.BigIntegerField(_("Banyaknya"))
    price = models.BigIntegerField(_("Harga"))
    amount = models.BigIntegerField(_("Nilai"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Barang belanjaan")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0, price__gt=0, amount__gt=0), name="item_positive"),
            models.UniqueConstraint(fields=["purchase", "good"], name="a_good_once_in_a_purchase"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.good} {self.amount}"

    @property
    def spoken_quantity(self) -> str:
        """As it is written: 1,5."""
        return formats.count(Decimal(self.quantity) / 1000, 0 if self.quantity % 1000 == 0 else 3)
