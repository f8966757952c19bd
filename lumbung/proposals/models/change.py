"""What a proposal would change in the registry: field by field, old and new."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class ProposedChange(models.Model):
    """One answer that should read otherwise. Nothing of it stands in the registry until the field check agrees."""

    class Record(models.TextChoices):
        """Which record of the family."""

        DWELLING = "dwelling", _("Rumah")
        PERSON = "person", _("Orang")

    region_code = RegionCodeField(_("Wilayah"))
    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="changes", verbose_name=_("Usulan"))
    record = models.TextField(pgettext_lazy("audit", "Catatan"), choices=Record.choices)
    record_id = models.BigIntegerField(_("Nomor catatan"))
    field = models.TextField(_("Isian"))
    old = models.TextField(_("Isi lama"), null=True)
    new = models.TextField(_("Isi baru"), null=True)
    applied_at = models.DateTimeField(_("Diterapkan pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Perubahan yang diusulkan")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "record", "record_id", "field"], name="one_change_per_answer"),
            models.CheckConstraint(
                condition=Q(old__isnull=True, new__isnull=False)
                | Q(old__isnull=False, new__isnull=True)
                | (Q(old__isnull=False, new__isnull=False) & ~Q(old=models.F("new"))),
                name="a_change_changes",
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"
