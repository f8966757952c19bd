"""The small set of made-up people that Splink's own examples use."""

from collections.abc import Set

import polars as pl

from lumbung.quality.linkage.comparing import Field, Level
from lumbung.quality.linkage.limits import Limits

NAME = MODEL = "fake"
RECORD = "unique_id"
COLUMNS = ("unique_id", "first_name", "surname", "dob", "city", "email", "cluster")

FIELDS = (
    Field(
        "first_name",
        ("first_name",),
        (
            Level("same", "first_name_l = first_name_r", rare="first_name"),
            Level("similar", "jaro_winkler_similarity(first_name_l, first_name_r) >= 0.85"),
            Level("swapped", "first_name_l = surname_r"),
        ),
    ),
    Field(
        "surname",
        ("surname",),
        (
            Level("same", "surname_l = surname_r", rare="surname"),
            Level("similar", "jaro_winkler_similarity(surname_l, surname_r) >= 0.85"),
            Level("swapped", "surname_l = first_name_r"),
        ),
    ),
    Field(
        "dob",
        ("dob",),
        (
            Level("same", "dob_l = dob_r"),
            Level("one_digit", "damerau_levenshtein(dob_l, dob_r) <= 1"),
            Level("two_digits", "damerau_levenshtein(dob_l, dob_r) <= 2"),
        ),
    ),
    Field(
        "email",
        ("email",),
        (Level("same", "email_l = email_r"), Level("similar", "jaro_winkler_similarity(email_l, email_r) >= 0.9")),
    ),
    Field("city", ("city",), (Level("same", "city_l = city_r", rare="city"),)),
)
BLOCKS = (("email",), ("dob",), ("first_name", "surname"), ("surname", "city"), ("first_name", "city"))
LEARN = (("email",), ("dob",), ("first_name", "surname"))
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
    """Records of one cluster are one person."""
    return frame.select(record=RECORD, person="cluster")


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    """Blanks at the ends away, empty is unknown."""
    return frame.select(COLUMNS[:-1]).with_columns(pl.col(pl.String).str.strip_chars().replace("", None))
