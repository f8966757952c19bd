"""The API's common ground: who may call, and refusals as problem documents (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.db import DataError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from lumbung.core.describing import Described
from lumbung.core.refusals import BadInput, CannotBeHeld, NotAllowed, NotFound, Refusal
from lumbung.core.views import Request

log = structlog.get_logger("lumbung.core.api")


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


class WithoutToken(Refusal):
    """A session without its page's own token: perhaps another site's page sent it."""

    message = _("Permintaan ini tidak membawa tanda dari halamannya. Muat ulang halaman, atau pakai kunci API.")
    status = 403


class NotReadable(BadInput):
    """The body is no JSON, or the form is broken."""

    message = _("Isi permintaan tidak terbaca. Kirim JSON atau formulir yang utuh.")
    status = 400


class BrokeHere(Refusal):
    """A bug: nothing the caller can mend."""

    message = _("Ada gangguan di sisi kami. Yang Anda kirim tidak tersimpan setengah jalan; coba sekali lagi nanti.")
    status = 500


WHAT_TO_DO = {
    "missing": _("Bagian ini wajib diisi."),
    "int_parsing": _("Tulis bilangan bulat."),
    "date_parsing": _("Tulis tanggal seperti 2026-11-20."),
    "date_from_datetime_parsing": _("Tulis tanggal seperti 2026-11-20."),
    "json_invalid": _("Kirim JSON yang utuh."),
}
OTHERWISE = _("Periksa bagian ini menurut uraian API.")


PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal (RFC 9457); nothing was changed.",
    "required": ["type", "title", "status", "code", "instance"],
    "properties": {
        "type": {"type": "string", "description": "urn:lumbung:refusal: and the code"},
        "title": {"type": "string", "description": "a sentence in the caller's language"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "a stable name for programs"},
        "instance": {"type": "string", "description": "the address that refused"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
REFUSED = {
    "description": "Refused",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class OneWayToSayNo(NinjaAPI):
    """An API whose description says of every operation that a refusal comes as a problem document."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.descriptions: dict[tuple[str | None, str], OpenAPISchema] = {}

    def get_openapi_schema(self, **place: Any) -> OpenAPISchema:
        """The description in the reader's language, made once: a thousand operations take seconds to describe."""
        asked = (get_language(), str(place))
        if asked not in self.descriptions:
            self.descriptions[asked] = self._described(**place)
        return self.descriptions[asked]

    def _described(self, **place: Any) -> OpenAPISchema:
        """The description, with the problem document beside the other schemas."""
        prefix = place.get("path_prefix")
        described = Described(self, self.get_root_path(place.get("path_params") or {}) if prefix is None else prefix)
        described["components"].setdefault("schemas", {})["Problem"] = PROBLEM
        for operations in described["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = REFUSED
        return described


def register_refusals(api: NinjaAPI) -> None:
    """Every way to say no becomes a problem document."""
    api.exception_handler(Refusal)(problem)
    api.exception_handler(AuthenticationError)(lambda request, _error: problem(request, NotSignedIn()))
    api.exception_handler(Http404)(lambda request, _error: problem(request, NotFound()))
    api.exception_handler(ValidationError)(_bad_input)
    api.exception_handler(HttpError)(_stopped_before)
    api.exception_handler(DataError)(_cannot_be_held)
    api.exception_handler(Exception)(_broke)


def _bad_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which field, and what to do about it."""
    fields = {_field(one["loc"]): str(WHAT_TO_DO.get(one["type"], OTHERWISE)) for one in error.errors}
    return problem(request, BadInput(fields=fields))


def _stopped_before(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses before the operation begins: a missing token, a broken body."""
    return problem(request, WithoutToken() if error.status_code == 403 else NotReadable())


def _cannot_be_held(request: HttpRequest, error: DataError) -> HttpResponse:
    """The database refused a value; what was begun is taken back."""
    _take_back()
    return problem(request, CannotBeHeld())


def _broke(request: HttpRequest, error: Exception) -> HttpResponse:
    """A bug is told to whoever watches the logs, and to the caller in the shape of every other answer."""
    _take_back()
    log.error("api broke", path=request.path, exc_info=error)
    got_request_exception.send(sender=OneWayToSayNo, request=request)
    return problem(request, BrokeHere())


def _take_back() -> None:
    if connection.in_atomic_block:
        transaction.set_rollback(True)


def _field(place: tuple[str | int, ...]) -> str:
    """`("body", "wanted", "text")` is `text` to the caller."""
    return str(place[-1]) if place else "body"
