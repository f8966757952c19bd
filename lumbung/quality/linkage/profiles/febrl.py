"""The layout of Febrl's made-up Australians, by which record linkage is compared all over the world."""

from collections.abc import Set

import polars as pl

from lumbung.quality.linkage.comparing import Field, Level
from lumbung.quality.linkage.limits import Limits

NAME = MODEL = "febrl"
RECORD = "rec_id"
COLUMNS = (
    "rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    "date_of_birth", "soc_sec_id",
)  # fmt: skip


def _text(column: str, *, rare: bool = False) -> Field:
    levels = (
        Level("same", f"{column}_l = {column}_r", rare=column if rare else ""),
        Level("similar", f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.88"),
    )
    return Field(column, (column,), levels)


def _number(column: str) -> Field:
    levels = (
        Level("same", f"{column}_l = {column}_r"),
        Level("one_digit", f"damerau_levenshtein({column}_l, {column}_r) <= 1"),
    )
    return Field(column, (column,), levels)


FIELDS = (
    Field(
        "given_name",
        ("given_name",),
        (
            Level("same", "given_name_l = given_name_r", rare="given_name"),
            Level("similar", "jaro_winkler_similarity(given_name_l, given_name_r) >= 0.88"),
            Level("swapped", "given_name_l = surname_r AND surname_l = given_name_r"),
        ),
    ),
    _text("surname", rare=True),
    _number("date_of_birth"),
    _number("soc_sec_id"),
    _number("postcode"),
    _text("address_1"),
    _text("suburb", rare=True),
    Field("state", ("state",), (Level("same", "state_l = state_r"),)),
)
BLOCKS = (
    ("soc_sec_id",),
    ("date_of_birth",),
    ("surname", "given_name"),
    ("surname", "postcode"),
    ("given_name", "postcode"),
    ("suburb", "address_1"),
    ("suburb", "given_name"),
    ("suburb", "surname"),
)
LEARN = (("soc_sec_id",), ("date_of_birth",), ("surname", "postcode"))
RELATIVES: tuple[str, ...] = ()
KEPT: tuple[str, ...] = ()
TWINS: dict[str, dict[str, float]] = {}
HOLDS: dict[str, str] = {}
APART: tuple[str, ...] = ()
LIMITS = Limits(merge_from=0.5, review_from=0.5)


def matches(headings: Set[str]) -> bool:
    """All columns are there, in any order."""
    return set(COLUMNS) <= headings


def truth(frame: pl.DataFrame) -> pl.DataFrame:
    """`rec-1496-dup-0` is `rec-1496-org` again."""
    return frame.select(record=pl.col(RECORD).str.strip_chars(), person=pl.col(RECORD).str.extract(r"rec-(\d+)"))


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    """Blanks at the ends away; a day that no calendar has is unknown."""
    text = pl.col(pl.String).str.strip_chars().replace("", None)
    return frame.select(pl.col(RECORD).alias("unique_id"), *COLUMNS[1:]).with_columns(text)
