"""Prices: what a shop asks for a good from a day on, and what is usual in a region."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Price(models.Model):
    """Rupiah for one unit of a good in a shop from a day on, until the next one. Nothing: no longer sold."""

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="prices", verbose_name=_("Toko"))
    region_code = RegionCodeField(_("Wilayah"))
    good = models.TextField(_("Barang"))
    since = models.DateField(_("Berlaku mulai"))
    price = models.BigIntegerField(_("Harga"), null=True)
    by = somebody(_("Ditulis oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Harga toko")
        constraints = [
            models.UniqueConstraint(fields=["shop", "good", "since"], name="one_price_a_day"),
            models.CheckConstraint(condition=Q(price=None) | Q(price__gt=0), name="price_positive"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.good} {self.price}"


class ReferencePrice(models.Model):
    """Rupiah for one unit of a good that is usual in a region from a day on, and who says so."""

    region_code = RegionCodeField(_("Wilayah"))
    good = models.TextField(_("Barang"))
    since = models.DateField(_("Berlaku mulai"))
    price = models.BigIntegerField(_("Harga"))
    source = models.TextField(_("Sumber"))
    by = somebody(_("Ditulis oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Harga acuan")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "good", "since"], name="one_reference_a_day"),
            models.CheckConstraint(condition=Q(price__gt=0), name="reference_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="reference_has_a_source"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.region_code} {self.good} {self.price}"
