"""The field check: somebody went and looked. Only now what was proposed stands in the registry."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import bulk
from lumbung.core.actors import because
from lumbung.proposals.actions.common import Moved, claim, move, sentence
from lumbung.proposals.flow import ACTS
from lumbung.proposals.models import ProposedChange
from lumbung.registry import actions as registry


@transaction.atomic
def confirm_in_field(*, proposal_ids: Sequence[int], said: str, by: Any, on: date) -> Moved:
    """What was found agrees: changes are written, a resignation or an objection leaves its mark, a mark ends.

    Raises registry.AnsweredOtherwise when an answer was changed by somebody else since it was proposed.
    """
    act = ACTS["confirm"]
    chosen = claim(proposal_ids=proposal_ids, act=act, by=by, on=on)
    ids = list(chosen.done)
    _apply_changes(ids)
    bulk.execute(_SET_MARKS, {"ids": ids, "on": on})
    bulk.execute(_END_MARKS, {"ids": ids, "on": on})
    move(ids=ids, act=act.name, to=act.to, by=by, on=on, field_checked_by=by, said=sentence(said))
    return chosen


def _apply_changes(ids: Sequence[int]) -> None:
    changes = bulk.read_frame(_CHANGES, [list(ids)], {"record_id": pl.Int64})
    if changes.height:
        with because(_reason(ids)):
            registry.correct_answers(corrections=changes)
        ProposedChange.objects.filter(proposal__in=ids).update(applied_at=timezone.now())


def _reason(ids: Sequence[int]) -> str:
    """What the registry's history says about where the answers are from."""
    return _("Usulan %(number)s") % {"number": ids[0]} if len(ids) == 1 else _("Pembaruan data lewat usulan")


_CHANGES = """
    SELECT record AS model, record_id, field, old, new FROM proposals_proposedchange
     WHERE proposal_id = ANY(%s) AND applied_at IS NULL ORDER BY id
"""
_SET_MARKS = """
    INSERT INTO proposals_mark (region_code, family_id, kind, programme, since, proposal_id)
    SELECT region_code, family_id, CASE kind WHEN 'resignation' THEN 'resigned' ELSE 'unfit' END, programme, %(on)s, id
      FROM proposals_proposal WHERE id = ANY(%(ids)s) AND kind IN ('resignation', 'objection') ORDER BY id
    ON CONFLICT DO NOTHING
"""
_END_MARKS = """
    UPDATE proposals_mark m SET until = greatest(m.since, %(on)s), ended_by_id = p.id
      FROM proposals_proposal p, registry_family f
     WHERE p.id = ANY(%(ids)s) AND p.kind = 'reactivation' AND m.until IS NULL AND f.id = m.family_id
       AND p.family_id IN (f.id, f.merged_into_id)
       AND (p.programme = '' OR m.programme = p.programme)
"""
