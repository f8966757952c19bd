"""Supervision: what two people talked about, what they agreed on, and how that came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import colleague, person_may, sentence
from lumbung.cases.models import Agreed, Supervision
from lumbung.core.refusals import BadInput, NotFound
from lumbung.payments.models.ledger import NATION
from lumbung.staff.models import User

SUPERVISE, WORK = "cases.supervise", "cases.work"
MOST_POINTS = 20


class BadPoint(BadInput):
    """A point has words, one of the two who does it, and a day that is not over."""

    message = _("Setiap kesepakatan perlu isi, orang (salah satu dari Anda berdua), dan hari yang akan datang.")


@dataclass(frozen=True)
class Point:
    """What was agreed on, who of the two does it, and until when."""

    what: str
    who_id: int
    until: date


@transaction.atomic
def note_supervision(
    *, worker_id: int, words: str, by: Any, on: date, again_on: date | None = None, points: Sequence[Point] = ()
) -> Supervision:
    """What a supervisor and a worker talked about and agreed on; the same words of one day are one note."""
    person_may(by=by, permission=SUPERVISE)
    worker = colleague(worker_id, by)
    if again_on is not None and again_on <= on:
        raise BadInput(fields={"again_on": str(_("Tulis tanggal sesudah hari ini."))})
    told = {"worker": worker, "supervisor": by, "on": on, "words": sentence(words, field="words")}
    agreed = [_point(one, worker, by, on) for one in points[:MOST_POINTS]]
    known = Supervision.objects.filter(**told).first()
    region = worker.region_code or NATION
    made = known or Supervision.objects.create(region_code=region, again_on=again_on, **told)
    rows = [Agreed(region_code=region, supervision=made, **one) for one in agreed]
    Agreed.objects.bulk_create(rows, ignore_conflicts=True)
    return made


def _point(one: Point, worker: User, by: Any, on: date) -> dict[str, Any]:
    if one.who_id not in (worker.pk, by.pk) or one.until < on:
        raise BadPoint(fields={"points": str(BadPoint.message)})
    return {"what": sentence(one.what, field="points"), "who_id": one.who_id, "until": one.until}


@transaction.atomic
def see_supervision(*, supervision_id: int, by: Any, on: date) -> Supervision:
    """The worker has read what was written about their work; read twice it is read."""
    person_may(by=by, permission=WORK)
    found = Supervision.objects.visible_to(by).select_for_update().filter(pk=supervision_id, worker=by.pk).first()
    if found is None:
        raise NotFound(supervision_id)
    if found.seen_on is None:
        found.seen_on = on
        found.save(update_fields=["seen_on"])
    return found


@transaction.atomic
def finish_point(*, point_id: int, said: str, by: Any, on: date) -> Agreed:
    """How an agreed point came out, by whoever does it or by the supervisor. Once is enough."""
    person_may(by=by, permission=WORK)
    found = Agreed.objects.visible_to(by).select_for_update().filter(pk=point_id).first()
    if found is None or by.pk not in (found.who_id, found.supervision.supervisor_id):
        raise NotFound(point_id)
    if found.done_on is None:
        found.done_on, found.done_by, found.said = on, by, sentence(said)
        found.save(update_fields=["done_on", "done_by", "said"])
    return found
