"""Every address of the product, with its open places filled by what is really in the database."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.apps import apps
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from lumbung.core.models import AuditEvent
from lumbung.staff import roles, trail

PLACE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
TRIED = 2
OPEN = frozenset(
    {
        "home",
        "choose_language",
        "choose_theme",
        "openapi-json",
        "openapi-view",
        "api-root",
        "browse",
        "area",
        "provinces",
        "below",
        "me",
    }
)
"""What anybody who signed in may ask for: choices of one's own, the API's description, public areas."""

PUBLIC = frozenset({f"payments:{name}" for name in ("check_card", "card_keys", "card_reader", "revoked_cards")}) | {
    *("facilities:check", "childhood:tell_us", "api:tell_us", "exchange:message_events")
}
"""What anybody may ask for without an account: whether a card or a certificate counts. It tells of nobody but whom the
code or the number names. And whoever sees a child in danger tells of it without one, and is told nothing."""


SPOKEN: dict[str, list[Any]] = {
    **dict.fromkeys(("code", "area", "region", "region_code"), ["33.23", "33.23.01.2001"]),
    "act": ["submit", "approve", "authorise", "release", "write", "simulate", "reconcile", "suspend", "confirm"],
    "bank": ["bri", "pos"],
    "name": ["pkh"],
    "kind": ["pkh"],
    "place": ["pekerja", "supervisor", "anggota"],
    "row": [2, 4],
    "number": [1],
    "on": ["2026-11-03"],
    "step": ["access"],
    "part": ["diri", "tempat"],
    "member": [1, 0],
    "instrument": ["phq9"],
    "version": ["1"],
    "section": ["semua", "safety"],
    "voucherserialnumber": ["none"],
}
"""Places that are filled by a word rather than by the key of a record."""


@dataclass(frozen=True)
class Address:
    """One route: its pattern, its name with its namespace, the permission it asks for."""

    route: str
    name: str
    permission: str | None

    @property
    def is_api(self) -> bool:
        """Whether programs call it."""
        return self.route.startswith("api/")

    def askers(self) -> list[str]:
        """One role that may open it; where no permission is named, those that see most."""
        if self.permission is None:
            return ["programme_officer", "administrator", "auditor"]
        return [next(role for role in roles.ROLES if roles.may(role, self.permission))]

    def filled(self) -> list[str]:
        """Addresses with every open place filled by some records that exist."""
        places = list(PLACE.finditer(self.route))
        choices = [_values(place["kind"], place["name"], self.name) for place in places]
        found = []
        for values in product(*choices):
            path = self.route
            for place, value in zip(places, values, strict=True):
                path = path.replace(place[0], str(value), 1)
            found.append(f"/{path}")
        return found


def everywhere() -> list[Address]:
    """Every address there is, those of the sign-in library included."""
    return list(_walk(get_resolver(), "", ""))


def text_of(response: HttpResponseBase) -> str:
    """Everything an answer says, sheets and streams included."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as sheet:
            raw = b"".join(sheet.read(name) for name in sheet.namelist())
    return raw.decode("utf-8", "replace")


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, entry.namespace or namespace)
        elif isinstance(entry, URLPattern):
            name = f"{namespace}:{entry.name}" if namespace else str(entry.name)
            yield Address(route, name, getattr(entry.callback, "permission", None))


def _values(kind: str | None, place: str, name: str) -> list[Any]:
    if place in SPOKEN:
        return SPOKEN[place]
    if place == "table":
        return sorted(trail.models_by_table())
    if place == "record_id":
        return [AuditEvent.objects.earliest("pk").record_id]
    if kind == "int" or place == "pk" or place.endswith("_id"):
        return _ids(name.partition(":")[0], place)
    raise LookupError(f"tell SPOKEN what may stand in <{place}> of {name}")


def _ids(namespace: str, place: str) -> list[int]:
    """Keys of records that the place may mean: of the model it names, else of every model of the context."""
    models = [model for model in apps.get_models() if model._meta.pk.name in {"id"}]
    named = [model for model in models if model._meta.model_name.endswith(place.removesuffix("_id"))]
    of_context = named or [model for model in models if model._meta.app_label in {namespace, "core"}]
    found = {pk for model in of_context for pk in model._default_manager.values_list("pk", flat=True)[:TRIED]}
    return sorted(found)[: 3 * TRIED] or [1]
