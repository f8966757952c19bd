"""Leaving a programme: looked at again after some years, assessed, verified, decided; then handed to livelihoods."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import bulk, states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.law.reading import CONDITION
from lumbung.programmes import conditions, facts, kinds
from lumbung.programmes.actions.sanctioning import said
from lumbung.programmes.conditions import PROGRAMME
from lumbung.programmes.models import Departure, Enrolment, HandOver, Recertification

HAS_COMPONENT = CONDITION + "has_component"
Status, Route = Departure.Status, Departure.Route
_BEGUN = """
    SELECT e.family_id, min(e.since) AS since FROM programmes_enrolment e
     WHERE e.kind = %(kind)s AND e.region_code >= %(lo)s AND e.region_code < %(hi)s
       AND EXISTS (SELECT 1 FROM programmes_enrolment n
                    WHERE n.family_id = e.family_id AND n.kind = e.kind AND n.status = 'active')
     GROUP BY 1
"""
_DUE = f"""
    INSERT INTO programmes_recertification (region_code, family_id, kind, status, since, due_on, outcome, note)
    SELECT f.region_code, f.id, %(kind)s, 'due', b.since, due.day, '', ''
      FROM ({_BEGUN}) b JOIN registry_family f ON f.id = b.family_id AND f.status = 'active'
     CROSS JOIN LATERAL (
            SELECT (coalesce(max(r.visited_on), b.since) + make_interval(years => %(years)s))::date AS day
              FROM programmes_recertification r WHERE r.family_id = f.id AND r.kind = %(kind)s) due
     WHERE due.day <= %(on)s ORDER BY f.id
    ON CONFLICT DO NOTHING
"""
_OPEN = """
    INSERT INTO programmes_departure (region_code, family_id, kind, route, status, found_on, minutes, assessment, said)
    SELECT f.region_code, f.id, %(kind)s, %(route)s, 'found', %(on)s, '', '', ''
      FROM leaving_now n JOIN registry_family f ON f.id = n.family_id
      JOIN programmes_enrolment e ON e.family_id = f.id AND e.kind = %(kind)s AND e.status = 'active'
     ORDER BY f.id
    ON CONFLICT DO NOTHING
"""
_PEOPLE = """
    SELECT p.family_id, p.id AS person_id, extract(year FROM age(%(on)s::date, p.birth_date))::int AS age,
           (SELECT s.decile_national FROM targeting_score s WHERE s.family_id = p.family_id AND s.current) AS decile,
           (SELECT extract(year FROM age(%(on)s::date, min(e.since)))::int FROM programmes_enrolment e
             WHERE e.family_id = p.family_id AND e.kind = %(kind)s) AS years_assisted
      FROM registry_person p WHERE p.family_id = %(family)s AND p.status = 'active'
"""


class NotEnrolled(Refusal):
    """Who is not in the programme can't leave it."""

    message = _("Keluarga ini bukan peserta program itu.")


class UnderWay(Refusal):
    """Another way out is being walked already."""

    message = _("Kelulusan keluarga ini sudah diproses. Lanjutkan yang itu.")


class MinutesNeeded(BadInput):
    """A village decides with minutes."""

    message = _("Keputusan musyawarah desa perlu nomor dan tanggal berita acara.")


class SameStep(Refusal):
    """Each step is another person's."""

    message = _("Asesmen, verifikasi, dan putusan dilakukan oleh tiga orang berbeda. Minta pejabat lain.")
    status = 403


@transaction.atomic
def list_recertifications(*, on: date, by: Any, region_code: str = "") -> int:
    """Write down who is due to be looked at again, `recertification_years` after joining or the last visit."""
    allowed(by, "programmes.enter_duties")
    years = conditions.in_force(on).recertification_years
    return bulk.execute(_DUE, {**_within(by, region_code), "on": on, "years": years})


@transaction.atomic
def record_recertification(*, recertification_id: int, outcome: str, note: str, by: Any, on: date) -> Recertification:
    """A facilitator visited; who no longer fits is assessed for leaving. Said again, it stays as it is."""
    allowed(by, "programmes.assess_departure")
    found = Recertification.objects.visible_to(by).select_for_update().filter(pk=recertification_id).first()
    if found is None or outcome not in Recertification.Outcome.values:
        raise NotFound(recertification_id)
    if found.status == Recertification.Status.VISITED and found.outcome == outcome:
        return found
    told = {"visited_on": on, "visited_by_id": by.pk, "outcome": outcome, "note": note.strip()}
    states.move(found, Recertification.Status.VISITED, **told)
    routes = {"able": Route.INDEPENDENT, "no_component": Route.NATURAL, "not_found": Route.NOT_FOUND}
    if outcome in routes:
        _open(pl.DataFrame({"family_id": [found.family_id]}), routes[outcome], on)
    return found


@transaction.atomic
def find_natural(*, on: date, by: Any, region_code: str = "") -> int:
    """Enrolled families in which the programme's own rule finds nobody to count any more; unknown ones stay."""
    allowed(by, "programmes.verify_departure")
    told = _within(by, region_code)
    kind = kinds.find(PROGRAMME)
    enrolled = bulk.read_frame(_BEGUN, told, {"family_id": pl.Int64})
    code = "" if told["lo"] == Reach.national().lo else str(told["lo"])
    known = facts.gather(kind=kind, on=on, region_code=code)
    members = known.members.join(enrolled, on="family_id", how="semi") if known.members is not None else None
    here = law.Facts(known.families.join(enrolled, on="family_id", how="semi"), members)
    decided = law.decide(kind.rules, here, kind.parameters.on(on))
    return _open(decided.filter(~pl.col(HAS_COMPONENT)).select("family_id"), Route.NATURAL, on)


@transaction.atomic
def propose_departure(
    *, family_id: int, route: str, by: Any, on: date, minutes: str = "", minutes_on: date | None = None
) -> Departure:
    """Somebody says that a family leaves: it is able, was not found, or its village decided so with minutes."""
    allowed(by, "programmes.assess_departure")
    enrolled = Enrolment.objects.visible_to(by).filter(family_id=family_id, kind=PROGRAMME, status="active").first()
    if enrolled is None:
        raise NotEnrolled(family_id)
    if route == Route.VILLAGE and not (minutes.strip() and minutes_on):
        raise MinutesNeeded(fields={"minutes": str(MinutesNeeded.message)})
    known = Departure.objects.filter(family_id=family_id, kind=PROGRAMME, status__in=Departure.OPEN).first()
    if known and known.route != route:
        raise UnderWay(known)
    return known or Departure.objects.create(
        region_code=enrolled.region_code,
        family_id=family_id,
        kind=PROGRAMME,
        route=route,
        found_on=on,
        minutes=minutes.strip(),
        minutes_on=minutes_on,
    )


@transaction.atomic
def assess_departure(*, departure_id: int, what: str, by: Any, on: date) -> Departure:
    """The facilitator was there and says what was found."""
    found = _locked(departure_id, "programmes.assess_departure", by)
    return states.move(found, Status.ASSESSED, assessed_by_id=by.pk, assessed_on=on, assessment=said(what))


@transaction.atomic
def verify_departure(*, departure_id: int, by: Any, on: date) -> Departure:
    """The regency's verifier agrees with the assessment."""
    found = _locked(departure_id, "programmes.verify_departure", by)
    _another(by, found.assessed_by_id)
    return states.move(found, Status.VERIFIED, verified_by_id=by.pk, verified_on=on)


@transaction.atomic
def decide_departure(*, departure_id: int, why: str, by: Any, on: date) -> Departure:
    """A third person decides: the enrolment ends that day, no later cycle pays it, and livelihoods get to know."""
    found = _locked(departure_id, "programmes.decide_departure", by)
    _another(by, found.assessed_by_id, found.verified_by_id)
    states.move(found, Status.DECIDED, decided_by_id=by.pk, decided_on=on, said=said(why))
    for one in Enrolment.objects.select_for_update().filter(family=found.family_id, kind=found.kind, status="active"):
        told = {"until": max(one.since, on), "left_by_id": found.pk, "ended_because": found.route}
        states.move(one, Enrolment.Status.ENDED, **told)
    _hand_over(found, on)
    return found


@transaction.atomic
def reject_departure(*, departure_id: int, why: str, by: Any, on: date) -> Departure:
    """The verifier or the head is not convinced: the family stays."""
    found = _locked(departure_id, "programmes.verify_departure", by, or_else="programmes.decide_departure")
    return states.move(found, Status.REJECTED, said=said(why))


@transaction.atomic
def readmit_family(*, departure_id: int, why: str, by: Any, on: date) -> Departure:
    """Somebody else than who decided lets the family be decided again; the next run says whether it qualifies."""
    found = _locked(departure_id, "programmes.decide_departure", by)
    _another(by, found.decided_by_id)
    return states.move(found, Status.READMITTED, said=f"{found.said}\n↩ {by}: {said(why)}")


@transaction.atomic
def take_hand_over(*, hand_over_id: int, by: Any, on: date) -> HandOver:
    """Livelihoods take a person up; taken again it stays as it is."""
    allowed(by, "programmes.take_hand_over")
    found = HandOver.objects.visible_to(by).select_for_update().filter(pk=hand_over_id).first()
    if found is None:
        raise NotFound(hand_over_id)
    if found.status == HandOver.Status.TAKEN:
        return found
    return states.move(found, HandOver.Status.TAKEN, taken_by_id=by.pk, taken_on=on)


def _hand_over(departure: Departure, on: date) -> None:
    told = {"family": departure.family_id, "kind": departure.kind, "on": on}
    if departure.route in (Route.NOT_FOUND, Route.REMOVAL):
        return
    names = ("family_id", "person_id", "age", "decile", "years_assisted")
    people = bulk.read_frame(_PEOPLE, told, dict.fromkeys(names, pl.Int64))
    fitting = conditions.empowered(people, conditions.in_force(on)).rows(named=True)
    HandOver.objects.bulk_create(
        [HandOver(region_code=departure.region_code, departure=departure, on=on, **one) for one in fitting]
    )


def _open(families: pl.DataFrame, route: str, on: date) -> int:
    bulk.staged(families, "leaving_now", {"family_id": "bigint"})
    return bulk.execute(_OPEN, {"kind": PROGRAMME, "route": str(route), "on": on})


def _within(by: Any, region_code: str) -> dict[str, Any]:
    if region_code and not by.reach.covers(region_code):
        raise NotFound(region_code)
    reach = Reach.of(region_code) if region_code else by.reach
    return {"lo": reach.lo, "hi": reach.hi, "kind": PROGRAMME}


def _locked(departure_id: int, permission: str, by: Any, *, or_else: str = "") -> Departure:
    if not (or_else and by.may(or_else)):
        allowed(by, permission)
    found = Departure.objects.visible_to(by).select_for_update().filter(pk=departure_id).first()
    if found is None:
        raise NotFound(departure_id)
    return found


def _another(by: Any, *others: int | None) -> None:
    if by.pk in others:
        raise SameStep(by)


Act = Callable[..., Departure]
STEPS: dict[str, Act] = {
    "assess": assess_departure,
    "verify": verify_departure,
    "decide": decide_departure,
    "reject": reject_departure,
    "readmit": readmit_family,
}
