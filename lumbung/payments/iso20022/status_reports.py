"""`pain.002`: what the bank says about an order, for the whole file, a batch, or one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from lumbung.payments.iso20022 import amounts, reading

KIND = reading.Kind("pain.002", 3, 14)
_PARTS = ("GrpHdr", "OrgnlGrpInfAndSts", "OrgnlPmtInfId", "PmtInfSts", "TxInfAndSts", "OrgnlPmtInfAndSts")


@dataclass(frozen=True, slots=True)
class Status:
    """One statement about an order: `scope` is `file`, `batch` or `line`, `reference` names which.

    `code` is the ISO status (`ACSC`, `RJCT`, …), `reason` the ISO reason (`AC04`) or the bank's own.
    """

    scope: str
    reference: str
    code: str
    reason: str
    detail: str
    amount: Decimal | None
    currency: str | None
    line: int


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """Whose report it is and about which order."""

    message_id: str
    created_at: str


def header(path: Path, *, name: str) -> ReportHeader:
    """The head of a report; raises MissingPart without a message id."""
    for element in reading.elements(path, name=name, tags=("GrpHdr",)):
        message_id = reading.text_of(element, "MsgId")
        if message_id:
            return ReportHeader(message_id, reading.text_of(element, "CreDtTm") or "")
    raise reading.MissingPart(file=name, part="GrpHdr/MsgId")


def statuses(path: Path, *, name: str) -> Iterator[Status]:
    """Every status in the file, in its order; raises a Refusal at the first part it cannot take."""
    reading.expect(path, name=name, kinds=(KIND,))
    batch, about = "", ""
    for element in reading.elements(path, name=name, tags=_PARTS):
        part = reading.local(element)
        if part == "OrgnlGrpInfAndSts":
            about = reading.text_of(element, "OrgnlMsgId") or ""
            yield from _of_whole(element, "file", about, "GrpSts")
        elif part == "OrgnlPmtInfId":
            batch = (element.text or "").strip()
        elif part == "PmtInfSts":
            whole = element.getparent()
            yield from _of_whole(whole if whole is not None else element, "batch", batch, "PmtInfSts")
        elif part == "TxInfAndSts":
            yield _of_line(element, name)
            reading.forget(element)
    if not about:
        raise reading.MissingPart(file=name, part="OrgnlGrpInfAndSts/OrgnlMsgId")


def _reason(element: etree._Element) -> tuple[str, str]:
    told = next(element.iterchildren("{*}StsRsnInf"), None)
    code = reading.text_of(told, "Rsn", "Cd") or reading.text_of(told, "Rsn", "Prtry") or ""
    return code, reading.text_of(told, "AddtlInf") or ""


def _of_whole(element: etree._Element, scope: str, reference: str, status: str) -> Iterator[Status]:
    code = reading.text_of(element, status)
    if code:
        yield Status(scope, reference, code, *_reason(element), None, None, reading.line_of(element))


def _of_line(element: etree._Element, name: str) -> Status:
    place = reading.line_of(element)
    reference = reading.text_of(element, "OrgnlEndToEndId") or ""
    amount, currency = None, None
    paid = next(element.iter("{*}InstdAmt"), None)
    if paid is not None:
        amount = amounts.exact(paid.text, file=name, line=reading.line_of(paid))
        currency = paid.get("Ccy")
    code = reading.text_of(element, "TxSts") or ""
    return Status("line", reference, code, *_reason(element), amount, currency, place)
