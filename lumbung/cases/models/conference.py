"""The case conference: who sat in it, what it decided on each case, and the training waves it fills."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.cases import hidden_agenda, secrecy
from lumbung.cases.models import triggers
from lumbung.cases.models.base import Key, OfCase
from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import Part, ReachQuerySet, RegionCodeField, part_of


class ConferenceQuerySet(ReachQuerySet):
    """Conferences and their seats; one whose whole agenda is secret is known to those who may know of it."""

    key_field = "pk"

    def visible_to(self, viewer: Any) -> Self:
        """Rows within reach; of secret agendas for who reads a line, sits there, leads it or called it."""
        within = super().visible_to(viewer)
        if part_of(viewer) is Part.OPEN:
            return within.filter(sensitive=False)
        if part_of(viewer) is Part.SECRET:
            within = within.filter(sensitive=True)
        if viewer.pk is None:
            return within
        led = Conference.objects.filter(Q(chair=viewer.pk) | Q(planned_by=viewer.pk), sensitive=True).values("pk")
        seats = Attendant.objects.filter(user=viewer.pk, sensitive=True).values("conference_id")
        held = Key.objects.held_by(viewer).values("case_id")
        lines = Decision.objects.filter(case_id__in=held, sensitive=True).values("conference_id")
        key = f"{self.key_field}__in"
        theirs = Q(**{key: led}) | Q(**{key: seats}) | Q(**{key: lines})
        return within.filter(theirs if part_of(viewer) is Part.SECRET else Q(sensitive=False) | theirs)


class SeatQuerySet(ConferenceQuerySet):
    """Seats of conferences."""

    key_field = "conference_id"


class Conference(models.Model):
    """A meeting on one day. Its minutes are closed once and bind from then on."""

    class Status(models.TextChoices):
        """Whether it has decided."""

        PLANNED = "planned", _("Direncanakan")
        HELD = "held", _("Berita acara ditutup")
        CALLED_OFF = "called_off", _("Dibatalkan")

    MOVES = {Status.PLANNED: {Status.HELD, Status.CALLED_OFF}}

    region_code = RegionCodeField(_("Wilayah"))
    sensitive = models.BooleanField(_("Dirahasiakan"), default=False, editable=False)
    on = models.DateField(_("Tanggal"))
    place = models.TextField(_("Tempat"))
    chair = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name=_("Pemimpin"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED)
    planned_by = somebody(_("Direncanakan oleh"))
    held_on = models.DateField(_("Berita acara ditutup pada"), null=True)
    said = models.TextField(_("Catatan"), blank=True)
    request_key = models.UUIDField(_("Kunci permintaan"), null=True, unique=True, editable=False)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pembahasan kasus")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="held", held_on__isnull=False) | (~Q(status="held") & Q(held_on=None)),
                name="minutes_closed_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["planned_by"], condition=Q(sensitive=True), name="secret_conferences_called"),
        ]
        triggers = [*hidden_agenda.audited(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"BA-PK/{self.region_code}/{self.on:%Y}/{self.pk}"


class Attendant(models.Model):
    """Somebody who sits in a conference, of the staff or from outside."""

    region_code = RegionCodeField(_("Wilayah"))
    sensitive = models.BooleanField(_("Dirahasiakan"), default=False, editable=False)
    conference = models.ForeignKey(
        "cases.Conference", models.PROTECT, related_name="attendants", verbose_name=_("Pembahasan kasus")
    )
    user = models.ForeignKey("staff.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Petugas"))
    name = models.TextField(_("Nama"))
    function = models.TextField(_("Jabatan atau profesi"))

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Peserta pembahasan kasus")
        constraints = [
            models.UniqueConstraint(fields=["conference", "name"], name="sits_in_a_conference_once"),
            models.CheckConstraint(condition=~Q(name=""), name="an_attendant_has_a_name"),
        ]
        triggers = [*hidden_agenda.audited(), hidden_agenda.SeatOfConference()]

    def __str__(self) -> str:
        return self.name


class Wave(models.Model):
    """One intake of a training course at a centre: so many places from a day on."""

    region_code = RegionCodeField(_("Wilayah"))
    centre = models.TextField(_("Balai atau lembaga"))
    course = models.TextField(_("Jurusan"))
    year = models.SmallIntegerField(_("Tahun"))
    number = models.SmallIntegerField(_("Gelombang"))
    places = models.SmallIntegerField(_("Tempat"))
    starts_on = models.DateField(_("Mulai"))
    made_by = somebody(_("Dibuka oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gelombang pelatihan")
        constraints = [
            models.UniqueConstraint(fields=["centre", "course", "year", "number"], name="one_wave_of_a_number"),
            models.CheckConstraint(condition=Q(places__gt=0), name="a_wave_has_places"),
        ]
        triggers = audit.triggers()

    def __str__(self) -> str:
        return f"{self.course} {self.number}/{self.year}"


class Decision(OfCase):
    """What a conference was asked about one case, and what it decided."""

    class Question(models.TextChoices):
        """What the conference is asked."""

        INTAKE = "intake", _("Penerimaan")
        WAVE = "wave", _("Penerimaan gelombang pelatihan")
        EXTENSION = "extension", _("Perpanjangan tinggal")
        TERMINATION = "termination", _("Pengakhiran")
        REVIEW = "review", _("Peninjauan")

    class Outcome(models.TextChoices):
        """What it says."""

        ACCEPT = "accept", pgettext_lazy("answer", "Diterima")
        NOT = "not", _("Tidak diterima")
        PENDING = "pending", _("Ditunda")
        EXTEND = "extend", _("Diperpanjang")
        END = "end", _("Diakhiri")

    ANSWERS = {
        Question.INTAKE: (Outcome.ACCEPT, Outcome.NOT, Outcome.PENDING),
        Question.WAVE: (Outcome.ACCEPT, Outcome.NOT, Outcome.PENDING),
        Question.EXTENSION: (Outcome.EXTEND, Outcome.NOT, Outcome.PENDING),
        Question.TERMINATION: (Outcome.END, Outcome.NOT, Outcome.PENDING),
        Question.REVIEW: (Outcome.PENDING, Outcome.EXTEND, Outcome.END),
    }

    conference = models.ForeignKey(
        "cases.Conference", models.PROTECT, related_name="decisions", verbose_name=_("Pembahasan kasus")
    )
    question = models.TextField(_("Yang dibahas"), choices=Question.choices)
    wave = models.ForeignKey(
        "cases.Wave", models.PROTECT, null=True, related_name="decisions", verbose_name=_("Gelombang pelatihan")
    )
    outcome = models.TextField(_("Putusan"), choices=Outcome.choices, blank=True)
    until = models.DateField(_("Diperpanjang sampai"), null=True)
    said = models.TextField(_("Alasan"), blank=True)
    called_on = models.DateField(_("Dipanggil pada"), null=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Putusan pembahasan kasus")
        constraints = [
            models.UniqueConstraint(fields=["conference", "case", "question"], name="a_case_once_a_question"),
            models.CheckConstraint(condition=Q(outcome="") | ~Q(said=""), name="a_case_decision_says_why"),
            models.CheckConstraint(
                condition=~Q(outcome="extend") | Q(until__isnull=False), name="extended_until_a_day"
            ),
            models.CheckConstraint(
                condition=Q(question="wave", wave__isnull=False) | (~Q(question="wave") & Q(wave=None)),
                name="a_wave_where_one_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(called_on=None) | Q(question="wave", outcome="accept"),
                name="only_who_was_accepted_is_called",
            ),
        ]
        triggers = [*secrecy.of_case(), triggers.NotAfterTheMinutes(), *hidden_agenda.of_lines()]

    def __str__(self) -> str:
        return f"{self.case_id} {self.question} {self.outcome}"
