"""Whom a viewer may know of: in their reach, and not kept from them by a secret case."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

_KEPT = "SELECT cases_kept_from(%s::bigint)"


def seen(rows: Any, *, viewer: Any, person: str = "person") -> QuerySet:
    """The rows of the district within reach without people whose secret case the viewer may not know of.

    Whoever acts as the viewer is shown none of them by the database itself; the filter is for everybody else.
    """
    within = rows.visible_to(viewer)
    return within if viewer.pk is None else within.exclude(**{f"{person}__in": RawSQL(_KEPT, [viewer.pk])})
