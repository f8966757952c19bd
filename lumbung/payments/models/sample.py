"""Verification by sample: who was drawn, what they answered, and what differs from the ledger."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Sample(models.Model):
    """Paid lines of a cycle, drawn by a seed. Everything that is needed to draw again stands here and stays.

    `frame_ref` is the fingerprint of the frozen list that was drawn from; margin and confidence are hundredths of a
    percent.
    """

    class Way(models.TextChoices):
        """How recipients are asked."""

        VISIT = "visit", _("Kunjungan pendamping")
        MESSAGE = "message", _("Pesan ke telepon")

    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, db_index=False, related_name="samples", verbose_name=_("Siklus")
    )
    region_code = RegionCodeField(_("Wilayah"))
    margin_bp = models.IntegerField(_("Batas kesalahan, per sepuluh ribu"))
    confidence_bp = models.IntegerField(_("Tingkat kepercayaan, per sepuluh ribu"))
    seed = models.TextField(_("Benih pengundian"))
    way = models.TextField(_("Cara bertanya"), choices=Way.choices)
    population = models.IntegerField(_("Baris yang masuk"))
    size = models.IntegerField(_("Ukuran sampel"))
    frame_ref = models.TextField(_("Daftar yang diundi"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Oleh"))
    on = models.DateField(_("Diundi pada"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Uji petik")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "margin_bp", "confidence_bp", "seed", "way"], name="sample_drawn_once"
            ),
            models.CheckConstraint(
                condition=Q(margin_bp__gt=0, margin_bp__lt=5_000, confidence_bp__gt=0, confidence_bp__lt=10_000),
                name="sample_knows_its_margin",
            ),
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=F("population")), name="sample_within_population"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return str(_("Uji petik %(number)s") % {"number": self.pk})


class SampleEntry(models.Model):
    """One drawn payment: whom to ask, in what words, and what they said about it. Its region is the family's."""

    class Received(models.TextChoices):
        """Whether the money came."""

        YES = "yes", _("Sudah diterima")
        NO = "no", _("Belum diterima")
        UNSURE = "unsure", _("Tidak tahu")
        UNREACHED = "unreached", _("Tidak bisa ditanyai")

    class Holder(models.TextChoices):
        """Who keeps the card."""

        OWN = "own", _("Penerima sendiri")
        FAMILY = "family", _("Keluarganya")
        FACILITATOR = "facilitator", _("Pendamping")
        SHOP = "shop", _("Warung atau agen")
        OFFICIAL = "official", _("Perangkat desa")
        OTHER = "other", _("Orang lain")
        NONE = "none", _("Tidak punya kartu")

    STRANGERS = (Holder.FACILITATOR, Holder.SHOP, Holder.OFFICIAL, Holder.OTHER)

    sample = models.ForeignKey("payments.Sample", models.PROTECT, related_name="entries", verbose_name=_("Uji petik"))
    line = models.ForeignKey("payments.Line", models.PROTECT, related_name="asked", verbose_name=_("Baris pembayaran"))
    region_code = RegionCodeField(_("Wilayah"))
    stratum = models.TextField(_("Lapisan"))
    way = models.TextField(_("Cara bertanya"), choices=Sample.Way.choices)
    message = models.TextField(_("Pesan"), blank=True)
    sent_on = models.DateField(_("Dikirim pada"), null=True)
    received = models.TextField(_("Uang diterima"), choices=Received.choices, blank=True)
    amount = models.BigIntegerField(_("Yang diterima"), null=True)
    received_on = models.DateField(_("Diterima pada"), null=True)
    cut = models.BigIntegerField(_("Potongan atau biaya"), null=True)
    held_by = models.TextField(_("Kartu dipegang"), choices=Holder.choices, blank=True)
    said = models.TextField(_("Kata penerima"), blank=True)
    answered_on = models.DateField(_("Dijawab pada"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dicatat oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tugas uji petik")
        constraints = [
            models.UniqueConstraint(fields=["sample", "line"], name="asked_once_in_a_sample"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answered_by=None, received="")
                | (Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(received="")),
                name="an_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gte=0)) & (Q(cut=None) | Q(cut__gte=0)),
                name="told_rupiah_not_negative",
            ),
            models.CheckConstraint(condition=Q(way="visit") | ~Q(message=""), name="a_message_has_words"),
        ]
        triggers = [
            *audit.triggers(),
            pgtrigger.ReadOnly(
                name="entry_stays_drawn", fields=["sample", "line", "region_code", "stratum", "way", "message"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}/{self.pk}"


class SampleFinding(models.Model):
    """What a recipient says otherwise than the ledger; an officer looks into it and says what came of it."""

    class Kind(models.TextChoices):
        """What differs."""

        NOT_RECEIVED = "not_received", _("Tercatat masuk, kata penerima belum diterima")
        AMOUNT = "amount", _("Jumlahnya berbeda dari pembukuan")
        CUT = "cut", _("Ada potongan atau biaya")
        CARD = "card", _("Kartu dipegang orang lain")

    class Status(models.TextChoices):
        """Whether somebody has looked into it."""

        OPEN = "open", _("Menunggu petugas")
        CONFIRMED = "confirmed", _("Benar, ditindaklanjuti")
        EXPLAINED = "explained", _("Terjelaskan")

    MOVES = {Status.OPEN: {Status.CONFIRMED, Status.EXPLAINED}}

    entry = models.ForeignKey(
        "payments.SampleEntry", models.PROTECT, related_name="findings", verbose_name=_("Tugas uji petik")
    )
    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    told = models.BigIntegerField(_("Kata penerima"), null=True)
    booked = models.BigIntegerField(_("Menurut pembukuan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Dicatat oleh")
    )
    found_on = models.DateField(_("Ditemukan pada"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Diselesaikan oleh")
    )
    settled_on = models.DateField(_("Diselesaikan pada"), null=True)
    said = models.TextField(_("Penjelasan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Temuan uji petik")
        constraints = [
            models.UniqueConstraint(fields=["entry", "kind"], name="one_finding_a_kind_and_entry"),
            models.CheckConstraint(condition=~Q(noted_by=F("settled_by")), name="sample_finding_by_two_persons"),
            models.CheckConstraint(
                condition=Q(status="open", settled_by=None)
                | (Q(settled_by__isnull=False) & ~Q(status="open") & ~Q(said="")),
                name="sample_finding_settled_with_words",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.entry_id}"
