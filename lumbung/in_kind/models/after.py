"""The hand-over with its signature, and the visits afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Handover(models.Model):
    """Who received the goods, and how they signed for them. Written once."""

    class Relation(models.TextChoices):
        """Who the receiver is to the person or family."""

        SELF = "self", _("Penerima sendiri")
        FAMILY = "family", _("Anggota keluarga")
        GUARDIAN = "guardian", _("Wali atau pengampu")
        OTHER = "other", _("Orang lain yang diberi kuasa")

    class Sign(models.TextChoices):
        """How it was signed; where no hand can sign, a witness stands for it."""

        SIGNATURE = "signature", _("Tanda tangan di berita acara")
        THUMB = "thumb", _("Cap jempol di berita acara")
        TYPED = "typed", _("Nama diketik, disaksikan")
        DRAWN = "drawn", _("Tanda tangan di layar")

    WITHOUT_WITNESS = (Sign.SIGNATURE, Sign.DRAWN)

    region_code = RegionCodeField(_("Wilayah"))
    request = models.OneToOneField(
        "in_kind.Request", models.PROTECT, related_name="handover", verbose_name=_("Permintaan barang")
    )
    on = models.DateField(_("Diserahkan pada"))
    receiver = models.TextField(_("Diterima oleh"))
    relation = models.TextField(_("Hubungan dengan penerima bantuan"), choices=Relation.choices)
    sign = models.TextField(_("Cara menandatangani"), choices=Sign.choices)
    witness = models.TextField(_("Saksi"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Diserahkan oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Serah terima barang")
        constraints = [
            models.CheckConstraint(condition=~Q(receiver=""), name="somebody_received"),
            models.CheckConstraint(
                condition=Q(sign__in=["signature", "drawn"]) | ~Q(witness=""), name="no_hand_no_paper_a_witness"
            ),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"BAST/{self.region_code}/{self.on:%Y}/{self.request_id}"


class FollowUp(models.Model):
    """A visit that is due after a hand-over, and what was found."""

    class Outcome(models.TextChoices):
        """What became of the goods."""

        USED = "used", _("Dipakai")
        UNUSED = "unused", _("Tidak dipakai")
        BROKEN = "broken", _("Rusak")
        REPAIRED = "repaired", _("Rusak, sudah diperbaiki")
        RETURNED = "returned", _("Dikembalikan ke gudang")
        GONE = "gone", _("Tidak ditemukan")

    SAYS_WHY = (Outcome.UNUSED, Outcome.BROKEN, Outcome.RETURNED, Outcome.GONE)

    region_code = RegionCodeField(_("Wilayah"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, related_name="visits", verbose_name=_("Permintaan barang")
    )
    due_on = models.DateField(_("Tenggat kunjungan"))
    visited_on = models.DateField(_("Dikunjungi pada"), null=True)
    outcome = models.TextField(_("Yang ditemukan"), choices=Outcome.choices, blank=True)
    said = models.TextField(_("Alasan"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kunjungan sesudah serah terima")
        constraints = [
            models.UniqueConstraint(fields=["request", "due_on"], name="one_visit_a_day_due"),
            models.CheckConstraint(
                condition=Q(visited_on=None, outcome="", by=None)
                | (Q(visited_on__isnull=False, by__isnull=False) & ~Q(outcome="")),
                name="a_visit_found_something",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["unused", "broken", "returned", "gone"]) | ~Q(said=""),
                name="a_visit_that_is_not_well_says_why",
            ),
        ]
        indexes = [models.Index(F("due_on"), condition=Q(visited_on=None), name="visits_due")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.request_id} {self.due_on}"
