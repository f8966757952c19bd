"""What every table about one case has: its case, the region and the wall of that case."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.core.reach import Part, ReachQuerySet, RegionCodeField, part_of


class KeyQuerySet(models.QuerySet):
    """Keys, one for each sensitive case that somebody may read."""

    def held_by(self, viewer: Any) -> Self:
        """Those that open something for the viewer now."""
        return self.filter(Q(until=None) | Q(until__gt=Now()), user_id=viewer.pk)


class Key(models.Model):
    """Somebody may read a case: for as long as they are on its team, or until a break-glass entry ends.

    Written by triggers from `Member` and `Glass`, for sensitive and ordinary cases alike.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="keys", verbose_name=_("Kasus"))
    user = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name=_("Petugas"))
    until = models.DateTimeField(_("Sampai"), null=True)

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kunci kasus")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_key_a_person")]
        indexes = [models.Index(fields=["user"], include=["case", "until"], name="keys_of_somebody")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class CaseBoundQuerySet(ReachQuerySet):
    """Rows about cases; `visible_to` asks for region and team."""

    key_field = "case_id"

    def visible_to(self, viewer: Any) -> Self:
        """Rows within reach, those of sensitive cases only for their team and open break-glass entries."""
        within = super().visible_to(viewer)
        if part_of(viewer) is Part.OPEN:
            return within.filter(sensitive=False)
        if part_of(viewer) is Part.SECRET:
            within = within.filter(sensitive=True)
        if viewer.pk is None:
            return within
        held = Key.objects.held_by(viewer).values("case_id")
        theirs = Q(**{f"{self.key_field}__in": held})
        return within.filter(theirs if part_of(viewer) is Part.SECRET else Q(sensitive=False) | theirs)


def audited_where(secret: str) -> list[pgtrigger.Trigger]:
    """Audit of a table whose rows the common trail tells, but for those that are secret: SQL about a `{row}`."""
    return [secrecy.SecretAudit(action, secret=secret) for action in ("insert", "update", "delete")]


def audited_people(about: str = "{row}.person_id") -> list[pgtrigger.Trigger]:
    """Audit of a table about people of the registry; who has a secret case stands in no common trail.

    `about` leads from a row to the person, where the table itself names none.
    """
    return audited_where(f"{about} IN (SELECT cases_in_secret())")


class OfCase(models.Model):
    """One row about one case. Region and wall are copied from the case by a trigger; nobody sets them."""

    region_code = RegionCodeField(_("Wilayah"), editable=False)
    sensitive = models.BooleanField(_("Dirahasiakan"), default=False, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="%(class)ss", verbose_name=_("Kasus"))

    objects = CaseBoundQuerySet.as_manager()

    class Meta:
        abstract = True
        triggers = secrecy.of_case()

    @staticmethod
    def written_once() -> list[pgtrigger.Trigger]:
        """The triggers of a table about a case whose rows are history themselves: never changed, never deleted."""
        return [*secrecy.of_case(), *secrecy.written_once()]
