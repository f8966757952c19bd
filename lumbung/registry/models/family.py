"""The family: the people of one family card (KK), the unit that is ranked and paid."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, belonging, states
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Family(models.Model):
    """A family under its card number, in a dwelling, in a village."""

    class Status(models.TextChoices):
        """Whether the record counts."""

        ACTIVE = "active", _("Tercatat")
        CLOSED = "closed", _("Ditutup")
        MERGED = "merged", _("Digabung")

    MOVES = {
        Status.ACTIVE: {Status.CLOSED, Status.MERGED},
        Status.CLOSED: {Status.ACTIVE},
        Status.MERGED: {Status.ACTIVE},
    }

    region_code = RegionCodeField(_("Wilayah"))
    dwelling = models.ForeignKey("registry.Dwelling", models.PROTECT, related_name="families", verbose_name=_("Rumah"))
    kk = EncryptedField(_("Nomor KK"), null=True)
    kk_index = BlindIndexField()
    phone = EncryptedField(_("Telepon"), null=True)
    phone_index = BlindIndexField()
    head_name = models.TextField(_("Kepala keluarga"), blank=True)
    origin = models.TextField(_("Asal"), default="own")
    origin_key = models.TextField(_("Kunci di asalnya"), null=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="absorbed", verbose_name=_("Digabung ke")
    )
    registered_on = models.DateField(_("Tercatat"))
    batch_id = models.BigIntegerField(_("Impor"), null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Keluarga")
        constraints = [
            models.UniqueConstraint(
                fields=["kk_index"], condition=Q(status="active", kk_index__isnull=False), name="one_family_per_card"
            ),
            models.UniqueConstraint(
                fields=["origin", "origin_key"],
                condition=Q(status="active", origin_key__isnull=False),
                name="one_family_per_origin",
            ),
            models.CheckConstraint(condition=Q(status="merged") | Q(merged_into=None), name="merged_family_points"),
        ]
        indexes = [
            BrinIndex(fields=["batch_id"], name="family_batch"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="absorbed_families"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            *belonging.needed_by("registry_person", "family_id"),
        ]

    def __str__(self) -> str:
        return self.head_name
