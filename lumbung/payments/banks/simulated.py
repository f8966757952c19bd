"""A bank for demonstrations: it reads the very files that are written and answers in the banks' own formats.

What becomes of a line depends on its reference alone, so a demonstration runs the same every time.
"""

import csv
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from lxml import etree

from lumbung.payments.banks import all_banks, checks, layouts, openings, profiles, written
from lumbung.payments.iso20022 import orders

REFUSED_OPENINGS = 2
SHORT_LIST = 10
FAILED_CHECKS = 2
_FATES = (
    (8, "failed", "AC01"),
    (13, "failed", "AC04"),
    (16, "failed", "AC06"),
    (17, "failed", "AM04"),
    (19, "failed", "NARR"),
    (23, "returned", "AC06"),
    (28, "silent", ""),
)
"""(below this of a thousand, what becomes of the line, reason); all others are paid."""
_REPORT = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"
_STATEMENT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"

Line = tuple[str, int, str, str]
Writer = Any


def fate(reference: str) -> tuple[str, str]:
    """(outcome, reason) of a line: paid, failed, returned after success, or not reported at first."""
    drawn = zlib.crc32(reference.encode()) % 1000
    return next(((outcome, reason) for limit, outcome, reason in _FATES if drawn < limit), ("paid", ""))


def answer_list(order: Path, *, bank: str) -> bytes:
    """Answer an opening list: accounts and cards for its families; two in a hundred fail, of a list that isn't short.

    A card asked for again gets the next number; the account stays the one behind the old card.
    """
    told, code = openings.layout(bank), all_banks()[bank].code
    listed = pl.read_csv(
        order, separator=told["delimiter"], skip_rows=1, has_header=False, infer_schema=False,
        new_columns=told["out"]["row"],
    )  # fmt: skip
    listed = listed.filter(pl.col("number") != told["out"]["totals"][0]).with_columns(pl.col("old_card").fill_null(""))
    short = listed.height < SHORT_LIST
    refused = [
        not short and not old and zlib.crc32(reference.partition("-")[2].encode()) % 100 < REFUSED_OPENINGS
        for reference, old in listed.select("reference", "old_card").iter_rows()
    ]
    family = pl.col("reference").str.extract(r"-(\d+)$")
    again = pl.when(pl.col("old_card") == "").then(0).otherwise(pl.col("old_card").str.slice(4, 2).cast(pl.Int64) + 1)
    opened = ~pl.Series(refused, dtype=pl.Boolean)
    answered = listed.select(
        "reference",
        outcome=pl.when(opened).then(pl.lit("opened")).otherwise(pl.lit("refused")),
        account_number=pl.when(opened).then(pl.lit(code) + family.str.zfill(10)).otherwise(pl.lit("")),
        number=pl.when(opened)
        .then(pl.lit("9999") + again.cast(pl.String).str.zfill(2) + family.str.zfill(10))
        .otherwise(pl.lit("")),
        reason=pl.when(opened).then(pl.lit("")).otherwise(pl.lit("identity")),
    )
    return openings.write_answer(bank, answered)


def check_accounts(asked: Path, folder: Path, *, bank: str, on: date) -> Path:
    """Answer a list of accounts: two in a hundred don't agree with the name."""
    told = checks.layout(bank)
    shape, mark = told["answer"], told["delimiter"]
    said = {result: word for word, result in shape["results"].items()}
    path = folder / f"{asked.stem}-hasil.csv"
    with asked.open(encoding=told["encoding"], newline="") as file, path.open("w", encoding=told["encoding"]) as out:
        reader = csv.DictReader(file, told["out"]["row"], delimiter=mark)
        next(reader)
        out.write(mark.join(shape["header"]) + "\r\n")
        for row in reader:
            bad = zlib.crc32(f"check {row['end_to_end_id']}".encode()) % 100 < FAILED_CHECKS
            cells = {"reference": row["end_to_end_id"], "result": said["failed" if bad else "fine"]}
            cells |= {"reason": "NARR" if bad else "", "told_on": on.isoformat()}
            out.write(mark.join(cells[name] for name in shape["row"]) + "\r\n")
    return path


def answer(order: Path, folder: Path, *, bank: str, message_id: str, on: date, settle: bool) -> list[Path]:
    """Answer one order file by files in `folder`: a status report and a statement, or the post's own layout."""
    told = [line for line in _told(order, bank) if line[2] != "silent" or settle]
    told = [(ref, amount, "paid" if outcome == "silent" else outcome, why) for ref, amount, outcome, why in told]
    stem = f"{message_id}{'-akhir' if settle else ''}"
    if layouts.takes(all_banks()[bank]):
        path = folder / f"{stem}-jawaban.csv"
        with path.open("wb") as out:
            written.write_answer(out, bank, _rows(told, on))
        return [path]
    report, statement = folder / f"{stem}-pain002.xml", folder / f"{stem}-camt053.xml"
    _write_report(report, told, message_id=message_id, stem=stem, on=on)
    _write_statement(statement, told, stem=stem, on=on)
    return [report, statement]


def _told(order: Path, bank: str) -> Iterator[Line]:
    for reference, amount in _lines(order, bank):
        outcome, reason = fate(reference)
        yield reference, amount, outcome, reason


def _lines(order: Path, bank: str) -> Iterator[tuple[str, int]]:
    if not layouts.takes(all_banks()[bank]):
        for line in orders.instructions(order, name=order.name):
            yield line.end_to_end_id, line.amount
        return
    for _line, values in profiles.read(order, layouts.layout(bank), layouts.ORDER, name=order.name):
        yield values["end_to_end_id"], values["amount"]


def _rows(told: Iterable[Line], on: date) -> Iterator[profiles.Row]:
    for at, (reference, amount, outcome, reason) in enumerate(told):
        yield profiles.Row(reference, outcome, amount, reason, on.isoformat(), at)


def _put(file: Writer, name: str, text: str, **attributes: str) -> None:
    with file.element(name, attributes):
        file.write(text)


def _write_report(path: Path, told: list[Line], *, message_id: str, stem: str, on: date) -> None:
    """`pain.002.001.12`: settled or rejected, line by line; a return is a success at first."""
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Document", nsmap={None: _REPORT}), file.element("CstmrPmtStsRpt"):
            with file.element("GrpHdr"):
                _put(file, "MsgId", f"R-{stem}"[:35])
                _put(file, "CreDtTm", f"{on.isoformat()}T10:00:00+07:00")
            with file.element("OrgnlGrpInfAndSts"):
                _put(file, "OrgnlMsgId", message_id)
                _put(file, "OrgnlMsgNmId", "pain.001.001.09")
            with file.element("OrgnlPmtInfAndSts"):
                _put(file, "OrgnlPmtInfId", message_id)
                for line in told:
                    _write_status(file, line)


def _write_status(file: Writer, line: Line) -> None:
    reference, amount, outcome, reason = line
    with file.element("TxInfAndSts"):
        _put(file, "OrgnlEndToEndId", reference)
        _put(file, "TxSts", "RJCT" if outcome == "failed" else "ACSC")
        if outcome == "failed":
            with file.element("StsRsnInf"), file.element("Rsn"):
                _put(file, "Cd", reason)
        with file.element("OrgnlTxRef"), file.element("Amt"):
            _put(file, "InstdAmt", f"{amount}.00", Ccy="IDR")


def _write_statement(path: Path, told: list[Line], *, stem: str, on: date) -> None:
    """`camt.053.001.08`: one debit for all that left, one credit for each that came back."""
    left = [line for line in told if line[2] in ("paid", "returned")]
    back = [line for line in told if line[2] == "returned"]
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Document", nsmap={None: _STATEMENT}), file.element("BkToCstmrStmt"):
            with file.element("GrpHdr"):
                _put(file, "MsgId", f"S-{stem}"[:35])
                _put(file, "CreDtTm", f"{on.isoformat()}T18:00:00+07:00")
            with file.element("Stmt"):
                _put(file, "Id", f"S-{stem}"[:35])
                _write_balances(file, told, on)
                if left:
                    _write_entry(file, left, on, credit=False)
                for line in back:
                    _write_entry(file, [line], on, credit=True)


def _write_balances(file: Writer, told: list[Line], on: date) -> None:
    with file.element("Acct"), file.element("Id"), file.element("Othr"):
        _put(file, "Id", "RPK-DEMONSTRASI")
    came = sum(amount for _ref, amount, outcome, _why in told if outcome == "returned")
    left = sum(amount for _ref, amount, outcome, _why in told if outcome in ("paid", "returned"))
    for code, amount in (("OPBD", left), ("CLBD", came)):
        with file.element("Bal"):
            with file.element("Tp"), file.element("CdOrPrtry"):
                _put(file, "Cd", code)
            _put(file, "Amt", str(amount), Ccy="IDR")
            _put(file, "CdtDbtInd", "CRDT")
            with file.element("Dt"):
                _put(file, "Dt", on.isoformat())


def _write_entry(file: Writer, lines: list[Line], on: date, *, credit: bool) -> None:
    with file.element("Ntry"):
        _put(file, "Amt", str(sum(line[1] for line in lines)), Ccy="IDR")
        _put(file, "CdtDbtInd", "CRDT" if credit else "DBIT")
        with file.element("Sts"):
            _put(file, "Cd", "BOOK")
        with file.element("BookgDt"):
            _put(file, "Dt", on.isoformat())
        with file.element("BkTxCd"), file.element("Prtry"):
            _put(file, "Cd", "BANSOS")
        with file.element("NtryDtls"):
            for line in lines:
                _write_details(file, line, credit=credit)


def _write_details(file: Writer, line: Line, *, credit: bool) -> None:
    reference, amount, _outcome, reason = line
    with file.element("TxDtls"):
        with file.element("Refs"):
            _put(file, "EndToEndId", reference)
        _put(file, "Amt", str(amount), Ccy="IDR")
        _put(file, "CdtDbtInd", "CRDT" if credit else "DBIT")
        if credit:
            with file.element("RtrInf"), file.element("Rsn"):
                _put(file, "Cd", reason)
