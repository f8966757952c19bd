"""The new rank of the families that a field check has touched: the last step."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, jobs
from lumbung.core.models import Job
from lumbung.core.refusals import NotAllowed, Refusal
from lumbung.proposals import queries
from lumbung.proposals.actions.common import move
from lumbung.proposals.models.way import Status
from lumbung.registry.models import Family
from lumbung.targeting import actions as targeting
from lumbung.targeting import queries as ranking

JOB = "proposals.rerank"
CHUNK = 1_000


class NothingToRerank(Refusal):
    """No field check waits for a new rank."""

    message = _("Tidak ada usulan yang menunggu peringkat ulang di wilayah Anda.")


@transaction.atomic
def start_reranking(*, on: date, by: Any, queued: bool = True) -> Job:
    """Rank anew, in a job, the families of everything within reach that waits for it; a command runs it itself."""
    if not by.may("proposals.rerank"):
        raise NotAllowed("proposals.rerank")
    waiting = queries.reranking(viewer=by).count()
    if not waiting:
        raise NothingToRerank
    begin = jobs.start if queued else jobs.enrol
    return begin(JOB, {"on": on.isoformat()}, by=by, total=waiting, region_code=by.region_code)


@transaction.atomic
def rerank_proposals(*, on: date, by: Any, limit: int = CHUNK) -> int:
    """Score the next families by today's answers, keep their decile before and after, and close; returns how many."""
    chosen = list(queries.reranking(viewer=by).select_for_update()[:limit])
    if not chosen:
        return 0
    ids, families = [one.pk for one in chosen], sorted({one.family_id for one in chosen})
    before = _deciles(families)
    ranked = list(Family.objects.filter(pk__in=families, status=Family.Status.ACTIVE).values_list("pk", flat=True))
    if ranked:
        targeting.score_families(family_ids=ranked, on=on, by=by)
    kept = before.join(_deciles(families), on="family_id", how="full", coalesce=True, suffix="_after")
    bulk.staged(
        kept.select("family_id", "decile", "decile_after"),
        "reranked",
        {"family_id": "bigint", "decile": "smallint", "decile_after": "smallint"},
    )
    bulk.execute(_KEEP, [ids])
    return move(ids=ids, act="rerank", to=Status.DONE, by=by, on=on, closed_on=on)


def _deciles(families: Sequence[int]) -> pl.DataFrame:
    found = ranking.deciles(family_ids=families)
    return found.select("family_id", decile="decile_national")


_KEEP = """
    UPDATE proposals_proposal p SET decile_before = r.decile, decile_after = r.decile_after
      FROM reranked r WHERE p.family_id = r.family_id AND p.id = ANY(%s)
"""
