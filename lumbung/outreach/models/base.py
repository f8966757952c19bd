"""Whom somebody sees: workers whatever lies in their reach, a cadre only the persons who are matched to them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import CaseBoundQuerySet, OfCase
from lumbung.core.reach import ReachQuerySet


class OutreachQuerySet(CaseBoundQuerySet):
    """Rows about one person in outreach; `own` leads from the row to its matches."""

    own = "outreach__matches"

    def visible_to(self, viewer: Any) -> Self:
        """Region and team as for every case; of these, whoever is no worker sees their own matches only."""
        within = super().visible_to(viewer)
        if viewer.pk is None or viewer.may("outreach.view"):
            return within
        if not viewer.may("outreach.visit"):
            return within.none()
        return within.filter(Q(**{f"{self.own}__cadre__user": viewer.pk, f"{self.own}__status": "open"}))


class CommonQuerySet(ReachQuerySet):
    """Rows that tell of nobody in care: workshops, groups, days. Cadres see those of their reach."""

    def visible_to(self, viewer: Any) -> Self:
        """Region only, for those who have to do with outreach."""
        within = super().visible_to(viewer)
        known = viewer.pk is None or viewer.may("outreach.view") or viewer.may("outreach.visit")
        return within if known else within.none()


class OfOutreach(OfCase):
    """One row about one person in outreach, behind the wall of their case."""

    outreach = models.ForeignKey(
        "outreach.Outreach", models.PROTECT, related_name="%(class)ss", verbose_name=_("Jangkauan")
    )

    objects = OutreachQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OfCase.Meta):
        abstract = True
