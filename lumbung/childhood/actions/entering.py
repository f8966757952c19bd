"""Entering Dream Start, the needs and the risk that the family assessment found, and staying beyond twelve."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases import queries as case_queries
from lumbung.cases.models import Conference, Decision
from lumbung.childhood import rules
from lumbung.childhood.actions.common import open_start, person_may, sentence
from lumbung.childhood.models import Candidate, ChildContact, QuarterReview, Risk, Start
from lumbung.childhood.services import catalogue
from lumbung.core import states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.law import days
from lumbung.registry import queries as registry

SMALL = 6
"""The age from which the law of PPKS calls a child no longer an under-five."""


class NotForThem(Refusal):
    """Neither of the age nor expecting."""

    message = _("Dream Start untuk anak sampai umur %(age)s tahun dan ibu hamil.")


class AgeNotKnown(Refusal):
    """Unknown is not no, and not yes either."""

    message = _("Tanggal lahir atau kehamilannya belum tercatat. Tanyakan dulu, lalu perbarui data orangnya.")


class NoSuchNeed(BadInput):
    """Needs are those that tailored services answer."""

    message = _("Kebutuhan ini tidak dikenal. Pilih: %(known)s.")


class NoConferenceSaid(Refusal):
    """A child stays beyond twelve only when a conference agreed."""

    message = _("Belum ada putusan pembahasan kasus yang memperpanjang masa ini. Bawa dulu ke pembahasan.")


class TooOldEvenSo(Refusal):
    """The age to which a conference may extend."""

    message = _("Perpanjangan paling lama sampai %(day)s.")


@transaction.atomic
def enter(*, person_id: int, need: str, by: Any, on: date, pregnant: bool = False, risk: str = "middle") -> Start:
    """A child or an expectant mother enters: a case with mode family is opened or joined, the days begin to run.

    Whoever is in already stays in, and the same again changes nothing; who was in before enters anew.
    """
    person_may(by, "childhood.work")
    person = registry.person(viewer=by, person_id=person_id)
    running = Start.objects.visible_to(by).exclude(status=Start.Status.ENDED).filter(person=person).first()
    if running is not None:
        return running
    p = rules.in_force(on)
    whom, risk = _whom(person, pregnant, on, p), one_of(Risk, risk, field="risk")
    made = Start.objects.create(
        case=_case(person, whom, need, by, on),
        person=person,
        whom=whom,
        born_on=person.birth_date,
        entered_on=on,
        entered_by=by,
        conference_due_on=on + timedelta(days=p.conference_days),
        until_on=rules.last_day(person.birth_date, p) if whom == rules.CHILD and person.birth_date else None,
        risk=risk,
        before=Start.objects.visible_to(by).filter(person=person).order_by("-pk").first(),
    )
    made.refresh_from_db(fields=["region_code"])
    due_on, channel = rules.next_contact(risk, on, p)
    ChildContact.objects.create(case=made.case, start=made, due_on=due_on, channel=channel)
    QuarterReview.objects.create(case=made.case, start=made, quarter=1, due_on=days.months_after(on, p.review_months))
    for one in Candidate.objects.filter(person=person).exclude(status=Candidate.Status.ENTERED).select_for_update():
        states.move(one, Candidate.Status.ENTERED)
    return made


@transaction.atomic
def note_needs(*, start_id: int, needs: Collection[str], risk: str, by: Any, on: date) -> Start:
    """What the family assessment found: needs that tailored services answer, and the risk that sets the contacts."""
    found = open_start(start_id, by)
    risk = one_of(Risk, risk, field="risk")
    known = catalogue().needs
    wrong = [need for need in needs if need not in known]
    if wrong:
        told = {"known": ", ".join(known)}
        raise NoSuchNeed(**told, fields={"needs": str(NoSuchNeed.message % told)})
    found.needs = [need for need in known if need in needs]
    found.save(update_fields=["needs"])
    set_risk(found, one_of(Risk, risk, field="risk"), on)
    return found


def set_risk(start: Start, risk: str, on: date) -> None:
    """Another risk sets the next contact anew; it comes sooner, never later than it was."""
    if start.risk == risk:
        return
    start.risk = risk
    start.save(update_fields=["risk"])
    due_on, channel = rules.next_contact(risk, on, rules.in_force(on))
    for one in ChildContact.objects.filter(start=start, on=None).select_for_update():
        one.due_on, one.channel = min(one.due_on, due_on), channel
        one.save(update_fields=["due_on", "channel"])


@transaction.atomic
def let_stay(*, start_id: int, decision_id: int, by: Any, on: date) -> Start:
    """A child stays beyond the usual age, as a held conference decided. The same again changes nothing."""
    found = open_start(start_id, by)
    decision = case_queries.decision(viewer=by, decision_id=decision_id)
    held = decision.conference.status == Conference.Status.HELD
    extends = decision.case_id == found.case_id and held and decision.outcome == Decision.Outcome.EXTEND
    if not extends or found.born_on is None or decision.until is None:
        raise NoConferenceSaid(found)
    last = rules.last_day_extended(found.born_on, rules.in_force(on))
    if decision.until > last:
        raise TooOldEvenSo(found, day=f"{last:%d-%m-%Y}")
    if found.longer_by_id != decision.pk:
        found.until_on, found.longer_by = decision.until, decision
        found.save(update_fields=["until_on", "longer_by"])
    return found


def _whom(person: Any, pregnant: bool, on: date, p: Any) -> str:
    """For whom; what a worker sees at home counts besides the registry. Raises NotForThem, AgeNotKnown."""
    expecting = False if person.sex == "L" else (True if pregnant else person.pregnant)
    told = rules.whom_is(born=person.birth_date, pregnant=expecting, on=on, p=p)
    if person.status != "active" or told == rules.NOBODY:
        raise NotForThem(person, age=p.child_age_to)
    if told == rules.UNKNOWN:
        raise AgeNotKnown(person)
    return told


def _case(person: Any, whom: str, need: str, by: Any, on: date) -> Any:
    """The ordinary case of the person in the children's cluster, the one that runs or a new one."""
    found = case_queries.on_person(viewer=by, person_id=person.pk)
    known = found.filter(cluster="anak", sensitive=False, closed_on=None).first()
    if known is not None:
        return cases.locked(case_id=known.pk, by=by)
    years = registry.age_on(born=person.birth_date, on=on)
    small = years is not None and years < SMALL
    kind = "perempuan_rawan" if whom == rules.MOTHER else "balita_telantar" if small else "anak_telantar"
    given = {"cluster": "anak", "ppks": kind, "need": sentence(need, field="need"), "person_id": person.pk}
    return cases.open_case(**given, by=by, on=on)
