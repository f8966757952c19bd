"""Whom a viewer may know of: in their reach, and not kept from them by a secret case."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from lumbung.cases import queries as cases
from lumbung.core import bulk
from lumbung.core.reach import Part, part_of
from lumbung.core.wall import lifted

_KEPT = "SELECT cases_kept_from(%s::bigint)"
_SECRET = "SELECT cases_in_secret()"


def kept_from(*, viewer: Any) -> RawSQL:
    """Numbers of people whom secret cases keep from the viewer, for tables that do not keep them away themselves.

    Handed back as one list: thousands of numbers one by one take longer than whatever asks for them.
    """
    with lifted():
        kept = [] if viewer.pk is None else [pk for (pk,) in bulk.rows(_KEPT, [viewer.pk])]
    return RawSQL("SELECT unnest(%s::bigint[])", [kept])


def seen(rows: Any, *, viewer: Any, person: str = "person") -> QuerySet:
    """The rows of the district within reach without people whose secret case the viewer may not know of; but for what
    the viewer recorded of them without knowing.

    Whoever acts as the viewer is shown none of them by the database itself; the filter is for everybody else.
    """
    within = rows.visible_to(viewer)
    own = Q(**{f"{person.removesuffix('person')}outside": viewer.pk})
    if part_of(viewer) is Part.OPEN:
        return within.exclude(**{f"{person}__in": RawSQL(_SECRET, [])})
    if part_of(viewer) is Part.SECRET:
        known = Q(**{f"{person}__in": cases.known_in_secret(viewer=viewer)})
        return within.filter(known | (own & Q(**{f"{person}__in": RawSQL(_SECRET, [])})))
    return within if viewer.pk is None else within.filter(own | ~Q(**{f"{person}__in": RawSQL(_KEPT, [viewer.pk])}))
