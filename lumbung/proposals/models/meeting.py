"""The meeting of a village (musdes, in towns muskel): who came, what was decided about each proposal."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, formats, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Meeting(models.Model):
    """One meeting. Its decisions count once the signed minutes, the attendance and a photo are there."""

    class Status(models.TextChoices):
        """Where the meeting stands."""

        CALLED = "called", _("Disiapkan")
        CLOSED = "closed", _("Berita acara ditandatangani")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {Status.CALLED: {Status.CLOSED, Status.CANCELLED}}

    region_code = RegionCodeField(_("Wilayah"))
    held_on = models.DateField(_("Diadakan pada"))
    place = models.TextField(_("Tempat"))
    chair = models.TextField(_("Pemimpin musyawarah"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.CALLED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Oleh"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Ditutup oleh")
    )
    closed_at = models.DateTimeField(_("Ditutup pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Musyawarah desa")
        constraints = [
            models.UniqueConstraint(
                fields=["region_code"], condition=Q(status="called"), name="one_meeting_called_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="meeting_closed_by_somebody",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return str(_("Musyawarah %(day)s") % {"day": formats.day(self.held_on)})


class Attendee(models.Model):
    """Somebody who was there."""

    region_code = RegionCodeField(_("Wilayah"))
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees", verbose_name=_("Musyawarah"))
    name = models.TextField(_("Nama"))
    office = models.TextField(_("Jabatan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Peserta musyawarah")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name", "office"], name="attends_once"),
            models.CheckConstraint(condition=~Q(name=""), name="attendee_has_a_name"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}" if self.office else self.name


class AgendaItem(models.Model):
    """One proposal on the agenda and what the meeting said about it."""

    class Decision(models.TextChoices):
        """What was said; nothing yet is empty."""

        AGREED = "agreed", _("Disetujui")
        REFUSED = "refused", _("Ditolak")
        POSTPONED = "postponed", _("Ditunda")

    region_code = RegionCodeField(_("Wilayah"))
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("Musyawarah"))
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, related_name="agenda_items", verbose_name=_("Usulan")
    )
    decision = models.TextField(_("Keputusan"), choices=Decision.choices, blank=True)
    reason = models.TextField(_("Alasan"), blank=True)
    said = models.TextField(_("Penjelasan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Acara musyawarah")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "proposal"], name="on_an_agenda_once"),
            models.CheckConstraint(
                condition=~Q(decision="refused") | (~Q(reason="") & ~Q(said="")), name="a_refusal_says_why"
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.proposal_id}"
