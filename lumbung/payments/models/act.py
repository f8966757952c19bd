"""Acts on money that need signatures: asked by one person, done when as many others as its amount demands signed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers


class Act(models.Model):
    """What somebody asks to be done with money. How many must sign, of which roles, is fixed when it is asked."""

    class Kind(models.TextChoices):
        """What is asked."""

        REVERSAL = "reversal", _("Membetulkan pemindahan")
        PURCHASE_RETURN = "purchase_return", _("Mengembalikan belanja")
        FUND_RAISE = "fund_raise", _("Menambah pagu dana")

    class Status(models.TextChoices):
        """Done at the last signature, in the same transaction."""

        OPEN = "open", _("Menunggu tanda tangan")
        DONE = "done", _("Dilaksanakan")
        REFUSED = "refused", _("Ditolak")
        LAPSED = "lapsed", _("Lewat waktu")

    MOVES = {
        Status.OPEN: {Status.DONE, Status.REFUSED, Status.LAPSED},
        Status.DONE: set(),
        Status.REFUSED: set(),
        Status.LAPSED: set(),
    }

    kind = models.TextField(_("Tindakan"), choices=Kind.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    transfer = models.ForeignKey(
        "payments.Transfer", models.PROTECT, null=True, related_name="acts", verbose_name=_("Pemindahan")
    )
    fund = models.ForeignKey(
        "payments.Fund", models.PROTECT, null=True, db_index=False, related_name="acts", verbose_name=_("Dana")
    )
    amount = models.BigIntegerField(_("Nilai"))
    reason = models.TextField(_("Alasan"))
    signatures_needed = models.SmallIntegerField(_("Tanda tangan yang diperlukan"))
    roles = ArrayField(models.TextField(), verbose_name=_("Peran yang boleh menandatangani"))
    region_code = RegionCodeField(_("Wilayah"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("Diminta oleh")
    )
    asked_at = models.DateTimeField(_("Diminta pada"))
    lapses_on = models.DateField(_("Lewat waktu mulai"))
    ended_at = models.DateTimeField(_("Selesai pada"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("Diselesaikan oleh"),
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tindakan uang")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, signatures_needed__gt=0), name="act_amount_positive"),
            models.CheckConstraint(
                condition=Q(kind__in=["reversal", "purchase_return"], transfer__isnull=False, fund__isnull=True)
                | Q(kind="fund_raise", transfer__isnull=True, fund__isnull=False),
                name="act_names_its_subject",
            ),
            models.UniqueConstraint(fields=["transfer"], condition=Q(status="open"), name="one_open_act_per_transfer"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger(), triggers.DoneWhenSigned()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Signature(models.Model):
    """One person's signature under an act; never that of who asked, nor of who booked what the act undoes."""

    act = models.ForeignKey("payments.Act", models.PROTECT, related_name="signatures", verbose_name=_("Tindakan"))
    role = models.TextField(_("Peran"))
    region_code = RegionCodeField(_("Wilayah"), db_index=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), db_default=Now())

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tanda tangan")
        constraints = [models.UniqueConstraint(fields=["act", "by"], name="one_signature_a_person")]
        triggers = [*audit.triggers(), audit.append_only(), triggers.SignedByAnother()]

    def __str__(self) -> str:
        return f"{self.act_id} {self.by_id}"
