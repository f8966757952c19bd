"""After-care: looking in on somebody after the services have ended."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models.base import OfCase
from lumbung.core.people import somebody


class Contact(OfCase):
    """One contact that is due after the services, and how the person was found."""

    class Found(models.TextChoices):
        """How the person is."""

        WELL = "well", _("Baik")
        NEEDS = "needs", _("Perlu bantuan lagi")
        RELAPSE = "relapse", _("Kambuh")
        GONE = "gone", _("Tidak ditemukan")

    due_on = models.DateField(_("Tenggat"))
    on = models.DateField(_("Dihubungi pada"), null=True)
    found = models.TextField(_("Yang ditemukan"), choices=Found.choices, blank=True)
    said = models.TextField(_("Catatan"), blank=True)
    by = somebody(_("Oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Kontak pascalayanan")
        constraints = [
            models.UniqueConstraint(fields=["case", "due_on"], name="one_contact_a_day_due"),
            models.CheckConstraint(
                condition=Q(on=None, found="", by=None) | (Q(on__isnull=False, by__isnull=False) & ~Q(found="")),
                name="a_contact_found_somebody",
            ),
        ]
        indexes = [models.Index(F("due_on"), condition=Q(on=None), name="contacts_due")]
        triggers = secrecy.of_case()

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_on}"
