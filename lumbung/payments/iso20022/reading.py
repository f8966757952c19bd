"""Reading any message safely: streamed, without document types, entities or the network."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from lumbung.core.refusals import BadInput

HEAD = 2**16
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3})\.\d{3}\.(\d{2})\Z", re.ASCII)


class DamagedFile(BadInput):
    """Cut off, empty, or not XML at all."""

    message = _("Berkas %(file)s terpotong atau rusak di baris %(line)s. Minta bank mengirim ulang berkas lengkap.")


class ForbiddenContent(BadInput):
    """A document type or an entity: no bank message needs one, an attack does."""

    message = _("Berkas %(file)s memuat DOCTYPE atau entitas. Berkas bank tidak memerlukannya, jadi ditolak.")


class WrongMessage(BadInput):
    """A message of another kind, or in a version that is not read."""

    message = _("Berkas %(file)s berisi pesan %(found)s. Yang bisa dibaca di sini: %(wanted)s.")


class MissingPart(BadInput):
    """A part without which the message says nothing."""

    message = _("Berkas %(file)s: bagian %(part)s tidak ada. Minta bank mengirim ulang.")


@dataclass(frozen=True)
class Kind:
    """A message and the versions of it that are read: `Kind("camt.053", 2, 14)`."""

    name: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.name} (.{self.first:02}–.{self.last:02})"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """The line of the file where the element stands."""
    line: Any = element.sourceline
    return line or 0


def text_of(element: etree._Element | None, *steps: str) -> str | None:
    """The stripped text below `element` along local names, or None where the way ends."""
    for step in steps:
        if element is None:
            return None
        element = next(element.iterchildren("{*}" + step), None)
    return (element.text or "").strip() or None if element is not None else None


def identify(path: Path, *, name: str) -> tuple[str, int]:
    """(message, version), as ("pain.002", 3), from the namespace of the root element."""
    for _event, element in _events(path, name=name, tags=("{*}*",), events=("start",)):
        found = _NAMESPACE.match(etree.QName(element).namespace or "")
        return (found[1], int(found[2])) if found else (etree.QName(element).text[:60], 0)
    raise DamagedFile(file=name, line=1)


def expect(path: Path, *, name: str, kinds: Collection[Kind]) -> tuple[str, int]:
    """Identify, and refuse what is none of the `kinds`."""
    message, version = identify(path, name=name)
    if not any(kind.name == message and kind.first <= version <= kind.last for kind in kinds):
        found = f"{message}.{version:02}" if version else message
        raise WrongMessage(file=name, found=found, wanted=", ".join(map(str, kinds)))
    return message, version


def elements(path: Path, *, name: str, tags: Collection[str]) -> Iterator[etree._Element]:
    """Every element with one of these local names, once it is complete, in the order of the file.

    The caller may `forget` what it has used, so that memory does not grow with the file.
    """
    wanted = tuple("{*}" + tag for tag in tags)
    for _event, element in _events(path, name=name, tags=wanted, events=("end",)):
        yield element


def forget(element: etree._Element) -> None:
    """Free a used element and the siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _events(
    path: Path, *, name: str, tags: tuple[str, ...], events: tuple[str, ...]
) -> Iterator[tuple[str, etree._Element]]:
    _refuse_document_type(path, name)
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False}
    whole = {"remove_comments": True, "remove_pis": True}
    parser = etree.iterparse(str(path), events=events, tag=tags, huge_tree=False, **safe, **whole)
    first = True
    try:
        for event, element in parser:
            if first and element.getroottree().docinfo.doctype:
                raise ForbiddenContent(file=name)
            first = False
            yield event, element
    except etree.XMLSyntaxError as error:
        raise DamagedFile(file=name, line=error.lineno or 1) from error


def _refuse_document_type(path: Path, name: str) -> None:
    """Before the parser sees it, in each encoding a bank may use."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in head or "<!ENTITY".encode(encoding) in head:
            raise ForbiddenContent(file=name)
