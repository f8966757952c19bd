"""What shops, codes and vouchers are bound to; figures in `parameters.yaml`."""

from datetime import date
from functools import cache
from pathlib import Path

from lumbung.law.parameters import Parameters, Values


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def vouchers_of(amount: int, *, limit: int) -> list[int]:
    """An amount of rupiah cut into vouchers: as many whole ones as there are, the rest as the last one."""
    whole, rest = divmod(amount, limit)
    return [limit] * whole + ([rest] if rest else [])


def amount_of(price: int, quantity: int) -> int:
    """Rupiah for so many thousandths of a unit, half a rupiah rounded up."""
    return (price * quantity + 500) // 1000
