"""Scenarios: a draft of the law, compared with a run."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import RegionCodeField
from lumbung.programmes.models.run import Run, RunQuerySet


class Scenario(models.Model):
    """A draft of the law decided on a run's frozen facts: who would gain and lose. It enrols nobody and pays nobody.

    `changes` are the draft; `files` hold each family's comparison and sums of them by regency; `totals` are the sums of
    all, and `fingerprint` stands for everything found.
    """

    class Status(models.TextChoices):
        """Where the comparison stands."""

        COMPARING = "comparing", _("Sedang dihitung")
        READY = "ready", _("Selesai")

    MOVES = {
        Status.COMPARING: {Status.READY},
        Status.READY: set(),
    }

    run = models.ForeignKey(Run, models.PROTECT, related_name="scenarios", verbose_name=_("Penetapan"))
    name = models.CharField(_("Nama"), max_length=120)
    region_code = RegionCodeField(_("Wilayah"), blank=True)
    changes = models.JSONField(_("Perubahan aturan"), default=dict)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.COMPARING)
    job = models.ForeignKey("core.Job", models.PROTECT, null=True, related_name="+", verbose_name=_("Pekerjaan"))
    files = models.JSONField(_("Berkas"), default=dict)
    totals = models.JSONField(_("Jumlah"), default=dict)
    fingerprint = models.TextField(_("Sidik"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    made_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("Selesai pada"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Skenario")
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="scenario_name_in_its_run"),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
            models.CheckConstraint(
                condition=Q(status="comparing") | ~Q(fingerprint=""), name="ready_scenarios_are_sealed"
            ),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.Protect(
                name="ready_scenario_is_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__status="ready")
            ),
        ]

    def __str__(self) -> str:
        return self.name
