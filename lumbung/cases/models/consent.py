"""What a person, or who may speak for them, has agreed to; and what is withheld."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models.base import OfCase
from lumbung.core import agreeing
from lumbung.core.people import somebody


class Consent(OfCase):
    """One agreement: who gave it, for what, what is withheld from whom, how it was signed, until it is withdrawn."""

    Relation = agreeing.Relation
    Sign = agreeing.Sign

    class Scope(models.TextChoices):
        """For what."""

        SERVICE = "service", _("Menerima layanan")
        ASSESSMENT = "assessment", _("Asesmen dan pencatatan")
        REFERRAL = "referral", _("Rujukan ke lembaga lain")
        SHARING = "sharing", _("Berbagi data dengan lembaga lain")
        PHOTO = "photo", _("Foto dan rekaman")

    given_by = models.TextField(_("Diberikan oleh"))
    relation = models.TextField(_("Hubungan"), choices=Relation.choices)
    scopes = ArrayField(models.TextField(choices=Scope.choices), verbose_name=_("Untuk apa"))
    withheld = models.TextField(_("Yang tidak boleh disampaikan"), blank=True)
    withheld_from = models.TextField(_("Tidak boleh disampaikan kepada"), blank=True)
    sign = models.TextField(_("Cara menyetujui"), choices=Sign.choices)
    witness = models.TextField(_("Saksi"), blank=True)
    on = models.DateField(_("Disetujui pada"))
    by = somebody(_("Dicatat oleh"))
    withdrawn_on = models.DateField(_("Dicabut pada"), null=True)
    withdrawn_by = somebody(_("Pencabutan dicatat oleh"))
    withdrawn_said = models.TextField(_("Alasan dicabut"), blank=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Persetujuan")
        constraints = [
            models.CheckConstraint(condition=~Q(given_by=""), name="somebody_agreed"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="agreed_to_something"),
            models.CheckConstraint(
                condition=Q(sign="signature") | ~Q(witness=""), name="no_signature_no_consent_alone"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__gte=F("on"), withdrawn_by__isnull=False),
                name="consent_withdrawn_by_somebody",
            ),
        ]
        triggers = secrecy.of_case()

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"
