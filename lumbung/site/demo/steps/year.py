"""A year of two dozen families: accounts checked, failures, the post, follow-ups, untouched money, a closed fund.

Families and amounts are those of the cycles that stand already, so the year costs seconds. Its fund is its own: closed
in the end, every rupiah of it is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Cycle, Fund, Line, TreasuryReturn
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OFFICER, SECOND_TREASURER, TREASURER
from lumbung.site.demo.steps.cycles import SIGN, SIGNERS
from lumbung.site.demo.steps.fund import PAYER, confirmed
from lumbung.site.demo.steps.programmes import PKH, SEMBAKO

TITLE = _("Setahun pembayaran dua lusin keluarga")
FUND, BUDGET = "DIPA Bansos Tahun Lalu", 1_000_000_000
FAMILIES = 24
"""So many recipients of each programme."""
FORGETFUL = 6
"""Every sixth family takes nothing."""
WALLET = {PKH: "cash", SEMBAKO: "food"}
MONTHS = {PKH: 3, SEMBAKO: 1}
"""Months that a line of the cycles that stand is for."""


@dataclass(frozen=True)
class Stretch:
    """One payment of the year: the months it is for, and the day its money leaves."""

    programme: str
    start: date
    end: date
    months: int

    @property
    def day(self) -> date:
        """A few days into its last month."""
        return (self.end - timedelta(days=1)).replace(day=5)


def stretches(demo: Demonstration) -> list[Stretch]:
    """PKH by quarters and Sembako every two months, over the last year that no other cycle touches."""
    year = demo.today.year - (1 if demo.today.month > 3 else 2)
    made = [_stretch(PKH, year, month, 3) for month in (1, 4, 7, 10)]
    made += [_stretch(SEMBAKO, year, month, 2) for month in (1, 3, 5, 7, 9, 11)]
    return sorted(made, key=lambda one: (one.end, one.programme))


def _stretch(programme: str, year: int, month: int, months: int) -> Stretch:
    last = month + months
    return Stretch(programme, date(year, month, 1), date(year + last // 13, (last - 1) % 12 + 1, 1), months)


def fund_of(demo: Demonstration) -> Fund | None:
    """The fund of the year, once it is open."""
    known = queries.funds(viewer=demo.person(TREASURER)).filter(name=FUND, region_code=demo.regency)
    return known.filter(fiscal_year=stretches(demo)[0].start.year).first()


def is_done(demo: Demonstration) -> bool:
    """Whether the fund of the year is closed."""
    fund = fund_of(demo)
    return fund is not None and fund.status == Fund.Status.CLOSED


def do(demo: Demonstration, bar: Bar) -> None:
    """Stretch by stretch; then what nobody took goes back and the fund is closed by two."""
    fund, year = _fund(demo), stretches(demo)
    due = _recipients(fund, demo)
    for number, stretch in enumerate(year, start=1):
        for cycle in _cycles(stretch, fund, due[stretch.programme], demo):
            _pay(cycle, stretch.day, demo)
        _take(stretch, fund, demo)
        bar.part(number, len(year) + 1)
    _give_back(fund, year[-1].end + timedelta(days=150), demo)
    for act, person in ((actions.ask_to_close, TREASURER), (actions.close_fund, SECOND_TREASURER)):
        with acting(demo.person(person), reason=str(TITLE)):
            act(fund_id=fund.pk, by=demo.person(person), at=demo.now)


def _fund(demo: Demonstration) -> Fund:
    treasurer = demo.person(TREASURER)
    with acting(treasurer, reason=str(TITLE)):
        asked = actions.open_fund(
            name=FUND,
            source=Fund.Source.STATE,
            fiscal_year=stretches(demo)[0].start.year,
            budget=BUDGET,
            region_code=demo.regency,
            payer_name=PAYER,
            payer_account="900000009999",
            by=treasurer,
        )
    return confirmed(asked, demo)


def _recipients(fund: Fund, demo: Demonstration) -> dict[str, pl.DataFrame]:
    """What each of the first families with cards of the commonest bank got last, by programme."""
    paid = Line.objects.visible_to(demo.person(OFFICER)).filter(
        cycle__region_code=demo.regency, family__status="active"
    )
    rows = paid.exclude(cycle__fund=fund).order_by("family_id", "programme", "-pk").distinct("family_id", "programme")
    told = pl.DataFrame(
        [(line.programme, line.channel, line.family_id, line.amount) for line in rows.exclude(card=None)],
        schema={"programme": pl.String, "channel": pl.String, "family_id": pl.Int64, "amount": pl.Int64},
        orient="row",
    )
    told = told.filter(pl.col("channel") == pl.col("channel").mode().sort().first())
    return {
        programme: told.filter(pl.col("programme") == programme).head(FAMILIES).select("family_id", "amount")
        for programme in MONTHS
    }


def _cycles(stretch: Stretch, fund: Fund, due: pl.DataFrame, demo: Demonstration) -> Iterator[Cycle]:
    """The cycle of a stretch, and after it the one that pays again what failed there."""
    if due.is_empty():
        return
    officer = demo.person(OFFICER)
    with acting(officer, reason=str(TITLE)):
        cycle = actions.create_cycle(
            programme=stretch.programme,
            wallet=WALLET[stretch.programme],
            period=(stretch.start, stretch.end),
            stage=f"{stretch.start:%Y-%m}…{stretch.end - timedelta(days=1):%Y-%m}",
            region_code=demo.regency,
            fund_id=fund.pk,
            source=f"year:{stretch.programme}:{stretch.start}",
            entitlements=due.with_columns(pl.col("amount") * stretch.months // MONTHS[stretch.programme]),
            by=officer,
        )
    yield cycle
    if queries.lost_lines(cycle_id=cycle.pk):
        with acting(officer, reason=str(TITLE)):
            actions.prepare_follow_up(cycle_id=cycle.pk, by=officer)
    yield from Cycle.objects.visible_to(officer).filter(follows=cycle).order_by("pk")


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _pay(cycle: Cycle, day: date, demo: Demonstration) -> None:
    """Every act until the books of the cycle are closed; what is done already is not done again."""
    officer, treasurer = demo.person(OFFICER), demo.person(TREASURER)
    while act := queries.next_act(cycle=cycle):
        if act in SIGN:
            signer = demo.person(SIGNERS[act])
            with acting(signer, reason=str(TITLE)):
                SIGN[act](cycle_id=cycle.pk, by=signer, at=_moment(day))
                if act == "submit":
                    actions.simulate_account_checks(cycle_id=cycle.pk, on=day, by=officer)
        elif act == "files":
            with acting(treasurer, reason=str(TITLE)):
                _papers(cycle, day, demo)
            actions.write_files(cycle_id=cycle.pk, by=demo.person(SECOND_TREASURER))
        elif act == "answers":
            actions.simulate_answers(cycle_id=cycle.pk, on=day, by=officer, settle=True)
        else:
            with acting(officer, reason=str(TITLE)):
                actions.reconcile_cycle(cycle_id=cycle.pk, by=officer, at=_moment(day))
        cycle.refresh_from_db()


def _papers(cycle: Cycle, day: date, demo: Demonstration) -> None:
    for stage in ("spm", "sp2d"):
        number = f"{stage.upper()}-{cycle.pk:05}/{day:%Y}"
        actions.enter_document(cycle_id=cycle.pk, stage=stage, number=number, on=day, by=demo.person(TREASURER))


def _take(stretch: Stretch, fund: Fund, demo: Demonstration) -> None:
    """Most families take their money a few days after it came."""
    officer, day = demo.person(OFFICER), stretch.day + timedelta(days=4)
    paid = Line.objects.visible_to(officer).filter(
        cycle__fund=fund, programme=stretch.programme, period__startswith=stretch.start, status=Line.Status.PAID
    )
    wishes = [
        {
            "reference": f"year:{line.pk}",
            "card_id": line.card_id,
            "wallet": WALLET[stretch.programme],
            "amount": line.amount,
            "place": "ATM",
            "happened_at": _moment(day),
        }
        for line in paid.exclude(card=None)
        if line.family_id % FORGETFUL
    ]
    if wishes:
        with acting(officer, reason=str(TITLE)):
            actions.withdraw(wishes=pl.DataFrame(wishes), on=day, by=officer)


def _give_back(fund: Fund, day: date, demo: Demonstration) -> None:
    """What nobody touched goes back: prepared by the officer, let go by a treasurer."""
    officer, treasurer = demo.person(OFFICER), demo.person(TREASURER)
    with acting(officer, reason=str(TITLE)):
        actions.look_for_untouched(on=day, by=officer)
        due = any(row["fund_id"] == fund.pk for row in queries.due_by_fund(viewer=officer, on=day))
        if due:
            actions.prepare_return(fund_id=fund.pk, on=day, by=officer, at=_moment(day))
    prepared = TreasuryReturn.objects.filter(fund=fund, status=TreasuryReturn.Status.PREPARED).first()
    if prepared:
        with acting(treasurer, reason=str(TITLE)):
            actions.approve_return(return_id=prepared.pk, by=treasurer, at=_moment(day))
