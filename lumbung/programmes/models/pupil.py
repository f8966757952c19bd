"""The number by which schools know a pupil, learnt from lists that name them by NIK too."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.programmes.models.duty import DutyList


class PupilNumber(models.Model):
    """One person's NISN, which lasts a life. What a list says first stays; nobody is found by a number of two."""

    person = models.OneToOneField("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Anggota"))
    region_code = RegionCodeField(_("Wilayah"))
    nisn = EncryptedField(_("NISN"))
    nisn_index = BlindIndexField(null=False, db_index=False)
    from_list = models.ForeignKey(
        DutyList, models.PROTECT, db_index=False, related_name="+", verbose_name=_("Dari daftar")
    )
    learnt_on = models.DateField(_("Diketahui pada"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("NISN seorang anggota")
        constraints = [models.UniqueConstraint(fields=["nisn_index"], name="a_nisn_names_one_person")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"NISN {self.person_id}"
