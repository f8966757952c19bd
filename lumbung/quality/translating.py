"""Code lists of other forms into those of Regsosek, from a layout's `codes.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import yaml


@dataclass(frozen=True)
class Table:
    """One source column into one canonical column; in a closed list any other code is told, else it is not known."""

    source: str
    target: str
    codes: Mapping[str, str | None]
    closed: bool


def load(path: Path) -> tuple[Table, ...]:
    """The tables of a `codes.yaml`: from, to, codes, closed."""
    return tuple(
        Table(
            entry["from"],
            entry["to"],
            {str(code): None if other is None else str(other) for code, other in entry["codes"].items()},
            entry.get("closed", False),
        )
        for entry in yaml.safe_load(path.read_text())
    )


def translated(tables: tuple[Table, ...], headings: Mapping[str, str]) -> Iterator[pl.Expr]:
    """Canonical columns; `headings` maps a source's plain name to its heading in the file at hand."""
    for table in tables:
        if table.source in headings:
            code = plain_code(headings[table.source])
            other = pl.lit("?") + code if table.closed else None
            yield code.replace_strict(table.codes, default=other, return_dtype=pl.String).alias(table.target)


def plain_code(heading: str) -> pl.Expr:
    """A code without blanks and leading zeros; null for nothing."""
    code = pl.col(heading).str.strip_chars().str.replace(r"^0+(\d)", "${1}").str.replace(r"\.0$", "")
    return pl.when(code != "").then(code)
