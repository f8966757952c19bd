"""The facts that the kinds ask for, gathered from the contexts that own them."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from lumbung.core import bulk
from lumbung.core.reach import Reach, narrow_connection
from lumbung.law import Facts
from lumbung.law.reading import member_needs
from lumbung.programmes.kinds import Kind
from lumbung.proposals import queries as proposals
from lumbung.quality.models import DuplicatePair
from lumbung.registry import facts as registry
from lumbung.targeting import queries as targeting

_UNSETTLED = ", ".join(f"'{status.value}'" for status in DuplicatePair.UNSETTLED)
_CERTAIN = ", ".join(f"'{kind.value}'" for kind in DuplicatePair.CERTAIN)
MARKS = ("resigned", "judged_unfit", "has_left")
_OPEN_PAIRS = f"""
    SELECT DISTINCT p.family_id FROM {DuplicatePair._meta.db_table} d
      JOIN registry_person a ON a.id = d.a_id
      JOIN registry_person b ON b.id = d.b_id
     CROSS JOIN LATERAL (VALUES (coalesce(a.merged_into_id, a.id)), (coalesce(b.merged_into_id, b.id))) half (person_id)
      JOIN registry_person p ON p.id = half.person_id
     WHERE d.status IN ({_UNSETTLED}) AND d.kind IN ({_CERTAIN})
       AND coalesce(a.merged_into_id, a.id) <> coalesce(b.merged_into_id, b.id)
       AND p.status = 'active' AND p.region_code >= %s AND p.region_code < %s
"""
"""A likeness that a model found is not yet a reason to keep money back; the same number, or the same name, birth date
and mother, is. What was merged since stands as the record it went into."""


_LEFT = """
    SELECT DISTINCT coalesce(f.merged_into_id, f.id) AS family_id, true AS has_left
      FROM programmes_departure d JOIN registry_family f ON f.id = d.family_id
     WHERE d.kind = %s AND d.status = 'decided' AND d.route <> 'natural' AND d.decided_on <= %s
       AND d.region_code >= %s AND d.region_code < %s
"""
"""Who left because nobody counted any more comes back when somebody does: the rule sees that by itself."""
_TRAITS = """
    SELECT p.family_id, max(p.sex) FILTER (WHERE p.relation = 1) AS head_sex,
           bool_or(least(p.d_sight, p.d_hearing, p.d_walking, p.d_hands, p.d_learning, p.d_behaviour,
                         p.d_speech, p.d_selfcare, p.d_memory) <= 2) AS disabled
      FROM registry_person p
     WHERE p.status = 'active' AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND (%(ids)s::bigint[] IS NULL OR p.family_id = ANY(%(ids)s)) GROUP BY 1
"""
_OTHERS = """
    SELECT family_id, string_agg(kind, ' ' ORDER BY kind) AS overlap FROM programmes_enrolment
     WHERE status = 'active' AND kind <> %(kind)s AND region_code >= %(lo)s AND region_code < %(hi)s
       AND (%(ids)s::bigint[] IS NULL OR family_id = ANY(%(ids)s)) GROUP BY 1
"""


def traits(*, region_code: str, apart_from: str, family_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """By which sums of a scenario are told apart, as they stand now: sex of the head, anybody with much difficulty
    (answers 1 and 2 of question 428; unknown when nobody was asked), other programmes that the family is in."""
    reach = Reach.of(region_code)
    asked = {
        "lo": reach.lo,
        "hi": reach.hi,
        "kind": apart_from,
        "ids": None if family_ids is None else list(family_ids),
    }
    people = bulk.read_frame(_TRAITS, asked, {"family_id": pl.Int64, "disabled": pl.Boolean})
    others = bulk.read_frame(_OTHERS, asked, {"family_id": pl.Int64})
    return people.join(others, on="family_id", how="left")


def gather(*, kind: Kind, on: date, region_code: str = "", family_ids: Sequence[int] | None = None) -> Facts:
    """Facts of the families of a region, or of some of them, as they stand now; ages as of `on`.

    Besides what the rule needs, families carry `region_code`, `decile` and `score`, by which a quota ranks them.
    """
    own = [name for name in kind.rules.NEEDS if name in registry.FAMILY]
    families = registry.families(names=own, region_code=region_code, family_ids=family_ids)
    ranking = _ranking(region_code, family_ids)
    families = families.join(ranking, on="family_id", how="left", maintain_order="left")
    waiting = _in_open_pairs(region_code, family_ids)
    families = families.with_columns(open_duplicate=pl.col("family_id").is_in(waiting["family_id"].implode()))
    families = families.join(
        _marks(kind, on, region_code, family_ids), on="family_id", how="left", maintain_order="left"
    )
    left = _left(kind, on, region_code)
    families = families.join(left, on="family_id", how="left", maintain_order="left")
    families = completed(families)
    needs = member_needs(kind.rules)
    members = None
    if needs:
        members = registry.members(names=needs, on=on, region_code=region_code, family_ids=family_ids)
    return Facts(families, members)


def completed(families: pl.DataFrame) -> pl.DataFrame:
    """Families with every mark that a proposal can leave; who has none, or lived before there were marks, has no."""
    missing = [pl.lit(None, dtype=pl.Boolean).alias(name) for name in MARKS if name not in families.columns]
    return families.with_columns(missing).with_columns(pl.col(name).fill_null(False) for name in MARKS)


def _marks(kind: Kind, on: date, region_code: str, family_ids: Sequence[int] | None) -> pl.DataFrame:
    return proposals.marked_families(programme=kind.name, on=on, region_code=region_code, family_ids=family_ids)


def _left(kind: Kind, on: date, region_code: str) -> pl.DataFrame:
    """Families whose way out of the programme was decided."""
    reach = Reach.of(region_code) if region_code else Reach.national()
    return bulk.read_frame(_LEFT, [kind.name, on, reach.lo, reach.hi], {"family_id": pl.Int64, "has_left": pl.Boolean})


def _ranking(region_code: str, family_ids: Sequence[int] | None) -> pl.DataFrame:
    """The decile in force counts from the national ranking."""
    scores = targeting.deciles(region_code=region_code, family_ids=family_ids)
    return scores.select("family_id", decile=pl.col("decile_national").cast(pl.Int64), score="score")


def _in_open_pairs(region_code: str, family_ids: Sequence[int] | None) -> pl.DataFrame:
    """Families with a member in a pair of records that waits for a decision.

    Looked for in the whole nation, because the other half of a pair may live anywhere: a decision must not depend
    on who runs it. Only the chosen families come back.
    """
    reach = Reach.of(region_code) if region_code else Reach.national()
    former = narrow_connection(Reach.national())
    found = bulk.read_frame(_OPEN_PAIRS, [reach.lo, reach.hi], {"family_id": pl.Int64})
    narrow_connection(Reach(*former))
    return found if family_ids is None else found.filter(pl.col("family_id").is_in(list(family_ids)))
