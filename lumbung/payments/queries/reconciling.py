"""Reconciliation: paid + failed + returned + expired + pending = sent, by channel, by the lines and by the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Sum

from lumbung.payments import banks, reasons
from lumbung.payments.models import Account, BankFile, Line, Transfer
from lumbung.payments.queries.cycles import cycle as one_cycle

Status = Line.Status
Kind = Transfer.Kind


@dataclass(frozen=True)
class Amount:
    """So many lines, so many rupiah."""

    lines: int = 0
    rupiah: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.lines + other.lines, self.rupiah + other.rupiah)


@dataclass(frozen=True)
class Channel:
    """What became of the money given to one distributor; `agrees` says that the ledger tells the same."""

    key: str
    name: str
    sent: Amount
    paid: Amount
    failed: Amount
    returned: Amount
    expired: Amount
    pending: Amount
    reported_at: datetime | None
    agrees: bool

    @property
    def adds_up(self) -> bool:
        """The equation of reconciliation."""
        return self.paid + self.failed + self.returned + self.expired + self.pending == self.sent


@dataclass(frozen=True)
class Reconciliation:
    """The table of one cycle, with its sum row."""

    rows: list[Channel]
    total: Channel

    @property
    def agrees(self) -> bool:
        """Whether every channel adds up and the ledger tells the same, to the rupiah."""
        return all(row.agrees and row.adds_up for row in self.rows)


@dataclass(frozen=True)
class Cause:
    """Failures and returns of one cause, and what is done about them."""

    code: str
    cause: Any
    act: Any
    amount: Amount


def reconciliation(*, viewer: Any, cycle_id: int) -> Reconciliation:
    """The table of a cycle; only for those whose reach covers the whole cycle, for its sums are of all of it."""
    cycle = one_cycle(viewer=viewer, cycle_id=cycle_id)
    by_status = _by_status(cycle.pk)
    ledger = _ledger(cycle.pk)
    reported = dict(
        BankFile.objects.filter(cycle=cycle, direction=BankFile.Direction.IN, status=BankFile.Status.BOOKED)
        .exclude(kind=BankFile.ACCOUNT_CHECK)
        .order_by()
        .values_list("channel")
        .annotate(last=Max("at"))
    )
    left = cycle.status in cycle.LEFT
    keys = sorted({channel for channel, _status in by_status})
    rows = [_channel(key, by_status, ledger if left else None, reported.get(key)) for key in keys]
    return Reconciliation(rows, _total(rows))


def _by_status(cycle_id: int) -> dict[tuple[str, str], Amount]:
    counted = Line.objects.filter(cycle_id=cycle_id).order_by().values_list("channel", "status")
    return {
        (channel, status): Amount(lines, rupiah)
        for channel, status, lines, rupiah in counted.annotate(lines=Count("pk"), rupiah=Sum("amount"))
    }


def _ledger(cycle_id: int) -> dict[tuple[str, str], Amount]:
    """(channel, kind of transfer) to lines and rupiah, and the rest on the way under `transit`."""
    moved = Transfer.objects.filter(cycle_id=cycle_id).order_by()
    found = {
        (channel, kind): Amount(lines, rupiah)
        for channel, kind, lines, rupiah in moved.filter(line__isnull=False)
        .values_list("line__channel", "kind")
        .annotate(lines=Count("pk"), rupiah=Sum("amount"))
    }
    for channel, rupiah in moved.filter(kind=Kind.RELEASE).values_list("credit__channel").annotate(Sum("amount")):
        found[channel, Kind.RELEASE] = Amount(0, rupiah)
    on_the_way = Account.objects.filter(cycle_id=cycle_id, kind=Account.Kind.TRANSIT)
    for channel, rupiah in on_the_way.values_list("channel", "balance"):
        found[channel, Account.Kind.TRANSIT] = Amount(0, rupiah)
    return found


def _channel(
    key: str,
    by_status: dict[tuple[str, str], Amount],
    ledger: dict[tuple[str, str], Amount] | None,
    reported_at: datetime | None,
) -> Channel:
    states = (Status.PAID, Status.FAILED, Status.RETURNED, Status.EXPIRED, Status.WAITING)
    paid, failed, returned, expired, pending = (by_status.get((key, status), Amount()) for status in states)
    sent = paid + failed + returned + expired + pending
    name = banks.short_name(key)
    row = Channel(key, name, sent, paid, failed, returned, expired, pending, reported_at, agrees=True)
    return row if ledger is None or _same(row, ledger) else replace(row, agrees=False)


def _same(row: Channel, ledger: dict[tuple[str, str], Amount]) -> bool:
    """Whether the ledger tells the same; what returned or expired had been paid before."""

    def told(kind: str) -> Amount:
        return ledger.get((row.key, kind), Amount())

    return (
        told(Kind.RELEASE).rupiah == row.sent.rupiah
        and told(Kind.PAID) == row.paid + row.returned + row.expired
        and told(Kind.FAILED) == row.failed
        and told(Kind.RETURNED) == row.returned
        and told(Kind.EXPIRED) == row.expired
        and told(Account.Kind.TRANSIT).rupiah == row.pending.rupiah
    )


def _total(rows: Iterable[Channel]) -> Channel:
    rows = list(rows)
    columns = ("sent", "paid", "failed", "returned", "expired", "pending")
    sums = {name: sum((getattr(row, name) for row in rows), Amount()) for name in columns}
    return Channel("", "", **sums, reported_at=None, agrees=all(row.agrees for row in rows))


def failures(*, viewer: Any, cycle_id: int) -> list[Cause]:
    """What failed or came back, by cause, the most frequent first."""
    lines = Line.objects.visible_to(viewer).filter(cycle_id=cycle_id, status__in=[Status.FAILED, Status.RETURNED])
    counted = lines.order_by().values_list("reason").annotate(lines=Count("pk"), rupiah=Sum("amount"))
    found = [
        Cause(code, reasons.words(code).cause, reasons.words(code).act, Amount(number, rupiah))
        for code, number, rupiah in counted
    ]
    return sorted(found, key=lambda one: (-one.amount.lines, one.code))
