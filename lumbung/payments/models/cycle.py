"""A payment cycle: who is paid what for a period, and the acts of the persons who answer for it."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers

_DIGITS = "CASE region_code WHEN '0' THEN '' ELSE replace(region_code, '.', '') END"
_REGION = f"int8range(rpad({_DIGITS}, 10, '0')::bigint, rpad({_DIGITS}, 10, '9')::bigint, '[]')"
_PROGRAMME = "int8range(hashtextextended(programme, 0), hashtextextended(programme, 0), '[]')"
"""Regions as ranges of ten digits, programmes as ranges of one number: GiST needs no extension for ranges."""

_LEFT = ["released", "reconciling", "reconciled"]
_PERSONS = ["submitted_by", "approved_by", "authorised_by", "released_by"]


def _moment(words: Any) -> models.DateTimeField:
    return models.DateTimeField(words, null=True)


def _two_persons() -> list[models.CheckConstraint]:
    pairs = [(a, b) for at, a in enumerate(_PERSONS) for b in _PERSONS[at + 1 :]]
    return [models.CheckConstraint(condition=~Q(**{a: F(b)}), name=f"{a[:-3]}_not_{b[:-3]}") for a, b in pairs]


class Cycle(models.Model):
    """One programme, one period, one region. Which of the acts it needs depends on its total.

    A cycle that `follows` another pays again what failed there; only first payments must not overlap.
    """

    class Status(models.TextChoices):
        """The chain of a payment."""

        DRAFT = "draft", _("Disusun")
        SUBMITTED = "submitted", _("Diajukan")
        APPROVED = "approved", _("Disetujui")
        AUTHORISED = "authorised", _("Diotorisasi")
        RELEASED = "released", _("Uang dilepas")
        RECONCILING = "reconciling", _("Rekonsiliasi berjalan")
        RECONCILED = "reconciled", pgettext_lazy("money", "Sesuai")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.DRAFT: {Status.SUBMITTED, Status.CANCELLED},
        Status.SUBMITTED: {Status.APPROVED, Status.CANCELLED},
        Status.APPROVED: {Status.AUTHORISED, Status.RELEASED, Status.CANCELLED, Status.SUBMITTED},
        Status.AUTHORISED: {Status.RELEASED, Status.CANCELLED, Status.SUBMITTED},
        Status.RELEASED: {Status.RECONCILING},
        Status.RECONCILING: {Status.RECONCILED},
        Status.RECONCILED: set(),
        Status.CANCELLED: set(),
    }
    LEFT = (Status.RELEASED, Status.RECONCILING, Status.RECONCILED)
    """Money has left the fund."""

    programme = models.TextField(_("Program"))
    wallet = models.TextField(_("Dompet"), default="cash")
    period = DateRangeField(_("Masa"))
    stage = models.TextField(_("Tahap"))
    region_code = RegionCodeField(_("Wilayah"))
    fund = models.ForeignKey("payments.Fund", models.PROTECT, related_name="cycles", verbose_name=_("Dana"))
    source = models.TextField(_("Sumber"), help_text=_("Dari mana baris ini, misalnya run 12."))
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="follow_ups", verbose_name=_("Susulan dari")
    )
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DRAFT)
    lines = models.IntegerField(_("Jumlah baris"), default=0)
    total = models.BigIntegerField(_("Jumlah"), default=0)
    needs_authorisation = models.BooleanField(_("Perlu pengesahan"), default=True)
    needs_release = models.BooleanField(_("Perlu pelepasan"), default=True)
    prepared_by = somebody(_("Disiapkan oleh"))
    prepared_at = models.DateTimeField(_("Disiapkan pada"), auto_now_add=True)
    submitted_by = somebody(_("Diajukan oleh"))
    submitted_at = _moment(_("Diajukan pada"))
    approved_by = somebody(_("Disetujui oleh"))
    approved_at = _moment(_("Disetujui pada"))
    authorised_by = somebody(_("Disahkan oleh"))
    authorised_at = _moment(_("Disahkan pada"))
    released_by = somebody(_("Dilepas oleh"))
    released_at = _moment(_("Dilepas pada"))
    reconciled_by = somebody(_("Dicocokkan oleh"))
    reconciled_at = _moment(_("Dicocokkan pada"))
    cancelled_by = somebody(_("Dibatalkan oleh"))
    cancelled_at = _moment(_("Dibatalkan pada"))
    cancelled_reason = models.TextField(_("Alasan dibatalkan"), blank=True)
    revises = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="revised_by", verbose_name=_("Menggantikan siklus")
    )
    lapses = models.SmallIntegerField(_("Persetujuan lewat waktu"), default=0, db_default=0)
    lapses_on = models.DateField(_("Persetujuan lewat waktu mulai"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Siklus pembayaran")
        constraints = [
            *_two_persons(),
            models.CheckConstraint(condition=Q(wallet__in=["cash", "food", "emergency"]), name="cycle_wallet_known"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"]) | Q(submitted_by__isnull=False, total__gt=0),
                name="cycle_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "cancelled"]) | Q(approved_by__isnull=False),
                name="cycle_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*_LEFT, "authorised"])
                | Q(needs_authorisation=False)
                | Q(authorised_by__isnull=False),
                name="cycle_authorised_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_LEFT) | Q(needs_release=False) | Q(released_by__isnull=False),
                name="cycle_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_LEFT) | Q(released_at__isnull=False), name="cycle_released_at_a_moment"
            ),
            models.UniqueConstraint(fields=["source"], condition=~Q(status="cancelled"), name="cycle_once_per_source"),
            ExclusionConstraint(
                name="cycle_periods_do_not_overlap",
                expressions=[
                    (RawSQL(_PROGRAMME, ()), "&&"),
                    (RawSQL(_REGION, ()), "&&"),
                    ("period", "&&"),
                ],
                condition=~Q(status="cancelled") & Q(follows__isnull=True),
            ),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            triggers.ReleasedInTime(),
            triggers.SealedFromStatus(
                content=[
                    "programme", "wallet", "period", "region_code", "fund_id", "source", "follows_id", "lines", "total",
                    "needs_authorisation", "needs_release",
                ],
                acts=["submitted_by_id", "approved_by_id", "authorised_by_id", "released_by_id", "released_at"],
                lapsing=["approved_by_id", "authorised_by_id"],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.programme.upper()} {self.stage}"

    @property
    def last_day(self) -> date:
        """The last day that the period counts; the range itself ends a day later."""
        return self.period.upper - timedelta(days=1)
