"""The dwelling: where one or more families live, in the code lists of the Regsosek form."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


def _code() -> models.SmallIntegerField:
    """A code of the form; null means nobody has asked."""
    return models.SmallIntegerField(null=True, blank=True)


class Dwelling(models.Model):
    """A house or part of one. Numbers in comments of fields are the form's questions."""

    region_code = RegionCodeField()
    address = models.TextField(blank=True)
    hamlet = models.TextField(blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)

    tenure = _code()  # 301a
    floor_area = models.IntegerField(null=True, blank=True)  # 302, square metres
    floor = _code()  # 303
    wall = _code()  # 304
    roof = _code()  # 305
    water = _code()  # 306a
    lighting = _code()  # 307a
    power = _code()  # 307b
    fuel = _code()  # 308
    toilet = _code()  # 309a
    toilet_type = _code()  # 309b
    disposal = _code()  # 310

    gas = _code()
    fridge = _code()
    ac = _code()
    heater = _code()
    landline = _code()
    tv = _code()
    gold = _code()
    computer = _code()
    motorcycle = _code()
    bicycle = _code()
    car = _code()
    boat = _code()
    motorboat = _code()
    smartphone = _code()
    land = _code()
    house_elsewhere = _code()
    cattle = _code()
    buffalo = _code()
    horse = _code()
    pig = _code()
    goat = _code()

    batch_id = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        indexes = [BrinIndex(fields=["batch_id"], name="dwelling_batch")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.address or self.region_code
