"""Whom a viewer may know of: in their reach, and not kept from them by a secret case."""

from typing import Any

from django.db.models import QuerySet

from lumbung.cases import queries as cases


def seen(rows: Any, *, viewer: Any, person: str = "person") -> QuerySet:
    """The rows within reach without people whose secret case the viewer may not know of."""
    within = rows.visible_to(viewer)
    kept = cases.kept_from(viewer=viewer)
    return within.exclude(**{f"{person}__in": kept}) if kept else within
