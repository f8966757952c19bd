"""The dwelling: where one or more families live, in the code lists of the Regsosek form."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.registry import codes


def _code(label: Any, words: Mapping[int, Any] | None = None) -> models.SmallIntegerField:
    """A code of the form with its words, or a count; null means nobody has asked."""
    return models.SmallIntegerField(label, choices=list(words.items()) if words else None, null=True, blank=True)


class Dwelling(models.Model):
    """A house or part of one. Numbers in comments of fields are the form's questions."""

    region_code = RegionCodeField(_("Wilayah"))
    address = models.TextField(_("Alamat"), blank=True)
    hamlet = models.TextField(_("Dusun"), blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)

    tenure = _code(_("Penguasaan rumah"), codes.TENURE)  # 301a
    floor_area = models.IntegerField(_("Luas lantai (m²)"), null=True, blank=True)  # 302, square metres
    floor = _code(_("Jenis lantai"), codes.FLOOR)  # 303
    wall = _code(_("Jenis dinding"), codes.WALL)  # 304
    roof = _code(_("Jenis atap"), codes.ROOF)  # 305
    water = _code(_("Sumber air minum"), codes.WATER)  # 306a
    lighting = _code(_("Penerangan"), codes.LIGHTING)  # 307a
    power = _code(_("Daya listrik"), codes.POWER)  # 307b
    fuel = _code(_("Bahan bakar memasak"), codes.FUEL)  # 308
    toilet = _code(_("Tempat buang air besar"), codes.TOILET)  # 309a
    toilet_type = _code(_("Jenis kloset"), codes.TOILET_TYPE)  # 309b
    disposal = _code(_("Pembuangan akhir tinja"), codes.DISPOSAL)  # 310

    gas = _code(codes.ASSETS["gas"])
    fridge = _code(codes.ASSETS["fridge"])
    ac = _code(codes.ASSETS["ac"])
    heater = _code(codes.ASSETS["heater"])
    landline = _code(codes.ASSETS["landline"])
    tv = _code(codes.ASSETS["tv"])
    gold = _code(codes.ASSETS["gold"])
    computer = _code(codes.ASSETS["computer"])
    motorcycle = _code(codes.ASSETS["motorcycle"])
    bicycle = _code(codes.ASSETS["bicycle"])
    car = _code(codes.ASSETS["car"])
    boat = _code(codes.ASSETS["boat"])
    motorboat = _code(codes.ASSETS["motorboat"])
    smartphone = _code(codes.ASSETS["smartphone"])
    land = _code(codes.ASSETS["land"])
    house_elsewhere = _code(codes.ASSETS["house_elsewhere"])
    cattle = _code(codes.ASSETS["cattle"])
    buffalo = _code(codes.ASSETS["buffalo"])
    horse = _code(codes.ASSETS["horse"])
    pig = _code(codes.ASSETS["pig"])
    goat = _code(codes.ASSETS["goat"])

    batch_id = models.BigIntegerField(_("Impor"), null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rumah")
        indexes = [BrinIndex(fields=["batch_id"], name="dwelling_batch")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.address or self.region_code
