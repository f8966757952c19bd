"""Visits from house to house: planned, made, missed or moved; with what was seen, and photos."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.outreach.models.base import OfOutreach
from lumbung.outreach.models.outreach import Alone


class Visit(OfOutreach):
    """One visit of a cadre at a home; what was seen comes answer by answer."""

    class Status(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("Direncanakan")
        DONE = "done", _("Sudah dikunjungi")
        MISSED = "missed", _("Tidak bertemu")
        MOVED = "moved", _("Dipindah")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.PLANNED: {Status.DONE, Status.MISSED, Status.MOVED, Status.CANCELLED},
        Status.DONE: {Status.MISSED},
        Status.MISSED: {Status.DONE},
    }
    NOTED = (Status.DONE, Status.MISSED)

    cadre = models.ForeignKey("outreach.Cadre", models.PROTECT, related_name="visits", verbose_name=_("Kader"))
    due_on = models.DateField(_("Dijadwalkan pada"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED)
    done_on = models.DateField(_("Dikunjungi pada"), null=True)
    daily = models.TextField(_("Kegiatan sehari-hari"), choices=Alone.choices, blank=True)
    social = models.TextField(_("Bergaul"), choices=Alone.choices, blank=True)
    work = models.TextField(_("Bekerja"), choices=Alone.choices, blank=True)
    note = models.TextField(_("Catatan"), blank=True)
    said = models.TextField(_("Alasan dipindah atau dibatalkan"), blank=True)
    version = models.IntegerField(_("Perubahan ke-"), default=0)
    noted_at = models.DateTimeField(_("Dicatat pada"), null=True)
    noted_by = somebody(_("Dicatat oleh"))

    class Meta(OfOutreach.Meta):
        verbose_name = _("Kunjungan kader")
        constraints = [
            models.UniqueConstraint(
                fields=["outreach", "due_on"],
                condition=Q(status__in=["planned", "done", "missed"]),
                name="one_visit_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["done", "missed"], done_on__isnull=False, noted_by__isnull=False)
                | (~Q(status__in=["done", "missed"]) & Q(done_on=None)),
                name="a_visit_is_made_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["moved", "cancelled"]) | ~Q(said=""), name="a_moved_visit_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["cadre", "due_on"], condition=Q(status="planned"), name="visits_to_make"),
            models.Index(fields=["cadre", "done_on"], condition=Q(status="done"), name="visits_made"),
        ]
        triggers = [*OfOutreach.Meta.triggers, states.moves_trigger()]

    def __str__(self) -> str:
        return str(_("Kunjungan %(number)s") % {"number": self.pk})


class VisitPhoto(OfOutreach):
    """A photo of a visit, freed of place and telephone."""

    visit = models.ForeignKey("outreach.Visit", models.PROTECT, related_name="photos", verbose_name=_("Kunjungan"))
    ref = models.TextField(_("Berkas"))
    media_type = models.TextField(_("Jenis berkas"))
    words = models.TextField(_("Keterangan"), blank=True)
    at = models.DateTimeField(_("Dikirim pada"))
    by = somebody(_("Oleh"))

    class Meta(OfOutreach.Meta):
        verbose_name = _("Foto kunjungan")
        constraints = [models.UniqueConstraint(fields=["visit", "ref"], name="a_photo_comes_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.pk}"
