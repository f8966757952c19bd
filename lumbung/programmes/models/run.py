"""Runs and what they counted."""

import uuid
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class RunQuerySet(models.QuerySet):
    """Runs by the region they were made for."""

    def visible_to(self, viewer: Any) -> Self:
        """Runs that touch the viewer's reach; what they counted outside it stays unseen."""
        if not viewer.reach:
            return self.none()
        parts = viewer.reach.lo.split(".")
        above = ["", *(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))]
        inside = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
        return self.filter(inside | Q(region_code__in=above))


class Run(models.Model):
    """One decision over all families of a region, or over some families, on one day, by one rule.

    Facts and decisions lie frozen on disk under `key`; `manifest` is the fingerprint of everything frozen.
    """

    class Status(models.TextChoices):
        """Where the run stands."""

        DECIDING = "deciding", _("Sedang diputuskan")
        DECIDED = "decided", _("Selesai")
        ABANDONED = "abandoned", _("Dihentikan")

    MOVES = {
        Status.DECIDING: {Status.DECIDED, Status.ABANDONED},
        Status.DECIDED: set(),
        Status.ABANDONED: set(),
    }

    key = models.UUIDField(_("Kunci"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.SlugField(_("Program"), max_length=40)
    on = models.DateField(_("Tanggal acuan"))
    region_code = RegionCodeField(_("Wilayah"), blank=True, help_text=_("Kosong berarti seluruh Indonesia."))
    family_ids = ArrayField(models.BigIntegerField(), null=True, verbose_name=_("Keluarga yang dipilih"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DECIDING)
    job = models.ForeignKey("core.Job", models.PROTECT, null=True, related_name="+", verbose_name=_("Pekerjaan"))
    families = models.BigIntegerField(pgettext_lazy("many", "Keluarga"), default=0)
    frozen = models.JSONField(_("Fakta yang dibekukan"), default=dict)
    manifest = models.TextField(_("Sidik keputusan"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    started_at = models.DateTimeField(_("Dimulai pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("Selesai pada"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penetapan program")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "region_code"],
                condition=Q(status="deciding", family_ids=None),
                name="one_open_run_per_region",
            ),
            models.CheckConstraint(condition=~Q(status="decided") | ~Q(manifest=""), name="decided_runs_are_sealed"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.Protect(
                name="decided_run_is_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__status="decided")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.upper()} {self.region_code} {self.on}"


class RunCount(models.Model):
    """How many families of a village a run decided in one way; an empty reason is the sum of that outcome."""

    class Outcome(models.TextChoices):
        """What was decided."""

        ELIGIBLE = "eligible", _("Memenuhi")
        REFUSED = "refused", _("Belum memenuhi")
        UNDETERMINED = "undetermined", _("Belum bisa diputuskan")

    run = models.ForeignKey(Run, models.PROTECT, related_name="counts")
    region_code = RegionCodeField()
    outcome = models.TextField(choices=Outcome.choices)
    reason = models.TextField(blank=True)
    families = models.BigIntegerField()
    entitlement = models.BigIntegerField(default=0)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "region_code", "outcome", "reason"], name="one_count"),
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.outcome} {self.reason}".strip()
