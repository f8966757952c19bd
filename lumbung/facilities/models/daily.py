"""Daily life in a house: leave and return, belongings, incidents, meals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.facilities.models import secret
from lumbung.facilities.models.glass import StayQuerySet
from lumbung.facilities.models.secret import ReadersField


class Leave(models.Model):
    """Somebody goes out and comes back; whoever is late is looked for."""

    region_code = RegionCodeField(_("Wilayah"))
    stay = models.ForeignKey("facilities.Stay", models.PROTECT, related_name="leaves", verbose_name=_("Tinggal"))
    where = models.TextField(_("Ke mana dan dengan siapa"))
    out_at = models.DateTimeField(_("Keluar pada"))
    due_at = models.DateTimeField(_("Janji kembali"))
    back_at = models.DateTimeField(_("Kembali pada"), null=True)
    by = somebody(_("Diizinkan oleh"))
    readers = ReadersField()

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Izin keluar")
        constraints = [
            models.UniqueConstraint(fields=["stay"], condition=Q(back_at=None), name="one_leave_at_a_time"),
            models.CheckConstraint(condition=Q(due_at__gt=F("out_at")), name="back_after_going_out"),
            models.CheckConstraint(condition=Q(back_at=None) | Q(back_at__gte=F("out_at")), name="came_back_later"),
        ]
        triggers = [*secret.of_stay()]

    def __str__(self) -> str:
        return self.where


class Belonging(models.Model):
    """A thing that the house keeps for somebody, handed in and given back against a signature."""

    class Sign(models.TextChoices):
        """How it was signed; where no hand can sign, a witness stands for it."""

        SIGNATURE = "signature", _("Tanda tangan")
        THUMB = "thumb", _("Cap jempol")
        TYPED = "typed", _("Nama diketik, disaksikan")

    region_code = RegionCodeField(_("Wilayah"))
    stay = models.ForeignKey("facilities.Stay", models.PROTECT, related_name="belongings", verbose_name=_("Tinggal"))
    what = models.TextField(_("Barang"))
    count = models.SmallIntegerField(_("Banyaknya"), default=1)
    place = models.TextField(_("Disimpan di"))
    in_on = models.DateField(_("Dititipkan pada"))
    in_sign = models.TextField(_("Tanda terima titip"), choices=Sign.choices)
    in_witness = models.TextField(_("Saksi titip"), blank=True)
    in_by = somebody(_("Diterima oleh"))
    out_on = models.DateField(_("Dikembalikan pada"), null=True)
    out_sign = models.TextField(_("Tanda terima kembali"), choices=Sign.choices, blank=True)
    out_witness = models.TextField(_("Saksi kembali"), blank=True)
    out_by = somebody(_("Dikembalikan oleh"))
    readers = ReadersField()

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Barang titipan")
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0) & ~Q(what=""), name="something_is_kept"),
            models.CheckConstraint(
                condition=Q(in_sign="signature") | ~Q(in_witness=""), name="kept_signed_or_witnessed"
            ),
            models.CheckConstraint(
                condition=Q(out_on=None, out_sign="", out_by=None)
                | (Q(out_on__gte=F("in_on"), out_by__isnull=False) & (Q(out_sign="signature") | ~Q(out_witness=""))),
                name="given_back_signed_or_witnessed",
            ),
        ]
        triggers = [*secret.of_stay()]

    def __str__(self) -> str:
        return self.what


class Incident(models.Model):
    """Something that happened, and what was done about it. Written once."""

    class Kind(models.TextChoices):
        """What it was."""

        ILL = "ill", _("Sakit")
        HURT = "hurt", _("Cedera")
        FIGHT = "fight", _("Berkelahi")
        MISSING = "missing", _("Tidak kembali")
        HARM = "harm", _("Melukai diri")
        ABUSE = "abuse", _("Dugaan kekerasan")
        DAMAGE = "damage", _("Kerusakan atau kehilangan")
        OTHER = "other", _("Lainnya")

    URGENT = frozenset({Kind.MISSING, Kind.HARM, Kind.ABUSE})

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="incidents", verbose_name=_("Fasilitas")
    )
    stay = models.ForeignKey(
        "facilities.Stay", models.PROTECT, null=True, related_name="incidents", verbose_name=_("Tinggal")
    )
    kind = models.TextField(pgettext_lazy("facility", "Kejadian"), choices=Kind.choices)
    at = models.DateTimeField(_("Waktu kejadian"))
    told = models.TextField(_("Apa yang terjadi"))
    done = models.TextField(_("Apa yang dilakukan"))
    by = somebody(_("Dicatat oleh"))
    readers = ReadersField()

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("facility", "Kejadian")
        constraints = [
            models.CheckConstraint(condition=~Q(told="") & ~Q(done=""), name="an_incident_says_what_was_done")
        ]
        indexes = [models.Index(fields=["facility", "at"], name="incidents_of_house")]
        triggers = [*secret.of_stay(), *secret.written_once()]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Meal(models.Model):
    """How many ate at one meal of one day."""

    class Kind(models.TextChoices):
        """Which meal."""

        BREAKFAST = "1", _("Sarapan")
        LUNCH = "2", _("Makan siang")
        DINNER = "3", _("Makan malam")
        SNACK = "4", _("Makanan kecil")

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="meals", verbose_name=_("Fasilitas")
    )
    on = models.DateField(_("Pada"))
    kind = models.TextField(_("Waktu makan"), choices=Kind.choices)
    eaten = models.IntegerField(_("Yang makan"))
    by = somebody(_("Dicatat oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Makan")
        constraints = [
            models.UniqueConstraint(fields=["facility", "on", "kind"], name="a_meal_is_counted_once"),
            models.CheckConstraint(condition=Q(eaten__gte=0), name="eaters_never_negative"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
