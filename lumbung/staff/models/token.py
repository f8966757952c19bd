"""Keys with which a program calls the API in somebody's name."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import RegionCodeField


class ApiTokenQuerySet(models.QuerySet):
    """Keys that still open."""

    def in_force(self, *, on: date) -> Self:
        """Neither revoked nor past their last day, of an account that is in use."""
        return self.filter(revoked_at=None, expires_on__gte=on, user__is_active=True)


class ApiToken(models.Model):
    """One key: the same permissions and the same region as its owner. Only its digest is kept."""

    user = models.ForeignKey("staff.User", models.PROTECT, related_name="api_tokens", verbose_name=_("Petugas"))
    name = models.CharField(_("Nama kunci"), max_length=80)
    digest = models.CharField(max_length=44, unique=True)
    region_code = RegionCodeField(_("Wilayah"), blank=True)
    created_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)
    expires_on = models.DateField(_("Berlaku sampai"))
    revoked_at = models.DateTimeField(_("Dicabut pada"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kunci API")
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name
