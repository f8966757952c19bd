"""What every table about somebody of the district has: who, and where they live."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core.reach import ReachQuerySet, RegionCodeField


class OfPerson(models.Model):
    """One row about one person of the registry. Its region is the person's when it was written.

    `outside` is the account of somebody who recorded it without knowing of a secret case: they are answered as for
    anybody else and see their own row, the team sees it too, and it meets no row of the team's.
    """

    region_code = RegionCodeField(_("Wilayah"))
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Orang"))
    outside = models.BigIntegerField(_("Dicatat dari luar tim oleh"), null=True, editable=False)

    objects = ReachQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def once(*fields: str, name: str, condition: models.Q | None = None) -> models.UniqueConstraint:
        """What there is once for a person, and once more for each who knows nothing of the team's."""
        told = [*fields, "outside"]
        return models.UniqueConstraint(fields=told, condition=condition, nulls_distinct=False, name=name)
