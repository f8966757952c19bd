"""One statement of account (`camt.053`) with an entry for each line of a cycle: taken in, booked, reconciled.

The bank's file is made here, entry by entry with its details and two balances that add up; a process of its own then
does what a person does with it, so that its memory peak is that work's alone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import polars as pl

from benchmarks import cast, figures
from benchmarks.figures import Figure
from benchmarks.parts import paying
from lumbung.core.actors import acting
from lumbung.core.home import data_folder
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid
from lumbung.payments.models import Cycle, Line
from lumbung.registry.models import Family

TITLE = "statement"
PROGRAMME, AMOUNT, BACK = "uji-koran", 600_000, 50
FIRST = date(2026, 1, 1)
_BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy='IDR'>{}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
    "<Dt><Dt>2026-11-21</Dt></Dt></Bal>"
)
_ENTRY = (
    "<Ntry><NtryRef>{at}</NtryRef><Amt Ccy='IDR'>{amount}.00</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
    "<BookgDt><Dt>2026-11-21</Dt></BookgDt><AcctSvcrRef>REF{at}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>"
    "<Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs>"
    "<EndToEndId>{reference}</EndToEndId></Refs><Amt Ccy='IDR'>{amount}.00</Amt><RltdPties><Cdtr><Pty><Nm>{name}</Nm>"
    "</Pty></Cdtr></RltdPties>{back}</TxDtls></NtryDtls></Ntry>\n"
)
_RETURN = "<RtrInf><Rsn><Cd>AC06</Cd></Rsn></RtrInf>"


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """A statement of so many entries; one in fifty is money that came back."""
    paying.prepare()
    taken, peaks = [], []
    for _turn in range(max(1, repeat)):
        cycle = _released(families)
        with TemporaryDirectory(dir=data_folder()) as folder:
            statement = Path(folder) / "koran.xml"
            entries = write(statement, cycle)
            size = statement.stat().st_size
            told = _in_a_process_of_its_own(statement, cycle)
        taken.append(told["seconds"])
        peaks.append(told["memory"])
    yield Figure(
        part=TITLE,
        work="camt.053 read, booked and reconciled, in a process of its own",
        count=entries,
        unit="entries",
        seconds=taken,
        goal="20,000 in under 5 s and under 300 MB",
        note=f"a file of {size // 2**20} MiB, {told['paid']:,} paid, {told['returned']:,} came back; "
        f"{told['held'] // 2**20} MiB held before it began",
        memory=max(peaks),
    )


def _released(families: int) -> Cycle:
    """A cycle of its own that pays every family, through all its acts; a day that no other cycle has is its period."""
    people = cast.cast()
    day = FIRST + timedelta(days=Cycle.objects.filter(programme=PROGRAMME).count())
    ids = list(Family.objects.filter(status="active").order_by("pk").values_list("pk", flat=True)[:families])
    fund = cast.fund(name=f"Uji {day}", fiscal_year=2026, budget=paying.BUDGET)
    with acting(people["officer"]):
        cycle = payments.create_cycle(
            programme=PROGRAMME,
            wallet="cash",
            period=(day, day + timedelta(days=1)),
            stage=str(day),
            region_code="0",
            fund_id=fund.pk,
            source=f"uji:{day}",
            entitlements=pl.DataFrame({"family_id": ids}).with_columns(amount=pl.lit(AMOUNT, dtype=pl.Int64)),
            by=people["officer"],
        )
    paying.sign(cycle)
    return cycle


def write(path: Path, cycle: Cycle) -> int:
    """The statement of a cycle; returns how many entries it has."""
    lines = list(Line.objects.filter(cycle=cycle).order_by("pk").values_list("end_to_end_id", "recipient"))
    back = [reference for at, (reference, _name) in enumerate(lines) if at % BACK == 0]
    opening = len(lines) * AMOUNT
    with path.open("w", encoding="utf-8") as out:
        out.write("<?xml version='1.0' encoding='UTF-8'?>\n")
        out.write("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt>")
        out.write("<GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-21T18:00:00+07:00</CreDtTm></GrpHdr>")
        out.write("<Stmt><Id>1</Id><Acct><Id><Othr><Id>9000202600</Id></Othr></Id></Acct>")
        out.write(_BALANCE.format("OPBD", opening) + _BALANCE.format("CLBD", len(back) * AMOUNT) + "\n")
        for at, (reference, name) in enumerate(lines):
            out.write(_entry(at, "DBIT", reference, name, ""))
        for at, reference in enumerate(back):
            out.write(_entry(len(lines) + at, "CRDT", reference, "", _RETURN))
        out.write("</Stmt></BkToCstmrStmt></Document>\n")
    return len(lines) + len(back)


def _entry(at: int, sign: str, reference: str, name: str, back: str) -> str:
    return _ENTRY.format(at=at, amount=AMOUNT, sign=sign, reference=reference, name=escape(name), back=back)


def _in_a_process_of_its_own(statement: Path, cycle: Cycle) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.alone", __name__, str(statement), str(cycle.pk)],
        stdout=subprocess.PIPE,
        env=os.environ,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def alone(statement: str, cycle: str) -> None:
    """What a person does with a statement: take it in, book it, look whether the books agree."""
    held = figures.memory_peak()
    officer = cast.cast()["officer"]
    path = Path(statement)

    def work():
        with acting(officer):
            received = payments.receive_answer(path=path, name=path.name, by=officer)
        booked = payments.book_answer(file_id=received.pk, by=officer)
        with acting(officer):
            table = paid.reconciliation(viewer=officer, cycle_id=int(cycle))
            payments.reconcile_cycle(cycle_id=int(cycle), by=officer, at=datetime.now(UTC))
        if not table.agrees or table.total.pending.lines:
            raise SystemExit("lines and ledger disagree")
        return booked

    seconds, booked = figures.timed(work)
    told = {
        "seconds": seconds,
        "memory": figures.memory_peak(),
        "held": held,
        "paid": booked.paid,
        "returned": booked.returned,
    }
    sys.stdout.write(json.dumps(told) + "\n")
