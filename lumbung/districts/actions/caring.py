"""The yearly decision: what somebody needs, what another person grants, an objection and its answer."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.districts import rules, words
from lumbung.districts.actions.common import SamePersonDecides, held, known_to, outside, person_may, sentence, somebody
from lumbung.districts.models import CareDecision, Grant
from lumbung.registry.models import Person

Status = CareDecision.Status


class BadAssessment(BadInput):
    """What is needed, and what for."""

    message = _("Pilih sedikitnya satu kebutuhan dan satu layanan dari daftar.")


class ExcludedService(BadInput):
    """Two services that nobody has together."""

    message = _("“%(service)s” tidak bisa diberikan bersama “%(other)s”.")


class CareYearRuns(Refusal):
    """One care year at a time; the next one is decided when it is near its end."""

    message = _("Orang ini masih mendapat layanan sampai %(day)s. Nilai ulang mulai %(renew)s, atau hentikan dulu.")


class AssessedAlready(Refusal):
    """One assessment waits for its decision."""

    message = _("Penilaian lain untuk orang ini masih menunggu keputusan.")


class NoDecisionYet(Refusal):
    """Only a decision can be objected to."""

    message = _("Belum ada keputusan yang bisa dibantah.")


class TooLate(Refusal):
    """The time for it is over."""

    message = _("Batasnya %(day)s sudah lewat.")


class NoObjection(Refusal):
    """There is nothing to answer."""

    message = _("Tidak ada keberatan yang menunggu jawaban.")


@transaction.atomic
def assess_care(
    *, person_id: int, needs: Collection[str], level: str, services: Collection[str], found: str, by: Any, on: date
) -> CareDecision:
    """What somebody needs and which services are asked for; the same again is the same assessment.

    Raises BadAssessment, ExcludedService, CareYearRuns, AssessedAlready.
    """
    person_may(by=by, permission="districts.assess")
    person = somebody(person_id=person_id, by=by)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    p = rules.in_force(on)
    told: dict[str, Any] = {"needs": sorted(set(needs)), "services": sorted(set(services)), "level": level}
    known_words = set(told["needs"]) <= set(CareDecision.Need.values) and level in CareDecision.Level.values
    if not (told["needs"] and told["services"] and known_words and set(told["services"]) <= set(p.services)):
        raise BadAssessment(fields={"services": str(BadAssessment.message)})
    told["found"] = sentence(found, field="found")
    waiting = known_to(CareDecision.objects, person, by).filter(status=Status.ASSESSED).first()
    if waiting is not None:
        if waiting.assessed_by_id == by.pk and all(getattr(waiting, name) == value for name, value in told.items()):
            return waiting
        raise AssessedAlready(waiting)
    _refuse_while_it_runs(known_to(CareDecision.objects, person, by), on, p)
    _refuse_clash(told["services"], [], p)
    told |= {"region_code": person.region_code, "person": person, "outside": outside(person, by)}
    return CareDecision.objects.create(assessed_on=on, assessed_by=by, **told)


@transaction.atomic
def decide_care(*, decision_id: int, grant: bool, by: Any, on: date, said: str = "") -> CareDecision:
    """Granted for a year from the day after, or not with a reason; by another person than the one who assessed.

    A renewal begins when the year before it ends. Raises SamePersonDecides, ExcludedService.
    """
    person_may(by=by, permission="districts.decide")
    one = held(CareDecision, decision_id, by=by)
    wanted = Status.GRANTED if grant else Status.REFUSED
    if one.status == wanted and one.decided_by_id == by.pk:
        return one
    if one.assessed_by_id == by.pk:
        raise SamePersonDecides(one)
    told: dict[str, Any] = {"decided_on": on, "decided_by": by, "said": sentence(said, needed=not grant)}
    if not grant:
        return states.move(one, Status.REFUSED, **told)
    p = rules.in_force(on)
    year = DateRange(*rules.care_year(max(on, _day_before(one, on)), p))
    elsewhere = Grant.objects.filter(person=one.person, during__overlap=year)
    _refuse_clash(one.services, list(elsewhere.values_list("service", flat=True)), p)
    states.move(one, Status.GRANTED, during=year, **told)
    Grant.objects.bulk_create(
        Grant(region_code=one.region_code, person=one.person, outside=one.outside, decision=one, service=service,
              during=year, excludes=rules.excluded_by(service, p))
        for service in one.services
    )  # fmt: skip
    return one


@transaction.atomic
def end_care(*, decision_id: int, said: str, by: Any, on: date) -> CareDecision:
    """Stopped before the year is over; what was granted ends with that day."""
    person_may(by=by, permission="districts.decide")
    one = held(CareDecision, decision_id, by=by)
    if one.status == Status.ENDED:
        return one
    why = sentence(said)
    _end(one, said=why, on=on)
    return one


@transaction.atomic
def object_to_care(*, decision_id: int, objection: str, told_by: str, by: Any, on: date) -> CareDecision:
    """The person, or somebody for them, doesn't agree; written down once, in time. Raises NoDecisionYet, TooLate."""
    person_may(by=by, permission="districts.assess")
    one = held(CareDecision, decision_id, by=by)
    told: dict[str, Any] = {
        "objection": sentence(objection, field="objection"),
        "objected_by": sentence(told_by, field="told_by"),
    }
    if one.decided_on is None:
        raise NoDecisionYet(one)
    if one.objected_on is not None and one.objection == told["objection"]:
        return one
    limit = rules.working_days_after(one.decided_on, rules.in_force(on).care["objection_days"])
    if one.objected_on is not None or on > limit:
        raise TooLate(one, day=words.day(one.objected_on or limit))
    for name, value in {**told, "objected_on": on}.items():
        setattr(one, name, value)
    one.save(update_fields=[*told, "objected_on"])
    return one


@transaction.atomic
def answer_objection(*, decision_id: int, answer: str, said: str, by: Any, on: date) -> CareDecision:
    """Another person than the one who decided: it stays, or the person is assessed anew."""
    person_may(by=by, permission="districts.decide")
    one = held(CareDecision, decision_id, by=by)
    answer = one_of(CareDecision.Answer, answer, field="answer")
    if one.objected_on is None:
        raise NoObjection(one)
    if one.answer == answer and one.answered_by_id == by.pk:
        return one
    if one.answer:
        raise NoObjection(one)
    if one.decided_by_id == by.pk:
        raise SamePersonDecides(one)
    one.answer, one.answer_said, one.answered_on, one.answered_by = answer, sentence(said), on, by
    one.save(update_fields=["answer", "answer_said", "answered_on", "answered_by"])
    return one


def _refuse_clash(asked: Collection[str], running: Collection[str], p: Any) -> None:
    if found := rules.clash(asked, running, p):
        service, other = (words.service(name, p) for name in found)
        told = {"service": service, "other": other}
        raise ExcludedService(**told, fields={"services": ExcludedService.message % told})


def _refuse_while_it_runs(known: Any, on: date, p: Any) -> None:
    """A year that runs is renewed from some weeks before its end; an objection that led to a new look opens it too."""
    runs = known.filter(status=Status.GRANTED, during__endswith__gt=on)
    current = runs.exclude(Q(answer=CareDecision.Answer.ANEW)).order_by("-during").first()
    if current is None:
        return
    renew = words.days_before(current.during.upper, p.care["renew_days"])
    if on < renew:
        raise CareYearRuns(current, day=words.last_day(current.during), renew=words.day(renew))


def _day_before(one: CareDecision, on: date) -> date:
    """The day before the new year: the last one of the year that runs, unless an objection ended that; else today."""
    runs = CareDecision.objects.filter(person_id=one.person_id, status=Status.GRANTED, during__endswith__gt=on)
    for old in runs.filter(answer=CareDecision.Answer.ANEW):
        _end(old, said=str(_("Diganti keputusan %(number)s.") % {"number": one.pk}), on=on + timedelta(days=1))
    current = runs.order_by("-during").first()
    return words.days_before(current.during.upper, 1) if current else on


def _end(one: CareDecision, *, said: str, on: date) -> None:
    """What was granted ends before that day, or never began."""
    year = one.during
    until = min(max(on, year.lower), year.upper)
    rest = DateRange(year.lower, until) if until > year.lower else DateRange(empty=True)
    one.grants.update(during=rest)
    states.move(one, Status.ENDED, said=said, during=rest)
