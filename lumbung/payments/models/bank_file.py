"""Files to and from the banks, named by what is in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class BankFile(models.Model):
    """One file: an order that was written, or an answer that was received.

    `ref` is the fingerprint under which the file is kept. An order covers the lines of its cycle
    and channel from `first_line` to `last_line`. Counts of an answer say what its rows came
    to (`other` are movements of the account that pay no line, `withdrawn` cash that families took, as told until the
    answer is booked, then as booked), `booked` how many of them are dealt with: whoever goes on after a kill goes on
    there.
    """

    class Direction(models.TextChoices):
        """Which way it went."""

        OUT = "out", _("Dikirim")
        IN = "in", _("Diterima")

    class Status(models.TextChoices):
        """An order is written; an answer is looked at first, then booked."""

        WRITTEN = "written", _("Ditulis")
        RECEIVED = "received", _("Diterima, belum dibukukan")
        BOOKED = "booked", _("Dibukukan")

    MOVES = {
        Status.WRITTEN: set(),
        Status.RECEIVED: {Status.BOOKED},
        Status.BOOKED: set(),
    }

    ACCOUNT_CHECK = "account_check"
    """The kind of a list of accounts to check and of its answer: no money moves by it."""

    direction = models.TextField(_("Arah"), choices=Direction.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices)
    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, null=True, related_name="files", verbose_name=_("Siklus")
    )
    channel = models.TextField(_("Saluran"), blank=True)
    kind = models.TextField(_("Jenis"), help_text=_("Jenis pesan, misalnya pain.001.001.09."))
    name = models.TextField(_("Nama berkas"))
    ref = models.TextField(_("Berkas tersimpan"))
    rows_ref = models.TextField(_("Baris jawaban"), blank=True)
    message_id = models.TextField(_("Nomor pesan"), null=True)
    first_line = models.BigIntegerField(_("Baris pertama"), null=True)
    last_line = models.BigIntegerField(_("Baris terakhir"), null=True)
    lines = models.IntegerField(_("Jumlah baris"), default=0)
    total = models.BigIntegerField(_("Jumlah"), default=0)
    booked = models.IntegerField(_("Dibukukan"), default=0)
    paid = models.IntegerField(pgettext_lazy("money", "Masuk"), default=0)
    failed = models.IntegerField(_("Gagal"), default=0)
    returned = models.IntegerField(_("Kembali"), default=0)
    unchanged = models.IntegerField(_("Tidak berubah"), default=0)
    unknown = models.IntegerField(_("Tidak dikenal"), default=0)
    differing = models.IntegerField(_("Berbeda"), default=0)
    other = models.IntegerField(_("Mutasi lain"), default=0, db_default=0)
    withdrawn = models.IntegerField(_("Penarikan tunai"), default=0, db_default=0)
    withdrawn_off = models.IntegerField(_("Penarikan yang tidak cocok"), default=0, db_default=0)
    region_code = RegionCodeField(_("Wilayah"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Berkas bank")
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="message_id_once"),
            models.UniqueConstraint(fields=["ref"], condition=Q(direction="in"), name="answer_received_once"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name

    @property
    def signs(self) -> str:
        """The first signs of the fingerprint, as people compare them."""
        start = self.ref.removeprefix("sha256-")[:12]
        return " ".join(start[at : at + 4] for at in range(0, 12, 4))
