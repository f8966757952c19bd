"""Payouts: the lines of a released cycle paid one by one through the API of their bank."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Payout(models.Model):
    """All lines of one cycle that go to one bank. A cycle's channel is paid by files or by a payout, never by both."""

    class Status(models.TextChoices):
        """It stops where going on would be wrong, says why, and goes on when it is started again."""

        RUNNING = "running", _("Berjalan")
        STOPPED = "stopped", _("Berhenti")
        DONE = "done", _("Selesai")

    MOVES = {
        Status.RUNNING: {Status.STOPPED, Status.DONE},
        Status.STOPPED: {Status.RUNNING},
        Status.DONE: set(),
    }

    cycle = models.ForeignKey("payments.Cycle", models.PROTECT, related_name="+", verbose_name=_("Siklus"))
    channel = models.TextField(_("Saluran"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.RUNNING)
    problem = models.TextField(_("Sebab berhenti"), blank=True, default="")
    lines = models.IntegerField(_("Jumlah baris"))
    total = models.BigIntegerField(_("Nilai"))
    job = models.ForeignKey("core.Job", models.PROTECT, null=True, related_name="+", verbose_name=_("Pekerjaan"))
    region_code = RegionCodeField(_("Wilayah"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dimulai oleh")
    )
    started_at = models.DateTimeField(_("Dimulai pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pembayaran lewat API")
        constraints = [models.UniqueConstraint(fields=["cycle", "channel"], name="payout_of_channel_once")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.cycle} · {self.channel.upper()}"


class PayoutLine(models.Model):
    """One line on its way: planned, sent without an answer yet, not known, and at last paid or failed."""

    class Status(models.TextChoices):
        """Whatever was sent once is asked about before it is sent again."""

        PLANNED = "planned", _("Belum dikirim")
        SENDING = "sending", _("Sedang dikirim")
        UNSURE = "unsure", _("Belum pasti")
        PAID = "paid", pgettext_lazy("money", "Masuk")
        FAILED = "failed", _("Gagal")

    MOVES = {
        Status.PLANNED: {Status.SENDING},
        Status.SENDING: {Status.PLANNED, Status.UNSURE, Status.PAID, Status.FAILED},
        Status.UNSURE: {Status.SENDING},
        Status.PAID: set(),
        Status.FAILED: set(),
    }

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="payout_lines", verbose_name=_("Pembayaran"))
    line = models.OneToOneField("payments.Line", models.PROTECT, related_name="+", verbose_name=_("Baris pembayaran"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED, db_default="planned")
    attempts = models.SmallIntegerField(_("Dikirim berapa kali"), default=0, db_default=0)
    code = models.CharField(_("Kode jawaban"), max_length=7, blank=True, default="", db_default="")
    reason = models.TextField(_("Alasan"), blank=True, default="", db_default="")
    answered_on = models.DateField(_("Dijawab pada"), null=True)
    region_code = RegionCodeField(_("Wilayah"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baris pembayaran lewat API")
        indexes = [models.Index(fields=["payout", "status", "id"], name="payout_line_to_send")]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.payout} {self.line_id}"
