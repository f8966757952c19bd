"""A second person puts requests on the waiting list, or refuses them with a reason; one or thousands alike."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal
from lumbung.in_kind import facts, kinds, rules
from lumbung.in_kind.actions.common import SamePersonDecides, at_step, locked, person_may, sentence
from lumbung.in_kind.models import Request

Status = Request.Status


class BelowTheConditions(Refusal):
    """The rule of the kind doesn't say yes; refuse it with its reason, or have it assessed again."""

    message = _("%(count)s permintaan tidak memenuhi syarat atau belum diketahui: %(numbers)s. Buka satu per satu.")


@transaction.atomic
def approve_requests(*, request_ids: Sequence[int], by: Any, on: date) -> list[int]:
    """Put them on the waiting list; those that this person approved before stay as they are.

    Raises SamePersonDecides for the one who assessed, BelowTheConditions where the rule does not say yes.
    """
    person_may(by=by, permission="in_kind.approve")
    found = _undecided(request_ids, by, Status.LISTED)
    if any(one.assessed_by_id == by.pk for one in found):
        raise SamePersonDecides
    failing = _failing(found, on)
    if failing:
        raise BelowTheConditions(found, count=len(failing), numbers=", ".join(map(str, failing[:10])))
    ids = [one.pk for one in found]
    Request.objects.filter(pk__in=ids).update(status=Status.LISTED, approved_by=by, approved_on=on, said="")
    return ids


@transaction.atomic
def refuse_requests(*, request_ids: Sequence[int], said: str, by: Any, on: date) -> list[int]:
    """Refuse with a sentence that the family reads; by another person than the one who assessed."""
    person_may(by=by, permission="in_kind.approve")
    told = sentence(said)
    found = _undecided(request_ids, by, Status.REFUSED)
    if any(one.assessed_by_id == by.pk for one in found):
        raise SamePersonDecides
    ids = [one.pk for one in found]
    Request.objects.filter(pk__in=ids).update(
        status=Status.REFUSED, approved_by=by, approved_on=on, said=told, closed_on=on
    )
    return ids


def _undecided(request_ids: Sequence[int], by: Any, decided: Status) -> list[Request]:
    """Those still to be decided; what the same person has decided so before is done already."""
    found = locked(request_ids=request_ids, by=by)
    waiting = [one for one in found if not (one.status == decided and one.approved_by_id == by.pk)]
    at_step(waiting, Status.ASSESSED)
    return waiting


def _failing(found: Sequence[Request], on: date) -> list[int]:
    failing: list[int] = []
    for name, group in groupby(sorted(found, key=lambda one: one.kind), key=lambda one: one.kind):
        kind = kinds.find(name)
        columns = facts.of_requests(kind=kind, request_ids=[one.pk for one in group], on=on)
        judged = rules.judged(columns, kind.parameters.on(on), kind.only_for())
        fails = judged.filter((judged[rules.UNMET].list.len() > 0) | (judged[rules.OPEN].list.len() > 0))
        failing += fails["request_id"].to_list()
    return failing
