"""Reads about accounts."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lumbung.core.refusals import NotFound
from lumbung.regions import queries as regions
from lumbung.staff import roles
from lumbung.staff.keys import digest_of
from lumbung.staff.models import ApiToken, Assignment, User


def accounts(*, viewer: Any, text: str = "", role: str = "") -> QuerySet[User]:
    """Accounts in the viewer's region, by name; `text` is part of a name or user name."""
    found = User.objects.visible_to(viewer)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(username__icontains=text))
    return found.filter(role=role) if role else found


def who_may(*, permission: str) -> QuerySet[User]:
    """Active accounts whose role may do something, by name."""
    able = [role for role in roles.ROLES if roles.may(role, permission)]
    return User.objects.filter(role__in=able, is_active=True).order_by("name", "pk")


def place_of(*, region_code: str) -> str:
    """A region by its name and what lies around it; the nation for no code."""
    return regions.paths(codes=[region_code]).get(region_code, region_code) if region_code else _("Seluruh Indonesia")


def account(*, viewer: Any, user_id: int) -> User:
    """One account in the viewer's region; raises NotFound."""
    found = User.objects.visible_to(viewer).filter(pk=user_id).first()
    if found is None:
        raise NotFound(user_id)
    return found


def assignments_of(*, viewer: Any, user_id: int) -> QuerySet[Assignment]:
    """Every role the person held, newest first."""
    return account(viewer=viewer, user_id=user_id).assignments.select_related("assigned_by", "ended_by").order_by("-pk")


def user_of_token(*, key: str, on: date) -> User | None:
    """Whose key this is; nobody's when it is unknown, revoked or past its last day."""
    found = ApiToken.objects.in_force(on=on).select_related("user").filter(digest=digest_of(key)).first()
    return found.user if found else None
