"""Runs, what they counted, and which family is enrolled in which programme since when."""

import uuid
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import Cycle


class RunQuerySet(models.QuerySet):
    """Runs by the region they were made for."""

    def visible_to(self, viewer: Any) -> Self:
        """Runs that touch the viewer's reach; what they counted outside it stays unseen."""
        if not viewer.reach:
            return self.none()
        parts = viewer.reach.lo.split(".")
        above = ["", *(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))]
        inside = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
        return self.filter(inside | Q(region_code__in=above))


class Run(models.Model):
    """One decision over all families of a region, or over some families, on one day, by one rule.

    Facts and decisions lie frozen on disk under `key`; `manifest` is the fingerprint of everything frozen.
    """

    class Status(models.TextChoices):
        """Where the run stands."""

        DECIDING = "deciding", _("Sedang diputuskan")
        DECIDED = "decided", _("Selesai")
        ABANDONED = "abandoned", _("Dihentikan")

    MOVES = {
        Status.DECIDING: {Status.DECIDED, Status.ABANDONED},
        Status.DECIDED: set(),
        Status.ABANDONED: set(),
    }

    key = models.UUIDField(_("Kunci"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.SlugField(_("Program"), max_length=40)
    on = models.DateField(_("Tanggal acuan"))
    region_code = RegionCodeField(_("Wilayah"), blank=True, help_text=_("Kosong berarti seluruh Indonesia."))
    family_ids = ArrayField(models.BigIntegerField(), null=True, verbose_name=_("Keluarga yang dipilih"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DECIDING)
    job = models.ForeignKey("core.Job", models.PROTECT, null=True, related_name="+", verbose_name=_("Pekerjaan"))
    families = models.BigIntegerField(_("Keluarga"), default=0)
    frozen = models.JSONField(_("Fakta yang dibekukan"), default=dict)
    manifest = models.TextField(_("Sidik keputusan"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    started_at = models.DateTimeField(_("Dimulai pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("Selesai pada"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penetapan program")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "region_code"],
                condition=Q(status="deciding", family_ids=None),
                name="one_open_run_per_region",
            ),
            models.CheckConstraint(condition=~Q(status="decided") | ~Q(manifest=""), name="decided_runs_are_sealed"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.Protect(
                name="decided_run_is_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__status="decided")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.upper()} {self.region_code} {self.on}"


class RunCount(models.Model):
    """How many families of a village a run decided in one way; an empty reason is the sum of that outcome."""

    class Outcome(models.TextChoices):
        """What was decided."""

        ELIGIBLE = "eligible", _("Memenuhi")
        REFUSED = "refused", _("Belum memenuhi")
        UNDETERMINED = "undetermined", _("Belum bisa diputuskan")

    run = models.ForeignKey(Run, models.PROTECT, related_name="counts")
    region_code = RegionCodeField()
    outcome = models.TextField(choices=Outcome.choices)
    reason = models.TextField(blank=True)
    families = models.BigIntegerField()
    entitlement = models.BigIntegerField(default=0)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "region_code", "outcome", "reason"], name="one_count"),
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.outcome} {self.reason}".strip()


class Scenario(models.Model):
    """A draft of the law decided on a run's frozen facts: who would gain and lose. It enrols nobody and pays nobody.

    `changes` are the draft; `files` hold each family's comparison and sums of them by regency; `totals` are the sums of
    all, and `fingerprint` stands for everything found.
    """

    class Status(models.TextChoices):
        """Where the comparison stands."""

        COMPARING = "comparing", _("Sedang dihitung")
        READY = "ready", _("Selesai")

    MOVES = {
        Status.COMPARING: {Status.READY},
        Status.READY: set(),
    }

    run = models.ForeignKey(Run, models.PROTECT, related_name="scenarios", verbose_name=_("Penetapan"))
    name = models.CharField(_("Nama"), max_length=120)
    region_code = RegionCodeField(_("Wilayah"), blank=True)
    changes = models.JSONField(_("Perubahan aturan"), default=dict)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.COMPARING)
    job = models.ForeignKey("core.Job", models.PROTECT, null=True, related_name="+", verbose_name=_("Pekerjaan"))
    files = models.JSONField(_("Berkas"), default=dict)
    totals = models.JSONField(_("Jumlah"), default=dict)
    fingerprint = models.TextField(_("Sidik"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    made_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("Selesai pada"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Skenario")
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="scenario_name_in_its_run"),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
            models.CheckConstraint(
                condition=Q(status="comparing") | ~Q(fingerprint=""), name="ready_scenarios_are_sealed"
            ),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.Protect(
                name="ready_scenario_is_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__status="ready")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A family in a programme, from the run that took it in to the run that let it go."""

    class Status(models.TextChoices):
        """Whether the family is in."""

        ACTIVE = "active", _("Aktif")
        ENDED = "ended", _("Berakhir")

    MOVES = {
        Status.ACTIVE: {Status.ENDED},
        Status.ENDED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="enrolments", verbose_name=_("Keluarga"))
    kind = models.SlugField(_("Program"), max_length=40)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    since = models.DateField(_("Sejak"))
    run = models.ForeignKey(Run, models.PROTECT, related_name="enrolments", verbose_name=_("Penetapan"))
    until = models.DateField(_("Sampai"), null=True)
    ended_by = models.ForeignKey(
        Run, models.PROTECT, null=True, related_name="endings", verbose_name=_("Diakhiri oleh")
    )
    ended_because = models.TextField(_("Sebab berakhir"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kepesertaan")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "kind"], condition=Q(status="active"), name="enrolled_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(status="active", until=None, ended_by=None)
                | Q(status="ended", until__gte=F("since"), ended_by__isnull=False),
                name="enrolment_ends_in_order",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.kind} {self.family_id}"


class ControlFinding(models.Model):
    """What a control of the standing audit found about a family, until the data no longer show it or it is settled."""

    class Status(models.TextChoices):
        """Where the finding stands; it blocks payment until a second person has settled it."""

        OPEN = "open", _("Terbuka")
        EXPLAINED = "explained", _("Menunggu pengesahan")
        SETTLED = "settled", _("Diselesaikan")
        GONE = "gone", _("Tidak ada lagi")

    MOVES = {
        Status.OPEN: {Status.EXPLAINED, Status.GONE},
        Status.EXPLAINED: {Status.SETTLED, Status.OPEN, Status.GONE},
        Status.SETTLED: {Status.GONE},
        Status.GONE: set(),
    }
    BLOCKING = (Status.OPEN, Status.EXPLAINED)

    region_code = RegionCodeField(_("Wilayah"))
    control = models.SlugField(_("Pengendalian"), max_length=40)
    blocks = models.BooleanField(_("Menahan penetapan"), default=True)
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="control_findings", verbose_name=_("Keluarga")
    )
    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Orang"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    found_on = models.DateField(_("Ditemukan pada"))
    gone_on = models.DateField(_("Hilang pada"), null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Penanggung jawab")
    )
    explanation = models.TextField(_("Penjelasan"), blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dijelaskan oleh")
    )
    explained_on = models.DateField(_("Dijelaskan pada"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Diselesaikan oleh")
    )
    settled_on = models.DateField(_("Diselesaikan pada"), null=True)
    settled_why = models.TextField(_("Alasan penyelesaian"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Temuan audit")
        constraints = [
            models.UniqueConstraint(
                fields=["control", "family", "person"],
                condition=~Q(status="gone"),
                nulls_distinct=False,
                name="one_finding_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["explained", "settled"])
                | Q(explained_by__isnull=False, explained_on__isnull=False),
                name="finding_explained_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="settled") | Q(settled_by__isnull=False, settled_on__isnull=False),
                name="finding_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("explained_by")), name="finding_settled_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["family"], condition=Q(status__in=["open", "explained"]), name="findings_that_block"),
            models.Index(fields=["control", "region_code", "status"], name="findings_by_control"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.control} {self.family_id}"


class ControlPass(models.Model):
    """One time that the controls looked at a region: as of when, and how many findings stood open then."""

    region_code = RegionCodeField(_("Wilayah"))
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    standing = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pemeriksaan audit")
        indexes = [models.Index(fields=["region_code", "-at"], name="passes_by_region")]
        triggers = [audit.append_only()]

    def __str__(self) -> str:
        return f"{self.region_code} {self.on}"


class HeldBack(models.Model):
    """A family that qualified and is not paid in a period while a finding about it stands open."""

    region_code = RegionCodeField(_("Wilayah"))
    run = models.ForeignKey(Run, models.PROTECT, related_name="held_back", verbose_name=_("Penetapan"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="+", verbose_name=_("Keluarga"))
    stage = models.TextField(_("Tahap"), help_text=_("Masa pembayaran, misalnya 2026-Q1."))
    amount = models.BigIntegerField(_("Nilai"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pembayaran yang ditahan")
        constraints = [
            models.UniqueConstraint(fields=["run", "family", "stage"], name="held_back_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="held_back_amount_above_zero"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.stage} {self.family_id}"


class AuditedCycle(Cycle):
    """A payment cycle as the standing audit sees it: none from a run is submitted over an open finding."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="no_open_finding",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Condition(
                    "OLD.status IS DISTINCT FROM NEW.status AND NEW.status = 'submitted'"
                    " AND starts_with(NEW.source, 'run:')"
                ),
                func="""
                    IF EXISTS (SELECT 1 FROM payments_line l
                                 JOIN programmes_controlfinding f ON f.family_id = l.family_id
                                WHERE l.cycle_id = NEW.id AND f.blocks AND f.status IN ('open', 'explained')) THEN
                        RAISE EXCEPTION 'the standing audit has open findings among the recipients of this cycle';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]
