"""The goods that shops sell, and which of them aid may buy on a day. Pure: a list and dated figures."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lumbung.shops import rules

GROUPS: dict[str, str | Promise] = {
    "carbohydrate": _("Karbohidrat"),
    "animal_protein": _("Protein hewani"),
    "plant_protein": _("Protein nabati"),
    "vitamins": _("Vitamin dan mineral"),
    "other_food": _("Pangan lain"),
    "not_food": _("Bukan pangan"),
}
UNITS: dict[str, str | Promise] = {"kg": _("kg"), "l": _("liter"), "pack": _("bungkus")}


@dataclass(frozen=True)
class Good:
    """One good: its code, its group, and what its price is for."""

    code: str
    group: str
    unit: str
    id: str
    en: str

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.en if (get_language() or "id").startswith("en") else self.id

    @property
    def per(self) -> str:
        """The unit in the reader's language."""
        return str(UNITS[self.unit])

    def __str__(self) -> str:
        return self.name


@cache
def all_goods() -> dict[str, Good]:
    """Every good by its code, in the order of the file."""
    told = yaml.safe_load((Path(__file__).parent / "goods.yaml").read_text(encoding="utf-8"))
    return {code: Good(code, **words) for code, words in told.items()}


def name_of(code: str) -> str:
    """The name of a good, or the code of one that the list no longer has."""
    found = all_goods().get(code)
    return found.name if found else code


def may_be_bought(day: date) -> dict[str, bool]:
    """Every good, and whether aid may buy it on that day."""
    named = rules.in_force(day).allowed_goods
    return {code: (not named["only"] or code in named["only"]) and code not in named["never"] for code in all_goods()}
