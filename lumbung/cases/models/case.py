"""The case of one person: what it is about, how far it has come, who leads it, and its steps with their days."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.cases import secrecy
from lumbung.cases.models import triggers
from lumbung.cases.models.base import CaseBoundQuerySet, OfCase
from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField


class CaseQuerySet(CaseBoundQuerySet):
    """Cases within reach and on this side of the wall."""

    key_field = "pk"

    def open(self) -> Any:
        """Cases in which somebody still has to act."""
        return self.exclude(status__in=Case.ENDED)


class Case(models.Model):
    """Care for one person, by one worker under one supervisor, in the steps of Progres 5.0 and ATENSI."""

    class Status(models.TextChoices):
        """The step at which the case stands, in the order of the way; then how it ended."""

        ACCESS = "access", _("Akses atau rujukan")
        APPROACH = "approach", _("Pendekatan awal dan kesepakatan")
        ASSESSMENT = "assessment", _("Asesmen komprehensif")
        CONFERENCE = "conference", _("Pembahasan kasus")
        PLAN = "plan", _("Perencanaan layanan")
        IMPLEMENTATION = "implementation", _("Pelaksanaan layanan")
        MONITORING = "monitoring", _("Pemantauan dan evaluasi")
        AFTERCARE = "aftercare", _("Pascalayanan")
        TERMINATION = "termination", _("Terminasi")
        ENDED = "ended", _("Selesai")
        REFUSED = "refused", _("Tidak diterima")
        WITHDRAWN = "withdrawn", _("Dihentikan atas permintaan")

    class Mode(models.TextChoices):
        """Where care is given, in the order in which it is tried."""

        FAMILY = "family", _("Di keluarga")
        COMMUNITY = "community", _("Di masyarakat")
        RESIDENTIAL = "residential", _("Di balai atau panti")

    MOVES = {
        Status.ACCESS: {Status.APPROACH, Status.WITHDRAWN},
        Status.APPROACH: {Status.ASSESSMENT, Status.WITHDRAWN},
        Status.ASSESSMENT: {Status.CONFERENCE, Status.WITHDRAWN},
        Status.CONFERENCE: {Status.PLAN, Status.REFUSED, Status.WITHDRAWN},
        Status.PLAN: {Status.IMPLEMENTATION, Status.TERMINATION, Status.WITHDRAWN},
        Status.IMPLEMENTATION: {Status.MONITORING, Status.TERMINATION, Status.WITHDRAWN},
        Status.MONITORING: {Status.IMPLEMENTATION, Status.AFTERCARE, Status.TERMINATION, Status.WITHDRAWN},
        Status.AFTERCARE: {Status.IMPLEMENTATION, Status.TERMINATION, Status.WITHDRAWN},
        Status.TERMINATION: {Status.ENDED},
    }
    WAY = (
        *(Status.ACCESS, Status.APPROACH, Status.ASSESSMENT, Status.CONFERENCE, Status.PLAN),
        *(Status.IMPLEMENTATION, Status.MONITORING, Status.AFTERCARE, Status.TERMINATION),
    )
    ENDED = (Status.ENDED, Status.REFUSED, Status.WITHDRAWN)

    region_code = RegionCodeField(_("Wilayah"))
    sensitive = models.BooleanField(_("Dirahasiakan"), default=False)
    cluster = models.TextField(_("Klaster"))
    ppks = models.TextField(_("Jenis PPKS"))
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="cases", verbose_name=_("Orang")
    )
    called = models.TextField(_("Nama panggilan"))
    mode = models.TextField(_("Cara layanan"), choices=Mode.choices, default=Mode.FAMILY)
    mode_reason = models.TextField(_("Alasan layanan di balai"), blank=True)
    centre = models.TextField(_("Balai atau lembaga"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACCESS)
    need = models.TextField(_("Yang diperlukan"))
    referred_by = models.TextField(_("Dirujuk oleh"), blank=True)
    worker = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="cases_led", verbose_name=_("Pekerja sosial")
    )
    supervisor = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="cases_supervised", verbose_name=_("Supervisor")
    )
    opened_on = models.DateField(_("Masuk pada"))
    opened_by = somebody(_("Dicatat oleh"))
    request_key = models.UUIDField(_("Kunci permintaan"), null=True, unique=True, editable=False)
    agreed_on = models.DateField(_("Disepakati pada"), null=True)
    accepted_on = models.DateField(pgettext_lazy("answer", "Diterima pada"), null=True)
    limit_on = models.DateField(_("Batas tinggal di balai"), null=True)
    closed_on = models.DateField(_("Ditutup pada"), null=True)
    ending = models.TextField(_("Hasil akhir"), blank=True)
    said = models.TextField(_("Alasan akhir"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kasus")
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode="residential") | ~Q(mode_reason=""), name="residential_care_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(mode="residential", accepted_on__isnull=False) | Q(limit_on__isnull=False),
                name="residential_care_has_a_limit",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ended", "refused", "withdrawn"], closed_on__isnull=False)
                | (~Q(status__in=["ended", "refused", "withdrawn"]) & Q(closed_on=None)),
                name="case_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "withdrawn"]) | ~Q(said=""), name="end_of_a_case_says_why"
            ),
            models.CheckConstraint(condition=~Q(status="ended") | ~Q(ending=""), name="ended_case_has_an_outcome"),
            models.CheckConstraint(condition=~Q(worker=F("supervisor")), name="nobody_supervises_themselves"),
            models.CheckConstraint(condition=~Q(called=""), name="a_case_is_about_somebody"),
            models.UniqueConstraint(
                fields=["person", "cluster"],
                condition=Q(person__isnull=False, sensitive=False) & ~Q(status__in=["ended", "refused", "withdrawn"]),
                name="one_open_case_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "region_code"], name="cases_by_step"),
            models.Index(
                fields=["worker"], condition=~Q(status__in=["ended", "refused", "withdrawn"]), name="open_cases_led"
            ),
        ]
        triggers = [
            *secrecy.audited(), states.moves_trigger(), secrecy.TakeRowsAlong(), triggers.StepIsOver(),
            triggers.ConferenceBinds(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Kasus %(number)s") % {"number": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.status not in self.ENDED


class CaseStep(OfCase):
    """One step of a case: who has to do it until when, and how it was done, or why it was left out."""

    class State(models.TextChoices):
        """Where the step stands."""

        OPEN = "open", _("Berjalan")
        DONE = "done", _("Selesai")
        SKIPPED = "skipped", _("Dilewati")

    MOVES = {State.OPEN: {State.DONE, State.SKIPPED}}

    kind = models.TextField(_("Langkah"), choices=Case.Status.choices)
    round = models.SmallIntegerField(_("Putaran"), default=1)
    status = models.TextField(_("Keadaan"), choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Penanggung jawab")
    )
    opened_on = models.DateField(_("Mulai"))
    due_on = models.DateField(_("Tenggat"))
    done_on = models.DateField(_("Selesai pada"), null=True)
    done_by = somebody(_("Diselesaikan oleh"))
    said = models.TextField(_("Catatan"), blank=True)
    skip_reason = models.TextField(_("Alasan dilewati"), blank=True)
    signed_by = somebody(_("Ditandatangani supervisor"))

    class Meta(OfCase.Meta):
        verbose_name = _("Langkah kasus")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "round"], name="a_step_once_a_round"),
            models.UniqueConstraint(fields=["case"], condition=Q(status="open"), name="one_step_at_a_time"),
            models.CheckConstraint(
                condition=~Q(status="skipped")
                | (Q(signed_by__isnull=False) & ~Q(skip_reason="") & (Q(owner=None) | ~Q(signed_by=F("owner")))),
                name="a_skipped_step_is_signed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="skipped") | ~Q(kind__in=["conference", "termination"]),
                name="conference_and_ending_are_not_skipped",
            ),
            models.CheckConstraint(
                condition=Q(status="open", done_on=None) | (~Q(status="open") & Q(done_on__isnull=False)),
                name="a_step_is_over_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(done_by__isnull=False), name="somebody_did_the_step"
            ),
        ]
        indexes = [models.Index(F("due_on"), F("owner"), condition=Q(status="open"), name="steps_due")]
        triggers = [*secrecy.of_case(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.round}"
