"""The air in a public building: readings, windows that open and close, and what could not be read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Reading(models.Model):
    """One measured figure of a room or of the whole house, at one moment. Written once; the same twice is one.

    Of `energy_…` a value is the watt-hours since the reading before, of `rain` millimetres an hour.
    """

    class Measure(models.TextChoices):
        """What is measured, with its unit."""

        TEMPERATURE = "temperature", _("Suhu (°C)")
        HUMIDITY = "humidity", _("Kelembapan (%)")
        CO2 = "co2", _("CO₂ (ppm)")
        RAIN = "rain", _("Hujan (mm/jam)")
        SOLAR = "energy_solar", _("Panas surya (Wh)")
        GEOTHERMAL = "energy_geothermal", _("Panas bumi (Wh)")
        GRID = "energy_grid", _("Listrik jaringan (Wh)")

    ENERGY = (Measure.SOLAR, Measure.GEOTHERMAL, Measure.GRID)

    region_code = RegionCodeField(_("Wilayah"))
    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, related_name="readings", db_index=False, verbose_name=_("Fasilitas")
    )
    room = models.ForeignKey(
        "facilities.Room", models.PROTECT, null=True, related_name="readings", db_index=False, verbose_name=_("Ruang")
    )
    measure = models.TextField(_("Yang diukur"), choices=Measure.choices)
    value = models.DecimalField(_("Angka"), max_digits=10, decimal_places=2)
    at = models.DateTimeField(_("Diukur pada"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hasil ukur")
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "room", "measure", "at"], name="a_reading_once", nulls_distinct=False
            )
        ]
        triggers = [audit.append_only()]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"


class Window(models.Model):
    """The windows of a room that a motor moves together; a hand overrides the rule until its hour is over."""

    region_code = RegionCodeField(_("Wilayah"))
    room = models.OneToOneField("facilities.Room", models.PROTECT, related_name="window", verbose_name=_("Ruang"))
    is_open = models.BooleanField(_("Terbuka"), default=False)
    why = models.TextField(_("Sebab"), default="begin")
    moved_at = models.DateTimeField(_("Digerakkan pada"), null=True)
    by_hand = models.BooleanField(_("Diatur tangan: terbuka"), null=True)
    by_hand_until = models.DateTimeField(_("Diatur tangan sampai"), null=True)
    by = somebody(_("Diatur oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jendela")
        constraints = [
            models.CheckConstraint(
                condition=Q(by_hand=None, by_hand_until=None) | Q(by_hand__isnull=False, by_hand_until__isnull=False),
                name="a_hand_has_an_hour",
            )
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return str(self.room_id)


class Nonsense(models.Model):
    """How many messages of a day could not be taken, by reason. The messages themselves are not kept."""

    class Reason(models.TextChoices):
        """Why not."""

        TOPIC = "topic", _("alamat tidak dikenal")
        BODY = "body", _("isi tidak terbaca")
        MEASURE = "measure", _("besaran tidak dikenal")
        RANGE = "range", _("angka di luar batas")
        TIME = "time", _("waktu di masa depan atau terlalu lama")

    on = models.DateField(_("Pada"))
    reason = models.TextField(_("Sebab ditolak"), choices=Reason.choices)
    count = models.IntegerField(_("Banyaknya"), default=0)

    class Meta:
        verbose_name = _("Hasil ukur yang ditolak")
        constraints = [
            models.UniqueConstraint(fields=["on", "reason"], name="nonsense_counted_by_day"),
            models.CheckConstraint(condition=Q(count__gte=0), name="nonsense_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"
