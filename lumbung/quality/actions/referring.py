"""Asking a reference about people, one on a screen or a region in a job, and looking at what differs."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, jobs, states
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound
from lumbung.quality import queries, references
from lumbung.quality.models import ReferenceResult
from lumbung.quality.references import Question, asking
from lumbung.registry.models import Person

CHUNK = 200
MAY_ASK = "quality.ask_reference"
KIND = "quality.reference"
_ANSWER = {
    "person_id": "bigint",
    "field": "text",
    "result": "text",
    "asked": "uuid",
}
_KEEP = """
    INSERT INTO quality_referenceresult AS r (person_id, region_code, reference, field, result, asked, status, purpose,
                                              answered_at, by_id, settled_because)
    SELECT p.id, p.region_code, %(reference)s, a.field, a.result, a.asked,
           CASE a.result WHEN 'differs' THEN 'open' ELSE 'fine' END, %(purpose)s, %(at)s, %(by)s, ''
      FROM answered a JOIN registry_person p ON p.id = a.person_id
    ON CONFLICT (person_id, reference, field) DO UPDATE
       SET region_code = EXCLUDED.region_code, result = EXCLUDED.result, asked = EXCLUDED.asked,
           purpose = EXCLUDED.purpose, answered_at = EXCLUDED.answered_at, by_id = EXCLUDED.by_id,
           status = CASE WHEN r.status = 'settled' AND r.result = EXCLUDED.result AND r.asked = EXCLUDED.asked
                         THEN r.status ELSE EXCLUDED.status END
"""


class SayWhatFor(BadInput):
    """Nobody is asked about without a purpose."""

    message = _("Tulis untuk apa data ini ditanyakan.")


class SayWhatWasSeen(BadInput):
    """A difference is settled with what was found."""

    message = _("Tulis apa yang Anda temukan, supaya orang lain mengerti.")


@transaction.atomic
def ask_reference(*, person_id: int, reference: str, purpose: str, by: Any, at: datetime) -> list[ReferenceResult]:
    """Ask about one person now; returns the answers. Raises NotFound, SayWhatFor, and what asking raises."""
    _allowed(by, purpose)
    person = Person.objects.visible_to(by).filter(pk=person_id).first()
    if person is None:
        raise NotFound(person_id)
    _ask([person], reference=reference, purpose=purpose, by=by, at=at)
    return list(queries.reference_results(viewer=by, person_id=person_id).filter(reference=reference))


@transaction.atomic
def start_reference_check(
    *, reference: str, region_code: str, purpose: str, since: date, by: Any, queued: bool = True
) -> Job:
    """Ask about everybody of a region whom this reference has not answered since that day; by a job, chunk by chunk.

    Stopped or refused half-way, the same call goes on with those that are left.
    """
    _allowed(by, purpose)
    if region_code and not by.reach.covers(region_code):
        raise NotFound(region_code)
    asking.check(reference)
    params = {"reference": reference, "region": region_code, "purpose": purpose, "since": since.isoformat()}
    total = _unanswered(params, by).count()
    start = jobs.start if queued else jobs.enrol
    return start(KIND, params, by=by, total=total, region_code=region_code)


def reference_step(*, job: Job) -> bool:
    """Ask about the next chunk; True when nobody is left."""
    by = job.by or SYSTEM
    people = list(_unanswered(job.params, by).filter(pk__gt=job.cursor.get("after", 0)).order_by("pk")[:CHUNK])
    told = {name: job.params[name] for name in ("reference", "purpose")}
    if people:
        job.done += _ask(people, by=by, at=timezone.now(), **told)
        job.cursor = {"after": people[-1].pk}
    return len(people) < CHUNK


@transaction.atomic
def settle_reference(*, result_id: int, why: str, by: Any) -> ReferenceResult:
    """Somebody looked at a difference and says what it is; our value changes only by a correction of its own."""
    if not by.may(MAY_ASK):
        raise NotAllowed(MAY_ASK)
    found = ReferenceResult.objects.visible_to(by).select_for_update().filter(pk=result_id).first()
    if found is None:
        raise NotFound(result_id)
    if not why.strip():
        raise SayWhatWasSeen(fields={"why": str(SayWhatWasSeen.message)})
    told = {"settled_by_id": by.pk, "settled_at": timezone.now(), "settled_because": why.strip()}
    return states.move(found, ReferenceResult.Status.SETTLED, **told)


def _allowed(by: Any, purpose: str) -> None:
    if not by.may(MAY_ASK):
        raise NotAllowed(MAY_ASK)
    if not purpose.strip():
        raise SayWhatFor(fields={"purpose": str(SayWhatFor.message)})


def _unanswered(params: dict[str, str], by: Any) -> QuerySet[Person]:
    """People who count, have a NIK and were not answered since."""
    inside = Reach.of(params["region"]) if params["region"] else by.reach
    answered = ReferenceResult.objects.filter(reference=params["reference"], answered_at__date__gte=params["since"])
    people = Person.objects.visible_to(by).filter(status=Person.Status.ACTIVE, nik_index__isnull=False)
    within = people.filter(region_code__gte=inside.lo, region_code__lt=inside.hi)
    return within.exclude(pk__in=answered.values("person_id"))


def _ask(people: Iterable[Person], *, reference: str, purpose: str, by: Any, at: datetime) -> int:
    """Ask and keep the answers; returns how many people were answered."""
    asking.check(reference)
    fields = references.all_references()[reference].FIELDS
    questions = [Question(person.pk, _values(person, fields), purpose.strip()) for person in people]
    answers = asking.ask_many(reference, questions)
    rows = [
        (question.person_id, name, result, crypto.blind(question.values.get(name), "reference"))
        for question in questions
        for name, result in answers.get(question.person_id, {}).items()
        if name in question.values
    ]
    if not rows:
        return 0
    frame = pl.DataFrame([(*row[:3], str(row[3])) for row in rows], schema=list(_ANSWER), orient="row")
    bulk.staged(frame, "answered", _ANSWER)
    bulk.execute(_KEEP, {"reference": reference, "purpose": purpose.strip(), "at": at, "by": by.pk})
    return len(answers)


def _values(person: Person, fields: Iterable[str]) -> dict[str, str]:
    """What we hold and may be asked about, as text; what we do not know is not asked."""
    return {name: str(value) for name in fields if (value := getattr(person, name))}
