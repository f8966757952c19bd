"""A docket: what one regency sends to its regent and to the ministry in a month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Docket(models.Model):
    """The proposals that a head of office endorsed in a month, to be signed together; a late one opens the next."""

    region_code = RegionCodeField(_("Wilayah"))
    month = models.DateField(_("Bulan"), help_text=_("Hari pertama bulannya."))
    number = models.SmallIntegerField(_("Nomor"), default=1)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Berita acara usulan")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "month", "number"], name="docket_once_a_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="docket_of_a_whole_month"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"BA/{self.region_code}/{self.month:%Y-%m}/{self.number}"
