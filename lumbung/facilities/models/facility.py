"""The house: a facility, its rooms and its beds."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Sex(models.TextChoices):
    """Whom a bed is for, and who somebody is."""

    ANY = "", _("Semua")
    FEMALE = "P", _("Perempuan")
    MALE = "L", _("Laki-laki")


class Facility(models.Model):
    """A centre, a shelter, a regional unit, a welfare institution or a counter; its region is where it stands."""

    class Kind(models.TextChoices):
        """What it is."""

        SENTRA = "sentra", _("Sentra")
        SHELTER = "shelter", _("Rumah singgah remaja")
        UPTD = "uptd", _("UPTD")
        LKS = "lks", _("Lembaga kesejahteraan sosial (LKS)")
        SLRT = "slrt", _("Pos SLRT")
        OTHER = "other", _("Lainnya")

    class Status(models.TextChoices):
        """Whether it takes people."""

        OPEN = "open", _("Buka")
        CLOSED = "closed", _("Tutup")

    class Service(models.TextChoices):
        """What is done for people here."""

        MEALS = "meals", _("Makan")
        BED = "bed", _("Tempat tidur")
        HEALTH = "health", _("Pemeriksaan kesehatan")
        LEGAL = "legal", _("Bantuan hukum")
        COUNSEL = "counsel", _("Konseling")
        FAMILY = "family", _("Pertemuan keluarga")
        SCHOOL = "school", _("Sekolah dan kejar paket")
        WORK = "work", _("Latihan kerja")
        THERAPY = "therapy", _("Terapi")
        DAY_CARE = "day_care", _("Penitipan siang hari")
        CULTURE = "culture", _("Seni dan bermain")

    MOVES = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}

    region_code = RegionCodeField(_("Wilayah"))
    name = models.TextField(_("Nama"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    address = models.TextField(_("Alamat"), blank=True)
    sex = models.TextField(_("Untuk"), choices=Sex.choices, blank=True, default=Sex.ANY)
    age_from = models.SmallIntegerField(_("Umur dari"), default=0)
    age_to = models.SmallIntegerField(_("Umur sampai"), default=120)
    services = ArrayField(models.TextField(choices=Service.choices), verbose_name=_("Layanan"), default=list)
    opens_at = models.TimeField(_("Buka pukul"), null=True, help_text=_("Kosong berarti buka 24 jam."))
    closes_at = models.TimeField(_("Tutup pukul"), null=True)
    weekdays = ArrayField(models.SmallIntegerField(), verbose_name=_("Hari buka"), default=list)
    staff = models.SmallIntegerField(_("Petugas yang berjaga"), default=0)
    house_rules = models.TextField(_("Tata tertib"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fasilitas")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "name"], name="one_facility_of_a_name"),
            models.CheckConstraint(condition=Q(age_from__gte=0, age_to__gte=F("age_from")), name="ages_in_order"),
            models.CheckConstraint(condition=Q(staff__gte=0), name="staff_never_negative"),
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="opens_before_it_closes",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name

    @property
    def round_the_clock(self) -> bool:
        """Whether somebody is let in at any hour."""
        return self.opens_at is None


class Room(models.Model):
    """A room of a facility: to sleep, to work, to be treated in, or to be booked."""

    class Kind(models.TextChoices):
        """What it is for."""

        DORMITORY = "dormitory", _("Kamar tidur")
        DAY_CARE = "day_care", _("Penitipan siang")
        WORKSHOP = "workshop", _("Bengkel kerja")
        THERAPY = "therapy", _("Ruang terapi")
        CAFE = "cafe", _("Kafe")
        DANCE = "dance", _("Tari dan nyanyi")
        BROADCAST = "broadcast", _("Siaran")
        PROGRAMMING = "programming", _("Pemrograman")
        COOKING = "cooking", _("Memasak dan membuat roti")
        GAMES = "games", _("Permainan")
        MEETING = "meeting", _("Ruang pertemuan")
        HALL = "hall", _("Aula")

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="rooms", verbose_name=_("Fasilitas")
    )
    name = models.TextField(_("Nama ruang"))
    kind = models.TextField(_("Guna ruang"), choices=Kind.choices)
    area = models.DecimalField(_("Luas (m²)"), max_digits=7, decimal_places=2, null=True)
    seats = models.SmallIntegerField(_("Paling banyak orang"), default=0)
    bookable = models.BooleanField(_("Boleh dipesan"), default=False)
    opens_at = models.TimeField(_("Buka pukul"), null=True)
    closes_at = models.TimeField(_("Tutup pukul"), null=True)
    step_free = models.BooleanField(_("Bisa dengan kursi roda"), default=False)
    equipment = models.TextField(_("Perlengkapan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ruang")
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="one_room_of_a_name"),
            models.CheckConstraint(condition=Q(area=None) | Q(area__gt=0), name="a_room_has_a_floor"),
            models.CheckConstraint(condition=Q(seats__gte=0), name="seats_never_negative"),
            models.CheckConstraint(condition=Q(bookable=False) | Q(seats__gt=0), name="a_booked_room_has_seats"),
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="room_opens_then_closes",
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name


class Bed(models.Model):
    """One bed, and whom it is for."""

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="beds", verbose_name=_("Fasilitas")
    )
    room = models.ForeignKey("facilities.Room", models.PROTECT, related_name="beds", verbose_name=_("Ruang"))
    label = models.TextField(_("Tanda tempat tidur"))
    sex = models.TextField(_("Untuk"), choices=Sex.choices, blank=True, default=Sex.ANY)
    age_from = models.SmallIntegerField(_("Umur dari"), default=0)
    age_to = models.SmallIntegerField(_("Umur sampai"), default=120)
    step_free = models.BooleanField(_("Bisa dengan kursi roda"), default=False)
    in_use = models.BooleanField(_("Bisa dipakai"), default=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tempat tidur")
        constraints = [
            models.UniqueConstraint(fields=["room", "label"], name="one_bed_of_a_label"),
            models.CheckConstraint(condition=Q(age_from__gte=0, age_to__gte=F("age_from")), name="bed_ages_in_order"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.label
