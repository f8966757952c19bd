"""For programs: whose key this is, the audit trail of a record, the night's work."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.security import HttpBearer

from lumbung.core import nightly
from lumbung.core.api import api_may
from lumbung.core.models import NightlyTurn
from lumbung.core.views import Request
from lumbung.staff import nights, roles, trail

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


class TurnOut(Schema):
    """One act of the night for one day."""

    act: str
    title: str
    on: date
    status: str
    done: int
    result: str
    begun_at: datetime
    finished_at: datetime | None


@router.get("/nightly", response=list[TurnOut], summary="What ran at night, when, and with what result")
@api_may("core.view_audit")
def nightly_turns(request: Request, limit: int = Query(50, ge=1)) -> list[dict[str, Any]]:
    """The newest first; for officers of the nation."""
    found = NightlyTurn.objects.visible_to(request.user).select_related("job").order_by("-on", "-pk")
    return [nights.as_told(turn) for turn in found[: min(limit, 500)]]


@router.post("/nightly", response=list[TurnOut], summary="Begin what today's turns have left")
@api_may("core.run_night")
def run_nightly(request: Request) -> list[dict[str, Any]]:
    """Again begins nothing twice."""
    today = timezone.localdate()
    turns = nightly.begin(names=nights.left_of(on=today), on=today, today=today, by=request.user)
    return [nights.as_told(turn) for turn in turns]
