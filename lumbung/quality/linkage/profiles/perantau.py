"""People of the registry who moved to another regency: judged like its others, sought by what moves with them.

Card, telephone and village stay behind. Name, birth date, sex and mother come along; pairs share two of them.
"""

from collections.abc import Set

import polars as pl

from lumbung.quality.linkage.profiles import registri

NAME, MODEL = "perantau", registri.MODEL
RECORD = registri.RECORD
FIELDS = registri.FIELDS
BLOCKS = (("birth", "sex", "name_key"), ("birth", "sex", "mother_key"), ("name_key", "mother_key", "birth_year"))
LEARN, RELATIVES, TWINS = registri.LEARN, registri.RELATIVES, registri.TWINS
KEPT, HOLDS, APART = (*registri.KEPT, "regency"), registri.HOLDS, registri.APART
LIMITS = registri.LIMITS
prepare = registri.prepare


def matches(headings: Set[str]) -> bool:
    """No file is the registry."""
    return False


def truth(frame: pl.DataFrame) -> None:
    """Nobody knows."""
