"""A line: what one family gets from one programme for one period."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers

_FROZEN = [
    "cycle", "family", "programme", "period", "region_code", "recipient", "amount", "end_to_end_id", "replaces",
]  # fmt: skip


class Line(models.Model):
    """Whole rupiah to one family, by one channel. Whether it was sent yet, its cycle says.

    A line that `replaces` another pays what did not arrive: the other has failed or come back, and no line is
    followed twice.
    """

    class Status(models.TextChoices):
        """What became of the money."""

        WAITING = "waiting", _("Belum dilaporkan")
        PAID = "paid", pgettext_lazy("money", "Masuk")
        FAILED = "failed", _("Gagal")
        RETURNED = "returned", _("Kembali")
        EXPIRED = "expired", _("Tidak diambil, kembali ke kas negara")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.WAITING: {Status.PAID, Status.FAILED, Status.CANCELLED},
        Status.PAID: {Status.RETURNED, Status.EXPIRED},
        Status.FAILED: set(),
        Status.RETURNED: set(),
        Status.EXPIRED: set(),
        Status.CANCELLED: set(),
    }

    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, db_index=False, related_name="payment_lines", verbose_name=_("Siklus")
    )
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, db_index=False, related_name="payment_lines", verbose_name=_("Keluarga")
    )
    card = models.ForeignKey(
        "payments.Card",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="payment_lines",
        verbose_name=_("Kartu"),
    )
    programme = models.TextField(_("Program"))
    period = DateRangeField(_("Masa"))
    region_code = RegionCodeField(_("Wilayah"))
    recipient = models.TextField(_("Penerima"))
    amount = models.BigIntegerField(_("Nilai"))
    channel = models.TextField(_("Saluran"))
    end_to_end_id = models.TextField(_("Nomor pembayaran"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.WAITING)
    reason = models.TextField(_("Alasan"), blank=True, default="", db_default="")
    answered_on = models.DateField(_("Dijawab pada"), null=True)
    answered_in = models.ForeignKey(
        "payments.BankFile",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="answered_lines",
        verbose_name=_("Dijawab dalam berkas"),
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="followed_by", verbose_name=_("Pengganti baris")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baris pembayaran")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_amount_positive"),
            models.UniqueConstraint(fields=["end_to_end_id"], name="line_reference_once"),
            models.UniqueConstraint(
                fields=["family", "programme", "period"],
                condition=~Q(status="cancelled") & Q(replaces__isnull=True),
                name="one_line_per_family_programme_period",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(status="cancelled") & Q(replaces__isnull=False),
                name="a_line_is_followed_once",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "channel", "id"], name="line_of_file")]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            pgtrigger.ReadOnly(name="line_frozen", fields=_FROZEN),
            triggers.WayFrozen(),
            triggers.LinesOfDraftsOnly(),
            triggers.FollowsAFailure(),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id
