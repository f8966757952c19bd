"""Which family is enrolled in which programme since when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.programmes.models.departure import Departure
from lumbung.programmes.models.run import Run


class Enrolment(models.Model):
    """A family in a programme, from the run that took it in to the run that let it go, or to the day it left."""

    class Status(models.TextChoices):
        """Whether the family is in."""

        ACTIVE = "active", _("Aktif")
        ENDED = "ended", _("Berakhir")

    MOVES = {
        Status.ACTIVE: {Status.ENDED},
        Status.ENDED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="enrolments", verbose_name=_("Keluarga"))
    kind = models.SlugField(_("Program"), max_length=40)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    since = models.DateField(_("Sejak"))
    run = models.ForeignKey(Run, models.PROTECT, related_name="enrolments", verbose_name=_("Penetapan"))
    until = models.DateField(_("Sampai"), null=True)
    ended_by = models.ForeignKey(
        Run, models.PROTECT, null=True, related_name="endings", verbose_name=_("Diakhiri oleh")
    )
    left_by = models.ForeignKey(
        Departure, models.PROTECT, null=True, related_name="endings", verbose_name=_("Keluar lewat")
    )
    ended_because = models.TextField(_("Sebab berakhir"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kepesertaan")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "kind"], condition=Q(status="active"), name="enrolled_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(status="active", until=None, ended_by=None, left_by=None)
                | (
                    Q(status="ended", until__gte=F("since"))
                    & (Q(ended_by__isnull=False, left_by=None) | Q(ended_by=None, left_by__isnull=False))
                ),
                name="enrolment_ends_in_order",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.kind} {self.family_id}"
