"""The stock: lots in a store, movements that are written once, corrections that two persons agree on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.in_kind.models import triggers


class Lot(models.Model):
    """Goods of one delivery in one store. Its three figures are kept by the movements and never negative.

    `region_code` is that of the store. A good with a number of its own is a lot of one piece.
    """

    region_code = RegionCodeField(_("Wilayah"))
    store = models.TextField(_("Gudang"))
    kind = models.TextField(_("Jenis bantuan"))
    item = models.TextField(_("Barang"))
    size = models.IntegerField(_("Ukuran"), default=0, db_default=0)
    batch = models.TextField(_("Partai"), blank=True)
    supplier = models.TextField(_("Pemasok"))
    serial = models.TextField(_("Nomor seri"), blank=True)
    received_on = models.DateField(_("Diterima pada"))
    on_hand = models.IntegerField(_("Di gudang"), default=0, db_default=0)
    reserved = models.IntegerField(_("Disisihkan"), default=0, db_default=0)
    issued = models.IntegerField(_("Keluar"), default=0, db_default=0)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stok barang")
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0, on_hand__gte=F("reserved")), name="stock_never_negative"
            ),
            models.CheckConstraint(condition=Q(issued__gte=0), name="issued_never_negative"),
            models.CheckConstraint(
                condition=Q(serial="") | Q(on_hand__lte=1 - F("issued")), name="one_piece_a_serial_number"
            ),
            models.UniqueConstraint(
                fields=["region_code", "store", "kind", "item", "size", "supplier", "batch", "received_on"],
                condition=Q(serial=""),
                name="one_lot_a_delivery",
            ),
            models.UniqueConstraint(
                fields=["kind", "item", "supplier", "serial"], condition=~Q(serial=""), name="serial_number_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "item", "size", "region_code"], name="stock_of_item")]
        triggers = [*audit.triggers(), triggers.StockByMovementsOnly()]

    def __str__(self) -> str:
        return self.serial or self.batch or str(self.pk)

    @property
    def free(self) -> int:
        """What can still be set aside."""
        return self.on_hand - self.reserved


class Movement(models.Model):
    """Goods that came, were set aside, left or came back. Written once, never changed.

    `reference` names what caused it (`allotment:7:issued`), so that the same cause moves goods once.
    """

    class Kind(models.TextChoices):
        """Why goods moved."""

        RECEIVED = "received", _("Diterima")
        RESERVED = "reserved", _("Disisihkan")
        FREED = "freed", _("Dibebaskan")
        ISSUED = "issued", _("Dikeluarkan")
        RETURNED = "returned", _("Dikembalikan")
        FOUND = "found", _("Koreksi, bertambah")
        LOST = "lost", _("Koreksi, berkurang")

    region_code = RegionCodeField(_("Wilayah"))
    lot = models.ForeignKey("in_kind.Lot", models.PROTECT, related_name="movements", verbose_name=_("Stok barang"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    quantity = models.IntegerField(_("Banyaknya"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, null=True, related_name="movements", verbose_name=_("Permintaan barang")
    )
    reference = models.TextField(_("Rujukan"))
    on = models.DateField(_("Pada"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mutasi barang")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="something_moves"),
            models.UniqueConstraint(fields=["reference"], name="movement_once_per_cause"),
        ]
        triggers = [*audit.triggers(), audit.append_only(), triggers.KeepStock()]

    def __str__(self) -> str:
        return self.reference


class Correction(models.Model):
    """A count that differs from the books; another person agrees before the stock changes."""

    class Status(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("Menunggu orang kedua")
        AGREED = "agreed", _("Disetujui")
        REFUSED = "refused", _("Ditolak")

    MOVES = {Status.ASKED: {Status.AGREED, Status.REFUSED}}

    region_code = RegionCodeField(_("Wilayah"))
    lot = models.ForeignKey("in_kind.Lot", models.PROTECT, related_name="corrections", verbose_name=_("Stok barang"))
    difference = models.IntegerField(_("Selisih"))
    reason = models.TextField(_("Alasan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASKED)
    asked_on = models.DateField(_("Diajukan pada"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Diajukan oleh")
    )
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Diputuskan oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Koreksi stok")
        constraints = [
            models.CheckConstraint(condition=~Q(difference=0), name="a_correction_corrects"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_correction_says_why"),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="correction_by_two_persons"),
            models.CheckConstraint(
                condition=Q(status="asked", decided_by=None) | (~Q(status="asked") & Q(decided_by__isnull=False)),
                name="correction_decided_by_somebody",
            ),
            models.UniqueConstraint(fields=["lot"], condition=Q(status="asked"), name="one_open_correction_a_lot"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.difference:+}"
