"""Leaving: looking again after some years, graduation step by step, and the hand-over to livelihoods."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField

USER = settings.AUTH_USER_MODEL


def _another(one: str, other: str) -> Q:
    return Q(**{one: None}) | Q(**{other: None}) | ~Q(**{one: F(other)})


class Recertification(models.Model):
    """A family that is looked at again after some years in a programme."""

    class Status(models.TextChoices):
        """Whether it was visited."""

        DUE = "due", _("Perlu dikunjungi")
        VISITED = "visited", _("Sudah dikunjungi")

    class Outcome(models.TextChoices):
        """What the visit found."""

        STAYS = "stays", _("Masih memenuhi")
        ABLE = "able", _("Sudah mampu")
        NO_COMPONENT = "no_component", _("Tidak ada lagi anggota yang dihitung")
        NOT_FOUND = "not_found", _("Tidak ditemukan")

    MOVES = {Status.DUE: {Status.VISITED}, Status.VISITED: set()}

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="recertifications", verbose_name=_("Keluarga")
    )
    kind = models.SlugField(_("Program"), max_length=40)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DUE)
    since = models.DateField(_("Peserta sejak"))
    due_on = models.DateField(_("Jatuh tempo"))
    visited_on = models.DateField(_("Dikunjungi pada"), null=True)
    visited_by = somebody(_("Dikunjungi oleh"))
    outcome = models.TextField(_("Hasil"), choices=Outcome.choices, blank=True)
    note = models.TextField(_("Catatan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Resertifikasi")
        constraints = [
            models.UniqueConstraint(fields=["family", "kind", "due_on"], name="recertified_once"),
            models.UniqueConstraint(
                fields=["family", "kind"], condition=Q(status="due"), name="one_recertification_due"
            ),
            models.CheckConstraint(
                condition=Q(status="due", outcome="") | (Q(status="visited") & ~Q(outcome="")),
                name="visit_has_an_outcome",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.kind} {self.family_id}"


class Departure(models.Model):
    """How a family leaves a programme: assessed in the field, verified, decided; each by another person."""

    class Route(models.TextChoices):
        """Why it leaves."""

        NATURAL = "natural", _("Lulus alami: tidak ada lagi anggota yang dihitung")
        INDEPENDENT = "independent", _("Lulus mandiri: mampu atau mengundurkan diri")
        NOT_FOUND = "not_found", _("Tidak ditemukan atau datanya tidak padan")
        VILLAGE = "village", _("Keputusan musyawarah desa")
        REMOVAL = "removal", _("Dikeluarkan karena kewajiban tidak dipenuhi")

    class Status(models.TextChoices):
        """Where it stands."""

        FOUND = "found", _("Perlu asesmen lapangan")
        ASSESSED = "assessed", _("Menunggu verifikasi")
        VERIFIED = "verified", _("Menunggu putusan akhir")
        DECIDED = "decided", _("Sudah keluar")
        REJECTED = "rejected", _("Tetap peserta")
        READMITTED = "readmitted", _("Boleh ditetapkan lagi")

    MOVES = {
        Status.FOUND: {Status.ASSESSED, Status.REJECTED},
        Status.ASSESSED: {Status.VERIFIED, Status.REJECTED},
        Status.VERIFIED: {Status.DECIDED, Status.REJECTED},
        Status.DECIDED: {Status.READMITTED},
        Status.REJECTED: set(),
        Status.READMITTED: set(),
    }
    OPEN = (Status.FOUND, Status.ASSESSED, Status.VERIFIED)

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="departures", verbose_name=_("Keluarga"))
    kind = models.SlugField(_("Program"), max_length=40)
    route = models.TextField(_("Jalur"), choices=Route.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.FOUND)
    found_on = models.DateField(_("Ditemukan pada"))
    minutes = models.TextField(_("Nomor berita acara"), blank=True)
    minutes_on = models.DateField(_("Tanggal berita acara"), null=True)
    sanction = models.ForeignKey(
        "programmes.Sanction", models.PROTECT, null=True, related_name="departures", verbose_name=_("Sanksi")
    )
    assessed_by = somebody(_("Diases oleh"))
    assessed_on = models.DateField(_("Diases pada"), null=True)
    assessment = models.TextField(_("Hasil asesmen"), blank=True)
    verified_by = somebody(_("Diverifikasi oleh"))
    verified_on = models.DateField(_("Diverifikasi pada"), null=True)
    decided_by = somebody(_("Diputus oleh"))
    decided_on = models.DateField(_("Diputus pada"), null=True)
    said = models.TextField(_("Alasan putusan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kelulusan")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "kind"],
                condition=Q(status__in=["found", "assessed", "verified"]),
                name="one_departure_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(route="village") | Q(status="rejected") | (~Q(minutes="") & Q(minutes_on__isnull=False)),
                name="village_decides_with_minutes",
            ),
            models.CheckConstraint(
                condition=~Q(status="decided")
                | Q(assessed_by__isnull=False, verified_by__isnull=False, decided_by__isnull=False),
                name="departure_through_every_step",
            ),
            models.CheckConstraint(
                condition=_another("verified_by", "assessed_by")
                & _another("decided_by", "assessed_by")
                & _another("decided_by", "verified_by"),
                name="departure_by_three_people",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.route} {self.family_id}"


class HandOver(models.Model):
    """A family that left PKH and may be helped to a living: what the livelihoods programme takes up."""

    class Status(models.TextChoices):
        """Whether somebody took it up."""

        WAITING = "waiting", _("Menunggu pemberdayaan")
        TAKEN = "taken", pgettext_lazy("empowerment", "Sudah diambil")

    MOVES = {Status.WAITING: {Status.TAKEN}, Status.TAKEN: set()}

    region_code = RegionCodeField(_("Wilayah"))
    departure = models.ForeignKey(Departure, models.PROTECT, related_name="hand_overs", verbose_name=_("Kelulusan"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="hand_overs", verbose_name=_("Keluarga"))
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Orang"))
    scheme = models.SlugField(_("Skema"), max_length=40)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.WAITING)
    on = models.DateField(_("Diserahkan pada"))
    taken_by = somebody(_("Diambil oleh"))
    taken_on = models.DateField(_("Diambil pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penyerahan ke pemberdayaan")
        constraints = [
            models.UniqueConstraint(fields=["departure", "person", "scheme"], name="handed_over_once"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.scheme} {self.person_id}"
