"""What PKH asks of families in return: the rule, its dated figures, its words and its sentence cases."""

from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import yaml

from lumbung.law.columns import Columns
from lumbung.law.parameters import Parameters, Values
from lumbung.programmes.conditions import rules

FOLDER = Path(__file__).parent
PROGRAMME = "pkh"
COUNTS = (
    "months",
    "unknown",
    "kept",
    "excused",
    "effective_days",
    "present_days",
    "sick_days",
    "pregnancy_month",
)
RULES: ModuleType = rules


@cache
def parameters() -> Parameters:
    """Every dated figure."""
    return Parameters.load(FOLDER / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return parameters().on(day)


@cache
def words() -> dict[str, Any]:
    """What people call conditions, exemptions, modules and schemes, in both languages."""
    return yaml.safe_load((FOLDER / "words.yaml").read_text(encoding="utf-8"))


def word(group: str, name: str, language: str) -> str:
    """One of them."""
    return words()[group][name][language]


def owing(members: pl.DataFrame, p: Values) -> pl.DataFrame:
    """`family_id`, `person_id` and `condition`: what each member owes. `members` carry components as flags."""
    member = Columns(members.columns)
    found = rules.owed(member, p)
    flagged = members.select("family_id", "person_id", **found)
    long = flagged.unpivot(index=["family_id", "person_id"], variable_name="condition", value_name="owed")
    return long.filter(pl.col("owed")).select("family_id", "person_id", "condition")


def judged(counts: pl.DataFrame, p: Values) -> pl.DataFrame:
    """Counts of a quarter with `met`: true, false, or null where that is not known."""
    told = rules.met(Columns([*COUNTS, "condition"]), p)
    verdict = pl.coalesce(pl.when(pl.col("condition") == name).then(one) for name, one in told.items())
    return counts.with_columns(met=verdict)


def stepped(failed: pl.DataFrame, p: Values) -> pl.DataFrame:
    """Families with `quarters_failed`, their `step` and `percent`; who stands below the ladder is left out."""
    told = rules.step(Columns(["quarters_failed"]), p)
    return failed.with_columns(**told).filter(pl.col("step").is_not_null())


def cut(due: pl.DataFrame) -> pl.DataFrame:
    """Amounts with a `percent` to withhold, and `withheld` in whole rupiah."""
    return due.with_columns(withheld=rules.withheld(Columns(["amount", "percent"])))


def empowered(people: pl.DataFrame, p: Values) -> pl.DataFrame:
    """`family_id`, `person_id`, `scheme`: who may be proposed for what when the family leaves."""
    told = rules.livelihoods(Columns(["age", "decile", "years_assisted"]), p)
    flagged = people.select("family_id", "person_id", **told)
    long = flagged.unpivot(index=["family_id", "person_id"], variable_name="scheme", value_name="fits")
    return long.filter(pl.col("fits")).select("family_id", "person_id", "scheme")
