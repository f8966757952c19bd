"""A mapping with a name, kept for the next file with the same headings."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit

NATION = "0"


class ProfileQuerySet(models.QuerySet):
    """Profiles by who may use them: those of the own region and of every region around it."""

    def usable_by(self, viewer: Any) -> Self:
        """In force, made for the viewer's region or one that holds it; the nearest first."""
        own = viewer.region_code
        around = [own[:size] for size in (13, 8, 5, 2) if len(own) >= size]
        found = self.filter(retired_at=None, scope_code__in=[NATION, *around])
        return found.order_by(Length("scope_code").desc(), "name")


class MappingProfile(models.Model):
    """Which column is which field, and what its words mean, for every file under the same headings."""

    name = models.TextField(_("Nama"))
    scope_code = models.CharField(_("Wilayah"), max_length=13, db_collation="C")
    header = models.TextField(_("Kepala kolom"))
    columns = models.JSONField(_("Kolom"))
    values = models.JSONField(_("Arti isi"), default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dibuat oleh")
    )
    made_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)
    retired_at = models.DateTimeField(_("Dipensiunkan pada"), null=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Profil kolom")
        constraints = [
            models.UniqueConstraint(
                fields=["scope_code", "header"], condition=Q(retired_at=None), name="one_profile_per_header"
            ),
            models.UniqueConstraint(
                fields=["scope_code", "name"], condition=Q(retired_at=None), name="one_profile_per_name"
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name
