"""Looking for families that may need Dream Start, asking them, and noting what they said."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.childhood import queries, rules
from lumbung.childhood.actions.common import person_may, sentence
from lumbung.childhood.models import Candidate, Discovery
from lumbung.core import bulk, states
from lumbung.core.refusals import BadInput, NotFound
from lumbung.core.wording import one_of

BATCH = 1_000


class OutOfReach(BadInput):
    """A list is of the region of whoever makes it."""

    message = _("Tulis kode wilayah yang termasuk wilayah Anda.")


class NoSuchAnswer(BadInput):
    """What a family says is one of four."""

    message = _("Pilih jawaban keluarga: bersedia, menolak, tidak ditemukan, atau tidak memerlukan.")


@transaction.atomic
def discover(*, region_code: str, by: Any, on: date) -> Discovery:
    """List children and expectant mothers of a region whom the registry shows as likely to need it.

    Who is in Dream Start, waits on a list, or said no lately is not listed. The same region and day again is the same
    list. It reads the registry once, however many families there are.
    """
    person_may(by, "childhood.discover")
    if not region_code or not by.reach.covers(region_code):
        raise OutOfReach(fields={"region_code": str(OutOfReach.message)})
    bulk.one_at_a_time(f"discovery {region_code}")
    known = Discovery.objects.filter(region_code=region_code, on=on).first()
    if known is not None:
        return known
    made = Discovery.objects.create(region_code=region_code, on=on, made_by=by)
    points = rules.in_force(on).discovery_points
    Candidate.objects.bulk_create(
        (
            Candidate(
                region_code=one.region_code,
                discovery=made,
                person_id=one.person_id,
                whom=one.whom,
                reasons=one.reasons,
                points=sum(points[reason] for reason in one.reasons),
            )
            for one in queries.likely_to_need(viewer=by, region_code=region_code, on=on)
        ),
        batch_size=BATCH,
    )
    return made


@transaction.atomic
def note_answer(*, candidate_id: int, answer: str, by: Any, on: date, said: str = "") -> Candidate:
    """What a family said at the door, or that nobody was there. The same answer again changes nothing."""
    person_may(by, "childhood.look")
    found = Candidate.objects.visible_to(by).select_for_update().filter(pk=candidate_id).first()
    if found is None:
        raise NotFound(candidate_id)
    if answer not in Candidate.ANSWERS:
        raise NoSuchAnswer(fields={"answer": str(NoSuchAnswer.message)})
    told = sentence(said, needed=answer == Candidate.Status.REFUSED)
    if found.status == answer:
        return found
    return states.move(found, one_of(Candidate.Status, answer, field="answer"), looked_on=on, looked_by=by, said=told)
