"""What shows that a condition was kept: photos and papers behind a month's duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.programmes.models.duty import Duty


class DutyProof(models.Model):
    """One photo or scan behind a duty; the file itself tells nothing but its picture."""

    region_code = RegionCodeField(_("Wilayah"))
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="proofs", verbose_name=_("Kewajiban bulanan"))
    kind = models.TextField(_("Jenis"), choices=Duty.Evidence.choices)
    ref = models.TextField(_("Berkas tersimpan"))
    media_type = models.TextField(_("Bentuk berkas"))
    size = models.IntegerField(_("Ukuran"))
    by = somebody(_("Oleh"))
    added_on = models.DateField(_("Ditambahkan pada"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bukti kewajiban")
        constraints = [models.UniqueConstraint(fields=["duty", "ref"], name="a_proof_once")]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return str(self.get_kind_display())
