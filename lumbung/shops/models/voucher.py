"""Vouchers: signed promises that a shop may take without network, each covered by money put aside."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class VoucherBook(models.Model):
    """Vouchers that were signed together for one card; their limits add up to `total`, which left the food wallet."""

    card = models.ForeignKey("payments.Card", models.PROTECT, related_name="voucher_books", verbose_name=_("Kartu KKS"))
    region_code = RegionCodeField(_("Wilayah"))
    key = models.TextField(_("Kunci permintaan"), unique=True)
    issued_by = somebody(_("Dibuat oleh"))
    issued_on = models.DateField(_("Dibuat pada"))
    last_day = models.DateField(_("Hari terakhir"))
    vouchers_count = models.SmallIntegerField(_("Banyaknya kupon"))
    total = models.BigIntegerField(_("Nilai"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Buku kupon")
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0, vouchers_count__gt=0), name="book_positive"),
            models.CheckConstraint(condition=Q(last_day__gte=F("issued_on")), name="book_in_order"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.card_id} {self.total}"


class Voucher(models.Model):
    """One voucher: worth at most its limit, once. `card` and `last_day` are as signed."""

    class Status(models.TextChoices):
        """Put aside, paid to a shop, or back in the wallet."""

        ISSUED = "issued", _("Belum dipakai")
        REDEEMED = "redeemed", pgettext_lazy("voucher", "Dipakai")
        EXPIRED = "expired", _("Lewat masa, uangnya kembali")

    MOVES = {
        Status.ISSUED: {Status.REDEEMED, Status.EXPIRED},
        Status.REDEEMED: set(),
        Status.EXPIRED: set(),
    }

    book = models.ForeignKey("shops.VoucherBook", models.PROTECT, related_name="vouchers", verbose_name=_("Buku kupon"))
    card = models.ForeignKey("payments.Card", models.PROTECT, related_name="vouchers", verbose_name=_("Kartu KKS"))
    region_code = RegionCodeField(_("Wilayah"))
    number = models.TextField(_("Nomor kupon"), unique=True)
    limit = models.BigIntegerField(_("Nilai paling banyak"))
    last_day = models.DateField(_("Hari terakhir"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ISSUED)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kupon")
        constraints = [models.CheckConstraint(condition=Q(limit__gt=0), name="voucher_positive")]
        indexes = [models.Index(fields=["last_day"], condition=Q(status="issued"), name="vouchers_to_end")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.number


class Redemption(models.Model):
    """What a shop says it sold for a voucher, as it signed it: paid, or why not. Written once.

    Of several records for one voucher the first to arrive is paid; `first` names it on the others.
    """

    class Outcome(models.TextChoices):
        """What became of the record."""

        PAID = "paid", _("Dibayar")
        DOUBLE = "double", _("Kupon sudah dipakai di tempat lain")
        TOO_MUCH = "too_much", _("Lebih besar dari nilai kupon")
        AFTER_END = "after_end", _("Dijual sesudah hari terakhir kupon")
        TOO_LATE = "too_late", _("Diunggah sesudah uangnya kembali ke keluarga")
        NOT_YET = "not_yet", _("Dijual sebelum kupon dibuat, atau pada waktu yang belum tiba")
        GOODS = "goods", _("Ada barang yang tidak boleh dibeli")

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="redemptions", verbose_name=_("Toko"))
    voucher = models.ForeignKey("shops.Voucher", models.PROTECT, related_name="redemptions", verbose_name=_("Kupon"))
    region_code = RegionCodeField(_("Wilayah"))
    fingerprint = models.TextField(_("Sidik catatan"), unique=True)
    record = models.TextField(_("Catatan bertanda tangan"))
    amount = models.BigIntegerField(_("Nilai"))
    sold_at = models.DateTimeField(_("Dibeli pada"))
    uploaded_at = models.DateTimeField(_("Diunggah pada"))
    uploaded_by = somebody(_("Diunggah oleh"))
    outcome = models.TextField(_("Hasil"), choices=Outcome.choices)
    first = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="doubles", verbose_name=_("Catatan yang dibayar")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penukaran kupon")
        constraints = [
            models.UniqueConstraint(fields=["voucher"], condition=Q(outcome="paid"), name="a_voucher_is_paid_once"),
            models.CheckConstraint(
                condition=Q(outcome="double", first__isnull=False) | (~Q(outcome="double") & Q(first=None)),
                name="a_double_names_the_first",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="redemption_positive"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.voucher_id} {self.outcome}"
