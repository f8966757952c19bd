"""Assessments of a case: answers kept while they are given, scores made once, and then nothing of it changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.cases import secrecy
from lumbung.cases.models import finished
from lumbung.cases.models.base import OfCase
from lumbung.core import audit, states
from lumbung.core.crypto import EncryptedField
from lumbung.core.people import somebody


class InstrumentPack(models.Model):
    """An instrument that an operator has loaded under a licence of their own; written once, with its whole file."""

    name = models.TextField(_("Instrumen"))
    version = models.TextField(_("Versi"))
    text = models.TextField(_("Isi berkas"))
    licence = models.TextField(_("Lisensi"))
    loaded_on = models.DateField(_("Dimuat pada"))
    loaded_by = somebody(_("Dimuat oleh"))

    class Meta:
        verbose_name = _("Instrumen dari pengelola")
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="an_instrument_version_once"),
            models.CheckConstraint(condition=~Q(licence=""), name="an_instrument_states_its_licence"),
        ]
        triggers = [*audit.triggers(), finished.never_changed()]

    def __str__(self) -> str:
        return f"{self.name}/{self.version}"


class Assessment(OfCase):
    """One instrument answered once about one person; signed by whoever finishes it."""

    class Use(models.TextChoices):
        """What the instrument is for."""

        COMPREHENSIVE = "comprehensive", _("Asesmen komprehensif")
        MEASURE = "measure", _("Alat ukur")
        FUNCTIONING = "functioning", _("Keberfungsian sosial")

    class Moment(models.TextChoices):
        """When social functioning is measured."""

        BASELINE = "baseline", _("Awal")
        MIDDLE = "middle", _("Tengah")
        END = "end", _("Akhir")
        AFTER = "after", _("Pascalayanan")

    class Told(models.TextChoices):
        """Whose answers they are."""

        SELF = "self", _("Orangnya sendiri")
        CARER = "carer", _("Pengasuh atau keluarga")
        SEEN = "seen", _("Pengamatan petugas")

    class Status(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Sedang diisi")
        FINISHED = "finished", _("Ditandatangani")
        DISCARDED = "discarded", _("Dibuang")

    MOVES = {Status.DRAFT: {Status.FINISHED, Status.DISCARDED}}

    instrument = models.TextField(_("Instrumen"))
    pack = models.ForeignKey(
        InstrumentPack, models.PROTECT, null=True, related_name="+", verbose_name=_("Instrumen dari pengelola")
    )
    use = models.TextField(_("Kegunaan"), choices=Use.choices)
    moment = models.TextField(_("Saat pengukuran"), choices=Moment.choices, blank=True)
    told = models.TextField(_("Jawaban dari"), choices=Told.choices, default=Told.SELF)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DRAFT)
    version = models.IntegerField(_("Susunan jawaban"), default=0)
    on = models.DateField(_("Tanggal asesmen"))
    begun_by = somebody(_("Dimulai oleh"))
    begun_at = models.DateTimeField(_("Dimulai pada"))
    finished_by = somebody(_("Ditandatangani oleh"))
    finished_at = models.DateTimeField(_("Ditandatangani pada"), null=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Asesmen kasus")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "instrument", "moment"], condition=Q(status="draft"), name="one_draft_an_instrument"
            ),
            models.UniqueConstraint(
                fields=["case", "moment"],
                condition=Q(use="functioning", status="finished"),
                name="functioning_once_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(use="functioning") & ~Q(moment="") | ~Q(use="functioning") & Q(moment=""),
                name="functioning_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="finished", finished_by__isnull=False, finished_at__isnull=False)
                | (~Q(status="finished") & Q(finished_by=None, finished_at=None)),
                name="finished_assessment_is_signed",
            ),
        ]
        indexes = [models.Index(fields=["case", "instrument", "on"], name="assessments_in_time")]
        triggers = [*secrecy.of_case(), states.moves_trigger(), *finished.stays()]

    def __str__(self) -> str:
        return str(_("Asesmen %(number)s") % {"number": self.pk})

    @property
    def is_draft(self) -> bool:
        """Whether it is still being filled in."""
        return self.status == self.Status.DRAFT


class AssessmentAnswer(OfCase):
    """One answer as it was given, encrypted; `version` is the assessment's when it was last changed."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers", verbose_name=_("Asesmen kasus"))
    question = models.TextField(_("Pertanyaan"))
    value = EncryptedField(_("Jawaban"), null=True)
    former = EncryptedField(_("Jawaban sebelumnya"), null=True)
    version = models.IntegerField(_("Susunan jawaban"))
    by = somebody(_("Oleh"))
    at = models.DateTimeField(_("Diisi pada"))

    class Meta(OfCase.Meta):
        verbose_name = _("Jawaban asesmen kasus")
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="one_answer_of_a_case")]
        triggers = [*secrecy.of_case(), *finished.of_draft()]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.question}"


class AssessmentScore(OfCase):
    """One score of a finished assessment and the name of its range; without a figure where an answer is not known."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores", verbose_name=_("Asesmen kasus"))
    name = models.TextField(_("Skor"))
    value = models.IntegerField(pgettext_lazy("score", "Nilai"), null=True)
    band = models.TextField(_("Rentang"), blank=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Skor asesmen kasus")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "name"], name="a_score_once"),
            models.CheckConstraint(
                condition=Q(value=None, band="") | (Q(value__isnull=False) & ~Q(band="")),
                name="a_score_means_something",
            ),
        ]
        triggers = [*secrecy.of_case(), *secrecy.written_once(), finished.ScoreOfTheFinished()]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
