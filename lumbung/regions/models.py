"""Official areas: province, regency or city, district, village; retired codes with successors."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionQuerySet(models.QuerySet):
    """Areas by place in the tree. Names of areas are public: no reach applies."""

    def below(self, code: str) -> Self:
        """Everything inside an area, itself not included."""
        return self.filter(code__gt=code, code__lt=f"{code}/") if code else self.all()

    def in_force(self) -> Self:
        """Areas that exist today."""
        return self.filter(retired_on=None)


class Region(models.Model):
    """One official area under its dotted Kemendagri code (`33.23.01.2001`)."""

    class Level(models.IntegerChoices):
        """Depth in the tree."""

        PROVINCE = 1, _("Provinsi")
        REGENCY = 2, _("Kabupaten/kota")
        DISTRICT = 3, _("Kecamatan")
        VILLAGE = 4, _("Desa/kelurahan")

    code = models.CharField(primary_key=True, max_length=13, db_collation="C")
    name = models.TextField()
    path = models.TextField(help_text=_("Nama dari desa sampai provinsi, dipisah koma."))
    name_key = models.TextField(db_index=True)
    level = models.SmallIntegerField(choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    retired_on = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    successor_certainty = models.TextField(blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["level", "parent"], name="region_level_parent")]

    def __str__(self) -> str:
        return self.name
