"""What was set aside for a request, and the steps by which it is fitted or built."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Allotment(models.Model):
    """So many pieces of a lot for one need; the serial number stands here too, for the store may lie outside reach."""

    region_code = RegionCodeField(_("Wilayah"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, related_name="allotments", verbose_name=_("Permintaan barang")
    )
    need = models.ForeignKey(
        "in_kind.Need", models.PROTECT, related_name="allotments", verbose_name=_("Kebutuhan barang")
    )
    lot = models.ForeignKey("in_kind.Lot", models.PROTECT, related_name="allotments", verbose_name=_("Stok barang"))
    quantity = models.IntegerField(_("Banyaknya"))
    store = models.TextField(_("Gudang"))
    batch = models.TextField(_("Partai"), blank=True)
    serial = models.TextField(_("Nomor seri"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Barang yang disisihkan")
        constraints = [
            models.UniqueConstraint(fields=["need", "lot"], name="a_need_meets_a_lot_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="something_is_set_aside"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.serial or f"{self.quantity}"


class Fitting(models.Model):
    """One step that is done: measured, adjusted, trained; or a stage of a house finished."""

    region_code = RegionCodeField(_("Wilayah"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, related_name="fittings", verbose_name=_("Permintaan barang")
    )
    step = models.TextField(_("Langkah"))
    on = models.DateField(_("Pada"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Oleh"))
    said = models.TextField(_("Catatan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Langkah pemasangan")
        constraints = [models.UniqueConstraint(fields=["request", "step"], name="a_step_is_done_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.step
