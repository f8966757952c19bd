"""Verification: what a quarter's records say about each condition of each member."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Verdict(models.Model):
    """Whether one member kept one condition in a quarter: yes, no, or (null) not known; with the counts it rests on."""

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, db_index=False, related_name="verdicts", verbose_name=_("Keluarga")
    )
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, db_index=False, related_name="verdicts", verbose_name=_("Orang")
    )
    condition = models.SlugField(_("Kewajiban"), max_length=40, db_index=False)
    quarter = models.DateField(_("Triwulan"), help_text=_("Hari pertama triwulan itu."))
    met = models.BooleanField(_("Dipenuhi"), null=True)
    months = models.SmallIntegerField(_("Bulan yang wajib"))
    known = models.SmallIntegerField(_("Bulan yang tercatat"))
    kept = models.SmallIntegerField(_("Bulan yang dipenuhi"))
    excused = models.SmallIntegerField(_("Bulan yang dikecualikan"))
    effective_days = models.SmallIntegerField(_("Hari efektif"))
    present_days = models.SmallIntegerField(_("Hari hadir"))
    sick_days = models.SmallIntegerField(_("Hari sakit"))
    verified_on = models.DateField(_("Diverifikasi pada"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hasil verifikasi komitmen")
        constraints = [
            models.UniqueConstraint(fields=["person", "condition", "quarter"], name="verified_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__day=1), name="verdict_quarter_by_its_first_day"),
        ]
        indexes = [models.Index(fields=["family", "quarter"], name="verdicts_of_family")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.condition} {self.quarter} {self.person_id}"
