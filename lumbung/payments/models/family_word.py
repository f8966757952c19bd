"""The status word that SIKS-NG, a bank or the ministry wrote beside a family."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class FamilyWord(models.Model):
    """One word about one family and programme on one day; `words/status.yaml` says what it means. Written once."""

    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="status_words", verbose_name=_("Keluarga")
    )
    programme = models.TextField(_("Program"))
    word = models.TextField(_("Kata status"))
    as_written = models.TextField(_("Tertulis"))
    told_on = models.DateField(_("Per tanggal"))
    region_code = RegionCodeField(_("Wilayah"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Dicatat pada"), db_default=Now())

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kata status keluarga")
        constraints = [
            models.UniqueConstraint(fields=["family", "programme", "told_on", "word"], name="word_told_once"),
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return self.word
