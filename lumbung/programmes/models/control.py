"""The standing audit: what its controls found, when they looked, and whom that keeps from being paid."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import Cycle
from lumbung.programmes.models.run import Run


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
