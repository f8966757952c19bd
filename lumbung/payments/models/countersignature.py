"""Signatures under what one person prepared and so many others, by its amount, must sign before it is done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers


class Countersignature(models.Model):
    """One person's signature under a record of any context, named as `settlement:7`; never that of who prepared it.

    Each carries how many are `needed` by the amount, and the first day on which it is too late to sign.
    """

    subject = models.TextField(_("Yang ditandatangani"))
    role = models.TextField(_("Peran"))
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Disiapkan oleh"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), db_default=Now())
    needed = models.SmallIntegerField(_("Tanda tangan yang diperlukan"), default=1, db_default=1)
    lapses_on = models.DateField(_("Lewat waktu mulai"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tanda tangan pendamping")
        constraints = [
            models.UniqueConstraint(fields=["subject", "by"], name="one_countersignature_a_person"),
            models.CheckConstraint(condition=~Q(by=F("prepared_by")), name="countersigned_by_another"),
        ]
        triggers = [*audit.triggers(), audit.append_only(), triggers.CountersignedInTime()]

    def __str__(self) -> str:
        return f"{self.subject} {self.by_id}"
