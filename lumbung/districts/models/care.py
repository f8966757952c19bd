"""The yearly decision about care at home, and the services it grants."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import audited_people
from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.districts.models import triggers
from lumbung.districts.models.base import OfPerson

_PERSON = RawSQL("int8range(person_id, person_id, '[]')", ())


class CareDecision(OfPerson):
    """What somebody needs, which services were asked for, and what another person decided about them for a year."""

    class Need(models.TextChoices):
        """In what somebody needs help."""

        SAFETY = "safety", _("Keamanan sehari-hari")
        HOUSEWORK = "housework", _("Pekerjaan rumah dan makan")
        CARE = "care", _("Perawatan diri")
        GOING_OUT = "going_out", _("Bepergian dan berobat")
        COMPANY = "company", _("Teman dan kegiatan")
        MIND = "mind", _("Ingatan dan suasana hati")
        HOUSE = "house", _("Keadaan rumah")

    class Level(models.TextChoices):
        """How much care."""

        GENERAL = "general", _("Umum")
        INTENSIVE = "intensive", _("Intensif")

    class Status(models.TextChoices):
        """Whose turn it is; then how it ended."""

        ASSESSED = "assessed", _("Menunggu keputusan")
        GRANTED = "granted", _("Diberikan")
        REFUSED = "refused", _("Tidak diberikan")
        ENDED = "ended", _("Dihentikan")

    class Answer(models.TextChoices):
        """What became of an objection."""

        UPHELD = "upheld", _("Keputusan tetap")
        ANEW = "anew", _("Dinilai ulang")

    MOVES = {
        Status.ASSESSED: {Status.GRANTED, Status.REFUSED},
        Status.GRANTED: {Status.ENDED},
    }

    needs = ArrayField(models.TextField(choices=Need.choices), verbose_name=_("Kebutuhan"))
    level = models.TextField(_("Tingkat"), choices=Level.choices)
    found = models.TextField(_("Yang ditemukan"))
    services = ArrayField(models.TextField(), verbose_name=_("Layanan yang diminta"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASSESSED)
    assessed_on = models.DateField(_("Dinilai pada"))
    assessed_by = somebody(_("Dinilai oleh"))
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    said = models.TextField(_("Alasan"), blank=True)
    during = DateRangeField(_("Tahun layanan"), null=True)
    ends_on = models.GeneratedField(
        expression=Func(F("during"), function="upper"), output_field=models.DateField(), db_persist=True,
        verbose_name=_("Hari pertama tanpa layanan"),
    )  # fmt: skip
    objection = models.TextField(_("Keberatan"), blank=True)
    objected_by = models.TextField(_("Disampaikan oleh"), blank=True)
    objected_on = models.DateField(_("Keberatan pada"), null=True)
    answer = models.TextField(_("Jawaban"), choices=Answer.choices, blank=True)
    answer_said = models.TextField(_("Penjelasan jawaban"), blank=True)
    answered_on = models.DateField(_("Dijawab pada"), null=True)
    answered_by = somebody(_("Dijawab oleh"))

    class Meta:
        verbose_name = _("Keputusan layanan tahunan")
        constraints = [
            ExclusionConstraint(
                name="one_care_year_a_person",
                expressions=[(_PERSON, "&&"), ("during", "&&")],
                condition=Q(status="granted"),
            ),
            OfPerson.once("person", condition=Q(status="assessed"), name="one_assessment_waits_a_person"),
            models.CheckConstraint(condition=~Q(assessed_by=F("decided_by")), name="care_decided_by_two_persons"),
            models.CheckConstraint(
                condition=Q(status="assessed", decided_by=None, during=None)
                | Q(status="refused", decided_by__isnull=False, during=None)
                | Q(status__in=["granted", "ended"], decided_by__isnull=False, during__isnull=False),
                name="a_care_year_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "ended"]) | ~Q(said=""), name="no_care_says_why"
            ),
            models.CheckConstraint(
                condition=Q(objected_on=None, answer="") | ~Q(objection=""), name="an_objection_says_something"
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("answered_by")), name="objection_answered_by_another"),
        ]
        indexes = [
            models.Index(fields=["status", "region_code"], name="care_by_state"),
            models.Index(fields=["outside"], condition=Q(outside__isnull=False), name="care_from_outside"),
            models.Index(fields=["ends_on", "region_code"], condition=Q(status="granted"), name="care_years_by_end"),
            models.Index(
                fields=["objected_on"], condition=Q(objected_on__isnull=False, answer=""), name="objections_to_answer"
            ),
        ]
        triggers = [*audited_people(), states.moves_trigger()]

    def __str__(self) -> str:
        return str(_("Keputusan layanan %(number)s") % {"number": self.pk})


class Grant(OfPerson):
    """One service for one person over some days, with the services that it excluded when it was granted."""

    decision = models.ForeignKey(
        "districts.CareDecision", models.PROTECT, related_name="grants", verbose_name=_("Keputusan layanan tahunan")
    )
    service = models.TextField(_("Layanan"))
    excludes = ArrayField(models.TextField(), verbose_name=_("Tidak bersama layanan"), default=list)
    during = DateRangeField(_("Masa layanan"))

    class Meta:
        verbose_name = _("Layanan yang diberikan")
        constraints = [
            models.UniqueConstraint(fields=["decision", "service"], name="a_service_is_granted_once"),
            models.CheckConstraint(condition=~Q(service=""), name="a_service_has_a_name"),
        ]
        indexes = [models.Index(fields=["person"], name="grants_of_person")]
        triggers = [*audited_people(), triggers.NotBoth()]

    def __str__(self) -> str:
        return self.service
