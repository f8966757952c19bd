"""What shops, codes and vouchers are bound to; figures in `parameters.yaml`."""

from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from lumbung.law.parameters import Entry, Parameters, Values


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def remark(entry: Entry) -> str:
    """What is said about a figure that is not certain, in the reader's language."""
    return entry.remark.get("en" if (get_language() or "id").startswith("en") else "id", "")


def vouchers_of(amount: int, *, limit: int) -> list[int]:
    """An amount of rupiah cut into vouchers: as many whole ones as there are, the rest as the last one."""
    whole, rest = divmod(amount, limit)
    return [limit] * whole + ([rest] if rest else [])


def amount_of(price: int, quantity: int) -> int:
    """Rupiah for so many thousandths of a unit, half a rupiah rounded up."""
    return (price * quantity + 500) // 1000
