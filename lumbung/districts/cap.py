"""A warning of the Common Alerting Protocol (OASIS CAP 1.2), as BMKG and others send it.

Only what the house needs is read. A file with a document type or an entity is refused before anything is parsed, so
that no file makes this machine read another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from lumbung.core.refusals import BadInput
from lumbung.districts.models import Alert

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LARGEST = 1_000_000
WORDS = {
    Alert.Hazard.HEAT: ("panas", "heat", "terik"),
    Alert.Hazard.COLD: ("dingin", "cold", "embun upas", "frost"),
    Alert.Hazard.FLOOD: ("banjir", "flood", "hujan lebat", "heavy rain", "thunderstorm"),
}
"""By what words of `event` a hazard is known, in the languages in which BMKG writes."""


class NotAWarning(BadInput):
    """Something else than a CAP 1.2 message, or a damaged one."""

    message = _("Berkas ini bukan peringatan CAP 1.2 yang utuh.")


class ForbiddenInWarning(BadInput):
    """A document type or an entity."""

    message = _("Berkas ini memuat DOCTYPE atau entitas. Peringatan tidak memerlukannya, jadi ditolak.")


class NotForReal(BadInput):
    """An exercise, a test or a draft calls nobody."""

    message = _("Ini latihan, uji coba, atau rancangan (status %(status)s), jadi tidak membuka telepon.")


class HazardUnknown(BadInput):
    """Neither heat nor cold nor flood."""

    message = _("Peringatan “%(event)s” bukan panas, dingin, atau banjir.")


@dataclass(frozen=True)
class Message:
    """What a file says: who sent it under which number, about what, where and until when."""

    sender: str
    identifier: str
    kind: str
    hazard: str
    headline: str
    severity: str
    effective_at: datetime
    expires_at: datetime | None
    areas: tuple[str, ...]
    codes: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


def read(content: bytes) -> Message:
    """The message in a file; raises NotAWarning, ForbiddenInWarning, NotForReal, HazardUnknown."""
    root = _root(content)
    if (status := _text(root, "status")) != "Actual":
        told = {"status": status or "?"}
        raise NotForReal(**told, fields={"file": str(NotForReal.message % told)})
    info = _info(root)
    cancels = _text(root, "msgType") == "Cancel"
    if info is None and not cancels:
        raise _not_a_warning()
    event = _text(info, "event") if info is not None else ""
    return Message(
        sender=_needed(root, "sender"),
        identifier=_needed(root, "identifier"),
        kind=_needed(root, "msgType"),
        hazard="" if cancels else _hazard(event),
        headline=(_text(info, "headline") or event) if info is not None else "",
        severity=_text(info, "severity") if info is not None else "",
        effective_at=_moment((_text(info, "effective") if info is not None else "") or _needed(root, "sent")),
        expires_at=_moment(until) if info is not None and (until := _text(info, "expires")) else None,
        areas=tuple(_texts(info, "area/areaDesc")),
        codes=tuple(_texts(info, "area/geocode/value")),
        references=_references(_text(root, "references")),
    )


def _root(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise _not_a_warning()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in content or "<!ENTITY".encode(encoding) in content:
            raise ForbiddenInWarning(fields={"file": str(ForbiddenInWarning.message)})
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _not_a_warning() from error
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise _not_a_warning()
    return root


def _info(root: Any) -> Any:
    """The Indonesian part where there are several, else the first."""
    found = root.findall("cap:info", {"cap": NAMESPACE})
    own = [one for one in found if (_text(one, "language") or "").lower().startswith("id")]
    return next(iter([*own, *found]), None)


def _texts(element: Any, path: str) -> list[str]:
    if element is None:
        return []
    place = "/".join(f"cap:{name}" for name in path.split("/"))
    found = (one.text or "" for one in element.findall(place, {"cap": NAMESPACE}))
    return [" ".join(text.split()) for text in found if text.strip()]


def _text(element: Any, name: str) -> str:
    return next(iter(_texts(element, name)), "")


def _needed(element: Any, name: str) -> str:
    if not (text := _text(element, name)):
        raise _not_a_warning()
    return text


def _moment(text: str) -> datetime:
    """A moment with its offset, as CAP demands."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise _not_a_warning() from error
    if at.tzinfo is None:
        raise _not_a_warning()
    return at


def _hazard(event: str) -> str:
    plain = event.casefold()
    for hazard, words in WORDS.items():
        if any(word in plain for word in words):
            return hazard
    told = {"event": event}
    raise HazardUnknown(**told, fields={"file": str(HazardUnknown.message % told)})


def _references(text: str) -> tuple[tuple[str, str], ...]:
    """Earlier messages that this one is about: `sender,identifier,sent`, several with blanks between."""
    triples = (one.split(",") for one in text.split())
    return tuple((one[0], one[1]) for one in triples if len(one) == 3)


def _not_a_warning() -> NotAWarning:
    return NotAWarning(fields={"file": str(NotAWarning.message)})
