"""How two records are compared: for every field a list of levels, the strictest first."""

from dataclasses import dataclass
from typing import Any

UNKNOWN = "unknown"
DIFFERENT = "different"


@dataclass(frozen=True)
class Level:
    """One way in which two values may agree; `rare` names the column whose rare values speak louder."""

    code: str
    sql: str
    rare: str = ""


@dataclass(frozen=True)
class Field:
    """A field with its levels. What `needs` lacks on either side is unknown and weighs nothing.

    With `of_person` false the field tells of the household or the place: members of one family share it, so it is
    evidence against two strangers being one person, and none against two relatives.
    """

    code: str
    needs: tuple[str, ...]
    levels: tuple[Level, ...]
    of_person: bool = True

    @property
    def codes(self) -> list[str]:
        """The codes by Splink's comparison value: 0 is different, the strictest comes last; -1 is unknown."""
        return [DIFFERENT, *(level.code for level in reversed(self.levels))]

    def comparison(self, chances: dict[str, "Chance"] | None = None) -> dict[str, Any]:
        """Splink's comparison, with what is known of its levels."""
        unknown = " OR ".join(f"{column}_l IS NULL OR {column}_r IS NULL" for column in self.needs)
        levels: list[dict[str, Any]] = [{"sql_condition": unknown, "label_for_charts": UNKNOWN, "is_null_level": True}]
        levels += [_described(level) for level in self.levels]
        levels.append({"sql_condition": "ELSE", "label_for_charts": DIFFERENT})
        for level in levels[1:]:
            chance = (chances or {}).get(level["label_for_charts"])
            if chance:
                level |= {"m_probability": chance.same, "u_probability": chance.stranger}
        return {"output_column_name": self.code, "comparison_levels": levels}


@dataclass(frozen=True)
class Chance:
    """How often a level is met: in two records of one person, of two strangers, of two relatives."""

    same: float
    stranger: float
    relative: float


LEAST_COMMON = 1e-5
"""No value is taken for rarer than one in a hundred thousand: a misspelling that occurs once is not rare, it is new."""


def _described(level: Level) -> dict[str, Any]:
    told: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.code}
    if level.rare:
        told |= {
            "tf_adjustment_column": level.rare,
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": LEAST_COMMON,
        }
    return told
