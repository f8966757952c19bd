"""Four cycles, each as far as the screens need it: two reconciled, one that waits for the bank, one for approval."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Cycle
from lumbung.programmes import actions as programmes
from lumbung.site.demo import periods
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.periods import Period
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import HEAD, OFFICER, SECOND_TREASURER, TREASURER
from lumbung.site.demo.steps.fund import FUNDS
from lumbung.site.demo.steps.programmes import PKH, SEMBAKO, run_of

TITLE = _("Siklus pembayaran")
SIGNERS = {"submit": OFFICER, "approve": HEAD, "authorise": TREASURER, "release": SECOND_TREASURER}
SIGN = {
    "submit": actions.submit_cycle,
    "approve": actions.approve_cycle,
    "authorise": actions.authorise_cycle,
    "release": actions.release_cycle,
}


@dataclass(frozen=True)
class Plan:
    """A cycle, and the act before which the demonstration leaves it (nothing: until it is over)."""

    programme: str
    period: Period
    until: str | None = None


def plans(demo: Demonstration) -> list[Plan]:
    """The older first, so that money is there for it."""
    day = demo.today
    return [
        Plan(PKH, periods.quarter_before(day)),
        Plan(SEMBAKO, periods.month_before(day)),
        Plan(SEMBAKO, periods.month_of(day), until="reconcile"),
        Plan(PKH, periods.quarter_of(day), until="approve"),
    ]


def is_done(demo: Demonstration) -> bool:
    """Whether every cycle stands where the demonstration leaves it, or further."""
    return all(_stands(plan, demo) for plan in plans(demo))


def do(demo: Demonstration, bar: Bar) -> None:
    """Prepare each cycle and let its people sign, one after the other."""
    wanted = plans(demo)
    for number, plan in enumerate(wanted):
        if not _stands(plan, demo):
            _prepare(plan, demo)
            _advance(plan, demo)
        bar.part(number + 1, len(wanted))


def cycle_of(plan: Plan, demo: Demonstration) -> Cycle | None:
    """The cycle of a plan, once it is prepared."""
    found = queries.cycles(viewer=demo.person(OFFICER)).exclude(status=Cycle.Status.CANCELLED)
    return found.filter(
        programme=plan.programme, region_code=demo.regency, period__startswith=plan.period.start
    ).first()


def _stands(plan: Plan, demo: Demonstration) -> bool:
    cycle = cycle_of(plan, demo)
    return cycle is not None and _is_left_here(plan, cycle)


def _is_left_here(plan: Plan, cycle: Cycle) -> bool:
    """Over, or before the act that the plan leaves open; a reconciliation left open keeps its unreported lines."""
    if plan.until == "reconcile" and cycle.status == Cycle.Status.RECONCILING:
        return True
    return queries.next_act(cycle=cycle) in (None, plan.until)


def _prepare(plan: Plan, demo: Demonstration) -> None:
    officer = demo.person(OFFICER)
    run = run_of(plan.programme, plan.period, demo)
    fund = queries.funds(viewer=officer).get(
        name=FUNDS[plan.programme].name, fiscal_year=demo.today.year, region_code=demo.regency
    )
    if cycle_of(plan, demo) is None and run is not None:
        with acting(officer, reason=str(TITLE)):
            programmes.prepare_cycle(run_id=run.pk, period=plan.period.key, fund_id=fund.pk, by=officer, hold_back=True)


def _advance(plan: Plan, demo: Demonstration) -> None:
    cycle = cycle_of(plan, demo)
    while cycle and not _is_left_here(plan, cycle):
        _do(queries.next_act(cycle=cycle) or "", cycle, demo, settle=plan.until is None)
        cycle.refresh_from_db()


def _do(act: str, cycle: Cycle, demo: Demonstration, *, settle: bool) -> None:
    """One act by the one whose act it is; files and answers are jobs of their own and sign for themselves."""
    officer = demo.person(OFFICER)
    if act == "files":
        actions.write_files(cycle_id=cycle.pk, by=demo.person(SECOND_TREASURER))
    elif act == "answers":
        actions.simulate_answers(cycle_id=cycle.pk, on=demo.today, by=officer, settle=settle)
    elif act == "reconcile":
        with acting(officer, reason=str(TITLE)):
            actions.reconcile_cycle(cycle_id=cycle.pk, by=officer, at=demo.now)
    else:
        signer = demo.person(SIGNERS[act])
        with acting(signer, reason=str(TITLE)):
            SIGN[act](cycle_id=cycle.pk, by=signer, at=demo.now)
