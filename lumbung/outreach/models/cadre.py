"""Cadres: neighbours who were trained, whom they accompany, and what they get for it."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.outreach.models import triggers
from lumbung.outreach.models.base import OfOutreach


class CadreQuerySet(ReachQuerySet):
    """Cadres by region; `own` leads from the row to the cadre."""

    own = ""

    def visible_to(self, viewer: Any) -> Self:
        """Those in reach; a cadre sees themselves."""
        within = super().visible_to(viewer)
        if viewer.pk is None or viewer.may("outreach.view"):
            return within
        if not viewer.may("outreach.visit"):
            return within.none()
        return within.filter(**{f"{self.own}user": viewer.pk})


class OfCadreQuerySet(CadreQuerySet):
    """Rows about a cadre."""

    own = "cadre__"


class Cadre(models.Model):
    """Somebody of the neighbourhood who goes from house to house."""

    class Status(models.TextChoices):
        """Whether they take persons."""

        ACTIVE = "active", _("Aktif")
        RESTING = "resting", _("Beristirahat")
        LEFT = "left", _("Berhenti")

    MOVES = {
        Status.ACTIVE: {Status.RESTING, Status.LEFT},
        Status.RESTING: {Status.ACTIVE, Status.LEFT},
        Status.LEFT: {Status.ACTIVE},
    }

    region_code = RegionCodeField(_("Wilayah"))
    person = models.OneToOneField("registry.Person", models.PROTECT, related_name="cadre", verbose_name=_("Orang"))
    user = models.OneToOneField("staff.User", models.PROTECT, null=True, related_name="cadre", verbose_name=_("Akun"))
    name = models.TextField(_("Nama"))
    sex = models.TextField(_("Jenis kelamin"), blank=True)
    latitude = models.DecimalField(_("Lintang"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("Bujur"), max_digits=8, decimal_places=5, null=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    since = models.DateField(_("Kader sejak"))
    said = models.TextField(_("Catatan"), blank=True)
    added_by = somebody(_("Dicatat oleh"))

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kader")
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["", "L", "P"]), name="a_cadre_is_a_woman_or_a_man"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_cadre_lives_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="cadres_by_name")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name


class Training(models.Model):
    """Hours that a cadre learned, and until when they count."""

    region_code = RegionCodeField(_("Wilayah"))
    cadre = models.ForeignKey("outreach.Cadre", models.PROTECT, related_name="trainings", verbose_name=_("Kader"))
    title = models.TextField(_("Pelatihan"))
    hours = models.SmallIntegerField(_("Jam"))
    on = models.DateField(_("Selesai pada"))
    until = models.DateField(_("Berlaku sampai"))
    certificate = models.TextField(_("Nomor sertifikat"), blank=True)
    by = somebody(_("Dicatat oleh"))

    objects = OfCadreQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pelatihan kader")
        constraints = [
            models.UniqueConstraint(fields=["cadre", "title", "on"], name="a_training_counts_once"),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=400, until__gt=F("on")), name="a_training_has_hours"
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.title


class Match(OfOutreach):
    """A person and the cadre who accompanies them: proposed by the house, decided by somebody."""

    class Status(models.TextChoices):
        """What became of it."""

        PROPOSED = "proposed", _("Diusulkan")
        OPEN = "open", _("Berjalan")
        DECLINED = "declined", _("Tidak jadi")
        ENDED = "ended", _("Berakhir")

    MOVES = {Status.PROPOSED: {Status.OPEN, Status.DECLINED}, Status.OPEN: {Status.ENDED}}

    outreach = models.ForeignKey(
        "outreach.Outreach", models.PROTECT, related_name="matches", verbose_name=_("Jangkauan")
    )
    cadre = models.ForeignKey("outreach.Cadre", models.PROTECT, related_name="matches", verbose_name=_("Kader"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PROPOSED)
    near = models.SmallIntegerField(_("Kedekatan"))
    metres = models.IntegerField(_("Jarak (meter)"), null=True)
    at_most = models.SmallIntegerField(_("Batas dampingan"))
    over_reason = models.TextField(_("Alasan melebihi batas"), blank=True)
    proposed_on = models.DateField(_("Diusulkan pada"))
    decided_on = models.DateField(_("Diputuskan pada"), null=True)
    decided_by = somebody(_("Diputuskan oleh"))
    ended_on = models.DateField(_("Berakhir pada"), null=True)
    said = models.TextField(_("Alasan berakhir"), blank=True)

    class Meta(OfOutreach.Meta):
        verbose_name = _("Pasangan dampingan")
        constraints = [
            models.UniqueConstraint(
                fields=["outreach"], condition=Q(status__in=["proposed", "open"]), name="one_cadre_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="a_person_decides_a_match",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__isnull=False) & ~Q(said="") | ~Q(status="ended"),
                name="an_ended_match_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["cadre"], condition=Q(status="open"), name="persons_of_a_cadre"),
            models.Index(fields=["outreach"], condition=Q(status="proposed"), name="proposed_for_somebody"),
        ]
        triggers = [*OfOutreach.Meta.triggers, states.moves_trigger(), triggers.WithinTheLoad()]

    def __str__(self) -> str:
        return f"{self.outreach_id} {self.cadre_id}"


class Allowance(models.Model):
    """What a cadre gets for one month, paid by a payment cycle and never twice."""

    region_code = RegionCodeField(_("Wilayah"))
    cadre = models.ForeignKey("outreach.Cadre", models.PROTECT, related_name="allowances", verbose_name=_("Kader"))
    month = models.DateField(_("Bulan"))
    visits = models.IntegerField(_("Kunjungan"))
    rupiah = models.BigIntegerField(_("Nilai"))
    on = models.DateField(_("Dihitung pada"))
    by = somebody(_("Dihitung oleh"))
    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, null=True, related_name="+", verbose_name=_("Siklus pembayaran")
    )

    objects = OfCadreQuerySet.as_manager()

    class Meta:
        verbose_name = _("Uang kader")
        constraints = [
            models.UniqueConstraint(fields=["cadre", "month"], name="an_allowance_once_a_month"),
            models.CheckConstraint(condition=Q(rupiah__gt=0, month__day=1), name="an_allowance_is_of_a_month"),
        ]
        triggers = [
            *audit.triggers(),
            triggers.PaidOnce(),
            pgtrigger.ReadOnly(name="allowance_stays", fields=["cadre", "month", "visits", "rupiah"]),
            pgtrigger.Protect(name="allowance_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.month:%Y-%m}"
