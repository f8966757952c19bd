"""A trained model, and the distribution that its national deciles are read against."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states


def _person(words: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=words)


class ModelVersion(models.Model):
    """One training of one declared model. Its formula lies in the files under `file`, never changed."""

    class Status(models.TextChoices):
        """Whether families are scored with it."""

        DRAFT = "draft", _("Terlatih, belum dipakai")
        ACTIVE = "active", _("Dipakai")
        RETIRED = "retired", _("Tidak dipakai lagi")

    MOVES = {
        Status.DRAFT: {Status.ACTIVE},
        Status.ACTIVE: {Status.RETIRED},
        Status.RETIRED: {},
    }

    kind = models.TextField(_("Jenis"), help_text=_("Nama folder model."))
    number = models.PositiveIntegerField(_("Nomor"))
    file = models.TextField(_("Berkas"))
    fingerprint = models.TextField(_("Sidik"))
    survey = models.TextField(_("Survei"))
    mapping = models.TextField(_("Pencocokan kolom"))
    metrics = models.JSONField(_("Ukuran mutu"))
    computable = models.BooleanField(_("Bisa dihitung"), help_text=_("Semua cirinya ada di registri."))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DRAFT)
    trained_on = models.DateField(_("Dilatih pada"))
    trained_by = _person(_("Dilatih oleh"))
    activated_on = models.DateField(_("Diaktifkan pada"), null=True)
    activated_by = _person(_("Diaktifkan oleh"))

    class Meta:
        verbose_name = _("Versi model")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="model_version_number"),
            models.UniqueConstraint(fields=["kind"], condition=Q(status="active"), name="one_active_version"),
            models.CheckConstraint(
                condition=Q(activated_by=None) | Q(trained_by=None) | ~Q(activated_by=F("trained_by")),
                name="trainer_does_not_activate",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(activated_by__isnull=False, activated_on__isnull=False, computable=True),
                name="activated_by_somebody",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def held_out(self) -> dict[str, Any]:
        """Measures on villages that the training had not seen."""
        return self.metrics["held_out"]

    def at(self, share: int) -> dict[str, float]:
        """The measures when the poorest `share` per cent are sought: 20, 30 or 40."""
        return self.held_out["shares"][str(share)]


class Reference(models.Model):
    """Nine cut points that divide a population into tenths: the survey's at first, later the registry's own."""

    class Source(models.TextChoices):
        """Whose distribution it is."""

        SURVEY = "survey", _("keluarga di survei pelatihan")
        REGISTRY = "registry", _("keluarga di registri yang sudah dinilai")

    version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="references", verbose_name=_("Versi model"))
    source = models.TextField(_("Sumber"), choices=Source.choices)
    families = models.PositiveIntegerField(pgettext_lazy("many", "Keluarga"))
    regencies = models.PositiveIntegerField(_("Kabupaten dan kota"))
    cut_points = ArrayField(models.BigIntegerField(), size=9, verbose_name=_("Batas desil"))
    made_on = models.DateField(_("Dibuat pada"))
    made_by = _person(_("Dibuat oleh"))

    class Meta:
        verbose_name = _("Acuan nasional")
        triggers = [audit.append_only(), *audit.triggers()]

    def __str__(self) -> str:
        return f"{self.version} {self.made_on}"
