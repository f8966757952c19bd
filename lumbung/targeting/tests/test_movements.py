"""Who moved and why: the answers that changed are told, and together with the rest they are the whole move."""

import datetime as dt

import polars as pl
import pytest

from lumbung.core.actors import SYSTEM
from lumbung.targeting import actions, frozen, moved_rows, movements, queries
from lumbung.targeting.models import Ranking
from lumbung.targeting.tests import factories

pytestmark = pytest.mark.django_db


def found(viewer=SYSTEM):
    return movements.of_ranking(viewer=viewer, ranking=Ranking.objects.latest("pk"))


@pytest.mark.parametrize("engine", ["linear", "blend"])
def test_answers_and_the_rest_add_up_to_the_move(tmp_path, engine):
    _ids, changed = factories.ranked_twice(tmp_path, engine=engine)
    moved = found()
    compared = moved.families.filter(pl.col("family_id").is_in(changed))
    told = moved.effects.filter(pl.col("reason") != movements.OTHERS).group_by("family_id").agg(pl.col("effect").sum())
    both = compared.join(told, on="family_id")
    assert both.height > 0
    gap = (both["score"] - both["score_before"] - both["effect"]).abs().max()
    assert gap <= movements.SMALLEST * 10
    assert movements.MODEL not in set(moved.effects["reason"]), "the same formula ranked both times"


def test_the_changed_answer_is_the_reason(tmp_path):
    _ids, changed = factories.ranked_twice(tmp_path)
    moved = found()
    own = moved.families.filter(pl.col("family_id").is_in(changed))
    assert set(own["reasons"].list.first()) <= {"wall_brick", "motorcycle"}


def test_whose_answers_stayed_was_moved_by_others(tmp_path):
    _ids, changed = factories.ranked_twice(tmp_path)
    others = found().families.filter(~pl.col("family_id").is_in(changed))
    assert set(others["reasons"].list.first()) <= {movements.OTHERS}


def test_everybody_is_counted_once(tmp_path):
    ids, _changed = factories.ranked_twice(tmp_path)
    moved = found()
    assert moved.stayed + moved.families.height == len(ids)


def test_the_first_ranking_has_nothing_to_compare_with(tmp_path):
    factories.ranked_twice(tmp_path)
    assert movements.of_ranking(viewer=SYSTEM, ranking=Ranking.objects.earliest("pk")) is None


def test_a_family_that_came_is_told_as_new(tmp_path):
    factories.ranked_twice(tmp_path)
    newcomer = factories.family()
    version = queries.active_version(kind="demo_pmt")
    later = factories.TODAY + dt.timedelta(days=180)
    actions.rank_regency(region_code="33.23", version_id=version.pk, on=later, by=SYSTEM)
    row = found().families.filter(pl.col("family_id") == newcomer.pk).row(0, named=True)
    assert (row["way"], row["reasons"]) == (movements.CAME, [movements.NEW])


def test_rows_tell_the_answers_in_words(tmp_path):
    _ids, changed = factories.ranked_twice(tmp_path)
    rows = [row for row in moved_rows.MovedRows(found(), viewer=SYSTEM) if row["family_id"] in changed]
    assert any("Dinding" in row["because"] and "→" in row["because"] for row in rows)


def test_nobody_sees_who_moved_elsewhere(tmp_path):
    factories.ranked_twice(tmp_path)
    sari = factories.user("sari", region_code="33.24")
    assert found(sari).families.is_empty()


def test_the_same_families_freeze_to_the_same_bytes(tmp_path):
    factories.ranked_twice(tmp_path)
    kept = frozen.opened(Ranking.objects.latest("pk").facts)
    assert frozen.packed(kept) == frozen.packed(kept.clone())


def test_a_few_families_scored_on_their_own_are_no_ranking_to_compare(tmp_path):
    ids, _changed = factories.ranked_twice(tmp_path)
    [alone] = actions.score_families(family_ids=ids[:2], on=factories.TODAY, by=SYSTEM)
    assert movements.of_ranking(viewer=SYSTEM, ranking=alone) is None
