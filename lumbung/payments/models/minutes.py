"""The minutes (berita acara) of a hand-over: where, when, by whom, before which witness cards went to their holders."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Minutes(models.Model):
    """One hand-over of cards. Who received each card, and by which sign, stands on the card itself. Written once."""

    region_code = RegionCodeField(_("Wilayah"))
    held_on = models.DateField(_("Tanggal"))
    place = models.TextField(_("Tempat"))
    handed_by = models.TextField(_("Diserahkan oleh"))
    witness = models.TextField(_("Saksi"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Oleh")
    )
    at = models.DateTimeField(_("Pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Berita acara penyerahan kartu")
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(handed_by="") & ~Q(witness=""), name="minutes_are_complete"
            )
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"BA-KKS-{self.pk}"
