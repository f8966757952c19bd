"""Who broke the glass to read a secret stay, why, until when, and what its readers said of it later."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.core.need_to_know import NeedToKnow, ReadAlso
from lumbung.core.people import somebody
from lumbung.core.reach import ACTOR, RegionCodeField
from lumbung.facilities.models import secret
from lumbung.facilities.models.secret import ReadersField, SecretQuerySet


class OpenedQuerySet(SecretQuerySet):
    """Emergency openings: for the readers of the stay, and for whoever opened it."""

    def also_for(self, viewer: Any) -> Q:
        """Their own."""
        return Q(user_id=viewer.pk)


class StayQuerySet(SecretQuerySet):
    """Stays and rows about stays: for their readers, and for whoever has broken the glass, as long as it is open."""

    key_field = "stay_id"

    def also_for(self, viewer: Any) -> Q:
        """What an open emergency entry shows."""
        opened = Glass.objects.filter(user_id=viewer.pk, until__gt=Now())
        return Q(**{f"{self.key_field}__in": opened.values("stay_id")})


class OwnOpenings(NeedToKnow):
    """Migration: an emergency opening is read by the readers of its stay, and by whoever made it."""

    def also(self) -> str:
        """Their own."""
        return f"OR user_id = {ACTOR}"


class ReadByGlass(ReadAlso):
    """Migration: what is told of a stay is read through an open emergency entry too."""

    def __init__(self, table: str, *, key: str = "stay_id") -> None:
        super().__init__(table)
        self.key = key

    def also(self) -> str:
        """The numbers are asked for once for a statement, not once for a row."""
        return (
            f"OR {self.key} IN (SELECT g.stay_id FROM facilities_glass g"
            f" WHERE g.user_id = {ACTOR} AND g.until > statement_timestamp())"
        )


class Glass(models.Model):
    """Somebody whom nobody named read a secret stay in an emergency."""

    class Verdict(models.TextChoices):
        """What a reader of the stay says afterwards."""

        RIGHT = "right", _("Beralasan")
        WRONG = "wrong", _("Tidak beralasan")

    region_code = RegionCodeField(_("Wilayah"))
    stay = models.ForeignKey("facilities.Stay", models.PROTECT, related_name="openings", verbose_name=_("Tinggal"))
    user = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name=_("Petugas"))
    reason = models.TextField(_("Alasan"))
    at = models.DateTimeField(_("Dibuka pada"))
    until = models.DateTimeField(_("Terbuka sampai"))
    verdict = models.TextField(_("Penilaian"), choices=Verdict.choices, blank=True)
    reviewed_by = somebody(_("Dinilai oleh"))
    reviewed_on = models.DateField(_("Dinilai pada"), null=True)
    readers = ReadersField()

    objects = OpenedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pembukaan darurat tinggal")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="stay_opened_for_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="stay_open_for_a_while"),
            models.CheckConstraint(
                condition=Q(verdict="", reviewed_by=None)
                | (~Q(verdict="") & Q(reviewed_by__isnull=False) & ~Q(reviewed_by=F("user"))),
                name="stay_opening_judged_by_another",
            ),
        ]
        indexes = [models.Index(fields=["user", "stay"], name="openings_of_a_person")]
        triggers = [*secret.of_stay()]

    def __str__(self) -> str:
        return f"{self.stay_id} {self.user_id} {self.at:%Y-%m-%d %H:%M}"
