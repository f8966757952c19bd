"""For programs: whose key this is, and the audit trail of a record."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import HttpBearer

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.staff import roles, trail

router = Router(tags=["staff"])


class TokenKey(HttpBearer):
    """`Authorization: Bearer …`, as `staff.middleware.TokenMiddleware` has found it."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The owner of the key."""
        return request.user if getattr(request, "api_token_used", False) else None


token_key = TokenKey()


class Me(Schema):
    """Who calls."""

    username: str
    name: str
    role: str
    region_code: str
    permissions: list[str]


class ChangeOut(Schema):
    """One field of one event."""

    field: str
    old: str
    new: str


class HappeningOut(Schema):
    """One event of a record."""

    at: datetime
    actor: str
    reason: str
    via: str
    action: str
    changes: list[ChangeOut]


@router.get("/me", response=Me, summary="Whose key or session this is")
def me(request: Request) -> dict[str, Any]:
    """The caller, their role and region."""
    user = request.user
    return {
        "username": user.username,
        "name": user.name,
        "role": user.role,
        "region_code": user.region_code,
        "permissions": sorted(roles.role_of(user.role).permissions),
    }


@router.get("/audit/{table}/{record_id}", response=list[HappeningOut], summary="What happened to one record")
@api_may("core.view_audit")
def audit_of_record(request: Request, table: str, record_id: str) -> list[trail.Happening]:
    """Newest first; secrets are never told."""
    return trail.happenings_of(viewer=request.user, table=table, record_id=record_id)
