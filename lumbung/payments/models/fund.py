"""The fund: money set aside for a fiscal year, until it is closed and its remainder goes back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.payments.models import triggers


class Fund(models.Model):
    """Money set aside for aid in one fiscal year. `region_code` is NATION or the region that pays.

    One person asks for it and others confirm its budget; until then nothing leaves it. Its end is asked by one and
    signed by others as well. Nothing leaves a closed fund; what still comes back to it goes on to the treasury.
    """

    class Source(models.TextChoices):
        """Whose money it is."""

        STATE = "APBN", _("APBN (anggaran negara)")
        REGIONAL = "APBD", _("APBD (anggaran daerah)")
        PRIVATE = "SWASTA", _("Swasta dan masyarakat")
        PARTNER = "MITRA", _("Mitra pembangunan")

    class Status(models.TextChoices):
        """Asked for by one person, open for payments, asked to be closed, closed."""

        ASKED = "asked", _("Menunggu disahkan")
        OPEN = "open", _("Terbuka")
        CLOSING = "closing", _("Penutupan diajukan")
        CLOSED = "closed", _("Ditutup")

    MOVES = {
        Status.ASKED: {Status.OPEN, Status.CLOSED},
        Status.OPEN: {Status.CLOSING},
        Status.CLOSING: {Status.OPEN, Status.CLOSED},
        Status.CLOSED: set(),
    }

    name = models.TextField(_("Nama"))
    source = models.TextField(_("Sumber"), choices=Source.choices)
    fiscal_year = models.SmallIntegerField(_("Tahun anggaran"))
    budget = models.BigIntegerField(_("Anggaran"))
    region_code = RegionCodeField(_("Wilayah"))
    payer_name = models.TextField(_("Nama pembayar"))
    payer_account = EncryptedField(_("Rekening pembayar"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN, db_default="open")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Dibuka oleh")
    )
    opened_at = models.DateTimeField(_("Dibuka pada"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Disahkan oleh")
    )
    confirmed_at = models.DateTimeField(_("Disahkan pada"), null=True)
    closing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Penutupan diajukan oleh")
    )
    closing_at = models.DateTimeField(_("Penutupan diajukan pada"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Ditutup oleh")
    )
    closed_at = models.DateTimeField(_("Ditutup pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dana")
        constraints = [
            models.CheckConstraint(condition=Q(budget__gt=0), name="fund_budget_positive"),
            models.CheckConstraint(
                condition=Q(source__in=["APBN", "APBD", "SWASTA", "MITRA"]), name="fund_source_known"
            ),
            models.CheckConstraint(condition=~Q(opened_by=F("confirmed_by")), name="fund_confirmed_by_another"),
            models.CheckConstraint(
                condition=~Q(status="asked") | Q(confirmed_by__isnull=True), name="an_asked_fund_is_not_confirmed"
            ),
            models.CheckConstraint(condition=~Q(closing_by=F("closed_by")), name="fund_closed_by_another"),
            models.CheckConstraint(
                condition=~Q(status="closed")
                | Q(closing_by__isnull=False, closed_by__isnull=False, closed_at__isnull=False),
                name="fund_closed_by_two",
            ),
            models.UniqueConstraint(fields=["name", "fiscal_year", "region_code"], name="fund_once"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            triggers.CountersignedBefore(move=("asked", "open"), subject="'fund:' || OLD.id"),
            triggers.CountersignedBefore(
                move=("closing", "closed"),
                subject="'closing:' || OLD.id || ':' || floor(extract(epoch FROM OLD.closing_at))::bigint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year}"
