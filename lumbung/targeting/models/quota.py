"""How many families a programme may serve in a region in a year."""

from django.conf import settings
from django.db import models

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Quota(models.Model):
    """A number of families with the decree it rests on. Earlier numbers are in the audit trail."""

    programme = models.SlugField(max_length=40)
    region_code = RegionCodeField()
    year = models.PositiveSmallIntegerField()
    families = models.PositiveIntegerField()
    law = models.TextField()
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "region_code", "year"], name="one_quota"),
            models.CheckConstraint(condition=~models.Q(law=""), name="quota_has_a_reference"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.programme} {self.region_code} {self.year}"
