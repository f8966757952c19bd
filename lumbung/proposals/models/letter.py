"""A signed letter of absolute responsibility (SPTJM): the village head answers for proposals without a meeting."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Letter(models.Model):
    """One signed letter over some proposals of a village."""

    region_code = RegionCodeField(_("Wilayah"))
    number = models.TextField(_("Nomor"))
    signer = models.TextField(_("Penanda tangan"))
    office = models.TextField(_("Jabatan"))
    signed_on = models.DateField(_("Ditandatangani pada"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Oleh"))
    created_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("SPTJM")
        constraints = [models.UniqueConstraint(fields=["region_code", "number"], name="letter_number_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"SPTJM {self.number}"
