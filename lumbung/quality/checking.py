"""What a check is made of: reasons with their sentences, and places in the frame where they hold.

A check is a folder in `checks/` with `check.py` (REASONS and `in_row` or `across_rows`, or both) and `cases.yaml`,
its examples. Copy a folder, change it: it is found by itself, and so are its examples.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from django.utils.translation import get_language

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Reason:
    """Why a row is set aside (error) or looked at (warning): the finding and what to do, in both languages."""

    code: str
    severity: str
    id: str
    en: str
    do_id: str
    do_en: str

    def sentence(self, language: str | None = None) -> str:
        """What was found and what to do, in the reader's language unless another is named."""
        if (language or get_language() or "id").startswith("en"):
            return f"{self.en} {self.do_en}"
        return f"{self.id} {self.do_id}"


@dataclass(frozen=True)
class Found:
    """A reason that holds for the rows of one column where `where` is true."""

    code: str
    column: str
    where: pl.Expr


@dataclass(frozen=True)
class FoundAcross:
    """A reason found by comparing rows: `rows` has `row` and, where one is known, the `other_row` it meets."""

    code: str
    column: str
    rows: pl.DataFrame


FINDING = pl.Schema(
    {"row": pl.Int64, "column": pl.String, "code": pl.String, "severity": pl.String, "other_row": pl.Int64}
)


def findings(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Frames of findings as one, by row."""
    return pl.concat([pl.DataFrame(schema=FINDING), *found]).sort("row", "column", "code")
