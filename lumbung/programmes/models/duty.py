"""What a member owes in a month, what is known of it, and the lists from schools and health posts that tell it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField

USER = settings.AUTH_USER_MODEL


class Duty(models.Model):
    """One condition that one member owes in one month. Nothing filled in is *not known*, never *missed*.

    School is told in days, everything else by `kept`. An exemption takes the month out of the count.
    """

    class Evidence(models.TextChoices):
        """What the facilitator saw."""

        STAMPED_RECAP = "stamped_recap", _("Rekap bercap")
        ATTENDANCE_PHOTO = "attendance_photo", _("Foto daftar hadir")
        KIA_BOOK = "kia_book", _("Buku KIA")
        CLINIC_RECORD = "clinic_record", _("Catatan faskes")
        VISIT = "visit", _("Kunjungan rumah")

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, db_index=False, related_name="duties", verbose_name=_("Keluarga")
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, db_index=False, related_name="duties", verbose_name=_("Orang")
    )
    condition = models.SlugField(_("Kewajiban"), max_length=40, db_index=False)
    month = models.DateField(_("Bulan"), help_text=_("Hari pertama bulan itu."))
    effective_days = models.SmallIntegerField(_("Hari efektif"), null=True)
    present_days = models.SmallIntegerField(_("Hari hadir"), null=True)
    sick_days = models.SmallIntegerField(_("Hari sakit"), null=True)
    kept = models.BooleanField(_("Dipenuhi"), null=True)
    pregnancy_month = models.SmallIntegerField(_("Umur kehamilan (bulan)"), null=True)
    exemption = models.SlugField(_("Pengecualian"), max_length=40, blank=True, db_index=False)
    evidence = models.TextField(_("Bukti"), choices=Evidence.choices, blank=True)
    entered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Diisi oleh")
    )
    entered_on = models.DateField(_("Diisi pada"), null=True)
    from_list = models.ForeignKey(
        "programmes.DutyList", models.PROTECT, null=True, related_name="duties", verbose_name=_("Dari daftar")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kewajiban bulanan")
        constraints = [
            models.UniqueConstraint(fields=["person", "condition", "month"], name="owed_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="duty_month_by_its_first_day"),
            models.CheckConstraint(
                condition=Q(effective_days=None, present_days=None, sick_days=None)
                | Q(
                    effective_days__range=(0, 31),
                    present_days__gte=0,
                    sick_days__gte=0,
                    effective_days__gte=F("present_days") + F("sick_days"),
                ),
                name="school_days_add_up",
            ),
            models.CheckConstraint(
                condition=Q(pregnancy_month=None) | Q(pregnancy_month__range=(1, 10)), name="month_of_pregnancy"
            ),
        ]
        indexes = [models.Index(fields=["family", "month"], name="duties_of_family")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.condition} {self.month} {self.person_id}"


class DutyList(models.Model):
    """A list of a school or a health post, or of who came to a meeting: one file, taken in once."""

    class Kind(models.TextChoices):
        """Who wrote the list."""

        SCHOOL = "school", _("Daftar hadir sekolah")
        HEALTH = "health", _("Daftar posyandu atau faskes")
        SESSION = "session", _("Daftar hadir pertemuan P2K2")

    class Status(models.TextChoices):
        """Where the list stands."""

        LOOKED_AT = "looked_at", _("Menunggu kolomnya diperiksa")
        TAKEN = "taken", _("Sudah dimasukkan")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.LOOKED_AT: {Status.TAKEN, Status.CANCELLED},
        Status.TAKEN: set(),
        Status.CANCELLED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    condition = models.SlugField(_("Kewajiban"), max_length=40, blank=True)
    month = models.DateField(_("Bulan"))
    session = models.ForeignKey(
        "programmes.Session", models.PROTECT, null=True, related_name="lists", verbose_name=_("Pertemuan")
    )
    name = models.TextField(_("Nama berkas"))
    file = models.TextField(_("Berkas"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.LOOKED_AT)
    columns = models.JSONField(_("Kolom"), default=dict)
    rows = models.IntegerField(_("Baris"), default=0)
    matched = models.IntegerField(_("Baris yang cocok"), default=0)
    changed = models.IntegerField(_("Catatan yang berubah"), default=0)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh"))
    on = models.DateField(_("Diunggah pada"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Daftar kehadiran")
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "file", "kind", "condition", "month", "session"],
                condition=~Q(status="cancelled"),
                nulls_distinct=False,
                name="list_taken_once",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name


class DutyListRow(models.Model):
    """A row of a list that found nobody, or told nothing: which row, whose name, and why."""

    class Reason(models.TextChoices):
        """Why the row changed nothing."""

        NOBODY = "nobody", _("Tidak ada peserta dengan NIK atau nama dan tanggal lahir ini di wilayah Anda")
        SEVERAL = "several", _("Lebih dari satu peserta cocok dengan baris ini")
        OWES_NOTHING = "owes_nothing", _("Orang ini tidak punya kewajiban itu pada bulan ini")
        UNREADABLE = "unreadable", _("Isi baris ini tidak bisa dibaca")
        TWICE = "twice", _("Orang ini sudah disebut di baris lain dari daftar ini")
        NO_KEY = "no_key", _("Baris ini tanpa NIK, dan tanpa nama dengan tanggal lahir")

    region_code = RegionCodeField(_("Wilayah"))
    list = models.ForeignKey(DutyList, models.PROTECT, related_name="rows_left", verbose_name=_("Daftar"))
    row = models.IntegerField(_("Baris"))
    name = models.TextField(_("Nama"), blank=True)
    reason = models.TextField(_("Sebab"), choices=Reason.choices)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baris yang tidak cocok")
        constraints = [models.UniqueConstraint(fields=["list", "row"], name="one_reason_a_row")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.list_id}:{self.row}"


class ListProfile(models.Model):
    """How the columns of a school's or health post's lists are read, kept for its next list."""

    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis"), choices=DutyList.Kind.choices)
    header = models.TextField(_("Kepala kolom"))
    columns = models.JSONField(_("Kolom"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Profil daftar kehadiran")
        constraints = [models.UniqueConstraint(fields=["region_code", "kind", "header"], name="one_profile_a_header")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.kind} {self.region_code}"
