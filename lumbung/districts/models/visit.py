"""Visits at home: asked for by a call, a rhythm, an event of life or a wish; each ends with what was found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import audited_people
from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.districts.models.base import OfPerson


class Visit(OfPerson):
    """One visit to make. A visit at an event of life comes once a person, whatever is read again."""

    class Reason(models.TextChoices):
        """Why somebody goes there."""

        UNREACHED = "unreached", _("Tidak terjangkau telepon")
        HELP = "help", _("Perlu bantuan")
        ROUTINE = "routine", _("Kunjungan rutin")
        BIRTH = "birth", _("Kelahiran")
        OLDER = "older", _("Memasuki usia lanjut")
        BEREAVEMENT = "bereavement", _("Keluarga berduka")
        CONSULTATION = "consultation", _("Konsultasi usaha di rumah")

    class Status(models.TextChoices):
        """Whether somebody was there."""

        OPEN = "open", _("Belum dikunjungi")
        DONE = "done", _("Sudah dikunjungi")

    class Result(models.TextChoices):
        """What was found."""

        WELL = "well", _("Baik-baik saja")
        HELPED = "helped", _("Dibantu di tempat")
        NEEDS = "needs", _("Perlu layanan")
        AWAY = "away", _("Tidak di rumah")
        MOVED = "moved", _("Sudah pindah")
        DIED = "died", _("Sudah meninggal")
        REFUSED = "refused", _("Tidak ingin dikunjungi")

    MOVES = {Status.OPEN: {Status.DONE}}
    EVENTS = (Reason.BIRTH, Reason.OLDER, Reason.BEREAVEMENT)

    reason = models.TextField(_("Alasan kunjungan"), choices=Reason.choices)
    call = models.ForeignKey(
        "districts.Call", models.PROTECT, null=True, related_name="visits", verbose_name=_("Telepon keselamatan")
    )
    activity = models.ForeignKey(
        "districts.Activity", models.PROTECT, null=True, related_name="visits", verbose_name=_("Usaha di rumah")
    )
    asked = models.ForeignKey(
        "referrals.Need", models.PROTECT, null=True, related_name="home_visits", verbose_name=_("Di meja rujukan")
    )
    risk = models.SmallIntegerField(_("Nilai risiko"), default=0, db_default=0)
    due_on = models.DateField(_("Paling lambat"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN, db_default="open")
    tries = models.SmallIntegerField(_("Kali didatangi"), default=0, db_default=0)
    tried_on = models.DateField(_("Terakhir didatangi"), null=True)
    result = models.TextField(_("Hasil"), choices=Result.choices, blank=True, default="", db_default="")
    said = models.TextField(_("Catatan"), blank=True, default="", db_default="")
    done_on = models.DateField(_("Dikunjungi pada"), null=True)
    by = somebody(_("Oleh"))

    class Meta:
        verbose_name = _("Kunjungan rumah")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reason"],
                condition=Q(reason__in=["birth", "older", "bereavement"]),
                name="an_event_of_life_once",
            ),
            OfPerson.once(
                "person",
                "reason",
                condition=Q(status="open", reason__in=["unreached", "help", "routine"]),
                name="one_open_visit_a_reason",
            ),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(activity__isnull=False), name="one_consultation_an_activity"
            ),
            models.CheckConstraint(
                condition=Q(status="open", done_on=None) | (Q(status="done", done_on__isnull=False) & ~Q(result="")),
                name="a_visit_found_something_out",
            ),
            models.CheckConstraint(
                condition=~Q(status="done", result__in=["helped", "needs", "refused"]) | ~Q(said=""),
                name="what_was_found_is_told",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(status="open"), name="home_visits_to_make"),
            models.Index(fields=["outside"], condition=Q(outside__isnull=False), name="home_visits_from_outside"),
            models.Index(fields=["status", "due_on", "-risk", "id"], name="home_visits_in_order"),
            models.Index(fields=["done_on"], condition=Q(done_on__isnull=False), name="home_visits_made"),
        ]
        triggers = [*audited_people(), states.moves_trigger()]

    def __str__(self) -> str:
        return str(self.get_reason_display())
