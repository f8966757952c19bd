"""A trained model of matching: how often one person's records agree, and how often strangers' and relatives' do."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states


def _person(words: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=words)


class MatchingModel(models.Model):
    """One training on the registry's own people. `definition` holds frequencies, nothing of any person."""

    class Status(models.TextChoices):
        """Whether pairs are judged with it."""

        DRAFT = "draft", _("Terlatih, belum dipakai")
        ACTIVE = "active", _("Dipakai")
        RETIRED = "retired", _("Tidak dipakai lagi")

    MOVES = {
        Status.DRAFT: {Status.ACTIVE},
        Status.ACTIVE: {Status.RETIRED},
        Status.RETIRED: {},
    }

    number = models.PositiveIntegerField(_("Nomor"), unique=True)
    definition = models.JSONField(_("Susunan pembobot"))
    region_code = models.CharField(_("Wilayah"), max_length=13, db_collation="C", blank=True)
    records = models.PositiveIntegerField(_("Jumlah catatan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DRAFT)
    trained_on = models.DateField(_("Dilatih pada"))
    trained_by = _person(_("Dilatih oleh"))
    activated_on = models.DateField(_("Diaktifkan pada"), null=True)
    activated_by = _person(_("Diaktifkan oleh"))

    class Meta:
        verbose_name = _("Pembobot pencocokan")
        constraints = [
            models.UniqueConstraint(fields=["status"], condition=Q(status="active"), name="one_active_matching"),
            models.CheckConstraint(
                condition=Q(activated_by=None) | Q(trained_by=None) | ~Q(activated_by=F("trained_by")),
                name="matching_trainer_does_not_activate",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(activated_by__isnull=False, activated_on__isnull=False),
                name="matching_activated_by_somebody",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"R{self.number}"
