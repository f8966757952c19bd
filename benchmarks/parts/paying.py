"""The main job of a cycle: decide, line, approve and write the bank files, from the stored registry."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count, islice

from benchmarks import cast, figures, floors
from benchmarks.figures import Figure
from benchmarks.parts import scoring
from lumbung.core import files, jobs
from lumbung.core.actors import acting
from lumbung.law import Period
from lumbung.payments import actions as payments
from lumbung.payments import queries as paid
from lumbung.payments.models import Card, Cycle, Line
from lumbung.programmes import actions as programmes
from lumbung.registry.models import Family, Person
from lumbung.targeting import queries as targeting

TITLE = "decide and pay"
KIND = "pkh"
FIRST_YEAR = 2026
BUDGET = 100_000_000_000_000
MEMBER_COLUMNS = (
    "p.family_id, p.id, p.birth_date, p.sex, p.pregnant, p.school_status, p.school_level, p.d_selfcare, p.position"
)
LINE_COLUMNS = {"cycle_id": "bigint", "family_id": "bigint", "amount": "bigint", "end_to_end_id": "text"}
Steps = dict[str, list[tuple[float, float]]]
"""(time, processor time) of each step, one pair a cycle."""


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """One PKH cycle after another, each from stored facts to written files.

    The first on a fresh registry lets the standing audit look at everybody, later ones at who was changed since.
    """
    prepare()
    steps: Steps = {}
    for period in islice(free_quarters(), max(1, repeat)):
        cycle = one_cycle(period, steps)
    cycles = list(zip(*steps.values(), strict=True))
    lines = Line.objects.filter(cycle=cycle).count()
    written = sum(files.path(file.ref).stat().st_size for file in paid.files_of(viewer=_head(), cycle_id=cycle.pk))
    yield Figure(
        part=TITLE,
        work="stored registry to written bank files, PKH",
        count=Family.objects.filter(status="active").count(),
        unit="families",
        seconds=[sum(took for took, _worked in taken) for taken in cycles],
        processor=[sum(worked for _took, worked in taken) for taken in cycles],
        floor=figures.repeated(lambda: _floor(cycle, written), repeat),
        floor_is="COPY the facts out, COPY the lines with their key in, write the files' bytes",
        goal="100,000 under 10 s; under 2.5 times the floor",
        note=f"{Person.objects.count():,} persons, {lines:,} lines, {written // 2**20} MiB of files",
        memory=figures.memory_peak(),
    )
    for name, taken in steps.items():
        seconds, worked = (list(column) for column in zip(*taken, strict=True))
        yield Figure(
            part=TITLE, work=f"of which: {name}", count=families, unit="families", seconds=seconds, processor=worked
        )


def free_quarters() -> Iterator[Period]:
    """Quarters that no cycle of the programme has been paid for, so that a database can be measured on again."""
    taken = {cycle.stage for cycle in Cycle.objects.filter(programme=KIND)}
    quarters = (Period(year, 3 * place + 1, 3) for year in count(FIRST_YEAR) for place in range(4))
    return (quarter for quarter in quarters if str(quarter) not in taken)


def _head():
    return cast.cast()["head"]


def prepare() -> None:
    """What stands before a cycle begins: scores, a fund, cards in hand."""
    people = cast.cast()
    scoring.in_use()
    if targeting.deciles().is_empty():
        scoring.score_all()
    if Card.objects.exists():
        return
    for regency, _families in targeting.regencies_with_families():
        with acting(people["officer"]):
            told = {"region_code": regency, "on": date(FIRST_YEAR, 1, 1), "by": people["officer"]}
            payments.open_simulated_accounts(**told, checker=people["second_officer"])
            payments.deliver_simulated_cards(**told)


def one_cycle(period: Period, steps: Steps) -> Cycle:
    """Every step by the person whose act it is, timed one by one."""
    people = cast.cast()
    officer = people["officer"]
    fund = cast.fund(name="DIPA", fiscal_year=2026, budget=BUDGET)

    def step(name: str, work):
        taken, worked, result = figures.worked(work)
        steps.setdefault(name, []).append((taken, worked))
        return result

    def decide():
        run = programmes.start_run(kind=KIND, on=period.starts, by=officer, queued=False)
        jobs.run(run.job_id)
        return run

    def line():
        with acting(officer):
            return programmes.prepare_cycle(
                run_id=run.pk, period=str(period), fund_id=fund.pk, by=officer, hold_back=True
            )

    run = step("decide, freeze and enrol", decide)
    cycle = step("line", line)
    step("submit, approve, authorise, release", lambda: sign(cycle))
    step("write the files", lambda: payments.write_files(cycle_id=cycle.pk, by=people["second_treasurer"]))
    return cycle


def sign(cycle: Cycle) -> None:
    """Every act that a cycle needs, each by the person whose act it is."""
    people = cast.cast()
    acts = {
        "submit": (payments.submit_cycle, people["officer"]),
        "approve": (payments.approve_cycle, people["head"]),
        "authorise": (payments.authorise_cycle, people["treasurer"]),
        "release": (payments.release_cycle, people["second_treasurer"]),
    }
    while (act := paid.next_act(cycle=Cycle.objects.get(pk=cycle.pk))) in acts:
        action, signer = acts[act]
        with acting(signer):
            action(cycle_id=cycle.pk, by=signer, at=datetime.now(UTC))


def _floor(cycle: Cycle, written: int) -> None:
    floors.copied_out("SELECT f.id, f.region_code FROM registry_family f WHERE f.status = 'active'")
    floors.copied_out(f"SELECT {MEMBER_COLUMNS} FROM registry_person p WHERE p.status = 'active'")
    floors.copied_out("SELECT family_id, score, decile_national FROM targeting_score WHERE current")
    lines = f"SELECT cycle_id, family_id, amount, end_to_end_id FROM payments_line WHERE cycle_id = {cycle.pk}"
    floors.copied_in(lines, LINE_COLUMNS, key="cycle_id, family_id")
    floors.written(written)
