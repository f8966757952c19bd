"""Whom the district watches over, warnings of heat, cold and flood, and the calls that follow from both."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import audited_people
from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.districts.models import triggers
from lumbung.districts.models.base import OfPerson


class Watch(OfPerson):
    """Somebody who is called and visited regularly; how often follows from the risk."""

    class Risk(models.IntegerChoices):
        """How close the district stays."""

        LOW = 1, _("Rendah")
        MIDDLE = 2, _("Sedang")
        HIGH = 3, _("Tinggi")

    risk = models.SmallIntegerField(_("Risiko"), choices=Risk.choices)
    why = models.TextField(_("Mengapa dipantau"))
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)
    by = somebody(_("Dicatat oleh"))

    class Meta:
        verbose_name = _("Pantauan keselamatan")
        constraints = [
            OfPerson.once("person", condition=Q(until=None), name="one_watch_a_person"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="a_watch_ends_later"),
            models.CheckConstraint(condition=~Q(why=""), name="a_watch_says_why"),
        ]
        indexes = [models.Index(fields=["-risk", "id"], condition=Q(until=None), name="watches_by_risk")]
        triggers = [*audited_people()]

    def __str__(self) -> str:
        return str(self.get_risk_display())


class Alert(models.Model):
    """A warning of the weather, entered by an officer or read from a file; twice the same is one. It names nobody."""

    class Hazard(models.TextChoices):
        """Against what people are asked how they are."""

        HEAT = "heat", _("Panas")
        COLD = "cold", _("Dingin")
        FLOOD = "flood", _("Banjir")

    class Status(models.TextChoices):
        """Whether people are called because of it."""

        NOTED = "noted", _("Di bawah ambang")
        ACTIVE = "active", _("Berlaku")
        CANCELLED = "cancelled", _("Dicabut")

    MOVES = {
        Status.NOTED: {Status.ACTIVE, Status.CANCELLED},
        Status.ACTIVE: {Status.CANCELLED},
    }

    sender = models.TextField(_("Pengirim"))
    identifier = models.TextField(_("Nomor peringatan"))
    hazard = models.TextField(_("Bahaya"), choices=Hazard.choices)
    headline = models.TextField(_("Isi peringatan"))
    severity = models.TextField(_("Keparahan"), blank=True)
    measure = models.IntegerField(_("Terukur"), null=True)
    effective_at = models.DateTimeField(_("Mulai"))
    expires_at = models.DateTimeField(_("Berakhir"), null=True)
    sent_at = models.DateTimeField(_("Kata terakhir pengirim"), null=True)
    updates = ArrayField(models.TextField(), verbose_name=_("Nomor pembaruan"), default=list)
    earlier = ArrayField(models.TextField(), verbose_name=_("Nomor yang ditunjuk dan belum tiba"), default=list)
    unmatched = ArrayField(models.TextField(), verbose_name=_("Wilayah yang tidak dikenal"), default=list)
    status = models.TextField(_("Keadaan"), choices=Status.choices)
    taken_at = models.DateTimeField(_("Dicatat pada"))
    by = somebody(_("Dicatat oleh"))

    class Meta:
        verbose_name = _("Peringatan cuaca")
        constraints = [
            models.UniqueConstraint(fields=["sender", "identifier"], name="a_warning_is_taken_once"),
            models.CheckConstraint(condition=~Q(headline=""), name="a_warning_says_something"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.headline


class AlertArea(models.Model):
    """One region that a warning is about, as far as whoever took it in reaches."""

    region_code = RegionCodeField(_("Wilayah"))
    alert = models.ForeignKey(
        "districts.Alert", models.PROTECT, related_name="areas", verbose_name=_("Peringatan cuaca")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wilayah peringatan")
        constraints = [models.UniqueConstraint(fields=["alert", "region_code"], name="a_region_is_warned_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.region_code


class Call(OfPerson):
    """Somebody to be called on a day: because it is their turn, or because a warning asks for it."""

    class Kind(models.TextChoices):
        """Why."""

        SAFETY = "safety", _("Rutin")
        WELFARE = "welfare", _("Peringatan cuaca")

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Belum terjangkau")
        REACHED = "reached", _("Terjangkau")
        PASSED = "passed", _("Diteruskan ke kunjungan")
        DROPPED = "dropped", _("Tidak perlu lagi")

    MOVES = {Status.OPEN: {Status.REACHED, Status.PASSED, Status.DROPPED}}

    kind = models.TextField(_("Alasan telepon"), choices=Kind.choices)
    alert = models.ForeignKey(
        "districts.Alert", models.PROTECT, null=True, related_name="calls", verbose_name=_("Peringatan cuaca")
    )
    risk = models.SmallIntegerField(_("Nilai risiko"))
    due_on = models.DateField(_("Untuk hari"))
    opened_at = models.DateTimeField(_("Dibuka pada"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    attempts = models.SmallIntegerField(_("Kali ditelepon"), default=0)

    class Meta:
        verbose_name = _("Telepon keselamatan")
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "person"], condition=Q(kind="welfare"), name="one_call_a_warning_and_person"
            ),
            OfPerson.once("person", condition=Q(kind="safety", status="open"), name="one_open_safety_call_a_person"),
            OfPerson.once("person", "due_on", condition=Q(kind="safety"), name="one_safety_call_a_day"),
            models.CheckConstraint(
                condition=Q(kind="welfare", alert__isnull=False) | Q(kind="safety", alert=None),
                name="a_welfare_call_has_a_warning",
            ),
            models.CheckConstraint(condition=Q(attempts__gte=0), name="called_never_negative"),
        ]
        indexes = [
            models.Index(fields=["outside"], condition=Q(outside__isnull=False), name="calls_from_outside"),
            models.Index(F("kind").desc(), F("risk").desc(), "id", condition=Q(status="open"), name="calls_to_make"),
            models.Index(fields=["alert", "status"], condition=Q(kind="welfare"), name="calls_of_warning"),
            models.Index(
                F("alert"),
                F("kind").desc(),
                F("risk").desc(),
                "id",
                condition=Q(status__in=["open", "passed"]),
                name="unreached_of_warning",
            ),
        ]
        triggers = [*audited_people(), states.moves_trigger()]

    def __str__(self) -> str:
        return str(_("Telepon nomor %(number)s") % {"number": self.pk})


class Attempt(models.Model):
    """One time that somebody was called, and how they were. Written once."""

    class Result(models.TextChoices):
        """What was heard."""

        WELL = "well", _("Baik-baik saja")
        ELSEWHERE = "elsewhere", _("Aman di tempat lain")
        HELP = "help", _("Perlu bantuan")
        ILL = "ill", _("Sakit")
        NO_ANSWER = "no_answer", _("Tidak diangkat")
        WRONG = "wrong", _("Nomor tidak ada atau salah")

    REACHED = (Result.WELL, Result.ELSEWHERE, Result.HELP, Result.ILL)
    NEEDS_VISIT = (Result.HELP, Result.ILL)

    region_code = RegionCodeField(_("Wilayah"))
    call = models.ForeignKey(
        "districts.Call", models.PROTECT, related_name="tried", verbose_name=_("Telepon keselamatan")
    )
    number = models.SmallIntegerField(_("Kali ke"))
    result = models.TextField(_("Hasil"), choices=Result.choices)
    said = models.TextField(_("Catatan"), blank=True)
    at = models.DateTimeField(_("Pada"))
    by = somebody(_("Oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Percobaan telepon")
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="each_attempt_once"),
            models.CheckConstraint(condition=~Q(result__in=["help", "ill"]) | ~Q(said=""), name="a_need_is_told"),
        ]
        triggers = [*triggers.of("call"), audit.append_only()]

    def __str__(self) -> str:
        return str(self.get_result_display())
