"""The KKS: one card per family, with a savings account for cash and a wallet for food."""

import pgtrigger
from django.conf import settings
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
        PRINTED = "printed", _("Sudah dicetak")
        HANDED = "handed", _("Sudah diserahkan")
        ACTIVE = "active", _("Aktif")
        BLOCKED = "blocked", _("Diblokir")
        CLOSED = "closed", _("Ditutup")

    MOVES = {
        Status.ISSUED: {Status.PRINTED, Status.CLOSED},
        Status.PRINTED: {Status.HANDED, Status.CLOSED},
        Status.HANDED: {Status.ACTIVE, Status.BLOCKED, Status.CLOSED},
        Status.ACTIVE: {Status.BLOCKED, Status.CLOSED},
        Status.BLOCKED: {Status.HANDED, Status.ACTIVE, Status.CLOSED},
        Status.CLOSED: set(),
    }

    class Receipt(models.TextChoices):
        """What the one who received the card left in the minutes."""

        SIGNATURE = "signature", _("Tanda tangan")
        THUMB = "thumb", _("Cap jempol")
        PROXY = "proxy", _("Diwakili, dengan surat kuasa")

    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="cards", verbose_name=_("Keluarga"))
    region_code = RegionCodeField(_("Wilayah"))
    bank = models.TextField(_("Bank"))
    number = EncryptedField(_("Nomor kartu"))
    number_index = BlindIndexField(null=False, unique=True, db_index=False)
    account_number = EncryptedField(_("Nomor rekening"))
    account_index = BlindIndexField(null=False, db_index=False)
    holder_name = models.TextField(_("Pemegang"))
    public_number = models.TextField(_("Nomor pada kode QR"), unique=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ISSUED)
    issued_on = models.DateField(_("Diterbitkan pada"))
    expires_on = models.DateField(_("Tidak berlaku mulai"))
    printed_on = models.DateField(_("Dicetak pada"), null=True)
    minutes = models.ForeignKey(
        "payments.Minutes", models.PROTECT, null=True, related_name="cards", verbose_name=_("Berita acara")
    )
    received_by = models.TextField(_("Diterima oleh"), blank=True, default="", db_default="")
    receipt = models.TextField(_("Bukti terima"), choices=Receipt.choices, blank=True, default="", db_default="")
    signature_ref = models.TextField(_("Tanda tangan di layar"), blank=True, default="", db_default="")
    activated_on = models.DateField(_("Diaktifkan pada"), null=True)
    reason = models.TextField(_("Alasan keadaan sekarang"), blank=True, default="", db_default="")
    closed_on = models.DateField(_("Ditutup pada"), null=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replaced", verbose_name=_("Kartu penggantinya sekarang")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kartu KKS")
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gt=F("issued_on")), name="card_ends_after_it_began"),
            models.UniqueConstraint(fields=["family"], condition=~Q(status="closed"), name="one_open_card_per_family"),
            models.UniqueConstraint(
                fields=["account_index"], condition=~Q(status="closed"), name="one_open_card_per_account"
            ),
            models.CheckConstraint(
                condition=~Q(status="handed") | Q(minutes__isnull=False), name="handed_over_with_minutes"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | ~Q(received_by="") & ~Q(receipt=""), name="minutes_name_who_received"
            ),
            models.CheckConstraint(condition=Q(successor=None) | Q(status="closed"), name="successor_of_closed_card"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.ReadOnly(
                name="numbers_stay",
                fields=[
                    "family", "bank", "number", "number_index", "account_number", "account_index", "public_number",
                    "holder_name",
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"KKS {self.pk}"


class CardEvent(models.Model):
    """What happened to one card out of the ordinary: blocked, unblocked, closed, replaced. Written once."""

    class Act(models.TextChoices):
        """What was done."""

        BLOCKED = "blocked", _("Diblokir")
        UNBLOCKED = "unblocked", _("Blokir dibuka")
        CLOSED = "closed", _("Ditutup")
        REPLACED = "replaced", _("Diganti")

    card = models.ForeignKey("payments.Card", models.PROTECT, related_name="events", verbose_name=_("Kartu"))
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    act = models.TextField(_("Peristiwa"), choices=Act.choices)
    reason = models.TextField(_("Alasan"))
    on = models.DateField(_("Tanggal"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Peristiwa kartu")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="card_event_has_a_reason")]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.card_id} {self.act}"


class Holder(models.Model):
    """Who of a family holds its card, from a day until another member takes over, with the reason why."""

    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="card_holders", verbose_name=_("Keluarga")
    )
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Orang"))
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    reason = models.TextField(_("Alasan"))
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pemegang kartu")
        constraints = [
            models.UniqueConstraint(fields=["family"], condition=Q(until=None), name="one_holder_per_family"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holder_ends_after_began"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return str(self.person)
