"""The time of one child or mother in Dream Start: from entering to the end of monitoring."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import OfCase
from lumbung.childhood.models.discovery import Whom
from lumbung.childhood.models.triggers import LongerByConference
from lumbung.core import states
from lumbung.core.people import somebody


class Risk(models.TextChoices):
    """How much danger there is; decides how often somebody looks in."""

    HIGH = "high", _("Risiko tinggi")
    MIDDLE = "middle", _("Risiko sedang")
    LOW = "low", _("Risiko rendah")


class Start(OfCase):
    """One person's time in Dream Start, on the case that holds consent, assessment, conference and plan.

    `until_on` is the last day that the age allows; a mother has none.
    """

    class Status(models.TextChoices):
        """Whether services are given, somebody still looks in, or it is over."""

        ACTIVE = "active", _("Berjalan")
        MONITORING = "monitoring", _("Dipantau")
        ENDED = "ended", _("Selesai")

    class Ending(models.TextChoices):
        """Why services ended."""

        REACHED = "reached", _("Tujuan tercapai")
        AGE = "age", _("Melewati umur")
        MOVED = "moved", _("Pindah")
        STOPPED = "stopped", _("Keluarga berhenti")
        ELSEWHERE = "elsewhere", _("Dilayani lembaga lain")
        DIED = "died", _("Meninggal")

    MOVES = {
        Status.ACTIVE: {Status.MONITORING, Status.ENDED},
        Status.MONITORING: {Status.ENDED},
    }

    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Orang"))
    whom = models.TextField(_("Untuk siapa"), choices=Whom.choices)
    born_on = models.DateField(_("Tanggal lahir"), null=True)
    entered_on = models.DateField(_("Masuk pada"))
    entered_by = somebody(_("Dicatat oleh"))
    conference_due_on = models.DateField(_("Pembahasan kasus paling lambat"))
    until_on = models.DateField(_("Batas umur"), null=True)
    longer_by = models.ForeignKey(
        "cases.Decision", models.PROTECT, null=True, related_name="+", verbose_name=_("Diperpanjang oleh putusan")
    )
    risk = models.TextField(_("Tingkat risiko"), choices=Risk.choices, default=Risk.MIDDLE)
    needs = ArrayField(models.TextField(), default=list, verbose_name=_("Kebutuhan yang ditemukan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    ended_on = models.DateField(_("Layanan berakhir pada"), null=True)
    ending = models.TextField(_("Sebab berakhir"), choices=Ending.choices, blank=True)
    said = models.TextField(_("Catatan akhir"), blank=True)
    watched_until = models.DateField(_("Dipantau sampai"), null=True)
    closed_on = models.DateField(_("Pemantauan selesai pada"), null=True)
    before = models.ForeignKey(
        "childhood.Start", models.PROTECT, null=True, related_name="+", verbose_name=_("Masa sebelumnya")
    )

    class Meta(OfCase.Meta):
        verbose_name = _("Masa Dream Start")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=["active", "monitoring"], sensitive=False),
                name="in_dream_start_once",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status__in=["active", "monitoring"]), name="one_open_start_a_case"
            ),
            models.CheckConstraint(condition=Q(whom="mother") | Q(born_on__isnull=False), name="a_child_has_an_age"),
            models.CheckConstraint(
                condition=Q(conference_due_on__gte=F("entered_on")), name="a_conference_follows_entering"
            ),
            models.CheckConstraint(
                condition=Q(status="active", ended_on=None, ending="")
                | (~Q(status="active") & Q(ended_on__isnull=False) & ~Q(ending="") & ~Q(said="")),
                name="a_start_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="monitoring") | Q(watched_until__isnull=False), name="monitored_until_a_day"
            ),
            models.CheckConstraint(
                condition=Q(status="ended", closed_on__isnull=False) | (~Q(status="ended") & Q(closed_on=None)),
                name="a_start_closes_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["status", "region_code"], name="starts_by_status")]
        triggers = [*OfCase.Meta.triggers, states.moves_trigger(), LongerByConference()]

    def __str__(self) -> str:
        return f"DS/{self.entered_on:%Y}/{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still visits or looks in."""
        return self.status != self.Status.ENDED
