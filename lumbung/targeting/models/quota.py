"""How many families a programme may serve in a region in a year."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Quota(models.Model):
    """A number of families with the decree it rests on. Earlier numbers are in the audit trail."""

    programme = models.SlugField(_("Program"), max_length=40)
    region_code = RegionCodeField(_("Wilayah"))
    year = models.PositiveSmallIntegerField(_("Tahun"))
    families = models.PositiveIntegerField(pgettext_lazy("many", "Keluarga"))
    law = models.TextField(_("Dasar hukum"))
    set_on = models.DateField(_("Ditetapkan pada"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Ditetapkan oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kuota")
        constraints = [
            models.UniqueConstraint(fields=["programme", "region_code", "year"], name="one_quota"),
            models.CheckConstraint(condition=~models.Q(law=""), name="quota_has_a_reference"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.programme} {self.region_code} {self.year}"
