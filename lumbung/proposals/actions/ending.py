"""The ways that do not lead on: back, refused, withdrawn, lapsed. Each with a reason and a sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import BadInput, NotAllowed
from lumbung.proposals import flow, queries, reasons
from lumbung.proposals.actions.common import (
    Moved,
    NotAtThisStep,
    OwnFamily,
    claim,
    locked,
    move,
    person_may,
    sentence,
)
from lumbung.proposals.models.way import REJECTED_FROM, RETURNS, SIGNATURES, WAY, WITHDRAWN_FROM, Status

LAPSE_JOB = "proposals.lapse"
CHUNK = 1_000
SAID_OF_LAPSE = "Tidak diverifikasi kabupaten sampai hari tenggatnya."
"""Kept as it was said that day; the reason code carries the translated words."""


class UnknownReason(BadInput):
    """A reason is one of a list, so that it can be counted."""

    message = _("Pilih alasannya dari daftar.")


@transaction.atomic
def return_proposals(*, proposal_ids: Sequence[int], reason: str, said: str, by: Any, on: date) -> Moved:
    """Send them one way back, whatever step they are at (all the same); the signatures behind it fall."""
    chosen, at = _chosen(proposal_ids, by, on, tuple(RETURNS))
    to = RETURNS[at]
    written = {**_fallen(to), **_told(reason, said)}
    move(ids=chosen.done, act="return", to=to, by=by, on=on, **written)
    return chosen


@transaction.atomic
def reject_proposals(*, proposal_ids: Sequence[int], reason: str, said: str, by: Any, on: date) -> Moved:
    """Refuse them for good; a new proposal stays possible."""
    chosen, _at = _chosen(proposal_ids, by, on, REJECTED_FROM)
    move(ids=chosen.done, act="reject", to=Status.REJECTED, by=by, on=on, closed_on=on, **_told(reason, said))
    return chosen


@transaction.atomic
def withdraw_proposal(*, proposal_id: int, said: str, by: Any, on: date) -> Moved:
    """Whoever brought it does not want it any more; only before the regency has it."""
    person_may(by=by, permission="proposals.file")
    [found] = locked(proposal_ids=[proposal_id], by=by)
    if found.status not in WITHDRAWN_FROM:
        raise NotAtThisStep(found, count=1, step=Status.DELIBERATING.label)
    if found.family_id in queries.own_families(viewer=by):
        raise OwnFamily(found)
    told = _told("no_longer_wanted", said)
    move(ids=[found.pk], act="withdraw", to=Status.WITHDRAWN, by=by, on=on, closed_on=on, **told)
    return Moved((found.pk,))


@transaction.atomic
def start_lapsing(*, on: date, by: Any = SYSTEM, queued: bool = True) -> Job:
    """A job that ends everything within reach whose last day lies before `on`; a command runs it itself."""
    if not by.may("proposals.decide"):
        raise NotAllowed("proposals.decide")
    begin = jobs.start if queued else jobs.enrol
    total = queries.overdue(viewer=by, on=on).count()
    return begin(LAPSE_JOB, {"on": on.isoformat()}, by=by, total=total, region_code=by.region_code)


@transaction.atomic
def lapse_proposals(*, on: date, by: Any = SYSTEM, limit: int = CHUNK) -> int:
    """End what was not verified by its last day, at most `limit` at a time; returns how many. Repeating finds none."""
    if not by.may("proposals.decide"):
        raise NotAllowed("proposals.decide")
    due = queries.overdue(viewer=by, on=on).select_for_update(skip_locked=True).values_list("pk", flat=True)
    ids = list(due[:limit])
    told = {"reason": reasons.LAPSED, "said": SAID_OF_LAPSE}
    return move(ids=ids, act="lapse", to=Status.LAPSED, by=by, on=on, closed_on=on, **told) if ids else 0


def _chosen(proposal_ids: Sequence[int], by: Any, on: date, steps: tuple[Status, ...]) -> tuple[Moved, Status]:
    """Proposals that all stand at one of these steps, by whoever may act there."""
    found = locked(proposal_ids=proposal_ids, by=by)
    at = Status(found[0].status)
    if at not in steps:
        raise NotAtThisStep(found, count=len(found), step=at.label)
    act = flow.ACT_AT[at]
    return claim(proposal_ids=proposal_ids, act=flow.Act(act.name, at, act.permission), by=by, on=on), at


def _fallen(to: Status) -> dict[str, None]:
    """Signatures from that step on, and what stood on them."""
    again = WAY[WAY.index(to) :]
    gone: dict[str, None] = {person: None for step, person in SIGNATURES.items() if step in again}
    if to == Status.REPORTED:
        gone |= {"meeting": None, "letter": None}
    return {**gone, "docket": None}


def _told(reason: str, said: str) -> dict[str, str]:
    if reason not in reasons.REASONS:
        raise UnknownReason(fields={"reason": str(UnknownReason.message)})
    return {"reason": reason, "said": sentence(said)}
