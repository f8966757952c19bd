"""A year of twelve monthly cycles for every family, with failures, follow-ups, untouched money and the closed fund.

Every month and at the end each rupiah of the fund has a name, and the names add up; a difference ends the benchmark.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import polars as pl

from benchmarks import cast, figures
from benchmarks.figures import Figure
from benchmarks.parts import paying
from lumbung.core import bulk
from lumbung.core.actors import acting
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid
from lumbung.payments.models import Cycle, Fund, Transfer, TreasuryReturn
from lumbung.payments.models.ledger import NATION

TITLE = "a year"
PROGRAMME, AMOUNT, MONTHS = "sembako", 200_000, 12
FORGETFUL = 10
"""Every tenth family takes nothing all year."""
FAMILIES = "SELECT id AS family_id FROM registry_family WHERE status = 'active' ORDER BY id"
TAKEN = """
    SELECT 'year:' || l.id AS reference, l.card_id, 'cash' AS wallet, l.amount, 'ATM' AS place FROM payments_line l
     WHERE l.cycle_id = %s AND l.status = 'paid' AND l.card_id IS NOT NULL AND l.family_id %% %s <> 0
"""
NAMES = ("paid", "failed", "returned", "expired", "pending")


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """One year from the first list to the closed fund; the note is the table of where every rupiah is."""
    paying.prepare()
    fund = _fund()
    taken, worked, lines = figures.worked(lambda: _year(fund))
    named = _named(fund)
    yield Figure(
        part=TITLE,
        work="twelve cycles paid, followed up, given back and the fund closed",
        count=lines,
        unit="lines",
        seconds=[taken],
        processor=[worked],
        goal="every rupiah named",
        note="; ".join(f"{name} Rp{rupiah:,}" for name, rupiah in named.items()),
        memory=figures.memory_peak(),
    )


def _fund() -> Fund:
    """A year that no cycle of the programme was paid for, so that a database can be measured on again."""
    year = 2030 + Fund.objects.filter(name="DIPA year").count()
    return cast.fund(name="DIPA year", fiscal_year=year, budget=10**14)


def _year(fund: Fund) -> int:
    people, lines = cast.cast(), 0
    due = bulk.read_frame(FAMILIES, schema={"family_id": pl.Int64}).with_columns(amount=pl.lit(AMOUNT))
    for month in range(1, MONTHS + 1):
        first = date(fund.fiscal_year, month, 1)
        for cycle in _cycles(fund, first, due):
            _pay(cycle, first + timedelta(days=9))
            lines += cycle.lines
        _named(fund)
    _end(fund, date(fund.fiscal_year + 1, 6, 1))
    with acting(people["officer"]):
        _shown(_named(fund))
    return lines


def _cycles(fund: Fund, first: date, due: pl.DataFrame) -> Iterator[Cycle]:
    officer = cast.cast()["officer"]
    after = (first + timedelta(days=31)).replace(day=1)
    with acting(officer):
        cycle = payments.create_cycle(
            programme=PROGRAMME, wallet="cash", period=(first, after), stage=f"{first:%Y-%m}", region_code=NATION,
            fund_id=fund.pk, source=f"bench-year:{first}", entitlements=due, by=officer,
        )  # fmt: skip
    yield cycle
    if paid.lost_lines(cycle_id=cycle.pk):
        with acting(officer):
            again = payments.prepare_follow_up(cycle_id=cycle.pk, by=officer)
        yield again


def _pay(cycle: Cycle, day: date) -> None:
    """Signed, checked, written, answered and reconciled; then most families take their money."""
    people, at = cast.cast(), datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    officer = people["officer"]
    signers = {
        "submit": (payments.submit_cycle, officer),
        "approve": (payments.approve_cycle, people["head"]),
        "authorise": (payments.authorise_cycle, people["treasurer"]),
        "release": (payments.release_cycle, people["second_treasurer"]),
        "reconcile": (payments.reconcile_cycle, officer),
    }
    while act := paid.next_act(cycle=cycle):
        if act in signers:
            action, signer = signers[act]
            with acting(signer):
                action(cycle_id=cycle.pk, by=signer, at=at)
                if act == "submit":
                    payments.simulate_account_checks(cycle_id=cycle.pk, on=day, by=officer)
        elif act == "files":
            payments.write_files(cycle_id=cycle.pk, by=people["second_treasurer"])
        else:
            payments.simulate_answers(cycle_id=cycle.pk, on=day, by=officer, settle=True)
        cycle.refresh_from_db()
    with acting(officer):
        wishes = bulk.read_frame(TAKEN, [cycle.pk, FORGETFUL], {"card_id": pl.Int64, "amount": pl.Int64})
        if wishes.height:
            told = wishes.with_columns(happened_at=pl.lit(at + timedelta(days=3)))
            payments.withdraw(wishes=told, on=day + timedelta(days=3), by=officer)


def _end(fund: Fund, day: date) -> None:
    """Untouched money goes back with as many signatures as its sum demands, and two close the fund."""
    people, at = cast.cast(), datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    with acting(people["officer"]):
        told = payments.prepare_return(fund_id=fund.pk, on=day, by=people["officer"], at=at)
    for signer in (people["treasurer"], people["second_treasurer"]):
        if told.status == TreasuryReturn.Status.PREPARED:
            with acting(signer):
                told = payments.approve_return(return_id=told.pk, by=signer, at=at)
    for action, signer, subject in (
        (payments.ask_to_close, people["treasurer"], {"fund_id": fund.pk}),
        (payments.close_fund, people["second_treasurer"], {"fund_id": fund.pk}),
    ):
        with acting(signer):
            action(**subject, by=signer, at=at)


def _named(fund: Fund) -> dict[str, int]:
    """Where every rupiah of the fund is, from lines and ledger; raises where the names do not add up to the budget.

    What failed, was returned or expired was given out once and came back; only `paid` and `pending` are outside.
    """
    officer = cast.cast()["officer"]
    with acting(officer):
        state = paid.fund_state(viewer=officer, fund_id=fund.pk)
        tables = [paid.reconciliation(viewer=officer, cycle_id=cycle.pk) for cycle in state.cycles if cycle.released_at]
        closing = Transfer.objects.filter(reference=f"fund:{fund.pk}:closing").first()
    named = {name: sum(getattr(table.total, name).rupiah for table in tables) for name in NAMES}
    named["remaining in the fund"] = state.available + state.committed
    named["remainder given back"] = closing.amount if closing else 0
    sent = sum(table.total.sent.rupiah for table in tables)
    if not (all(table.agrees for table in tables) and sent == sum(named[name] for name in NAMES) == state.disbursed):
        raise AssertionError(f"lines and ledger tell different sums: {named}")
    outside = named["paid"] + named["pending"]
    kept = named["remaining in the fund"] + named["remainder given back"] + named["expired"]
    if outside + kept != fund.budget or not state.balances:
        raise AssertionError(f"{outside + kept} is not the budget {fund.budget}: {named}")
    return named


def _shown(named: dict[str, int]) -> None:
    """The table, for people who watch."""
    for name, rupiah in named.items():
        sys.stderr.write(f"{name:>24} Rp{rupiah:>22,}\n")
