"""Inclusion services and entrepreneurship tracks: majors, cohorts with seats, who learns, and the start-up aid."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import audited_people
from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.districts.models import triggers
from lumbung.districts.models.base import OfPerson


class Major(models.Model):
    """What is learnt or offered, and for whom: an inclusion service, or a major of the entrepreneurship track."""

    class Kind(models.TextChoices):
        """Taking part in life, or living from one's own work."""

        INCLUSION = "inclusion", _("Layanan inklusi")
        ENTERPRISE = "enterprise", _("Jalur wirausaha")

    class Audience(models.TextChoices):
        """Whom it was made for; nobody has to prove it, and no answer alone shuts somebody out."""

        SINGLE_PARENT = "single_parent", _("Orang tua tunggal")
        DISABILITY = "disability", _("Penyandang disabilitas")
        ELDERLY = "elderly", _("Lanjut usia")

    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jalur"), choices=Kind.choices)
    audience = models.TextField(_("Untuk"), choices=Audience.choices)
    name = models.TextField(_("Jurusan"))
    about = models.TextField(_("Isinya"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jurusan")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "kind", "audience", "name"], name="one_major_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_major_has_a_name"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """People who begin a major together, on so many seats."""

    region_code = RegionCodeField(_("Wilayah"))
    major = models.ForeignKey("districts.Major", models.PROTECT, related_name="cohorts", verbose_name=_("Jurusan"))
    name = models.TextField(_("Angkatan"))
    where = models.TextField(_("Tempat"), blank=True)
    starts_on = models.DateField(_("Mulai"))
    ends_on = models.DateField(_("Selesai"))
    seats = models.SmallIntegerField(_("Banyaknya tempat"))
    by = somebody(_("Dibuka oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angkatan")
        constraints = [
            models.UniqueConstraint(fields=["major", "name"], name="one_cohort_of_a_name"),
            models.CheckConstraint(condition=Q(seats__gt=0, ends_on__gte=F("starts_on")), name="a_cohort_has_seats"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name


class Place(OfPerson):
    """Somebody in a cohort: on a seat, or in line for one. Two never have one seat: the database keeps it."""

    class Status(models.TextChoices):
        """Where they are."""

        WAITING = "waiting", _("Di daftar tunggu")
        LEARNING = "learning", _("Mengikuti")
        FINISHED = "finished", _("Selesai")
        LEFT = "left", _("Keluar")

    MOVES = {
        Status.WAITING: {Status.LEARNING, Status.LEFT},
        Status.LEARNING: {Status.FINISHED, Status.LEFT},
    }

    cohort = models.ForeignKey("districts.Cohort", models.PROTECT, related_name="places", verbose_name=_("Angkatan"))
    seat = models.SmallIntegerField(_("Tempat nomor"), null=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices)
    asked_on = models.DateField(_("Mendaftar pada"))
    mentor = somebody(_("Mentor"))
    said = models.TextField(_("Alasan keluar"), blank=True)
    by = somebody(_("Dicatat oleh"))

    class Meta:
        verbose_name = _("Peserta angkatan")
        constraints = [
            OfPerson.once("cohort", "person", name="one_place_a_cohort_and_person"),
            models.UniqueConstraint(fields=["cohort", "seat"], name="nobody_shares_a_seat"),
            models.CheckConstraint(
                condition=Q(status__in=["learning", "finished"], seat__gt=0)
                | Q(status__in=["waiting", "left"], seat=None),
                name="who_learns_has_a_seat",
            ),
            models.CheckConstraint(condition=~Q(status="left") | ~Q(said=""), name="who_leaves_a_cohort_says_why"),
        ]
        triggers = [*audited_people(), states.moves_trigger(), triggers.WithinTheSeats()]

    def __str__(self) -> str:
        return str(_("Peserta nomor %(number)s") % {"number": self.pk})


class Presence(models.Model):
    """Whether somebody was there on a day."""

    region_code = RegionCodeField(_("Wilayah"))
    place = models.ForeignKey(
        "districts.Place", models.PROTECT, related_name="presences", verbose_name=_("Peserta angkatan")
    )
    on = models.DateField(_("Pada"))
    came = models.BooleanField(_("Hadir"))
    by = somebody(_("Dicatat oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kehadiran angkatan")
        constraints = [models.UniqueConstraint(fields=["place", "on"], name="a_day_is_attended_once")]
        triggers = triggers.of("place")

    def __str__(self) -> str:
        return f"{self.place_id} {self.on}"


class Advice(models.Model):
    """What the mentor and the learner talked about. Written once."""

    region_code = RegionCodeField(_("Wilayah"))
    place = models.ForeignKey(
        "districts.Place", models.PROTECT, related_name="advice", verbose_name=_("Peserta angkatan")
    )
    on = models.DateField(_("Pada"))
    said = models.TextField(_("Catatan mentor"))
    by = somebody(_("Oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Catatan mentor")
        constraints = [models.UniqueConstraint(fields=["place", "on", "said"], name="advice_is_noted_once")]
        triggers = [*triggers.of("place"), audit.append_only()]

    def __str__(self) -> str:
        return self.said


class StartUp(models.Model):
    """Aid to begin with: goods by the way of goods, money by a payment cycle; asked by one, approved by another."""

    class Kind(models.TextChoices):
        """In what form."""

        GOODS = "goods", _("Barang")
        MONEY = "money", _("Uang")

    class Status(models.TextChoices):
        """How far it has come; goods go on in their own request, money in its cycle."""

        ASKED = "asked", _("Menunggu persetujuan")
        APPROVED = "approved", _("Menunggu siklus pembayaran")
        ORDERED = "ordered", _("Diteruskan")
        REFUSED = "refused", _("Ditolak")

    MOVES = {
        Status.ASKED: {Status.APPROVED, Status.ORDERED, Status.REFUSED},
        Status.APPROVED: {Status.ORDERED},
        Status.ORDERED: {Status.APPROVED},
    }

    region_code = RegionCodeField(_("Wilayah"))
    place = models.ForeignKey(
        "districts.Place", models.PROTECT, related_name="start_ups", verbose_name=_("Peserta angkatan")
    )
    kind = models.TextField(_("Bentuk"), choices=Kind.choices)
    what = models.TextField(_("Untuk apa"))
    rupiah = models.BigIntegerField(_("Nilai"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASKED)
    asked_on = models.DateField(_("Diajukan pada"))
    asked_by = somebody(_("Diajukan oleh"))
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    said = models.TextField(_("Alasan"), blank=True)
    request = models.OneToOneField(
        "in_kind.Request", models.PROTECT, null=True, related_name="+", verbose_name=_("Permintaan barang")
    )
    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, null=True, related_name="+", verbose_name=_("Siklus pembayaran")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bantuan awal usaha")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "what"], condition=~Q(status="refused"), name="a_start_up_aid_once"
            ),
            models.CheckConstraint(condition=Q(rupiah__gt=0) & ~Q(what=""), name="a_start_up_aid_is_worth_something"),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="start_up_aid_by_two_persons"),
            models.CheckConstraint(
                condition=Q(status="asked", decided_by=None) | (~Q(status="asked") & Q(decided_by__isnull=False)),
                name="start_up_aid_is_decided",
            ),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(said=""), name="no_start_up_aid_says_why"),
        ]
        triggers = [*triggers.of("place"), states.moves_trigger()]

    def __str__(self) -> str:
        return self.what
