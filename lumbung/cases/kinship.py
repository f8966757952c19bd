"""Kinship: what somebody is to the person of a case, in which generation, and what the registry says of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

MALE, FEMALE = "L", "P"


class Kin(models.TextChoices):
    """What a relative is to the person."""

    SELF = "self", _("Orang ini sendiri")
    GRANDPARENT = "grandparent", _("Kakek atau nenek")
    PARENT = "parent", _("Ayah atau ibu")
    STEP_PARENT = "step_parent", _("Ayah atau ibu tiri")
    PARENT_IN_LAW = "parent_in_law", _("Mertua")
    ELDER = "elder", _("Paman, bibi, atau segenerasi orang tua")
    SPOUSE = "spouse", _("Suami atau istri")
    FORMER_SPOUSE = "former_spouse", _("Mantan suami atau istri")
    SIBLING = "sibling", _("Saudara kandung")
    PEER = "peer", _("Sepupu, ipar, atau segenerasi")
    CHILD = "child", _("Anak")
    STEP_CHILD = "step_child", _("Anak tiri atau angkat")
    CHILD_IN_LAW = "child_in_law", _("Menantu")
    YOUNGER = "younger", _("Keponakan atau segenerasi anak")
    GRANDCHILD = "grandchild", _("Cucu")
    OTHER = "other", _("Lainnya")


GENERATION = {
    Kin.GRANDPARENT: -2, Kin.PARENT: -1, Kin.STEP_PARENT: -1, Kin.PARENT_IN_LAW: -1, Kin.ELDER: -1, Kin.SELF: 0,
    Kin.SPOUSE: 0, Kin.FORMER_SPOUSE: 0, Kin.SIBLING: 0, Kin.PEER: 0, Kin.CHILD: 1, Kin.STEP_CHILD: 1,
    Kin.CHILD_IN_LAW: 1, Kin.YOUNGER: 1, Kin.GRANDCHILD: 2,
}  # fmt: skip
"""Rows of the genogram, the person's own is 0; who is no kin stands in a row of their own."""

HEAD, WIFE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT = range(1, 7)
"""The codes of 409, what somebody is to the head of the family; 7 and 8 are no kin that can be placed."""

_OF_COUPLE = {
    HEAD: Kin.SPOUSE, WIFE: Kin.SPOUSE, CHILD: Kin.CHILD, CHILD_IN_LAW: Kin.CHILD_IN_LAW, GRANDCHILD: Kin.GRANDCHILD,
}  # fmt: skip
_SEEN_BY = {
    HEAD: {**_OF_COUPLE, PARENT: Kin.PARENT},
    WIFE: {**_OF_COUPLE, PARENT: Kin.PARENT_IN_LAW},
    CHILD: {
        HEAD: Kin.PARENT, WIFE: Kin.PARENT, CHILD: Kin.SIBLING, CHILD_IN_LAW: Kin.PEER, GRANDCHILD: Kin.YOUNGER,
        PARENT: Kin.GRANDPARENT,
    },
    CHILD_IN_LAW: {
        HEAD: Kin.PARENT_IN_LAW, WIFE: Kin.PARENT_IN_LAW, CHILD: Kin.PEER, CHILD_IN_LAW: Kin.PEER,
        GRANDCHILD: Kin.YOUNGER,
    },
    GRANDCHILD: {
        HEAD: Kin.GRANDPARENT, WIFE: Kin.GRANDPARENT, CHILD: Kin.ELDER, CHILD_IN_LAW: Kin.ELDER, GRANDCHILD: Kin.PEER,
    },
    PARENT: {
        HEAD: Kin.CHILD, WIFE: Kin.CHILD_IN_LAW, CHILD: Kin.GRANDCHILD, CHILD_IN_LAW: Kin.YOUNGER, PARENT: Kin.SPOUSE,
    },
}  # fmt: skip
"""What the codes make of two members of one family; a daughter-in-law may be the child's mother: nobody guesses."""


@dataclass(frozen=True, slots=True)
class Kinsman:
    """One symbol of the genogram."""

    name: str
    kin: str
    sex: str | None = None
    age: int | None = None
    gone: bool = False
    here: bool = False
    note: str = ""


def kin_of(relation: int | None, seen_by: int | None) -> Kin:
    """What a member with one relation to the head is to a member with another."""
    return _SEEN_BY.get(seen_by or 0, {}).get(relation or 0, Kin.OTHER)
