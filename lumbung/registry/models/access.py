"""Who opened whose file, when and what for."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Access(models.Model):
    """One look into a family's or a person's file. Never changed, never deleted."""

    class Kind(models.TextChoices):
        """Whose file."""

        FAMILY = "family", _("Keluarga")
        PERSON = "person", _("Orang")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    record_id = models.BigIntegerField()
    region_code = RegionCodeField()
    purpose = models.TextField()
    numbers_shown = models.BooleanField(default=False)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pembukaan berkas")
        indexes = [models.Index(fields=["kind", "record_id", "at"], name="access_of_record")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record_id}"
