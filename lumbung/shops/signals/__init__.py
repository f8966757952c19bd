"""The rules that look for misuse, found by their folders: copy one, change it, and it is there.

A folder's `signal.py` has TITLE, WORDS (what was seen and what to ask, with `%(cards)s`, `%(purchases)s` and
`%(amount)s`) and `found(sales, p)`: over the columns of `queries.signals.SALES` it gives `shop_id, subject,
purchase_id`, a row for each purchase that a signal rests on. `subject` tells one signal of a rule at a shop from
another. Figures stand in `parameters.yaml`. A signal is a question, never a punishment.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import polars as pl

from lumbung.law.parameters import Parameters, Values

FOLDER = Path(__file__).parent
FOUND = {"shop_id": pl.Int64, "subject": pl.String, "purchase_id": pl.Int64}


@dataclass(frozen=True)
class Rule:
    """One rule: its folder's name and module."""

    name: str
    module: ModuleType

    @property
    def title(self) -> str:
        """What it looks for."""
        return str(self.module.TITLE)

    def sentence(self, *, cards: str, purchases: str, amount: str) -> str:
        """What was seen and what to ask, in the reader's language."""
        return str(self.module.WORDS) % {"cards": cards, "purchases": purchases, "amount": amount}


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by name."""
    names = sorted(path.parent.name for path in FOLDER.glob("*/signal.py"))
    return {name: Rule(name, import_module(f"{__name__}.{name}.signal")) for name in names}


@cache
def _parameters() -> Parameters:
    return Parameters.load(FOLDER / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def found(sales: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """What every rule sees in these sales: `shop_id, rule, subject, purchase_id`."""
    p = in_force(on)
    seen = [
        rule.module.found(sales, p).select(*FOUND).cast(FOUND).with_columns(rule=pl.lit(name))
        for name, rule in all_rules().items()
    ]
    return pl.concat(seen).select("shop_id", "rule", "subject", "purchase_id")
