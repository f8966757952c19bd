"""Somebody is found, and visited at home: a case begins or is joined, the baseline is measured."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases import queries as care
from lumbung.cases.models import Case
from lumbung.core import bulk, states
from lumbung.core.refusals import BadInput
from lumbung.core.wording import one_of
from lumbung.outreach.actions.common import FIND, LEAD, VISIT, ask, held, person_may, place, sentence, still_going
from lumbung.outreach.models import Outreach
from lumbung.referrals.models import Need

CLUSTER = KIND = "disabilitas"
INSTRUMENT, BASELINE = "fungsi_sosial/1", "baseline"


class NoSuchSource(BadInput):
    """Somebody led the way."""

    message = _("Pilih siapa yang menemukan atau merujuk.")


@transaction.atomic
def find(
    *,
    source: str,
    told: str,
    by: Any,
    on: date,
    person_id: int | None = None,
    called: str = "",
    region_code: str = "",
    request_key: UUID | None = None,
    elsewhere: str = "",
    sector: str = "",
) -> Outreach:
    """Somebody with an intellectual disability is found or referred; the same person again is the same record.

    Joins the open case of the cluster that the finder may see; or opens one, to be served where the person lives. What
    they need from others, told in `elsewhere`, is at the referral desk at once.
    """
    person_may(by=by, permission=FIND)
    if source not in Outreach.Source.values:
        raise NoSuchSource(fields={"source": str(NoSuchSource.message)})
    words = sentence(told, field="told")
    bulk.one_at_a_time(f"outreach {person_id or request_key or (by.pk, called, words)}")
    known = None if person_id else _told_before(called, words, by, on)
    if known is not None:
        return known
    case = (_open_case(person_id, by) if person_id else None) or cases.open_case(
        cluster=CLUSTER,
        ppks=KIND,
        need=words,
        person_id=person_id,
        called=called,
        region_code=region_code,
        referred_by=f"{one_of(Outreach.Source, source, field='source').label}: {by}",
        mode=Case.Mode.COMMUNITY,
        request_key=request_key,
        by=by,
        on=on,
    )
    made, _new = Outreach.objects.get_or_create(
        case=case, defaults={"source": source, "found_on": on, "found_by": by, "told": words}
    )
    if elsewhere.strip():
        ask(made, words=elsewhere, sector=sector, by=by, on=on)
    return made


@transaction.atomic
def ask_desk(*, outreach_id: int, words: str, by: Any, on: date, sector: str = "") -> Need:
    """What somebody needs from others, as their cadre or worker sees it; the desk finds from whom, and the answer comes
    back to the case. The same words on one day are one need."""
    person_may(by=by, permission=VISIT)
    return ask(held(outreach_id=outreach_id, by=by), words=words, sector=sector, by=by, on=on)


def _open_case(person_id: int, by: Any) -> Case | None:
    return care.on_person(viewer=by, person_id=person_id).filter(cluster=CLUSTER, closed_on=None).first()


def _told_before(called: str, words: str, by: Any, on: date) -> Outreach | None:
    """The same words of the same finder on the same day about somebody without a record."""
    same = Outreach.objects.filter(found_by=by, found_on=on, told=words, case__called=called.strip())
    return same.first()


@transaction.atomic
def visit_home(
    *,
    outreach_id: int,
    home: str,
    by: Any,
    on: date,
    at: datetime,
    wished_sex: str = "",
    latitude: str = "",
    longitude: str = "",
) -> Outreach:
    """The first visit: how they live, where, whom they wish; the case is served in the community and its baseline
    of social functioning begins. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    still_going(found)
    told = {"home": sentence(home, field="home"), "wished_sex": wished_sex, **place(latitude, longitude)}
    if found.case.mode == Case.Mode.FAMILY:
        cases.change_mode(case_id=found.case_id, mode=Case.Mode.COMMUNITY, by=by, on=on)
    if not care.assessments(viewer=by, case_id=found.case_id).filter(moment=BASELINE).exists():
        given: dict[str, Any] = {"case_id": found.case_id, "instrument": INSTRUMENT, "moment": BASELINE}
        cases.begin_assessment(**given, by=by, on=on, at=at)
    if found.status == Outreach.Status.FOUND:
        return states.move(found, Outreach.Status.VISITED, visited_on=on, visited_by=by, **told)
    for name, value in told.items():
        setattr(found, name, value)
    found.save(update_fields=list(told))
    return found


@transaction.atomic
def name_person(*, outreach_id: int, person_id: int, by: Any) -> Outreach:
    """Later it is known who somebody is in the registry."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    cases.name_person(case_id=found.case_id, person_id=person_id, by=by)
    found.case.refresh_from_db()
    return found
