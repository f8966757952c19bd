"""Putting a paper to a proposal or a meeting: told by its content, freed of what a telephone writes into it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import evidence
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.proposals import queries, rules
from lumbung.proposals.actions.common import OwnFamily, locked, person_may
from lumbung.proposals.models import Meeting, Paper, Proposal
from lumbung.proposals.models.way import LAPSES_FROM, Status


class HalfAPlace(BadInput):
    """A latitude without a longitude, or off the map."""

    message = _("Tulis lintang dan bujur dua-duanya, misalnya -7,3161 dan 110,1758.")


class TooLateForPapers(Refusal):
    """What was verified stays as it was seen."""

    message = _("Bukti tidak bisa ditambah lagi pada langkah ini.")


@transaction.atomic
def add_paper(
    *,
    proposal_id: int,
    kind: str,
    content: bytes,
    by: Any,
    on: date,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Paper:
    """A paper of a proposal: the village's before it is verified, the field check's photo at the field check."""
    [proposal] = locked(proposal_ids=[proposal_id], by=by)
    at_the_field = proposal.status == Status.FIELD_CHECK and kind == Paper.Kind.FIELD
    person_may(by=by, permission="proposals.field_check" if at_the_field else "proposals.file")
    if proposal.family_id in queries.own_families(viewer=by):
        raise OwnFamily(proposal)
    if kind not in Paper.OF_PROPOSALS or not (at_the_field or proposal.status in LAPSES_FROM):
        raise TooLateForPapers(proposal)
    place = _place(latitude, longitude)
    return keep(kind=kind, content=content, by=by, on=on, proposal=proposal, **place)


@transaction.atomic
def add_meeting_paper(*, meeting_id: int, kind: str, content: bytes, by: Any, on: date) -> Paper:
    """The signed minutes, the signed attendance list, or a photo of the meeting."""
    person_may(by=by, permission="proposals.deliberate")
    meeting = queries.meeting(viewer=by, meeting_id=meeting_id)
    if meeting.status != Meeting.Status.CALLED or kind not in Paper.OF_MEETINGS:
        raise TooLateForPapers(meeting)
    return keep(kind=kind, content=content, by=by, on=on, meeting=meeting)


def keep(*, kind: str, content: bytes, by: Any, on: date, **of: Any) -> Paper:
    """Store the cleaned file and its line; `of` names its proposal, meeting or letter."""
    kept = evidence.keep(content, limit=rules.in_force(on).paper_bytes)
    record: Proposal | Meeting = next(value for name, value in of.items() if name in ("proposal", "meeting", "letter"))
    return Paper.objects.create(
        region_code=record.region_code,
        kind=one_of(Paper.Kind, kind, field="kind"),
        by=by,
        **vars(kept),
        **of,
    )


def _place(latitude: Decimal | None, longitude: Decimal | None) -> dict[str, Decimal]:
    if latitude is None and longitude is None:
        return {}
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise HalfAPlace(fields={"latitude": str(HalfAPlace.message)})
    return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}
