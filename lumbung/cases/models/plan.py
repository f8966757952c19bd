"""The plan of a case: versions with approval, goals with their measure, and how far each has come."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models import plan_triggers
from lumbung.cases.models.base import OfCase
from lumbung.core import states
from lumbung.core.people import somebody

_APPROVED = ["approved", "replaced"]


class Plan(OfCase):
    """What is to be done for one person, in one version. What was approved stays; a new version replaces it."""

    class Status(models.TextChoices):
        """Whether it is being written, waits for a second person, is in force, or was followed by another."""

        DRAFT = "draft", _("Disusun")
        SUBMITTED = "submitted", _("Menunggu persetujuan")
        APPROVED = "approved", _("Berlaku")
        REPLACED = "replaced", _("Digantikan")
        WITHDRAWN = "withdrawn", _("Dibatalkan")

    MOVES = {
        Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.SUBMITTED: {Status.APPROVED, Status.DRAFT, Status.WITHDRAWN},
        Status.APPROVED: {Status.REPLACED},
    }
    IN_THE_MAKING = (Status.DRAFT, Status.SUBMITTED)

    version = models.IntegerField(_("Versi"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DRAFT)
    wish = models.TextField(_("Yang diinginkan orangnya, dengan kata-katanya sendiri"))
    until = models.DateField(_("Ditinjau paling lambat"))
    fund = models.ForeignKey("payments.Fund", models.PROTECT, null=True, related_name="+", verbose_name=_("Dana"))
    budget = models.BigIntegerField(_("Anggaran"), default=0)
    said = models.TextField(_("Alasan dikembalikan"), blank=True)
    drafted_on = models.DateField(_("Disusun pada"))
    drafted_by = somebody(_("Disusun oleh"))
    approved_on = models.DateField(_("Disetujui pada"), null=True)
    approved_by = somebody(_("Disetujui oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Rencana intervensi")
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="plan_version_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(status="approved"), name="one_approved_plan_a_case"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status__in=["draft", "submitted"]), name="one_plan_in_the_making"
            ),
            models.CheckConstraint(condition=~Q(drafted_by=F("approved_by")), name="drafter_never_approves"),
            models.CheckConstraint(
                condition=~Q(status__in=_APPROVED)
                | Q(approved_by__isnull=False, approved_on__isnull=False, drafted_by__isnull=False),
                name="plan_approved_by_somebody",
            ),
            models.CheckConstraint(condition=Q(version__gt=0) & ~Q(wish=""), name="a_plan_says_what_is_wished"),
            models.CheckConstraint(
                condition=Q(budget=0) | Q(budget__gt=0, fund__isnull=False), name="a_budget_has_its_fund"
            ),
        ]
        indexes = [models.Index(F("until"), condition=Q(status="approved"), name="plans_to_review")]
        triggers = [*secrecy.of_case(), states.moves_trigger(), plan_triggers.SealedOnceSubmitted()]

    def __str__(self) -> str:
        return f"R/{self.case_id}/{self.version}"


class Goal(OfCase):
    """One goal: what is to change, by what it is measured, who does what how often, until when."""

    class Per(models.TextChoices):
        """How often is so many times in this."""

        ONCE = "once", _("seluruhnya")
        DAY = "day", _("sehari")
        WEEK = "week", _("seminggu")
        MONTH = "month", _("sebulan")

    plan = models.ForeignKey("cases.Plan", models.PROTECT, related_name="goals", verbose_name=_("Rencana intervensi"))
    number = models.IntegerField(_("Urutan"))
    component = models.TextField(_("Komponen"))
    therapy = models.TextField(_("Terapi"), blank=True)
    aim = models.TextField(_("Tujuan"))
    measure = models.TextField(_("Ukuran keberhasilan"))
    who = models.TextField(_("Siapa yang melakukan"))
    times = models.IntegerField(_("Berapa kali"), default=1)
    per = models.TextField(_("Dalam"), choices=Per.choices, default=Per.WEEK)
    until = models.DateField(_("Sampai kapan"))

    class Meta(OfCase.Meta):
        verbose_name = _("Tujuan rencana")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="goal_number_once"),
            models.CheckConstraint(
                condition=~Q(aim="") & ~Q(measure="") & ~Q(who="") & ~Q(component="") & Q(times__gt=0),
                name="a_goal_says_what_who_and_how_often",
            ),
            models.CheckConstraint(condition=~Q(component="therapy") | ~Q(therapy=""), name="a_therapy_has_its_kind"),
        ]
        triggers = [*secrecy.of_case(), plan_triggers.GoalsOfDraftsOnly()]

    def __str__(self) -> str:
        return self.aim


class Progress(OfCase):
    """How far a goal has come on a day, in words. Written once; sent twice it is the same note."""

    class Reached(models.TextChoices):
        """Measured against the goal."""

        NOT_YET = "not_yet", _("Belum")
        PARTLY = "partly", _("Sebagian")
        REACHED = "reached", _("Tercapai")
        GIVEN_UP = "given_up", _("Tidak dilanjutkan")

    goal = models.ForeignKey("cases.Goal", models.PROTECT, related_name="progress", verbose_name=_("Tujuan rencana"))
    on = models.DateField(_("Pada"))
    reached = models.TextField(_("Capaian"), choices=Reached.choices)
    words = models.TextField(_("Catatan"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Catatan kemajuan")
        constraints = [
            models.UniqueConstraint("goal", "on", "by", "reached", MD5("words"), name="a_note_comes_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_note_says_something"),
        ]
        triggers = [*secrecy.of_case(), *secrecy.written_once()]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.on}"
