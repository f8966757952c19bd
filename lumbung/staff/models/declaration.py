"""What somebody on the staff declared about themselves, so that they never decide about their own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import RegionCodeField


class Declaration(models.Model):
    """The identity or card number of oneself or of a relative; whoever pays or decides can compare it."""

    class Kind(models.TextChoices):
        """Whose number it is."""

        OWN = "own", _("Saya sendiri")
        SPOUSE = "spouse", _("Suami atau istri")
        PARENT = "parent", _("Orang tua atau mertua")
        CHILD = "child", _("Anak atau menantu")
        SIBLING = "sibling", _("Saudara kandung atau ipar")
        OTHER = "other", _("Kerabat lain")

    user = models.ForeignKey("staff.User", models.PROTECT, related_name="declarations", verbose_name=_("Petugas"))
    kind = models.CharField(_("Jenis"), max_length=10, choices=Kind.choices)
    nik = EncryptedField(_("NIK"), null=True)
    nik_index = BlindIndexField()
    kk = EncryptedField(_("Nomor KK"), null=True)
    kk_index = BlindIndexField()
    region_code = RegionCodeField(_("Wilayah"), blank=True)
    declared_on = models.DateField(_("Dinyatakan pada"))

    class Meta:
        verbose_name = _("Pernyataan")
        constraints = [
            models.UniqueConstraint(fields=["user", "nik_index"], name="one_declaration_per_number"),
            models.UniqueConstraint(fields=["user", "kk_index"], name="one_declaration_per_card"),
            models.CheckConstraint(
                condition=Q(nik_index__isnull=False, kk_index=None) | Q(nik_index=None, kk_index__isnull=False),
                name="declares_one_number",
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.get_kind_display()
