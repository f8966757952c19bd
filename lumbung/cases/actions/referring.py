"""Whoever cares for somebody refers them, with what they agreed to; the answer comes back to the case."""

from datetime import date
from typing import Any

from django.db import transaction

from lumbung.cases import queries
from lumbung.cases.actions.common import locked, person_may, still_open
from lumbung.cases.actions.knowing import team
from lumbung.cases.models import Case
from lumbung.referrals import actions as referrals
from lumbung.referrals import queries as desk
from lumbung.referrals.models import Need, Referral, Urgency


@transaction.atomic
def refer_person(
    *,
    case_id: int,
    institution_id: int,
    words: str,
    by: Any,
    on: date,
    urgency: str = Urgency.SOON,
    service: str = "",
    agreement: referrals.Agreement | None = None,
    ground_said: str = "",
) -> Referral:
    """Refer the person of a case; of a secret one only the team and whoever answers know. The same again is the same.

    What the institution is told is what the person agreed to for this very referral; without that, that somebody comes.
    """
    person_may(by=by, permission="cases.work")
    case = locked(case_id=case_id, by=by)
    still_open(case)
    place = desk.institution(viewer=by, institution_id=institution_id)
    need = _asked(case, words=words, sector=place.sectors[0], urgency=urgency, by=by, on=on)
    given: dict[str, Any] = {"agreement": agreement, "service": service, "ground_said": ground_said}
    return referrals.refer(need_id=need.pk, institution_id=institution_id, by=by, on=on, **given)


@transaction.atomic
def ask_desk(*, case_id: int, words: str, sector: str, by: Any, on: date, urgency: str = Urgency.SOON) -> Need:
    """Write to the referral desk what the person of a case needs from elsewhere, where nobody knows yet from whom.

    For whoever may tell the desk of a need and knows of the case. What comes of it is told on the case, for as long as
    there is one. The same words on one day are one need.
    """
    return _asked(locked(case_id=case_id, by=by), words=words, sector=sector, urgency=urgency, by=by, on=on)


def _asked(case: Case, *, words: str, sector: str, urgency: str, by: Any, on: date) -> Need:
    """A need at the desk that names its case; of a secret one only the team reads it."""
    heard = referrals.Heard(
        words=words, sector=sector, urgency=urgency, channel=str(Need.Channel.CASE),
        called=case.called, person_id=case.person_id, region_code=case.region_code,
        topic=str(Need.Topic.CASE) if case.sensitive else "", cause=queries.cause_of(case_id=case.pk),
    )  # fmt: skip
    known = team([case.pk])[case.pk] if case.sensitive else None
    return referrals.note_need(heard=heard, by=by, on=on, readers=known)
