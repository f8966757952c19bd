"""Batches: what a partner asked to be paid, instruction by instruction, as it asked it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Batch(models.Model):
    """One bulk payment. Its known payees are the lines of a draft cycle; unknown ones are told and not paid."""

    partner = models.ForeignKey("exchange.Partner", models.PROTECT, related_name="batches", verbose_name=_("Mitra"))
    batch_id = models.CharField(_("Nomor kiriman"), max_length=12)
    body_print = models.TextField(_("Sidik isi"))
    cycle = models.OneToOneField(
        "payments.Cycle", models.PROTECT, null=True, related_name="+", verbose_name=_("Siklus")
    )
    lines = models.IntegerField(_("Jumlah baris"))
    total = models.BigIntegerField(_("Nilai"))
    unknown = models.IntegerField(_("Penerima tidak dikenal"))
    unknown_total = models.BigIntegerField(_("Nilai tidak dikenal"))
    region_code = RegionCodeField(_("Wilayah"))
    received_at = models.DateTimeField(_("Diterima pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kiriman mitra")
        constraints = [
            models.UniqueConstraint(fields=["partner", "batch_id"], name="batch_of_partner_once"),
            models.CheckConstraint(condition=Q(total__gt=0, lines__gt=0), name="batch_asks_for_something"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return self.batch_id


class Instruction(models.Model):
    """Rupiah to one payee, as the partner asked. Its ids may be numbers of persons, so they are encrypted."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="instructions", verbose_name=_("Kiriman"))
    instruction_id = EncryptedField(_("Nomor perintah"))
    instruction_index = BlindIndexField(null=False, db_index=False)
    functional_id = EncryptedField(_("Nomor penerima menurut mitra"))
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, null=True, related_name="+", verbose_name=_("Keluarga")
    )
    amount = models.BigIntegerField(_("Nilai"))
    narration = EncryptedField(_("Keterangan"), blank=True)
    region_code = RegionCodeField(_("Wilayah"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Perintah mitra")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="instruction_amount_positive"),
            models.UniqueConstraint(fields=["batch", "instruction_index"], name="instruction_of_batch_once"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.batch} {self.pk}"
