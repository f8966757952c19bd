"""Official areas: province, regency or city, district, village; retired codes with successors; the codes of BPS."""

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

    class Certainty(models.TextChoices):
        """How a successor is known."""

        SAME_PLACE = "same_place", _("Nama sama, di tempat yang sama")
        SAME_NAME = "same_name", _("Nama sama, satu-satunya di provinsinya")
        TOLD = "told", _("Ditetapkan petugas")

    KINDS = {"1": _("Kelurahan"), "2": _("Desa"), "3": _("Desa adat")}

    code = models.CharField(primary_key=True, max_length=13, db_collation="C")
    name = models.TextField()
    path = models.TextField(help_text=_("Nama dari desa sampai provinsi, dipisah koma."))
    name_key = models.TextField(db_index=True)
    level = models.SmallIntegerField(choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    first_edition = models.SmallIntegerField(null=True, help_text=_("Tahun daftar pertama yang memuat kode lama ini."))
    retired_on = models.DateField(null=True, help_text=_("Hari terakhir kode ini masih terdaftar, sejauh diketahui."))
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    successor_certainty = models.TextField(blank=True, choices=Certainty.choices)

    objects = RegionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["level", "parent"], name="region_level_parent")]
        constraints = [
            models.CheckConstraint(
                name="successor_only_when_retired",
                condition=models.Q(successor=None) | models.Q(retired_on__isnull=False),
            ),
            models.CheckConstraint(
                name="successor_has_certainty",
                condition=models.Q(successor=None, successor_certainty="")
                | models.Q(successor__isnull=False) & ~models.Q(successor_certainty=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """What the area is called: a village is a kelurahan, a desa or a desa adat by the digit after its district."""
        if self.level == self.Level.VILLAGE:
            return str(self.KINDS.get(self.code[9], self.Level.VILLAGE.label))
        return str(self.Level(self.level).label)


class BpsCode(models.Model):
    """What the statistics office (BPS) calls an area: digits without dots that look official and mean other places."""

    code = models.CharField(primary_key=True, max_length=10, db_collation="C")
    name = models.TextField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="bps_codes")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Outline(models.Model):
    """Where an area lies, as rings of points (degrees north, degrees east), between four degrees."""

    region = models.OneToOneField(Region, models.CASCADE, primary_key=True, related_name="outline")
    rings = models.JSONField()
    south = models.FloatField()
    west = models.FloatField()
    north = models.FloatField()
    east = models.FloatField()

    def __str__(self) -> str:
        return str(self.region_id)
