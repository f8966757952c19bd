"""Answers of the banks to a released cycle: read, looked at, booked into lines and ledger, and the cycle closed."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import cast, figures, floors
from benchmarks.figures import Figure
from benchmarks.parts import paying
from lumbung.core import bulk, files
from lumbung.core.actors import acting
from lumbung.core.home import data_folder
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid
from lumbung.payments.banks import simulated
from lumbung.payments.models import BankFile, Cycle, Line

TITLE = "reconcile"
DAY = date(2026, 11, 21)
TRANSFER_COLUMNS = {"debit_id": "bigint", "credit_id": "bigint", "amount": "bigint", "reference": "text"}
MOVED = "SELECT debit_id, credit_id, amount, reference FROM payments_transfer WHERE cycle_id = {} AND line_id > 0"
REPORT, STATEMENT, POST = "pain002", "camt053", "jawaban"
ORDERS = (
    ("pain.002, then camt.053", (REPORT, STATEMENT, POST)),
    ("camt.053, then pain.002", (STATEMENT, REPORT, POST)),
)
"""What banks send first; whichever it is books most of the lines. The post answers in a layout of its own."""


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """A cycle for each order of answers; both end reconciled to the rupiah."""
    paying.prepare()
    for told, kinds in ORDERS:
        cycle = paying.one_cycle(next(paying.free_quarters()), {})
        yield _figure(cycle, told, kinds)


def _figure(cycle: Cycle, told: str, kinds: tuple[str, ...]) -> Figure:
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        answers = sorted(_answers(cycle, Path(folder)), key=lambda path: kinds.index(path.stem.rpartition("-")[2]))
        size = sum(path.stat().st_size for path in answers)
        taken, worked, rows = figures.worked(lambda: _booked(cycle, answers))
    [(moved,)] = bulk.rows(f"SELECT count(*) FROM ({MOVED.format(cycle.pk)}) moved")
    return Figure(
        part=TITLE,
        work=f"answers of the banks read, booked and reconciled ({told})",
        count=Line.objects.filter(cycle=cycle).count(),
        unit="lines",
        seconds=[taken],
        processor=[worked],
        floor=[figures.timed(lambda: floors.copied_in(MOVED.format(cycle.pk), TRANSFER_COLUMNS, key="reference"))[0]],
        floor_is="COPY the transfers in, with their key",
        goal="under 100 microseconds a line",
        note=f"{len(answers)} files of {size // 2**20} MiB, {rows:,} rows, {moved:,} transfers",
        memory=figures.memory_peak(),
    )


def _answers(cycle: Cycle, folder: Path) -> Iterator[Path]:
    """What the simulated banks say of every order, nothing left silent."""
    orders = BankFile.objects.filter(cycle=cycle, direction=BankFile.Direction.OUT).order_by("message_id")
    for order in orders:
        yield from simulated.answer(
            files.path(order.ref), folder, bank=order.channel, message_id=order.message_id, on=DAY, settle=True
        )


def _booked(cycle: Cycle, answers: list[Path]) -> int:
    """Every file received and booked, the cycle closed; returns the rows that were read."""
    officer = cast.cast()["officer"]
    rows = 0
    for path in answers:
        with acting(officer):
            received = payments.receive_answer(path=path, name=path.name, by=officer)
        rows += payments.book_answer(file_id=received.pk, by=officer).lines
    with acting(officer):
        payments.reconcile_cycle(cycle_id=cycle.pk, by=officer, at=datetime.now(UTC))
        if not paid.reconciliation(viewer=officer, cycle_id=cycle.pk).agrees:
            raise SystemExit("lines and ledger disagree")
    return rows
