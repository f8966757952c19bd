"""People as the registry keeps them: judged like those of a list, but for the family card.

In a list the same person stands on the same card twice. In the registry a card is one family and everybody on it is a
member: two of them are two people until a person says otherwise. The card is no evidence and always a reason to hold.
"""

from collections.abc import Set

import polars as pl

from lumbung.quality.linkage.profiles import penduduk

NAME, MODEL = "registri", penduduk.MODEL
RECORD = "unique_id"
FIELDS = tuple(field for field in penduduk.FIELDS if field.code != "household")
BLOCKS = (*(block for block in penduduk.BLOCKS if block != ("card",)), ("card", "name_start"))
LEARN, RELATIVES, TWINS = penduduk.LEARN, penduduk.RELATIVES, penduduk.TWINS
KEPT = (*penduduk.KEPT, "card", "phone")
HOLDS = {"same_card": "coalesce(card_l = card_r, false)", **penduduk.HOLDS}
LIMITS = penduduk.LIMITS
APART = ("same_card", *penduduk.APART)


def matches(headings: Set[str]) -> bool:
    """No file is the registry."""
    return False


def truth(frame: pl.DataFrame) -> None:
    """Nobody knows."""


prepare = penduduk.people
