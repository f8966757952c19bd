"""The API's common ground: who may call, and refusals as problem documents (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from lumbung.core.refusals import BadInput, NotAllowed, Refusal
from lumbung.core.views import Request


def api_may(permission: str) -> Callable:
    """The operation is for callers whose role includes the permission."""

    def decorate(operation: Callable) -> Callable:
        @wraps(operation)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> Any:
            if not request.user.may(permission):
                raise NotAllowed(permission)
            return operation(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as `application/problem+json`, in the caller's language."""
    body: dict[str, Any] = {
        "type": f"urn:lumbung:refusal:{refusal.code}",
        "title": str(refusal),
        "status": refusal.status,
        "code": refusal.code,
        "instance": request.path,
    }
    if isinstance(refusal, BadInput) and refusal.fields:
        body["fields"] = {name: str(sentence) for name, sentence in refusal.fields.items()}
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")
