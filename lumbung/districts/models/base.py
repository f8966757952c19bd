"""What every table about somebody of the district has: who, and where they live."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core.reach import ReachQuerySet, RegionCodeField


class OfPerson(models.Model):
    """One row about one person of the registry. Its region is the person's when it was written."""

    region_code = RegionCodeField(_("Wilayah"))
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Orang"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        abstract = True
