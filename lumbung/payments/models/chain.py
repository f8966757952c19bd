"""The chain of a payment as SIKS-NG tells it: dated stages of a cycle, and what the bank says of each account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class StageEvent(models.Model):
    """A cycle, or one distributor's part of it, reached a stage on a day. Written once.

    A corrected number is a new event: the newest of a stage counts. An empty `channel` means the whole cycle.
    """

    class Stage(models.TextChoices):
        """The stages in their order; `words/chain.yaml` says what each means to whom."""

        FINAL = "final", _("Daftar final")
        ACCOUNT_CHECK = "account_check", _("Rekening diperiksa")
        SPM = "spm", _("SPM")
        SP2D = "sp2d", _("SP2D")
        STANDING_INSTRUCTION = "standing_instruction", _("SI: perintah pindah buku")
        TOP_UP = "top_up", _("Masuk rekening")
        TRANSACTION = "transaction", _("Sudah diambil")

    WITH_DOCUMENT = (Stage.SPM, Stage.SP2D)
    """The treasurer enters these with the document's number and date."""

    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, db_index=False, related_name="stage_events", verbose_name=_("Siklus")
    )
    channel = models.TextField(_("Saluran"), blank=True, default="")
    stage = models.TextField(_("Langkah"), choices=Stage.choices)
    on = models.DateField(_("Tanggal"))
    document_number = models.TextField(_("Nomor surat"), blank=True, default="")
    region_code = RegionCodeField(_("Wilayah"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Dicatat pada"), db_default=Now())

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Langkah siklus")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "channel", "stage", "on", "document_number"], name="stage_told_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["spm", "sp2d"], document_number__gt="")
                | (~Q(stage__in=["spm", "sp2d"]) & Q(document_number="")),
                name="spm_and_sp2d_have_numbers",
            ),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.channel} {self.stage}"


class AccountCheck(models.Model):
    """What the bank says of the account behind one line. A failed one leaves a fault on the card until it is repaired.

    While a card has an open fault its family is paid by the post; the next cycle after the repair goes to the bank.
    """

    class Result(models.TextChoices):
        """Fine, or not."""

        FINE = "fine", _("Rekening cocok")
        FAILED = "failed", _("Rekening gagal diperiksa")

    line = models.ForeignKey(
        "payments.Line", models.PROTECT, related_name="account_checks", verbose_name=_("Baris pembayaran")
    )
    card = models.ForeignKey(
        "payments.Card", models.PROTECT, db_index=False, related_name="account_checks", verbose_name=_("Kartu")
    )
    result = models.TextField(_("Hasil"), choices=Result.choices)
    reason = models.TextField(_("Sebab"), blank=True, default="")
    checked_on = models.DateField(_("Diperiksa pada"))
    told_in = models.ForeignKey(
        "payments.BankFile", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Dalam berkas")
    )
    repaired_on = models.DateField(_("Diperbaiki pada"), null=True)
    repaired_how = models.TextField(_("Diperbaiki dengan"), blank=True, default="", db_default="")
    region_code = RegionCodeField(_("Wilayah"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pemeriksaan rekening")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="fine", reason="") | Q(result="failed", reason__gt=""), name="failed_check_says_why"
            ),
            models.CheckConstraint(
                condition=Q(repaired_on__isnull=True) | Q(result="failed", repaired_how__gt=""),
                name="repair_says_how",
            ),
            models.UniqueConstraint(fields=["line", "result"], name="one_result_per_line"),
            models.UniqueConstraint(
                fields=["card"], condition=Q(result="failed", repaired_on__isnull=True), name="one_open_fault_per_card"
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.line_id} {self.result}"
