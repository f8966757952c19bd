"""Who sleeps where and until when: stays, the bed of each night, extensions, the waiting list.

Two rows for one stay. `Placement` says which bed is taken and until about when, and everybody in reach sees it;
`Stay` says who it is, and only the readers of a secret stay see that. So beds are counted rightly and nobody is told.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.facilities.models import secret, triggers
from lumbung.facilities.models.facility import Sex
from lumbung.facilities.models.glass import StayQuerySet
from lumbung.facilities.models.secret import ReadersField


class StayItselfQuerySet(StayQuerySet):
    """Stays."""

    key_field = "pk"


class Needs(models.Model):
    """What is known of somebody at the door. Nobody needs papers to be let in, so the registry may not know them."""

    region_code = RegionCodeField(_("Wilayah"))
    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Orang"))
    called = models.TextField(_("Nama panggilan"))
    sex = models.TextField(_("Jenis kelamin"), choices=Sex.choices)
    age = models.SmallIntegerField(_("Umur"))
    step_free = models.BooleanField(_("Perlu kursi roda"), default=False)
    readers = ReadersField()

    class Meta:
        abstract = True


class Stay(Needs):
    """Somebody who lives here for a while."""

    class Type(models.TextChoices):
        """How long it may last; the days are dated parameters."""

        EMERGENCY = "emergency", _("Darurat")
        SHORT = "short", _("Sementara")
        LONG = "long", _("Pembinaan")

    class Youth(models.TextChoices):
        """Whom a youth shelter takes in."""

        ORDINARY = "ordinary", _("Remaja umum")
        VULNERABLE = "vulnerable", _("Remaja rentan")

    class Status(models.TextChoices):
        """Where they are."""

        INSIDE = "inside", _("Di dalam")
        AWAY = "away", _("Sedang keluar")
        LEFT = "left", _("Sudah pulang")

    class To(models.TextChoices):
        """Where somebody went afterwards."""

        FAMILY = "family", _("Keluarga sendiri")
        RELATIVES = "relatives", _("Kerabat atau keluarga pengganti")
        FACILITY = "facility", _("Fasilitas lain")
        HOSPITAL = "hospital", _("Rumah sakit")
        OWN = "own", _("Hidup mandiri")
        UNKNOWN = "unknown", _("Pergi tanpa kabar")
        DIED = "died", _("Meninggal")

    MOVES = {
        Status.INSIDE: {Status.AWAY, Status.LEFT},
        Status.AWAY: {Status.INSIDE, Status.LEFT},
    }

    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="stays", verbose_name=_("Fasilitas")
    )
    stay_type = models.TextField(_("Jenis tinggal"), choices=Type.choices)
    youth = models.TextField(_("Remaja"), choices=Youth.choices, default=Youth.ORDINARY)
    case_number = models.TextField(_("Nomor kasus"), blank=True)
    reason = models.TextField(_("Mengapa datang"))
    brought_by = models.TextField(_("Diantar oleh"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.INSIDE)
    admitted_at = models.DateTimeField(_("Diterima pada"))
    admitted_on = models.DateField(_("Hari diterima"))
    admitted_by = somebody(_("Diterima oleh"))
    due_on = models.DateField(_("Batas tinggal"))
    extensions = models.SmallIntegerField(_("Kali diperpanjang"), default=0)
    conference = models.TextField(_("Rapat kasus"), blank=True)
    left_on = models.DateField(_("Pulang pada"), null=True)
    left_to = models.TextField(_("Pulang ke"), choices=To.choices, blank=True)
    left_said = models.TextField(_("Catatan kepulangan"), blank=True)
    left_by = somebody(_("Dilepas oleh"))

    objects = StayItselfQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tinggal")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(person__isnull=False, readers=None) & ~Q(status="left"),
                name="one_open_stay_a_person",
            ),
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]), name="a_resident_has_a_sex"),
            models.CheckConstraint(condition=Q(age__gte=0, age__lte=120), name="a_resident_has_an_age"),
            models.CheckConstraint(
                condition=Q(extensions=0) | (Q(extensions__gt=0) & ~Q(conference="")), name="extended_by_a_conference"
            ),
            models.CheckConstraint(
                condition=(Q(status="left", left_on__isnull=False, left_by__isnull=False) & ~Q(left_to=""))
                | (~Q(status="left") & Q(left_on=None, left_by=None, left_to="")),
                name="who_left_went_somewhere",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("admitted_on")), name="a_stay_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(fields=["facility", "status", "due_on"], name="residents_by_limit"),
            models.Index(fields=["-admitted_at", "-id"], name="stays_newest_first"),
            models.Index(fields=["due_on", "id"], condition=~Q(status="left"), name="stays_nearest_limit"),
        ]
        triggers = [*secret.audited(), states.moves_trigger(), triggers.LaterByConference(), secret.TakeReadersAlong()]

    def __str__(self) -> str:
        return str(_("Tinggal nomor %(number)s") % {"number": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether the bed is still theirs."""
        return self.status != self.Status.LEFT

    @property
    def is_secret(self) -> bool:
        """Whether only its readers know of it."""
        return self.readers is not None


class Placement(models.Model):
    """One bed for one stay over some nights. Two of one bed never overlap: the database keeps it."""

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="placements", verbose_name=_("Fasilitas")
    )
    bed = models.ForeignKey("facilities.Bed", models.PROTECT, related_name="placements", verbose_name=_("Tempat tidur"))
    stay = models.ForeignKey("facilities.Stay", models.PROTECT, related_name="placements", verbose_name=_("Tinggal"))
    during = DateRangeField(_("Malam"))
    due_on = models.DateField(_("Diperkirakan kosong"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penempatan")
        constraints = [
            ExclusionConstraint(
                name="no_double_bed",
                expressions=[(RawSQL("int8range(bed_id, bed_id, '[]')", ()), "&&"), ("during", "&&")],
            ),
            models.UniqueConstraint(fields=["stay"], condition=Q(during__upper_inf=True), name="one_bed_at_a_time"),
        ]
        indexes = [models.Index(fields=["facility", "due_on"], condition=Q(during__upper_inf=True), name="beds_taken")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.bed_id} {self.during}"


class Extension(models.Model):
    """More time, asked by one person, decided by another after a case conference."""

    class Status(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("Menunggu rapat kasus")
        AGREED = "agreed", _("Diperpanjang")
        REFUSED = "refused", _("Tidak diperpanjang")

    MOVES = {Status.ASKED: {Status.AGREED, Status.REFUSED}}

    region_code = RegionCodeField(_("Wilayah"))
    stay = models.ForeignKey("facilities.Stay", models.PROTECT, related_name="asked", verbose_name=_("Tinggal"))
    until = models.DateField(_("Sampai"))
    said = models.TextField(_("Alasan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASKED)
    asked_on = models.DateField(_("Diajukan pada"))
    asked_by = somebody(_("Diajukan oleh"))
    conference = models.TextField(_("Rapat kasus"), blank=True)
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    readers = ReadersField()

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Perpanjangan tinggal")
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="an_extension_says_why"),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="extension_by_two_persons"),
            models.CheckConstraint(
                condition=~Q(status="agreed") | (Q(decided_by__isnull=False) & ~Q(conference="")),
                name="extension_by_conference",
            ),
            models.UniqueConstraint(fields=["stay"], condition=Q(status="asked"), name="one_open_extension_a_stay"),
        ]
        triggers = [*secret.of_stay(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.stay_id} {self.until}"


class Waiting(Needs):
    """Somebody who waits for a bed: danger first, then whoever came first."""

    class Urgency(models.TextChoices):
        """Who comes first, in this order."""

        DANGER = "1", _("Tidak aman malam ini")
        SOON = "2", _("Beberapa hari lagi")
        PLANNED = "3", _("Direncanakan")

    class Status(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Menunggu")
        PLACED = "placed", _("Mendapat tempat")
        WITHDRAWN = "withdrawn", _("Dicabut")

    MOVES = {Status.WAITING: {Status.PLACED, Status.WITHDRAWN}}

    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="waiting", verbose_name=_("Fasilitas")
    )
    stay_type = models.TextField(_("Jenis tinggal"), choices=Stay.Type.choices)
    youth = models.TextField(_("Remaja"), choices=Stay.Youth.choices, default=Stay.Youth.ORDINARY)
    urgency = models.TextField(_("Mendesak"), choices=Urgency.choices, default=Urgency.SOON)
    reason = models.TextField(_("Mengapa datang"))
    asked_at = models.DateTimeField(_("Diminta pada"))
    asked_by = somebody(_("Dicatat oleh"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.WAITING)
    stay = models.OneToOneField(
        "facilities.Stay", models.PROTECT, null=True, related_name="waited", verbose_name=_("Tinggal")
    )
    said = models.TextField(_("Alasan dicabut"), blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Antrean tempat tidur")
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]), name="who_waits_has_a_sex"),
            models.CheckConstraint(
                condition=Q(status="placed", stay__isnull=False) | (~Q(status="placed") & Q(stay=None)),
                name="placed_in_a_stay",
            ),
            models.UniqueConstraint(
                fields=["facility", "person"],
                condition=Q(person__isnull=False, readers=None, status="waiting"),
                name="waits_once_at_a_facility",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "urgency", "asked_at"], condition=Q(status="waiting"), name="beds_waited_for"
            )
        ]
        triggers = [*secret.audited(), states.moves_trigger()]

    def __str__(self) -> str:
        return str(_("Antrean nomor %(number)s") % {"number": self.pk})
