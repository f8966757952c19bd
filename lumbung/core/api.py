"""The API's common ground: who may call, and refusals as problem documents (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
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


class NotSignedIn(Refusal):
    """Neither a session nor a key."""

    message = _("Masuk dahulu, atau kirim kunci API yang masih berlaku.")
    status = 401


WHAT_TO_DO = {
    "missing": _("Bagian ini wajib diisi."),
    "int_parsing": _("Tulis bilangan bulat."),
    "date_parsing": _("Tulis tanggal seperti 2026-11-20."),
    "date_from_datetime_parsing": _("Tulis tanggal seperti 2026-11-20."),
    "json_invalid": _("Kirim JSON yang utuh."),
}
OTHERWISE = _("Periksa bagian ini menurut uraian API.")


def register_refusals(api: NinjaAPI) -> None:
    """Every way to say no becomes a problem document."""
    api.exception_handler(Refusal)(problem)
    api.exception_handler(AuthenticationError)(lambda request, _error: problem(request, NotSignedIn()))
    api.exception_handler(Http404)(lambda request, _error: problem(request, NotFound()))
    api.exception_handler(ValidationError)(_bad_input)


def _bad_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which field, and what to do about it."""
    fields = {_field(one["loc"]): str(WHAT_TO_DO.get(one["type"], OTHERWISE)) for one in error.errors}
    return problem(request, BadInput(fields=fields))


def _field(place: tuple[str | int, ...]) -> str:
    """`("body", "wanted", "text")` is `text` to the caller."""
    return str(place[-1]) if place else "body"
