"""Collective account opening (burekol): which families a bank is asked to open accounts for, and what it answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class OpeningList(models.Model):
    """One list to one bank. Made by one person, approved by another; with the approval its file is written."""

    class Status(models.TextChoices):
        """From the table to the bank and back."""

        DRAFT = "draft", _("Disusun")
        SENT = "sent", _("Dikirim ke bank")
        ANSWERED = "answered", _("Dijawab bank")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.DRAFT: {Status.SENT, Status.CANCELLED},
        Status.SENT: {Status.ANSWERED},
        Status.ANSWERED: set(),
        Status.CANCELLED: set(),
    }

    class Kind(models.TextChoices):
        """What the bank is asked for."""

        NEW = "new", _("Rekening dan kartu baru")
        REPLACEMENT = "replacement", _("Kartu pengganti")

    bank = models.TextField(_("Bank"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    region_code = RegionCodeField(_("Wilayah"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DRAFT)
    lines = models.IntegerField(_("Jumlah keluarga"), default=0)
    prepared_on = models.DateField(_("Disusun pada"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Disusun oleh"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Disetujui oleh"),
    )
    sent_on = models.DateField(_("Dikirim pada"), null=True)
    file_name = models.TextField(_("Nama berkas"), blank=True, default="")
    ref = models.TextField(_("Berkas tersimpan"), blank=True, default="")

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Daftar pembukaan rekening")
        constraints = [
            models.CheckConstraint(condition=~Q(prepared_by=F("approved_by")), name="opening_list_has_two_persons"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"]) | Q(sent_on__isnull=False) & ~Q(ref=""),
                name="opening_list_sent_as_a_file",
            ),
            models.UniqueConstraint(
                fields=["bank", "kind", "region_code"], condition=Q(status="draft"), name="one_draft_opening_list"
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"BUREKOL-{self.pk}-{self.bank.upper()}"


class OpeningEntry(models.Model):
    """One family on a list: who will hold the card, which card it replaces, and the bank's answer."""

    class Status(models.TextChoices):
        """What became of it."""

        LISTED = "listed", _("Menunggu bank")
        OPENED = "opened", _("Rekening dibuka")
        REFUSED = "refused", _("Ditolak bank")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.LISTED: {Status.OPENED, Status.REFUSED, Status.CANCELLED},
        Status.OPENED: set(),
        Status.REFUSED: set(),
        Status.CANCELLED: set(),
    }

    list = models.ForeignKey(
        "payments.OpeningList", models.PROTECT, related_name="entries", verbose_name=_("Daftar pembukaan rekening")
    )
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="card_openings", verbose_name=_("Keluarga")
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Calon pemegang")
    )
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    holder_name = models.TextField(_("Nama calon pemegang"))
    old_card = models.ForeignKey(
        "payments.Card", models.PROTECT, null=True, related_name="+", verbose_name=_("Kartu yang diganti")
    )
    card = models.OneToOneField(
        "payments.Card", models.PROTECT, null=True, related_name="opening", verbose_name=_("Kartu")
    )
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.LISTED)
    reason = models.TextField(_("Alasan"), blank=True, default="", db_default="")
    answered_on = models.DateField(_("Dijawab pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Keluarga dalam daftar pembukaan rekening")
        constraints = [
            models.UniqueConstraint(fields=["list", "family"], name="family_once_per_opening_list"),
            models.UniqueConstraint(
                fields=["family"], condition=Q(status="listed"), name="family_on_one_open_opening_list"
            ),
            models.CheckConstraint(
                condition=Q(status="opened", card__isnull=False) | ~Q(status="opened") & Q(card=None),
                name="opened_with_a_card",
            ),
            models.CheckConstraint(condition=~Q(status="refused", reason=""), name="refused_with_a_reason"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.holder_name


class OpeningAnswer(models.Model):
    """A file in which a bank answered a list. The same file again is the same record."""

    list = models.ForeignKey(
        "payments.OpeningList", models.PROTECT, related_name="answers", verbose_name=_("Daftar pembukaan rekening")
    )
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    name = models.TextField(_("Nama berkas"))
    ref = models.TextField(_("Berkas tersimpan"), unique=True)
    opened = models.IntegerField(_("Rekening dibuka"))
    refused = models.IntegerField(_("Ditolak bank"))
    unchanged = models.IntegerField(_("Tidak berubah"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jawaban bank atas daftar pembukaan rekening")
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return self.name
