"""A warning of the Common Alerting Protocol (OASIS CAP 1.2), as BMKG and others send it.

Only what the house needs is read. A file with a document type or an entity is refused before anything is parsed, so
that no file makes this machine read another.
"""

from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from lumbung.core.refusals import BadInput
from lumbung.districts.models import Alert
from lumbung.regions import queries as regions

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LARGEST = 5_000_000
KINDS = ("Alert", "Update", "Cancel")
"""What tells of a danger; an acknowledgement or an error tells of none."""
CORNERS, FARTHEST = 4, 2_000
"""A polygon has three corners and comes back to the first; no circle is wider than the country, in kilometres."""
WORDS = {
    Alert.Hazard.HEAT: ("panas", "heat", "terik"),
    Alert.Hazard.COLD: ("dingin", "cold", "embun upas", "embun es", "frost"),
    Alert.Hazard.FLOOD: ("banjir", "flood", "hujan", "badai guntur", "heavy rain", "rainfall", "thunderstorm"),
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
    """What a file says of one hazard: who sent it under which number, about what, where and until when.

    `drawn` are the polygons and circles of its areas, each as a ring of degrees north and east.
    """

    sender: str
    identifier: str
    kind: str
    hazard: str
    headline: str
    severity: str
    sent_at: datetime
    effective_at: datetime
    expires_at: datetime | None
    areas: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    drawn: tuple[regions.Ring, ...]
    references: tuple[tuple[str, str], ...]


def read(content: bytes) -> list[Message]:
    """The messages in a file, one for each hazard that it warns of; a cancellation is one.

    Raises NotAWarning, ForbiddenInWarning, NotForReal, HazardUnknown.
    """
    root = _root(content)
    if (status := _text(root, "status")) != "Actual":
        told = {"status": status or "?"}
        raise NotForReal(**told, fields={"file": str(NotForReal.message % told)})
    if (kind := _needed(root, "msgType")) not in KINDS:
        raise _not_a_warning()
    infos = _infos(root)
    over = all("AllClear" in _texts(one, "responseType") for one in infos)
    if kind == "Cancel" or (infos and over):
        return [_message(root, "Cancel", "", infos[:1])]
    if not infos:
        raise _not_a_warning()
    found = [(one, _hazard(_text(one, "event"))) for one in infos]
    hazards = list(dict.fromkeys(hazard for _info, hazard in found if hazard))
    if not hazards:
        told = {"event": _text(infos[0], "event")}
        raise HazardUnknown(**told, fields={"file": str(HazardUnknown.message % told)})
    return [_message(root, kind, hazard, [one for one, its in found if its == hazard]) for hazard in hazards]


def _message(root: Any, kind: str, hazard: str, infos: list[Any]) -> Message:
    """One message of the parts of a file about a hazard: their areas together, the first one's words."""
    first = infos[0] if infos else None
    begins = [_moment(text) for one in infos if (text := _text(one, "effective") or _text(one, "onset"))]
    ends = [_moment(text) for one in infos if (text := _text(one, "expires"))]
    return Message(
        sender=_needed(root, "sender"),
        identifier=_needed(root, "identifier"),
        kind=kind,
        hazard=hazard,
        headline=_text(first, "headline") or _text(first, "event"),
        severity=_text(first, "severity"),
        sent_at=_moment(_needed(root, "sent")),
        effective_at=min(begins, default=None) or _moment(_needed(root, "sent")),
        expires_at=max(ends) if infos and len(ends) == len(infos) else None,
        areas=tuple(text for one in infos for text in _texts(one, "area/areaDesc")),
        codes=tuple(pair for one in infos for pair in _geocodes(one)),
        drawn=tuple(ring for one in infos for ring in _drawn(one)),
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
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise ForbiddenInWarning(fields={"file": str(ForbiddenInWarning.message)})
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise _not_a_warning()
    return root


def _infos(root: Any) -> list[Any]:
    """The Indonesian parts where there are any, else those of the first language: the others say the same again."""
    found = root.findall("cap:info", {"cap": NAMESPACE})
    spoken = [_text(one, "language").lower()[:2] for one in found]
    chosen = "id" if "id" in spoken else next(iter(spoken), "")
    return [one for one, language in zip(found, spoken, strict=True) if language == chosen]


def _geocodes(info: Any) -> list[tuple[str, str]]:
    """Codes of areas with the name of the list that they are from."""
    found = info.findall("cap:area/cap:geocode", {"cap": NAMESPACE})
    return [(_text(one, "valueName").lower(), _text(one, "value")) for one in found]


def _drawn(info: Any) -> list[regions.Ring]:
    """Polygons (`north,east north,east …`) and circles (`north,east kilometres`); what is damaged draws nothing."""
    rings: list[regions.Ring] = []
    for text in _texts(info, "area/polygon"):
        points = [_point(pair) for pair in text.split()]
        if len(points) >= CORNERS and None not in points:
            rings.append(tuple(point for point in points if point))
    for text in _texts(info, "area/circle"):
        place, _blank, reach = text.partition(" ")
        centre, kilometres = _point(place), _number(reach)
        if centre and kilometres is not None and 0 < kilometres < FARTHEST:
            rings.append(regions.circle(centre=centre, kilometres=kilometres))
    return rings


def _point(pair: str) -> regions.Point | None:
    north, _comma, east = pair.partition(",")
    y, x = _number(north), _number(east)
    return (y, x) if y is not None and x is not None and abs(y) <= 90 and abs(x) <= 180 else None


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


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
    """By its words; nothing where they tell of none."""
    plain = event.casefold()
    return next((hazard for hazard, words in WORDS.items() if any(word in plain for word in words)), "")


def _references(text: str) -> tuple[tuple[str, str], ...]:
    """Earlier messages that this one is about: `sender,identifier,sent`, several with blanks between."""
    triples = (one.split(",") for one in text.split())
    return tuple((one[0], one[1]) for one in triples if len(one) == 3)


def _not_a_warning() -> NotAWarning:
    return NotAWarning(fields={"file": str(NotAWarning.message)})
