"""What a finished proposal leaves on a family, for the programmes to read."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Mark(models.Model):
    """From a day on the family has resigned, or was judged unfit; until a reactivation ends it."""

    class Kind(models.TextChoices):
        """What the mark says."""

        RESIGNED = "resigned", _("Mengundurkan diri")
        UNFIT = "unfit", _("Dinyatakan tidak layak")

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="marks", verbose_name=_("Keluarga"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    programme = models.TextField(_("Program"), blank=True)
    since = models.DateField(_("Sejak"))
    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="marks", verbose_name=_("Usulan"))
    until = models.DateField(_("Sampai"), null=True)
    ended_by = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, related_name="ended_marks", verbose_name=_("Diakhiri oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tanda keluarga")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "kind", "programme"], condition=Q(until=None), name="one_mark_in_force"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None) | Q(until__gte=F("since"), ended_by__isnull=False),
                name="mark_ends_in_order",
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.family_id}"
