"""The hand-over of a worker's cases in one act."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import colleague, person_may, sentence
from lumbung.cases.actions.knowing import let_team_read
from lumbung.cases.models import Case, CaseMove
from lumbung.core import bulk, formats, wall
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.payments.models.ledger import NATION
from lumbung.staff.models import User

SUPERVISE = "cases.supervise"


class NotTheirWork(BadInput):
    """Cases go to somebody else who leads cases, in a region that covers them."""

    message = _("Pilih petugas lain yang melayani kasus dan bekerja di wilayah kasus-kasus ini.")


class LedAndSupervised(Refusal):
    """Nobody supervises the cases that they lead."""

    message = _(
        "Petugas ini menjadi supervisor %(count)s dari kasus itu. Pilih petugas lain, atau ganti supervisornya dulu."
    )


class NoCaseToMove(Refusal):
    """Nothing is left that this person could move."""

    message = _("Tidak ada kasus berjalan milik petugas ini yang bisa Anda alihkan.")


@transaction.atomic
def hand_over_cases(
    *,
    giver_id: int,
    taker_id: int,
    reason: str,
    by: Any,
    at: datetime,
    on: date,
    case_ids: Sequence[int] | None = None,
) -> CaseMove:
    """A worker's open cases, or some of them, to another: lead, team, open steps, tasks and sessions to come.

    Whoever falls ill may give their own away. Sessions at hours when the successor is taken stay, and are counted.
    The same act again finds nothing to move and is the same record.
    """
    if by.pk != giver_id:
        person_may(by=by, permission=SUPERVISE)
    giver, taker = colleague(giver_id, by), colleague(taker_id, by)
    told = {"giver": giver, "taker": taker, "reason": sentence(reason, field="reason"), "on": on}
    found = Case.objects.visible_to(by).open().filter(worker=giver)
    found = found.filter(pk__in=case_ids) if case_ids is not None else found
    cases = list(found.select_for_update(of=("self",)).order_by("pk"))
    if not cases:
        known = CaseMove.objects.visible_to(by).filter(**told, by_id=by.pk).order_by("-pk").first()
        if known is None:
            raise NoCaseToMove
        return known
    _may_take(taker, giver, cases)
    move = CaseMove.objects.create(region_code=giver.region_code or NATION, by_id=by.pk, cases=len(cases), **told)
    _carry(move, [case.pk for case in cases], at)
    return move


def _may_take(taker: User, giver: User, cases: Sequence[Case]) -> None:
    inside = all(taker.reach.covers(case.region_code) for case in cases)
    if taker.pk == giver.pk or not taker.is_active or not taker.may("cases.plan") or not inside:
        raise NotTheirWork(fields={"taker": str(NotTheirWork.message)})
    supervised = sum(case.supervisor_id == taker.pk for case in cases)
    if supervised:
        raise LedAndSupervised(count=formats.count(supervised))


def _carry(move: CaseMove, cases: list[int], at: datetime) -> None:
    """Everything that hangs on the lead of these cases, one statement each.

    Behind the lifted wall, for whoever gives their own away is no longer on the team when the last statement runs.
    """
    told = {
        "cases": cases, "giver": move.giver_id, "taker": move.taker_id, "on": move.on, "at": at, "move": move.pk,
        "by": move.by_id,
    }  # fmt: skip
    with wall.lifted():
        bulk.execute(_MOVED, told)
        bulk.execute(_TASKS, told)
        bulk.execute(_STEPS, told)
        move.sessions = bulk.execute(_SESSIONS, told)
        [(move.clashing,)] = bulk.rows(_CLASHING, told)
        bulk.execute(_LEAVES, told)
        bulk.execute(_JOINS, told)
        bulk.execute(_LEADS, told)
        move.save(update_fields=["sessions", "clashing"])
    let_team_read(cases)


_MOVED = """
    INSERT INTO cases_movedcase (region_code, sensitive, case_id, move_id)
    SELECT region_code, sensitive, id, %(move)s FROM cases_case WHERE id = ANY(%(cases)s) ORDER BY id
"""
_TASKS = """
    UPDATE cases_urgenttask SET owner_id = %(taker)s
     WHERE case_id = ANY(%(cases)s) AND done_at IS NULL AND owner_id = %(giver)s
"""
_STEPS = """
    UPDATE cases_casestep SET owner_id = %(taker)s
     WHERE case_id = ANY(%(cases)s) AND status = 'open' AND owner_id = %(giver)s
"""
_SESSIONS = """
    UPDATE cases_session s SET worker_id = %(taker)s
     WHERE s.case_id = ANY(%(cases)s) AND s.worker_id = %(giver)s AND s.status = 'planned' AND s.starts_at >= %(at)s
       AND NOT EXISTS (SELECT 1 FROM cases_session o
                        WHERE o.worker_id = %(taker)s AND o.status <> 'cancelled'
                          AND o.starts_at < s.ends_at AND o.ends_at > s.starts_at)
"""
_CLASHING = """
    SELECT count(*) FROM cases_session s
     WHERE s.case_id = ANY(%(cases)s) AND s.worker_id = %(giver)s AND s.status = 'planned' AND s.starts_at >= %(at)s
"""
_LEAVES = """
    UPDATE cases_member SET until = greatest(since, %(on)s)
     WHERE case_id = ANY(%(cases)s) AND user_id = %(giver)s AND role = 'worker' AND until IS NULL
"""
_JOINS = """
    INSERT INTO cases_member (region_code, sensitive, case_id, user_id, role, since, added_by_id)
    SELECT region_code, sensitive, id, %(taker)s, 'worker', %(on)s, %(by)s
      FROM cases_case WHERE id = ANY(%(cases)s) ORDER BY id
    ON CONFLICT DO NOTHING
"""
_LEADS = "UPDATE cases_case SET worker_id = %(taker)s WHERE id = ANY(%(cases)s)"


@transaction.atomic
def read_move(*, move_id: int, by: Any, on: date) -> CaseMove:
    """One of both sides has read what was handed over; read twice it is read."""
    move = CaseMove.objects.visible_to(by).select_for_update().filter(pk=move_id).first()
    sides = {} if move is None else {move.giver_id: "giver_read_on", move.taker_id: "taker_read_on"}
    if move is None or by.pk not in sides:
        raise NotFound(move_id)
    field = sides[by.pk]
    if getattr(move, field) is None:
        setattr(move, field, on)
        move.save(update_fields=[field])
    return move
