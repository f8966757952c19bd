"""The facts that the kinds ask for, gathered from the contexts that own them."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from lumbung.law import Facts
from lumbung.law.reading import member_needs
from lumbung.programmes.kinds import Kind
from lumbung.registry import facts as registry
from lumbung.targeting import queries as targeting


def gather(*, kind: Kind, on: date, region_code: str = "", family_ids: Sequence[int] | None = None) -> Facts:
    """Facts of the families of a region, or of some of them, as they stand now; ages as of `on`.

    Besides what the rule needs, families carry `region_code`, `decile` and `score`, by which a quota ranks them.
    """
    chosen = {"region_code": region_code, "family_ids": family_ids}
    own = [name for name in kind.rules.NEEDS if name in registry.FAMILY]
    families = registry.families(names=own, **chosen)
    families = families.join(_ranking(families, chosen), on="family_id", how="left", maintain_order="left")
    families = families.with_columns(open_duplicate=pl.lit(False))
    needs = member_needs(kind.rules)
    members = registry.members(names=needs, on=on, **chosen) if needs else None
    return Facts(families, members)


def _ranking(families: pl.DataFrame, chosen: dict) -> pl.DataFrame:
    """The decile in force counts from the national ranking."""
    scores = targeting.deciles(**chosen)
    return scores.select("family_id", decile=pl.col("decile_national").cast(pl.Int64), score="score")
