"""Rooms that are booked, programmes that are held in them, and what people learn there."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.facilities.models import secret
from lumbung.facilities.models.glass import StayQuerySet
from lumbung.facilities.models.secret import ReadersField


class Booking(models.Model):
    """A room for some hours, asked by one person and approved by another. Two of one room never overlap."""

    class Status(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("Menunggu persetujuan")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Dibatalkan")

    MOVES = {
        Status.ASKED: {Status.APPROVED, Status.REFUSED, Status.WITHDRAWN},
        Status.APPROVED: {Status.WITHDRAWN},
    }
    HOLDS = (Status.ASKED, Status.APPROVED)

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="bookings", verbose_name=_("Fasilitas")
    )
    room = models.ForeignKey("facilities.Room", models.PROTECT, related_name="bookings", verbose_name=_("Ruang"))
    during = DateTimeRangeField(_("Waktu"))
    title = models.TextField(_("Kegiatan"))
    people = models.SmallIntegerField(_("Banyaknya orang"))
    club = models.BooleanField(_("Kelompok tetap"), default=False)
    reference = models.TextField(_("Rujukan"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASKED)
    asked_at = models.DateTimeField(_("Diminta pada"))
    asked_by = somebody(_("Diminta oleh"))
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    said = models.TextField(_("Alasan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pemesanan ruang")
        constraints = [
            ExclusionConstraint(
                name="no_double_room",
                expressions=[(RawSQL("int8range(room_id, room_id, '[]')", ()), "&&"), ("during", "&&")],
                condition=Q(status__in=["asked", "approved"]),
            ),
            models.CheckConstraint(condition=Q(people__gt=0) & ~Q(title=""), name="somebody_does_something"),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="booking_by_two_persons"),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "refused"]) | Q(decided_by__isnull=False),
                name="booking_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "withdrawn"]) | ~Q(said=""), name="end_of_a_booking_says_why"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference="") & Q(status__in=["asked", "approved"]),
                name="one_booking_a_cause",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "status"], name="bookings_of_house"),
            models.Index(fields=["-during", "-id"], name="bookings_latest_first"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.title


class Course(models.Model):
    """A programme of a facility that ends in a skill."""

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="courses", verbose_name=_("Fasilitas")
    )
    room = models.ForeignKey(
        "facilities.Room", models.PROTECT, null=True, related_name="courses", verbose_name=_("Ruang")
    )
    name = models.TextField(_("Program kegiatan"))
    skill = models.TextField(_("Keterampilan"))
    hours = models.SmallIntegerField(_("Jam pelajaran"))
    seats = models.SmallIntegerField(_("Tempat"))
    starts_on = models.DateField(_("Mulai"))
    ends_on = models.DateField(_("Selesai"))
    teacher = models.TextField(_("Pengajar"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Program kegiatan")
        constraints = [
            models.UniqueConstraint(fields=["facility", "name", "starts_on"], name="a_course_begins_once"),
            models.CheckConstraint(condition=Q(hours__gt=0, seats__gt=0), name="a_course_has_hours_and_seats"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_course_ends_after_it_begins"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name


class Learner(models.Model):
    """Somebody in a course, as secret as the stay they have here: hours present, skill earned, and the certificate with
    a number that anybody can check."""

    class Status(models.TextChoices):
        """How far they came."""

        JOINED = "joined", _("Mengikuti")
        PASSED = "passed", _("Lulus")
        STOPPED = "stopped", _("Berhenti")

    MOVES = {Status.JOINED: {Status.PASSED, Status.STOPPED}, Status.STOPPED: {Status.JOINED}}

    region_code = RegionCodeField(_("Wilayah"))
    course = models.ForeignKey(
        "facilities.Course", models.PROTECT, related_name="learners", verbose_name=_("Program kegiatan")
    )
    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Orang"))
    stay = models.ForeignKey(
        "facilities.Stay", models.PROTECT, null=True, related_name="learning", verbose_name=_("Tinggal")
    )
    name = models.TextField(_("Nama pada sertifikat"))
    hours = models.SmallIntegerField(_("Jam hadir"), default=0)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.JOINED)
    number = models.TextField(_("Nomor sertifikat"), null=True, unique=True)
    passed_on = models.DateField(_("Lulus pada"), null=True)
    passed_by = somebody(_("Diluluskan oleh"))
    joined_by = somebody(_("Didaftarkan oleh"))
    readers = ReadersField()

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Peserta kegiatan")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"], condition=Q(person__isnull=False, readers=None), name="joins_once"
            ),
            models.UniqueConstraint(
                fields=["course", "name"], condition=Q(person=None, readers=None), name="joins_once_by_name"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="hours_never_negative"),
            models.CheckConstraint(
                condition=Q(status="passed", number__isnull=False, passed_on__isnull=False, passed_by__isnull=False)
                | (~Q(status="passed") & Q(number=None, passed_on=None, passed_by=None)),
                name="passed_with_a_certificate",
            ),
            models.CheckConstraint(condition=~Q(joined_by=F("passed_by")), name="certificate_by_two_persons"),
        ]
        triggers = [*secret.of_stay(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name
