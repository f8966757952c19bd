"""The directory of services: who can meet which need, where, and who answers there."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.reach import WITHIN_REACH, ReachQuerySet, RegionCodeField, RowSecurity
from lumbung.referrals.models import triggers

_AROUND = """
    nullif(current_setting('lumbung.reach_lo', true), '') IS NOT NULL
    AND (region_code = '' OR starts_with(current_setting('lumbung.reach_lo', true), region_code || '.'))
"""
"""Whoever serves a region around one's own serves one's own as well."""


class DirectorySecurity(RowSecurity):
    """Migration: institutions that serve one's region or a part of it; written by whoever's region they serve."""

    by = "region served"

    def using(self) -> str:
        """Within reach, or around it."""
        return f"({WITHIN_REACH}) OR ({_AROUND})"

    def checking(self) -> str:
        """Within reach; for the whole country by the nation's own."""
        return f"({WITHIN_REACH}) OR (region_code = '' AND current_setting('lumbung.reach_lo', true) = '0')"


class DirectoryQuerySet(ReachQuerySet):
    """Institutions for somebody's people."""

    def visible_to(self, viewer: Any) -> Self:
        """Those that serve the viewer's region, a region around it, or a part of it."""
        parts = viewer.region_code.split(".") if viewer.region_code else []
        around = ["", *(".".join(parts[:n]) for n in range(1, len(parts)))]
        within = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
        return self.filter(within | Q(region_code__in=around))


class Institution(models.Model):
    """One service of the own house or of others. Public facts only: nothing here is of any person."""

    class Status(models.TextChoices):
        """Whether it takes referrals."""

        OPEN = "open", _("Melayani")
        CLOSED = "closed", _("Tutup")

    MOVES = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}

    region_code = RegionCodeField(_("Wilayah yang dilayani"), blank=True)
    name = models.TextField(_("Nama lembaga"))
    own = models.BooleanField(_("Lembaga sendiri"), default=False)
    sectors = ArrayField(models.TextField(), verbose_name=_("Sektor"))
    services = models.TextField(_("Layanan"))
    address = models.TextField(_("Alamat"), blank=True)
    hours = models.TextField(_("Jam layanan"), blank=True)
    contact = models.TextField(_("Kontak"), blank=True)
    needed = models.TextField(_("Yang perlu dibawa"), blank=True)
    who_answers = models.TextField(_("Yang menjawab"), blank=True)
    answerers = ArrayField(models.BigIntegerField(), verbose_name=_("Akun yang menjawab"), default=list)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Lembaga layanan")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "name"], name="an_institution_once_a_region"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(services="") & ~Q(sectors=[]), name="an_institution_serves"
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger(), triggers.AnswerersRead()]

    def __str__(self) -> str:
        return self.name
