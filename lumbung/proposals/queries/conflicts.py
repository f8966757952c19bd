"""Whose family is whose: what members of the staff declared, against the numbers of the registry."""

from typing import Any

from lumbung.core import bulk
from lumbung.staff.models import Declaration


def own_families(*, viewer: Any) -> set[int]:
    """Families within reach in which somebody carries a number that the viewer declared, or whose card they declared.

    A relative who left the family, or whose record was merged into another, no longer ties the viewer to it.
    """
    if viewer.pk is None:
        return set()
    return {family for (family,) in bulk.rows(_OWN, {"user": viewer.pk})}


def has_declared(*, viewer: Any) -> bool:
    """Whether the viewer has declared their own number; without it nothing could be compared."""
    own = Declaration.objects.filter(user_id=viewer.pk, kind=Declaration.Kind.OWN)
    return own.filter(nik_index__isnull=False).exists()


_OWN = """
    SELECT p.family_id FROM staff_declaration d JOIN registry_person p ON p.nik_index = d.nik_index
     WHERE d.user_id = %(user)s AND p.status <> 'merged'
    UNION
    SELECT f.id FROM staff_declaration d JOIN registry_family f ON f.kk_index = d.kk_index WHERE d.user_id = %(user)s
"""
