"""`camt.053`: statements of account. One file may hold several, each with several balances."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from lumbung.payments.iso20022 import amounts, reading

KIND = reading.Kind("camt.053", 2, 14)
_PARTS = ("GrpHdr", "Stmt", "Id", "Bal", "Amt", "CdtDbtInd", "RvslInd", "Sts", "BookgDt", "TxDtls", "Ntry")
_OF_ENTRY = {"Amt", "CdtDbtInd", "RvslInd", "Sts", "BookgDt"}


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance of a statement: `OPBD`, `CLBD`, … with the sign of its indicator."""

    statement: str
    code: str
    amount: Decimal
    currency: str | None
    on: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One transaction of an entry; an entry without details is its own only transaction.

    `credit` says that money came in, `returned` that it came back, `booked` that it is final.
    """

    statement: str
    end_to_end_id: str
    credit: bool
    returned: bool
    booked: bool
    reason: str
    amount: Decimal
    currency: str | None
    on: str
    line: int


class _Reader:
    """Walks one file; the entry's own figures come before its details, so one pass is enough."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.statement, self.statements, self.details = "", 0, 0
        self.entry: dict[str, etree._Element] = {}

    def parts(self) -> Iterator[Balance | Movement]:
        reading.expect(self.path, name=self.name, kinds=(KIND,))
        for element in reading.elements(self.path, name=self.name, tags=_PARTS):
            part, parent = reading.local(element), element.getparent()
            above = reading.local(parent) if parent is not None else ""
            if part == "Id" and above == "Stmt":
                self.statement, self.statements = (element.text or "").strip(), self.statements + 1
            elif part in _OF_ENTRY and above == "Ntry":
                self.entry[part] = element
            elif part == "Bal" and above == "Stmt":
                yield self._balance(element)
            elif part == "TxDtls":
                self.details += 1
                yield self._movement(element, detail=True)
                reading.forget(element)
            elif part == "Ntry":
                yield from self._end_of_entry(element)
        if not self.statements:
            raise reading.MissingPart(file=self.name, part="Stmt")

    def _end_of_entry(self, element: etree._Element) -> Iterator[Movement]:
        if not self.details:
            yield self._movement(element, detail=False)
        self.entry, self.details = {}, 0
        reading.forget(element)

    def _amount(self, element: etree._Element | None) -> tuple[Decimal, str | None]:
        if element is None:
            raise reading.MissingPart(file=self.name, part="Ntry/Amt")
        line = reading.line_of(element)
        return amounts.exact(element.text, file=self.name, line=line), element.get("Ccy")

    def _balance(self, element: etree._Element) -> Balance:
        amount, currency = self._amount(next(element.iterchildren("{*}Amt"), None))
        sign = -1 if reading.text_of(element, "CdtDbtInd") == "DBIT" else 1
        kind = reading.text_of(element, "Tp", "CdOrPrtry", "Cd") or ""
        on = reading.text_of(element, "Dt", "Dt") or reading.text_of(element, "Dt", "DtTm") or ""
        return Balance(self.statement, kind, sign * amount, currency, on)

    def _movement(self, element: etree._Element, *, detail: bool) -> Movement:
        amount, currency = self._amount(_amount_of(element, self.entry) if detail else self.entry.get("Amt"))
        own = reading.text_of(element, "CdtDbtInd") if detail else None
        credit = (own or reading.text_of(self.entry.get("CdtDbtInd"))) == "CRDT"
        back = next(element.iter("{*}RtrInf"), None)
        reversal = reading.text_of(self.entry.get("RvslInd")) == "true"
        status = self.entry.get("Sts")
        code = reading.text_of(status, "Cd") or reading.text_of(status)
        booked_on = self.entry.get("BookgDt")
        on = reading.text_of(booked_on, "Dt") or reading.text_of(booked_on, "DtTm") or ""
        reason = reading.text_of(back, "Rsn", "Cd") or reading.text_of(back, "Rsn", "Prtry") or ""
        reference = next(element.iter("{*}EndToEndId"), None)
        return Movement(
            statement=self.statement,
            end_to_end_id=reading.text_of(reference) or "",
            credit=credit,
            returned=back is not None or reversal,
            booked=code in ("BOOK", None),
            reason=reason,
            amount=amount,
            currency=currency,
            on=on[:10],
            line=reading.line_of(element),
        )


def _amount_of(details: etree._Element, entry: dict[str, etree._Element]) -> etree._Element | None:
    """The transaction's own amount: `Amt`, in older versions `AmtDtls`; a lone one has the entry's."""
    own = next(details.iterchildren("{*}Amt"), None)
    if own is None:
        wrapped = next(details.iterchildren("{*}AmtDtls"), None)
        own = next(wrapped.iter("{*}Amt"), None) if wrapped is not None else None
    return own if own is not None else entry.get("Amt")


def movements(path: Path, *, name: str) -> Iterator[Movement]:
    """Every transaction of every statement in the file; raises a Refusal at what it cannot take."""
    return (part for part in _Reader(path, name).parts() if isinstance(part, Movement))


def balances(path: Path, *, name: str) -> list[Balance]:
    """The balances of every statement in the file."""
    return [part for part in _Reader(path, name).parts() if isinstance(part, Balance)]
