"""Every check over one frame: the entry form passes one row, a file passes a million."""

from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import polars as pl

from lumbung.quality import checks, code_lists, layouts, untangling
from lumbung.quality.canonical import Kind, in_list, of_kind
from lumbung.quality.checking import ERROR, FINDING, Found, FoundAcross, Reason, findings
from lumbung.quality.reading import remarks


@cache
def all_checks() -> tuple[ModuleType, ...]:
    """Every folder in `checks/`, by name."""
    folders = (found.name for found in iter_modules(checks.__path__) if found.ispkg)
    return tuple(import_module(f"{checks.__name__}.{name}.check") for name in folders)


@cache
def reasons() -> dict[str, Reason]:
    """Every reason that a check, a format or the reading of a file can give, by code."""
    modules = (*all_checks(), *layouts.all_layouts().values(), remarks, code_lists, untangling)
    return {reason.code: reason for module in modules for reason in module.REASONS}


def check_rows(frame: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Findings row by row: row, column, code, severity, other_row. `frame` has the facts of `facts.with_facts`.

    Formats leave notes as Boolean columns `note.<column>.<code>`, which become findings here.
    """
    found = [item for check in all_checks() if hasattr(check, "in_row") for item in check.in_row(on)]
    found += [
        Found(name.split(".")[2], name.split(".")[1], pl.col(name)) for name in frame.columns if name[:5] == "note."
    ]
    held = frame.select(item.where.fill_null(False).alias(str(number)) for number, item in enumerate(found))
    return findings(
        _rows(frame.filter(held[str(number)]).select("row"), item.code, item.column)
        for number, item in enumerate(found)
        if held[str(number)].any()
    )


def check_across(index: pl.DataFrame) -> pl.DataFrame:
    """Findings that need the whole file; `index` is what `facts.across` keeps of each row."""
    found: list[FoundAcross] = []
    for check in all_checks():
        if hasattr(check, "across_rows"):
            found += check.across_rows(index)
    return findings(_rows(item.rows, item.code, item.column) for item in found)


def of_remarks(noticed: pl.DataFrame) -> pl.DataFrame:
    """What the reading of a file noticed (row, column, code) as findings."""
    return findings(
        _rows(of_code, str(code), str(column)) for (code, column), of_code in noticed.group_by("code", "column")
    )


def accepted(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as it may be stored: codes and counts outside their lists are not known rather than wrong."""
    listed = [pl.when(in_list(name)).then(pl.col(name)).alias(name) for name in of_kind(Kind.CODE, Kind.COUNT)]
    return frame.with_columns(listed)


def _rows(rows: pl.DataFrame, code: str, column: str) -> pl.DataFrame:
    other = pl.col("other_row") if "other_row" in rows.columns else pl.lit(None)
    return rows.select(
        pl.col("row").cast(pl.Int64),
        pl.lit(column).alias("column"),
        pl.lit(code).alias("code"),
        pl.lit(reasons()[code].severity).alias("severity"),
        other.cast(pl.Int64).alias("other_row"),
    ).cast(pl.Schema(FINDING))


def set_aside(found: pl.DataFrame) -> pl.Series:
    """The rows that cannot go in, each once."""
    return found.filter(pl.col("severity") == ERROR)["row"].unique()
