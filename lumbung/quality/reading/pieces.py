"""A part of a workbook in pieces that end where an element ends, so that a long one is read in bounded memory."""

import re
from collections.abc import Iterator
from typing import IO

from lxml import etree

BLOCK_BYTES = 4_000_000
LONGEST = 128_000_000
"""More without the end of a row or of a cell's words is no table."""
PREFIX = re.compile(rb"<(\w+):(?:worksheet|sst|styleSheet|workbook)[\s>]")
OTHER_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"'](?!utf-8|us-ascii)", re.IGNORECASE)


def pieces(xml: IO[bytes], tag: str) -> Iterator[str]:
    """Text up to the end of an element `tag`, over and over; what follows the last one comes at the end.

    Element names come without a prefix. Raises ValueError for what is no XML in UTF-8, and for an endless element.
    """
    prefix, end, rest = _prefix(head := xml.read(BLOCK_BYTES)), f"</{tag}>".encode(), b""
    block = head.removeprefix(b"\xef\xbb\xbf")
    while block:
        text = _unprefixed(rest + block, prefix)
        cut = text.rfind(end) + len(end)
        if cut >= len(end):
            yield text[:cut].decode()
            rest = text[cut:]
        else:
            rest = text
        if len(rest) > LONGEST:
            raise ValueError(tag)
        block = xml.read(BLOCK_BYTES)
    yield rest.decode()


def _prefix(head: bytes) -> bytes:
    if OTHER_ENCODING.search(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError(head[:40])
    found = PREFIX.search(head)
    return found[1] if found else b""


def _unprefixed(text: bytes, prefix: bytes) -> bytes:
    if not prefix:
        return text
    return text.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")


def is_unusual(text: str) -> bool:
    """Comments and marked sections, which only a real parser takes apart."""
    return "<!" in text


def parsed(text: str, tag: str) -> etree._Element:
    """The elements `tag` of a piece, below one root, comments gone and marked sections made plain."""
    begin = min((at for at in (text.find(f"<{tag}{end}") for end in "> \t\r\n/") if at >= 0), default=len(text))
    return etree.fromstring(f"<all>{text[begin:]}</all>".encode(), _parser())


def _parser() -> etree.XMLParser:
    """Prefixes of attributes are declared far above; what they say does not matter here."""
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, recover=True, huge_tree=True)
