"""The KKS: one card per family, with a savings account for cash and a wallet for food."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Card(models.Model):
    """A Kartu Keluarga Sejahtera with the account behind it. Its numbers never change: a new number, a new card."""

    class Status(models.TextChoices):
        """From the collective opening to the hand-over and the end."""

        ISSUED = "issued", _("Rekening dibuka")
        ACTIVE = "active", _("Aktif")
        BLOCKED = "blocked", _("Diblokir")
        CLOSED = "closed", _("Ditutup")

    MOVES = {
        Status.ISSUED: {Status.ACTIVE, Status.CLOSED},
        Status.ACTIVE: {Status.BLOCKED, Status.CLOSED},
        Status.BLOCKED: {Status.ACTIVE, Status.CLOSED},
        Status.CLOSED: set(),
    }

    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="cards", verbose_name=_("Keluarga"))
    region_code = RegionCodeField(_("Wilayah"))
    bank = models.TextField(_("Bank"))
    number = EncryptedField(_("Nomor kartu"))
    number_index = BlindIndexField(null=False, unique=True, db_index=False)
    account_number = EncryptedField(_("Nomor rekening"))
    account_index = BlindIndexField(null=False, unique=True, db_index=False)
    public_number = models.TextField(_("Nomor pada kode QR"), unique=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ISSUED)
    issued_on = models.DateField(_("Diterbitkan pada"))
    expires_on = models.DateField(_("Tidak berlaku mulai"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kartu KKS")
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gt=F("issued_on")), name="card_ends_after_it_began"),
            models.UniqueConstraint(fields=["family"], condition=~Q(status="closed"), name="one_open_card_per_family"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.ReadOnly(
                name="numbers_stay",
                fields=[
                    "family", "bank", "number", "number_index", "account_number", "account_index", "public_number",
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"KKS {self.pk}"
