"""A report of suspected abuse, and who decided what about the child's safety until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import OfCase
from lumbung.childhood.models.start import Risk
from lumbung.childhood.models.triggers import TakenOnce
from lumbung.core import states
from lumbung.core.people import somebody


class AbuseReport(OfCase):
    """What somebody told of a child, when the server took it, and by when somebody decides. Known to the team only."""

    class Status(models.TextChoices):
        """Whether anybody has decided on the child's safety."""

        OPEN = "open", _("Menunggu putusan keselamatan")
        DECIDED = "decided", _("Keselamatan diputuskan")

    class Kind(models.TextChoices):
        """What is suspected."""

        PHYSICAL = "physical", _("Kekerasan fisik")
        EMOTIONAL = "emotional", _("Kekerasan psikis")
        SEXUAL = "sexual", _("Kekerasan seksual")
        NEGLECT = "neglect", _("Penelantaran")

    class Known(models.TextChoices):
        """What is known of it; unknown is not no."""

        YES = "yes", _("Ya")
        NO = "no", _("Tidak")
        UNKNOWN = "unknown", _("Belum diketahui")

    MOVES = {Status.OPEN: {Status.DECIDED}}

    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Anak"))
    called = models.TextField(_("Nama panggilan anak"))
    age = models.SmallIntegerField(_("Perkiraan umur"), null=True)
    kinds = ArrayField(models.TextField(choices=Kind.choices), verbose_name=_("Yang diduga"))
    happened = models.TextField(_("Apa yang terjadi"))
    danger = models.TextField(_("Dalam bahaya sekarang"), choices=Known.choices)
    suspect_is_guardian = models.TextField(_("Terduga pelaku adalah orang tua atau wali"), choices=Known.choices)
    told_by = models.TextField(_("Pelapor"), blank=True, help_text=_("Kosong berarti tidak mau disebut."))
    taken_by = somebody(_("Diterima oleh"))
    received_at = models.DateTimeField(_("Diterima pada"))
    decide_by = models.DateTimeField(_("Putusan paling lambat"))
    earlier = models.SmallIntegerField(_("Laporan lain beberapa tahun terakhir"), default=0)
    risk = models.TextField(_("Tingkat risiko"), choices=Risk.choices, blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    decided_at = models.DateTimeField(_("Diputuskan pada"), null=True)
    request_key = models.UUIDField(_("Kunci permintaan"), null=True, unique=True, editable=False)

    class Meta(OfCase.Meta):
        verbose_name = _("Laporan dugaan kekerasan")
        constraints = [
            models.CheckConstraint(condition=~Q(called=""), name="a_report_is_about_a_child"),
            models.CheckConstraint(condition=~Q(happened="") & ~Q(kinds=[]), name="a_report_tells_something"),
            models.CheckConstraint(condition=Q(decide_by__gt=F("received_at")), name="a_report_has_its_time"),
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None)
                | (Q(status="decided", decided_at__isnull=False) & ~Q(risk="")),
                name="a_decided_report_has_a_risk",
            ),
        ]
        indexes = [models.Index(F("decide_by"), condition=Q(status="open"), name="reports_to_decide")]
        triggers = [*OfCase.Meta.triggers, states.moves_trigger(), TakenOnce()]

    def __str__(self) -> str:
        return f"LDK/{self.received_at:%Y}/{self.pk}"


class SafetyDecision(OfCase):
    """Where the child is safe now, decided by a named person; a later one stands beside the earlier."""

    class Decision(models.TextChoices):
        """Where the child stays tonight."""

        HOME = "home", _("Tetap di rumah")
        PLAN = "plan", _("Di rumah dengan rencana keselamatan")
        RELATIVE = "relative", _("Dititipkan pada kerabat lain")
        SAFE_PLACE = "safe_place", _("Dibawa ke tempat aman")
        HOSPITAL = "hospital", _("Dibawa ke rumah sakit")

    report = models.ForeignKey(
        "childhood.AbuseReport", models.PROTECT, related_name="decisions", verbose_name=_("Laporan dugaan kekerasan")
    )
    risk = models.TextField(_("Tingkat risiko"), choices=Risk.choices)
    decision = models.TextField(_("Putusan keselamatan"), choices=Decision.choices)
    said = models.TextField(_("Alasan"))
    decided_by = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name=_("Diputuskan oleh"))
    taken_by = somebody(_("Laporan diterima oleh"))
    needs_another = models.BooleanField(_("Harus diputuskan orang lain"))
    at = models.DateTimeField(_("Diputuskan pada"))
    until = models.DateTimeField(_("Berlaku sampai"), null=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Putusan keselamatan")
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="a_safety_decision_says_why"),
            models.CheckConstraint(
                condition=Q(needs_another=False) | ~Q(decided_by=F("taken_by")), name="another_person_decides_on_safety"
            ),
        ]
        triggers = OfCase.written_once()

    def __str__(self) -> str:
        return f"{self.report_id} {self.decision}"
