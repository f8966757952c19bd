"""Messages to telephones: one a question of a sample, sent once, and what was written back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Message(models.Model):
    """The question to one recipient on its way through the gateway.

    `reference` is the id under which the gateway knows it; it never changes, so the same message is sent once. Neither
    the number nor the words of the question stand here.
    """

    class Status(models.TextChoices):
        """Whatever was sent once is asked about before it is sent again."""

        PLANNED = "planned", _("Belum dikirim")
        SENDING = "sending", _("Sedang dikirim")
        UNSURE = "unsure", _("Belum pasti")
        SENT = "sent", _("Terkirim")
        DELIVERED = "delivered", _("Sampai di telepon")
        FAILED = "failed", _("Gagal")

    MOVES = {
        Status.PLANNED: {Status.SENDING},
        Status.SENDING: {Status.PLANNED, Status.UNSURE, Status.SENT, Status.DELIVERED, Status.FAILED},
        Status.UNSURE: {Status.SENDING, Status.DELIVERED},
        Status.SENT: {Status.DELIVERED, Status.FAILED},
        Status.DELIVERED: set(),
        Status.FAILED: {Status.DELIVERED},
    }

    entry = models.OneToOneField(
        "payments.SampleEntry", models.PROTECT, related_name="+", verbose_name=_("Tugas uji petik")
    )
    region_code = RegionCodeField(_("Wilayah"))
    reference = models.TextField(_("Nomor pada gerbang"), unique=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED, db_default="planned")
    attempts = models.SmallIntegerField(_("Dikirim berapa kali"), default=0, db_default=0)
    asked_by = somebody(_("Dikirim oleh"))
    changed_at = models.DateTimeField(_("Berubah pada"), null=True)
    reply = models.TextField(_("Balasan"), blank=True, default="", db_default="")
    replied_at = models.DateTimeField(_("Dibalas pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pesan ke telepon")
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="a_reply_has_its_moment",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.get_status_display()}"
