"""Who may enter, which services are due, when somebody looks in, who is asked before police, health or law are told.

Written once over columns, for one child on a page and for all of a region; figures stand in `parameters.yaml`, by day.
Unknown is not no.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from lumbung.law.days import years_after
from lumbung.law.parameters import Parameters, Values

CHILD, MOTHER, NOBODY, UNKNOWN = "child", "mother", "nobody", "unknown"
GIVEN, REFUSED, DUE, MISSING = "given", "refused", "due", "missing"
BASIC = "basic"
STARTS: dict[str, Any] = {
    "start_id": pl.Int64, "whom": pl.String, "born_on": pl.Date, "entered_on": pl.Date,
    "accepted_on": pl.Date, "needs": pl.List(pl.String),
}  # fmt: skip
NOTED: dict[str, Any] = {"start_id": pl.Int64, "service": pl.String, "round": pl.Int64, "status": pl.String}
YES, NO, NOT_ASKED, TOO_YOUNG = "yes", "no", "not_asked", "too_young"


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def age(born: pl.Expr, on: date) -> pl.Expr:
    """Whole years."""
    before = (born.dt.month() > on.month) | ((born.dt.month() == on.month) & (born.dt.day() > on.day))
    return on.year - born.dt.year() - before.cast(pl.Int32)


def whom(born: pl.Expr, pregnant: pl.Expr, on: date, p: Values) -> pl.Expr:
    """For whom the programme takes somebody: `child`, `mother`, `nobody`; `unknown` where the registry doesn't say."""
    years = age(born, on)
    return (
        pl.when(years <= p.child_age_to).then(pl.lit(CHILD))
        .when(pregnant).then(pl.lit(MOTHER))
        .when(years.is_null() | pregnant.is_null()).then(pl.lit(UNKNOWN))
        .otherwise(pl.lit(NOBODY))
    )  # fmt: skip


def whom_is(*, born: date | None, pregnant: bool | None, on: date, p: Values) -> str:
    """The same for one person."""
    one = pl.DataFrame({"born": [born], "pregnant": [pregnant]}, schema={"born": pl.Date, "pregnant": pl.Boolean})
    return one.select(whom(pl.col("born"), pl.col("pregnant"), on, p)).item()


def last_day(born: date, p: Values) -> date:
    """The day before the child is too old."""
    return years_after(born, p.child_age_to + 1) - timedelta(days=1)


def last_day_extended(born: date, p: Values) -> date:
    """The last day to which a conference may let a child stay."""
    return years_after(born, p.extended_age_to + 1) - timedelta(days=1)


def due_services(starts: pl.DataFrame, catalogue: pl.DataFrame, noted: pl.DataFrame, on: date) -> pl.DataFrame:
    """What is due for whom: `start_id`, `service`, `service_kind`, `round`, `due_on`, `state`.

    Basic services open on entering, the others once the conference has accepted the case; each when the child is old
    enough, and again every so many months. It falls due some days later. `state` is given, refused, due, or missing
    once its day is over.
    """
    since = pl.when(pl.col("service_kind") == BASIC).then("entered_on").otherwise("accepted_on")
    opens = pl.when(since.is_not_null()).then(pl.max_horizontal(since, _aged("from_month")))
    fitting = (
        starts.lazy()
        .join(catalogue.lazy(), how="cross")
        .filter(pl.col("whom_right").list.contains(pl.col("whom")))
        .filter((pl.col("wanted").list.len() == 0) | (pl.col("wanted").list.set_intersection("needs").list.len() > 0))
        .with_columns(opens=opens, ends=_aged("to_month"))
        .filter((pl.col("opens") <= on) & (pl.col("ends").is_null() | (pl.col("ends") > on)))
    )
    rounds = pl.when(pl.col("every") == 0).then(0).otherwise(_months("opens", on) // pl.col("every").replace(0, 1))
    dated = fitting.with_columns(round=rounds.cast(pl.Int64)).with_columns(
        due_on=pl.col("opens")
        .dt.offset_by(pl.format("{}mo", pl.col("round") * pl.col("every")))
        .dt.offset_by(pl.format("{}d", "within"))
    )
    state = pl.coalesce("status", pl.when(pl.col("due_on") < on).then(pl.lit(MISSING)).otherwise(pl.lit(DUE)))
    told = dated.join(noted.lazy(), on=["start_id", "service", "round"], how="left").with_columns(state=state)
    named = told.select("start_id", "service", "service_kind", "round", "due_on", "state")
    return named.sort("start_id", "due_on").collect()


def _aged(months: str) -> pl.Expr:
    """The day on which somebody is so many months old; null where the birth date is not known."""
    return pl.col("born_on").dt.offset_by(pl.format("{}mo", months))


def _months(since: str, on: date) -> pl.Expr:
    """Whole months from a column's day to a day."""
    day = pl.col(since)
    return (on.year - day.dt.year()) * 12 + on.month - day.dt.month() - (day.dt.day() > on.day).cast(pl.Int32)


def next_contact(risk: str, last_on: date, p: Values) -> tuple[date, str]:
    """(day, way) of the contact after one."""
    plan = p.contacts[risk]
    return last_on + timedelta(days=plan["days"]), plan["channel"]


def decide_by(received_at: datetime, p: Values) -> datetime:
    """When somebody has to have decided on a child's safety."""
    return received_at + timedelta(minutes=p.abuse_minutes)


def another_decides(risk: str, decision: str, p: Values) -> bool:
    """Whether whoever took the report may not decide on it."""
    return risk in p.second_decider["risks"] or decision in p.second_decider["decisions"]


def decision_ends(decision: str, at: datetime, p: Values) -> datetime | None:
    """Until when a child may stay away from home without another decision."""
    apart = decision in p.second_decider["decisions"]
    return at + timedelta(hours=p.separation_hours) if apart else None


@dataclass(frozen=True)
class Telling:
    """What is known before police, health or legal aid are told of a child."""

    sector: str
    child: str
    guardian: str
    suspect_is_guardian: str
    danger: str
    age: int | None


def ground(told: Telling, p: Values) -> tuple[str, list[str]]:
    """`consent` or `law`, or nothing with the conditions that are not met.

    A guardian who may be the one is not asked; nobody else is passed over. A child that is old enough is asked.
    """
    suspected = told.suspect_is_guardian == YES
    small = told.age is None or told.age < p.child_asked_from
    met = {
        "child_agrees": told.child == YES or (told.child == TOO_YOUNG and small),
        "guardian_agrees": told.guardian == YES or (told.guardian == NOT_ASKED and suspected),
    }
    unmet = [name for name, holds in met.items() if not holds]
    if suspected and told.guardian != NOT_ASKED:
        return "", ["suspect_not_asked"]
    if not unmet:
        return "consent", []
    in_danger = told.danger == YES and told.sector in p.without_consent["danger"]
    return ("law", unmet) if in_danger or told.sector in p.without_consent["always"] else ("", unmet)


def soon(on: date, p: Values) -> date:
    """When somebody comes again where nobody was met."""
    return on + timedelta(days=p.contact_grace_days)
