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
    own = [name for name in kind.rules.NEEDS if name in registry.FAMILY]
    families = registry.families(names=own, region_code=region_code, family_ids=family_ids)
    ranking = _ranking(region_code, family_ids)
    families = families.join(ranking, on="family_id", how="left", maintain_order="left")
    families = families.with_columns(open_duplicate=pl.lit(False))
    needs = member_needs(kind.rules)
    members = None
    if needs:
        members = registry.members(names=needs, on=on, region_code=region_code, family_ids=family_ids)
    return Facts(families, members)


def _ranking(region_code: str, family_ids: Sequence[int] | None) -> pl.DataFrame:
    """The decile in force counts from the national ranking."""
    scores = targeting.deciles(region_code=region_code, family_ids=family_ids)
    return scores.select("family_id", decile=pl.col("decile_national").cast(pl.Int64), score="score")
