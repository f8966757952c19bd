"""`camt.053` statements and `camt.054` notifications of account. One file may hold several, with several balances."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from lxml import etree

from lumbung.core.refusals import BadInput
from lumbung.payments.iso20022 import amounts, reading

KIND = reading.Kind("camt.053", 2, 14)
NOTIFICATION = reading.Kind("camt.054", 2, 14)
_REPORTS = {"Stmt", "Ntfctn"}
_OF_ENTRY = {"Amt", "CdtDbtInd", "RvslInd", "Sts", "BookgDt", "BkTxCd", "AcctSvcrRef", "AddtlNtryInf"}
_PARTS = (*_REPORTS, *_OF_ENTRY, "GrpHdr", "Id", "Acct", "Bal", "TtlNtries", "TxDtls", "Ntry")
_CASH = "CWDL"
_SHOWN = 80
_UNNAMED = {"", "NOTPROVIDED"}
_OPENING, _CLOSING = {"OPBD", "PRCD"}, "CLBD"
_BOOKED = {"BOOK", None}
_TRUE = {"true", "1"}
_WAYS = {"CRDT", "DBIT"}


class BalancesDiffer(BadInput):
    """The entries of a statement do not lead from its opening to its closing balance: some are missing, or wrong."""

    message = _(
        "Berkas %(file)s, rekening koran %(statement)s: saldo awal %(opening)s ditambah mutasi %(moved)s menjadi "
        "%(found)s, tetapi saldo akhir tertulis %(told)s. Selisihnya %(difference)s. Minta bank mengirim ulang."
    )


class EntriesMissing(BadInput):
    """A statement counts its entries, or adds them up, to something else than what the file holds."""

    message = _(
        "Berkas %(file)s, rekening koran %(statement)s: tertulis %(told)s, yang ada di berkas %(found)s. "
        "Minta bank mengirim ulang berkas lengkap."
    )


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance of a statement: `OPBD`, `CLBD`, … with the sign of its indicator."""

    statement: str
    code: str
    amount: Decimal
    currency: str | None
    on: str


@dataclass(frozen=True, slots=True)
class Cash:
    """Whose account cash was taken from, the bank's number of the transaction, and where; empty where it isn't told."""

    account: str
    reference: str
    place: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One transaction of an entry; an entry without details is its own only transaction.

    `credit` says that money came in, `returned` that it came back, `booked` that it is final. `code` is what the
    bank calls it (`CWDL` money taken at a machine, `POSD` a purchase at a till).
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
    code: str
    cash: Cash | None


@dataclass(slots=True)
class _Sums:
    """What one statement told so far: its first opening, its last closing, what its booked entries moved; and how many
    entries of what sum it holds, beside how many of what sum it says."""

    opening: Balance | None = None
    closing: Balance | None = None
    moved: Decimal = Decimal()
    entries: int = 0
    total: Decimal = Decimal()
    told_entries: Decimal | None = None
    told_total: Decimal | None = None

    def note(self, balance: Balance) -> None:
        """A statement of several pages has a balance of each page between the two that count."""
        if balance.code in _OPENING and self.opening is None:
            self.opening = balance
        elif balance.code == _CLOSING:
            self.closing = balance


class _Reader:
    """Walks one file; the entry's own figures come before its details, so one pass is enough."""

    def __init__(self, path: Path, name: str, *, strict: bool = False) -> None:
        self.path, self.name, self.strict = path, name, strict
        self.statement, self.account, self.statements, self.details = "", "", 0, 0
        self.entry: dict[str, etree._Element] = {}
        self.sums = _Sums()

    def parts(self) -> Iterator[Balance | Movement]:
        message, _version = reading.expect(self.path, name=self.name, kinds=(KIND, NOTIFICATION))
        for element in reading.elements(self.path, name=self.name, tags=_PARTS):
            part, parent = reading.local(element), element.getparent()
            above = reading.local(parent) if parent is not None else ""
            if part == "Id" and above in _REPORTS:
                self.statement, self.statements = (element.text or "").strip(), self.statements + 1
            elif part == "Acct" and above in _REPORTS:
                self.account = _number_of(element)
            elif part in _OF_ENTRY and above == "Ntry":
                self.entry[part] = element
            elif part == "Bal" and above == "Stmt":
                balance = self._balance(element)
                self.sums.note(balance)
                yield balance
            elif part == "TtlNtries":
                self._summary(element)
            elif part == "TxDtls":
                self.details += 1
                yield self._movement(element, detail=True)
                reading.forget(element)
            elif part == "Ntry":
                yield from self._end_of_entry(element)
            elif part in _REPORTS:
                self._end_of_statement(element)
        if not self.statements:
            raise reading.MissingPart(file=self.name, part="Stmt" if message == KIND.name else "Ntfctn")

    def _end_of_statement(self, element: etree._Element) -> None:
        if self.strict:
            _add_up(self.sums, self.name)
            _all_there(self.sums, self.name, self.statement)
        self.sums, self.account = _Sums(), ""
        reading.forget(element)

    def _end_of_entry(self, element: etree._Element) -> Iterator[Movement]:
        if not self.details:
            yield self._movement(element, detail=False)
        amount, _currency = self._amount(self.entry.get("Amt"))
        self.sums.entries, self.sums.total = self.sums.entries + 1, self.sums.total + amount
        if self._status() in _BOOKED:
            credit = self._came_in(reading.text_of(self.entry.get("CdtDbtInd")))
            self.sums.moved += amount if credit else -amount
        self.entry, self.details = {}, 0
        reading.forget(element)

    def _summary(self, element: etree._Element) -> None:
        told = {name: reading.text_of(element, name) for name in ("NbOfNtries", "Sum")}
        line = reading.line_of(element)
        count, total = (text and amounts.exact(text, file=self.name, line=line) for text in told.values())
        self.sums.told_entries, self.sums.told_total = count or None, total or None

    def _came_in(self, told: str | None) -> bool:
        """Whether money came; a statement that says neither is no ground to call somebody paid."""
        if told not in _WAYS:
            raise reading.MissingPart(file=self.name, part="Ntry/CdtDbtInd")
        return told == "CRDT"

    def _status(self) -> str | None:
        status = self.entry.get("Sts")
        return reading.text_of(status, "Cd") or reading.text_of(status)

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
        credit = self._came_in(own or reading.text_of(self.entry.get("CdtDbtInd")))
        back = next(element.iter("{*}RtrInf"), None)
        reversal = reading.text_of(self.entry.get("RvslInd")) in _TRUE
        booked_on = self.entry.get("BookgDt")
        on = reading.text_of(booked_on, "Dt") or reading.text_of(booked_on, "DtTm") or ""
        reason = reading.text_of(back, "Rsn", "Cd") or reading.text_of(back, "Rsn", "Prtry") or ""
        reference = reading.text_of(next(element.iter("{*}EndToEndId"), None)) or ""
        code = _code_of(next(element.iterchildren("{*}BkTxCd"), None)) or _code_of(self.entry.get("BkTxCd"))
        returned = back is not None or reversal
        taken = code == _CASH and not credit and not returned and reference in _UNNAMED
        return Movement(
            statement=self.statement,
            end_to_end_id=reference,
            credit=credit,
            returned=returned,
            booked=self._status() in _BOOKED,
            reason=reason,
            amount=amount,
            currency=currency,
            on=on[:10],
            line=reading.line_of(element),
            code=code,
            cash=self._cash(element, detail=detail) if taken else None,
        )

    def _cash(self, element: etree._Element, *, detail: bool) -> Cash:
        """A transaction without a number of its own has its entry's, and its turn where there are several."""
        entry = reading.text_of(self.entry.get("AcctSvcrRef")) or ""
        if not detail:
            return Cash(self.account, entry, (reading.text_of(self.entry.get("AddtlNtryInf")) or "")[:_SHOWN])
        own = next(element.iter("{*}AcctSvcrRef"), None)
        turn = f"/{self.details}" if self.details > 1 else ""
        holder = next(element.iter("{*}DbtrAcct"), None)
        account = _number_of(holder) if holder is not None else ""
        place = next(element.iterchildren("{*}AddtlTxInf"), None)
        return Cash(
            account=account or self.account,
            reference=reading.text_of(own) or (f"{entry}{turn}" if entry else ""),
            place=(reading.text_of(place) or "")[:_SHOWN],
        )


def _number_of(account: etree._Element) -> str:
    """The number of an account: a country's own, or an IBAN."""
    return reading.text_of(account, "Id", "Othr", "Id") or reading.text_of(account, "Id", "IBAN") or ""


def _code_of(element: etree._Element | None) -> str:
    """The bank's word for a transaction: the ISO sub-family, or a word of its own."""
    if element is None:
        return ""
    told = next(element.iter("{*}SubFmlyCd"), None)
    return reading.text_of(told) or reading.text_of(element, "Prtry", "Cd") or ""


def _add_up(sums: _Sums, file: str) -> None:
    """Opening and what moved make the closing balance; a statement without both, or in two currencies, says neither."""
    opening, closing = sums.opening, sums.closing
    if opening is None or closing is None or opening.currency != closing.currency:
        return
    found = opening.amount + sums.moved
    if found != closing.amount:
        raise BalancesDiffer(
            file=file,
            statement=closing.statement,
            opening=opening.amount,
            moved=sums.moved,
            found=found,
            told=closing.amount,
            difference=closing.amount - found,
        )


def _all_there(sums: _Sums, file: str, statement: str) -> None:
    """Notifications have no balances: how many entries there are, and of what sum, is all that shows a lost one."""
    for told, found in ((sums.told_entries, sums.entries), (sums.told_total, sums.total)):
        if told is not None and told != found:
            raise EntriesMissing(file=file, statement=statement, told=told, found=found)


def _amount_of(details: etree._Element, entry: dict[str, etree._Element]) -> etree._Element | None:
    """The transaction's own amount: `Amt`, in older versions `AmtDtls`; a lone one has the entry's."""
    own = next(details.iterchildren("{*}Amt"), None)
    if own is None:
        wrapped = next(details.iterchildren("{*}AmtDtls"), None)
        own = next(wrapped.iter("{*}Amt"), None) if wrapped is not None else None
    return own if own is not None else entry.get("Amt")


def movements(path: Path, *, name: str, strict: bool = False) -> Iterator[Movement]:
    """Every transaction of every statement in the file; raises a Refusal at what it cannot take.

    Strict also raises BalancesDiffer or EntriesMissing at the end of a statement that does not add up.
    """
    return (part for part in _Reader(path, name, strict=strict).parts() if isinstance(part, Movement))


def balances(path: Path, *, name: str) -> list[Balance]:
    """The balances of every statement in the file."""
    return [part for part in _Reader(path, name).parts() if isinstance(part, Balance)]
