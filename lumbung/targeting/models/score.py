"""Scores of families, and the ranking of one regency in which they were given."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.targeting.models.version import ModelVersion, Reference


class Ranking(models.Model):
    """The scores given in one regency on one day with one version; `digest` seals them, `facts` are what they rest on.

    A `whole` ranking scored every family and has its own cut points. One that is not placed a few families
    (new ones, corrected ones) between the cut points of the last whole ranking.
    """

    region_code = RegionCodeField(_("Wilayah"))
    version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="rankings", verbose_name=_("Versi model"))
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="rankings", verbose_name=_("Acuan nasional"))
    on = models.DateField(_("Tanggal acuan"))
    whole = models.BooleanField(_("Seluruh Indonesia"))
    families = models.PositiveIntegerField(pgettext_lazy("many", "Keluarga"))
    unknown = models.PositiveIntegerField(_("Belum diketahui"))
    cut_points = ArrayField(models.BigIntegerField(), size=9, verbose_name=_("Batas desil"))
    digest = models.TextField()
    facts = models.TextField(
        _("Fakta yang dipakai"), blank=True, help_text=_("Ciri keluarga saat dinilai, beku, menurut sidik isinya.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    made_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Peringkat")
        triggers = [audit.append_only(), *audit.triggers()]

    def __str__(self) -> str:
        return f"{self.region_code} {self.on}"


class Score(models.Model):
    """A family's score and deciles on one day. Never changed, only superseded; unknown is null, not ten.

    `score` is the expected logarithm of spending per person in millionths; `known` is how much of what
    moves the score was known, in thousandths. Not audited row by row: the ranking's digest seals them.
    """

    region_code = RegionCodeField()
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="scores")
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="scores")
    score = models.BigIntegerField(null=True)
    known = models.SmallIntegerField()
    decile_national = models.SmallIntegerField(null=True)
    decile_local = models.SmallIntegerField(null=True)
    rank_local = models.IntegerField(null=True)
    scored_on = models.DateField()
    current = models.BooleanField(default=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family"], condition=Q(current=True), name="one_current_score"),
            models.CheckConstraint(
                condition=Q(score=None, decile_national=None, decile_local=None)
                | Q(score__isnull=False, decile_national__range=(1, 10), decile_local__range=(1, 10)),
                name="deciles_of_known_scores",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="score_is_final", exclude=["current"]),
            pgtrigger.Protect(
                name="superseded_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__current=False)
            ),
            pgtrigger.Protect(name="score_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.scored_on}"
