"""Sheltered workshops (SWP): places where about twenty people work together, who enters by whose decision, who came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField
from lumbung.outreach.models import triggers
from lumbung.outreach.models.base import CommonQuerySet, OfOutreach


class Trade(models.TextChoices):
    """What is made in a workshop."""

    BATIK = "batik", _("Batik ciprat")
    DOORMAT = "doormat", _("Keset")
    PATCHWORK = "patchwork", _("Kain perca")
    FOOD = "food", _("Olahan makanan")
    CRAFT = "craft", _("Kerajinan tangan")
    FARM = "farm", _("Kebun dan ternak")
    LAUNDRY = "laundry", _("Cuci dan setrika")


class Workshop(models.Model):
    """A community's own place to work, protected and accompanied."""

    class Status(models.TextChoices):
        """Whether people work there."""

        OPEN = "open", _("Buka")
        CLOSED = "closed", _("Tutup")

    MOVES = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}

    region_code = RegionCodeField(_("Wilayah"))
    name = models.TextField(_("Nama sanggar"))
    address = models.TextField(_("Alamat"), blank=True)
    trades = ArrayField(models.TextField(choices=Trade.choices), verbose_name=_("Keterampilan"))
    places = models.SmallIntegerField(_("Banyak tempat"))
    latitude = models.DecimalField(_("Lintang"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("Bujur"), max_digits=8, decimal_places=5, null=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    since = models.DateField(_("Dibuka pada"))
    by = somebody(_("Dibuka oleh"))

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sanggar kerja")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "name"], name="one_workshop_of_a_name"),
            models.CheckConstraint(condition=Q(places__gt=0), name="a_workshop_has_places"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name


class WorkshopMember(OfOutreach):
    """Somebody who wants to join, works there, or has left; let in by a second person."""

    class Status(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("Menunggu keputusan")
        MEMBER = "member", _("Anggota")
        REFUSED = "refused", pgettext_lazy("answer", "Belum diterima")
        LEFT = "left", _("Sudah keluar")

    class To(models.TextChoices):
        """Where somebody went afterwards."""

        OWN = "own", _("Usaha sendiri")
        JOB = "job", _("Bekerja di tempat lain")
        HOME = "home", _("Kembali di rumah")
        MOVED = "moved", _("Pindah")
        OTHER = "other", _("Lainnya")

    MOVES = {Status.ASKED: {Status.MEMBER, Status.REFUSED}, Status.MEMBER: {Status.LEFT}}

    workshop = models.ForeignKey(
        "outreach.Workshop", models.PROTECT, related_name="members", verbose_name=_("Sanggar kerja")
    )
    trade = models.TextField(_("Keterampilan"), choices=Trade.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASKED)
    wish = models.TextField(_("Keinginan orangnya"))
    asked_on = models.DateField(_("Diajukan pada"))
    asked_by = somebody(_("Diajukan oleh"))
    conference = models.ForeignKey(
        "cases.Conference", models.PROTECT, null=True, related_name="+", verbose_name=_("Pembahasan kasus")
    )
    said = models.TextField(_("Keputusan"), blank=True)
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    left_on = models.DateField(_("Keluar pada"), null=True)
    left_to = models.TextField(_("Keluar ke"), choices=To.choices, blank=True)

    class Meta(OfOutreach.Meta):
        verbose_name = _("Anggota sanggar")
        constraints = [
            models.UniqueConstraint(
                fields=["outreach"], condition=Q(status__in=["asked", "member"]), name="in_one_workshop_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="entry_by_two_persons"),
            models.CheckConstraint(
                condition=Q(status="asked", decided_by=None)
                | (Q(decided_by__isnull=False, decided_on__isnull=False) & ~Q(said="") & ~Q(status="asked")),
                name="entry_is_decided_with_a_sentence",
            ),
            models.CheckConstraint(
                condition=Q(status="left", left_on__isnull=False) & ~Q(left_to="")
                | ~Q(status="left") & Q(left_on=None),
                name="who_left_a_workshop_went_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["workshop", "status"], name="members_of_a_workshop")]
        triggers = [*OfOutreach.Meta.triggers, states.moves_trigger(), triggers.WithinThePlaces()]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.outreach_id}"


class WorkDay(OfOutreach):
    """One day of a member in the workshop: came or not, and how many pieces."""

    member = models.ForeignKey(
        "outreach.WorkshopMember", models.PROTECT, related_name="days", verbose_name=_("Anggota sanggar")
    )
    on = models.DateField(_("Pada"))
    came = models.BooleanField(_("Hadir"))
    pieces = models.SmallIntegerField(_("Hasil jadi"), default=0)
    by = somebody(_("Dicatat oleh"))

    class Meta(OfOutreach.Meta):
        verbose_name = _("Hari kerja sanggar")
        constraints = [
            models.UniqueConstraint(fields=["member", "on"], name="one_work_day_a_day"),
            models.CheckConstraint(condition=Q(pieces=0) | Q(pieces__gt=0, came=True), name="who_came_made_something"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.on}"
