"""Sanctions: proposed by the verification, signed by a second person, appealed against, and what they cost."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.programmes.models.run import Run

USER = settings.AUTH_USER_MODEL


class Sanction(models.Model):
    """What a family loses in one quarter because it missed a condition in an earlier one."""

    class Step(models.TextChoices):
        """The rungs of the ladder."""

        CUT = "cut", _("Dipotong")
        STOP = "stop", _("Dihentikan sementara")
        REMOVAL = "removal", _("Diusulkan keluar")

    class Status(models.TextChoices):
        """Where the sanction stands; only a signed one touches money."""

        PROPOSED = "proposed", _("Menunggu tanda tangan")
        SIGNED = "signed", _("Berlaku")
        APPEALED = "appealed", _("Ditunda: keberatan belum diputus")
        LIFTED = "lifted", _("Dicabut")
        DISMISSED = "dismissed", _("Tidak jadi")

    MOVES = {
        Status.PROPOSED: {Status.SIGNED, Status.DISMISSED},
        Status.SIGNED: {Status.APPEALED},
        Status.APPEALED: {Status.SIGNED, Status.LIFTED},
        Status.LIFTED: set(),
        Status.DISMISSED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="sanctions", verbose_name=_("Keluarga"))
    quarter = models.DateField(_("Triwulan yang diverifikasi"))
    step = models.TextField(_("Tingkat"), choices=Step.choices)
    quarters_failed = models.SmallIntegerField(_("Triwulan berturut-turut"))
    percent = models.SmallIntegerField(_("Potongan (persen)"))
    since = models.DateField(_("Berlaku sejak"))
    until = models.DateField(_("Berlaku sampai"))
    because = models.JSONField(_("Sebab"), help_text=_("Hasil verifikasi yang mendasarinya, dibekukan."))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PROPOSED)
    proposed_by = somebody(_("Diusulkan oleh"))
    proposed_on = models.DateField(_("Diusulkan pada"))
    signed_by = somebody(_("Ditandatangani oleh"))
    signed_on = models.DateField(_("Ditandatangani pada"), null=True)
    dismissed_because = models.TextField(_("Alasan tidak jadi"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sanksi")
        constraints = [
            models.UniqueConstraint(fields=["family", "quarter"], name="one_sanction_a_quarter"),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="sanction_percent"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="sanction_ends_in_order"),
            models.CheckConstraint(condition=Q(since__gt=F("quarter")), name="sanction_after_its_quarter"),
            models.CheckConstraint(
                condition=Q(status="proposed", signed_by=None)
                | (~Q(status="proposed") & Q(signed_by__isnull=False, signed_on__isnull=False)),
                name="sanction_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
                name="sanction_signed_by_another",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.step} {self.quarter} {self.family_id}"


class Appeal(models.Model):
    """An objection against a sanction; while it is open the sanction touches no money."""

    class Status(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("Belum diputus")
        GRANTED = "granted", pgettext_lazy("answer", "Diterima")
        REFUSED = "refused", _("Ditolak")

    class Channel(models.TextChoices):
        """Who brought it."""

        CITIZEN = "citizen", _("Warga sendiri")
        FACILITATOR = "facilitator", _("Pendamping untuk warga")

    MOVES = {
        Status.OPEN: {Status.GRANTED, Status.REFUSED},
        Status.GRANTED: set(),
        Status.REFUSED: set(),
    }

    region_code = RegionCodeField(_("Wilayah"))
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="appeals", verbose_name=_("Sanksi"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    channel = models.TextField(_("Dari"), choices=Channel.choices)
    exemption = models.SlugField(_("Pengecualian"), max_length=40, blank=True)
    words = models.TextField(_("Isi keberatan"))
    filed_by = somebody(_("Dicatat oleh"))
    filed_on = models.DateField(_("Diajukan pada"))
    due_on = models.DateField(_("Paling lambat diputus"))
    signer = somebody(_("Penandatangan sanksi"))
    decided_by = somebody(_("Diputus oleh"))
    decided_on = models.DateField(_("Diputus pada"), null=True)
    answer = models.TextField(_("Putusan"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Keberatan atas sanksi")
        constraints = [
            models.UniqueConstraint(fields=["sanction"], name="one_appeal_a_sanction"),
            models.CheckConstraint(
                condition=Q(status="open", decided_by=None)
                | (~Q(status="open") & Q(decided_by__isnull=False, decided_on__isnull=False)),
                name="appeal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ((Q(filed_by=None) | ~Q(decided_by=F("filed_by"))) & ~Q(decided_by=F("signer"))),
                name="appeal_decided_by_another",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.sanction_id} {self.status}"


class SanctionEffect(models.Model):
    """What a sanction did to one amount of a run: cut off it, or given back after the sanction was lifted."""

    class Kind(models.TextChoices):
        """Less or more."""

        CUT = "cut", _("Dipotong")
        BACK = "back", _("Dikembalikan")

    region_code = RegionCodeField(_("Wilayah"))
    run = models.ForeignKey(Run, models.PROTECT, related_name="sanction_effects", verbose_name=_("Penetapan"))
    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, related_name="sanction_effects", verbose_name=_("Siklus")
    )
    stage = models.TextField(_("Tahap"))
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="sanction_effects", verbose_name=_("Keluarga")
    )
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="effects", verbose_name=_("Sanksi"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    amount = models.BigIntegerField(_("Nilai"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Akibat sanksi")
        constraints = [
            models.UniqueConstraint(fields=["run", "stage", "sanction", "kind"], name="one_effect_a_stage"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="effect_above_zero"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.kind} {self.stage} {self.family_id}"
